"""Telegram's HTML: its own few tags and references, each fault named with its byte offset.

Source of the rules: "Formatting options, HTML style" of the Bot API, and the server's published parser for
what the page leaves open (nesting, unknown references left as they are, end tags that may be empty).
"""

import re
from dataclasses import dataclass, field

from sandbox.cast import Json
from sandbox.errors import ApiError, bad_request
from sandbox.html_references import decode, read_reference
from sandbox.html_tags import TAGS, entity_of, join_code
from sandbox.text import utf16_length

PIECE = re.compile(r"[^<&]+|&|<")
TAG_NAME = re.compile(r"[^ \t\r\n\v\0>]*")
SPACE = re.compile(r"[ \t\r\n\v\0]*")
ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\v\0=>/\"']*")
ENDS_TOKEN = re.compile(r"[ \t\r\n\v\0>]|\Z")
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
        while self._peek() != ">":
            name = self._match(ATTRIBUTE_NAME, self.at)
            if not name:
                raise self.fault(f'Empty attribute name in the tag "{tag}"', begin)
            attributes[name] = self._value(tag, begin)
        self.at += 1
        return attributes

    def _value(self, tag: str, begin: int) -> str:
        has_value = self._peek() == "="
        self.at += has_value
        if not self._peek():
            raise self.fault(f'Unclosed start tag "{tag}"', begin)
        if not has_value:
            return ""
        value = self._literal(begin) if self._peek() in {'"', "'"} else self._token()
        if self.at >= len(self.source):
            raise self.fault("Unclosed start tag", begin)
        return value

    def _literal(self, begin: int) -> str:
        quote = self.source[self.at]
        end = self.source.find(quote, self.at + 1)
        if end < 0:
            raise self.fault("Unclosed start tag", begin)
        raw = self.source[self.at + 1 : end]
        self.at = end + 1
        return decode(raw)

    def _token(self) -> str:
        begin = self.at
        token = self._match(TOKEN, begin).lower()
        if not ENDS_TOKEN.match(self.source, self.at):
            raise self.fault("Unexpected end of name token", begin)
        return token

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
        inner = "".join(self.parts[opened.text_at :])
        entity = entity_of(opened.tag, opened.attributes, inner) if inner else None
        if entity:
            length = self.length - opened.offset
            self.entities.append({**entity, "offset": opened.offset, "length": length})


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text without its tags, and its entities with offsets in UTF-16 code units."""
    if "<" not in source and "&" not in source:
        return source, []
    text, entities = _Reader(source).read()
    return text, join_code(entities)
