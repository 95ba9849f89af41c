"""Telegram's HTML: its own few tags and references, each fault named with its byte offset.

Source of the rules: "Formatting options, HTML style" of the Bot API, and the server's published parser for
what the page leaves open (nesting, unknown references left as they are, end tags that may be empty).
"""

import re
from dataclasses import dataclass, field

from sandbox.cast import Json
from sandbox.errors import ApiError, bad_request
from sandbox.html_references import decode, read_reference
from sandbox.links import checked_link, mentions_a_user
from sandbox.text import utf16_length

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
PIECE = re.compile(r"[^<&]+|&|<")
TAG_NAME = re.compile(r"[^\s>]*")
SPACE = re.compile(r"\s*")
ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
TOKEN = re.compile(r"[0-9A-Za-z.-]*")


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    text_at: int


@dataclass
class _Reader:
    source: str
    at: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def fault(self, reason: str, at: int, tail: str = "") -> ApiError:
        offset = len(self.source[:at].encode())
        return bad_request(f"can't parse entities: {reason} at byte offset {offset}{tail}")

    def read(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            piece = PIECE.match(self.source, self.at)
            text = piece.group() if piece else ""
            if text == "<":
                self._tag()
                continue
            if text == "&":
                text, self.at = read_reference(self.source, self.at)
            else:
                self.at += len(text)
            self.parts.append(text)
            self.length += utf16_length(text)
        if self.open:
            tag = self.open[-1].tag
            raise bad_request(f"can't parse entities: Can't find end tag corresponding to start tag {tag}")
        return "".join(self.parts), self.entities

    def _tag(self) -> None:
        if self.source.startswith("</", self.at):
            self._end_tag()
        else:
            self._start_tag()

    def _start_tag(self) -> None:
        begin = self.at
        name = self._match(TAG_NAME, begin + 1)
        tag = name.lower()
        if self.at >= len(self.source):
            raise self.fault("Unclosed start tag", begin)
        if tag not in TAGS:
            raise self.fault(f'Unsupported start tag "{tag}"', begin)
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self.fault('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, attributes, self.length, len(self.parts)))

    def _match(self, pattern: re.Pattern[str], at: int) -> str:
        found = pattern.match(self.source, at)
        self.at = found.end() if found else at
        return found.group() if found else ""

    def _peek(self) -> str:
        self._match(SPACE, self.at)
        return self.source[self.at : self.at + 1]

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while (following := self._peek()) != ">":
            name = self._match(ATTRIBUTE_NAME, self.at)
            if following and not name:
                raise self.fault(f'Empty attribute name in the tag "{tag}"', begin)
            if self._peek() == "=":
                self.at += 1
                attributes[name] = self._value(begin)
            else:
                attributes[name] = ""
            if self.at >= len(self.source):
                raise self.fault("Unclosed start tag", begin)
        self.at += 1
        return attributes

    def _value(self, begin: int) -> str:
        quote = self._peek()
        if quote not in {'"', "'"}:
            token_at = self.at
            token = self._match(TOKEN, token_at).lower()
            if self.source[self.at : self.at + 1].strip() not in {"", ">"}:
                raise self.fault("Unexpected end of name token", token_at)
            return token
        end = self.source.find(quote, self.at + 1)
        if end < 0:
            raise self.fault("Unclosed start tag", begin)
        raw = self.source[self.at + 1 : end]
        self.at = end + 1
        return decode(raw)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self.fault("Unexpected end tag", begin)
        name = self._match(TAG_NAME, begin + 2).lower()
        if self._peek() != ">":
            raise self.fault("Unclosed end tag", begin)
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            raise self.fault("Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{name}>"')
        if self.length > opened.offset and (entity := self._entity(opened)):
            span = {"offset": opened.offset, "length": self.length - opened.offset}
            self._add({**entity, **span})

    def _entity(self, opened: _Open) -> Json | None:
        tag, attributes = opened.tag, opened.attributes
        if tag in SIMPLE:
            return {"type": SIMPLE[tag]}
        if tag == "a":
            return self._anchor(opened)
        if tag == "blockquote":
            return {"type": "expandable_blockquote" if "expandable" in attributes else tag}
        if tag == "tg-emoji":
            return custom_emoji(attributes.get("emoji-id", ""))
        if tag == "tg-time":
            return date_time(attributes)
        language = attributes.get("class", "") if tag == "code" else ""
        known = language.removeprefix("language-") if language.startswith("language-") else ""
        return {"type": tag, "language": known} if known else {"type": tag}

    def _anchor(self, opened: _Open) -> Json | None:
        address = opened.attributes.get("href") or "".join(self.parts[opened.text_at :])
        link = None if mentions_a_user(address) else checked_link(address)
        return {"type": "text_link", "url": link} if link else None

    def _add(self, entity: Json) -> None:
        """`<pre><code class="language-…">` is one entity; a language outside of `pre` is dropped."""
        last = self.entities[-1] if self.entities else {}
        same = (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"])
        if entity["type"] == "pre" and same and last["type"] == "code" and "language" in last:
            self.entities[-1] = entity | {"language": last["language"]}
        else:
            self.entities.append(entity)


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


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text without its tags, and its entities with offsets in UTF-16 code units."""
    if "<" not in source and "&" not in source:
        return source, []
    text, entities = _Reader(source).read()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, entities
