"""A text with its entities: parsed or given, trimmed, completed with what Telegram finds by itself."""

import re
from typing import Any

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.errors import bad_request
from sandbox.html_tags import custom_emoji, date_time
from sandbox.html_text import parse_html
from sandbox.links import checked_link
from sandbox.shapes import as_object, number_in, text_in
from sandbox.text import utf16_length

FOUND = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<!\w)(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<!\w)(?P<hashtag>\#\w*[^\W\d]\w*)"
)
MARKS = re.compile(r"[/@#:]")
GIVEN = frozenset(
    [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "custom_emoji",
        "date_time",
    ]
)
FOUND_KINDS = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
        "text_mention",
    ]
)
CODE = frozenset({"code", "pre"})
WHOLE = frozenset({"blockquote", "expandable_blockquote"})
EXCLUSIVE = frozenset({"code", "pre", "text_link"})
ENTITIES_AT_MOST = 100

Text = tuple[str, list[Json]]


def read_text(args: Arguments, text: str, *, mode: str, entities: str) -> Text:
    """The formatted text in the named arguments; `mode` and `entities` say where its formatting stands."""
    return formatted(text, args.text(mode), args.structure(entities, "entities"))


def formatted(text: str, mode: str, given: Any) -> Text:
    kind = mode.lower()
    text = text.replace("\r", "")
    if kind == "html":
        text, entities = parse_html(text)
    elif kind in {"", "none"}:
        entities = _checked(given, text)
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = _trimmed(text, outside_code(entities))
    return text, _ordered([*entities, *detected(text, entities)])


def _checked(given: Any, text: str) -> list[Json]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("can't parse entities: Expected an Array of MessageEntity")
    length = utf16_length(text)
    read = (_read_entity(as_object(entity, "MessageEntity"), length) for entity in given)
    return [entity for entity in read if entity]


def _read_entity(given: Json, text_length: int) -> Json | None:
    kind = text_in(given, "type", "MessageEntity")
    offset, length = (number_in(given, field, "MessageEntity") for field in ("offset", "length"))
    if kind in FOUND_KINDS or not length:
        return None
    if kind not in GIVEN:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if offset < 0 or length < 0 or offset + length > text_length:
        raise bad_request("ENTITY_BOUNDS_INVALID")
    return {"type": kind, **_facts(given, kind), "offset": offset, "length": length}


def _facts(given: Json, kind: str) -> Json:
    """What a kind of entity carries besides its place."""
    if kind == "text_link":
        link = checked_link(text_in(given, "url", "MessageEntity"))
        if link is None:
            raise bad_request("ENTITY_TEXT_URL_INVALID")
        return {"url": link}
    if kind == "custom_emoji":
        return custom_emoji(text_in(given, "custom_emoji_id", "MessageEntity"))
    if kind == "date_time":
        names = {"unix": "unix_time", "format": "date_time_format"}
        return date_time({name: text_in(given, field, "MessageEntity") for name, field in names.items()})
    language = text_in(given, "language", "MessageEntity") if kind == "pre" else ""
    return {"language": language} if language else {}


def outside_code(entities: list[Json]) -> list[Json]:
    """Code holds no other formatting: what lies across it keeps the parts outside."""
    codes = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in CODE]
    if not codes:
        return entities
    kept = [entity for entity in entities if entity["type"] in CODE]
    for entity in entities:
        if entity["type"] not in CODE:
            kept += _cut(entity, codes)
    return kept


def _cut(entity: Json, codes: list[tuple[int, int]]) -> list[Json]:
    pieces = [(entity["offset"], entity["offset"] + entity["length"])]
    for first, last in codes if entity["type"] not in WHOLE else ():
        around = [((a, min(b, first)), (max(a, last), b)) for a, b in pieces]
        pieces = [piece for pair in around for piece in pair if piece[0] < piece[1]]
    return [entity | {"offset": a, "length": b - a} for a, b in pieces]


def _trimmed(text: str, entities: list[Json]) -> Text:
    """Telegram strips the ends of a message; entities shrink with them and empty ones go."""
    bare = text.strip()
    if bare == text:
        return text, entities
    cut = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(bare)
    kept = []
    for entity in entities:
        first = max(0, entity["offset"] - cut)
        last = min(end, entity["offset"] + entity["length"] - cut)
        if last > first:
            kept.append(entity | {"offset": first, "length": last - first})
    return bare, kept


def detected(text: str, taken: list[Json]) -> list[Json]:
    """Commands, mentions, addresses and hashtags outside of code and links."""
    if not MARKS.search(text):
        return []
    closed = [(e["offset"], e["offset"] + e["length"]) for e in taken if e["type"] in EXCLUSIVE]
    entities = []
    for found in FOUND.finditer(text):
        kind = found.lastgroup or ""
        offset, length = utf16_length(text[: found.start()]), utf16_length(found.group())
        inside = any(first < offset + length and offset < last for first, last in closed)
        if not inside and (kind != "url" or checked_link(found.group())):
            entities.append({"type": kind, "offset": offset, "length": length})
    return entities


def _ordered(entities: list[Json]) -> list[Json]:
    """Outer before inner; beyond the hundredth Telegram keeps none."""
    order = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    return order[:ENTITIES_AT_MOST]
