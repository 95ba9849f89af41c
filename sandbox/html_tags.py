"""Telegram's tags, and the entity that each becomes."""

from sandbox.cast import Json
from sandbox.errors import bad_request
from sandbox.links import checked_link, mentions_a_user

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = SIMPLE.keys() | {"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
LANGUAGE = "language-"


def entity_of(tag: str, attributes: dict[str, str], inner: str) -> Json | None:
    """The entity for a tag around this text, without its place; None where Telegram makes none."""
    if tag in SIMPLE:
        return {"type": SIMPLE[tag]}
    if tag == "a":
        return _anchor(attributes.get("href") or inner)
    if tag == "blockquote":
        return {"type": "expandable_blockquote" if "expandable" in attributes else tag}
    if tag == "tg-emoji":
        return custom_emoji(attributes.get("emoji-id", ""))
    if tag == "tg-time":
        return date_time(attributes)
    named = attributes.get("class", "") if tag == "code" else ""
    language = named.removeprefix(LANGUAGE) if named.startswith(LANGUAGE) else ""
    return {"type": tag, "language": language} if language else {"type": tag}


def _anchor(address: str) -> Json | None:
    link = None if mentions_a_user(address) else checked_link(address)
    return {"type": "text_link", "url": link} if link else None


def custom_emoji(identifier: str) -> Json:
    if not identifier.isascii() or not identifier.isdigit() or int(identifier) == 0:
        raise bad_request("can't parse entities: Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": identifier}


def date_time(attributes: dict[str, str]) -> Json:
    unix = attributes.get("unix", "")
    if not unix.isascii() or not unix.isdigit() or not 0 < int(unix) < 1 << 31:
        raise bad_request("can't parse entities: Invalid date-time specified")
    entity: Json = {"type": "date_time", "unix_time": int(unix)}
    return entity | ({"date_time_format": attributes["format"]} if attributes.get("format") else {})


def join_code(entities: list[Json]) -> list[Json]:
    """Make `pre` and `code` around the same text one entity; only `pre` keeps a language."""
    joined: list[Json] = []
    for entity in entities:
        last = joined[-1] if joined else {}
        span = (entity["offset"], entity["length"])
        if {entity["type"], last.get("type")} == {"pre", "code"} and span == (last["offset"], last["length"]):
            joined[-1] = last | entity | {"type": "pre"}
        else:
            joined.append(entity)
    return [{k: v for k, v in e.items() if k != "language" or e["type"] == "pre"} for e in joined]
