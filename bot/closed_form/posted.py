"""What the page's form posts, read as it arrives: in memory only, and never more of it than is allowed."""

from collections.abc import AsyncIterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

if TYPE_CHECKING:  # it is there for type checkers alone
    from python_multipart.multipart import MultipartCallbacks

# The form has two fields of its own; a browser sends an unused place for a file as an empty part.
_PARTS_AT_MOST = 20


class TooMuch(Exception):
    """More bytes than may come at once; the rest is not read."""


class NotAForm(Exception):
    """The body is no form of ours: cut short, or made by something else than the page."""


@dataclass(slots=True)
class PostedFile:
    """A file as the browser sent it. `name` is what the sender's device calls it."""

    name: str
    data: bytearray = field(default_factory=bytearray)


@dataclass(slots=True)
class Posted:
    """Fields by name, and the files that are not empty."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[PostedFile] = field(default_factory=list)


async def read_posted(content_type: str, body: AsyncIterable[bytes], *, at_most: int) -> Posted:
    """Read `multipart/form-data`; raise TooMuch above so many bytes, NotAForm when it is none."""
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise NotAForm
    reading = _Reading()
    try:
        parser = MultipartParser(boundary, reading.callbacks())
        seen = 0
        async for chunk in body:
            seen += len(chunk)
            if seen > at_most:
                raise TooMuch
            parser.write(chunk)
        parser.finalize()
    except MultipartParseError as fault:
        raise NotAForm from fault
    if not reading.is_whole:
        raise NotAForm
    return reading.posted()


@dataclass(slots=True)
class _Part:
    headers: dict[bytes, bytes] = field(default_factory=dict)
    data: bytearray = field(default_factory=bytearray)


class _Reading:
    """Collects the parts while the parser names their pieces."""

    def __init__(self) -> None:
        self._parts: list[_Part] = []
        self._name = self._value = b""
        self.is_whole = False

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_part_data": self._data,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_end": self._end,
        }

    def posted(self) -> Posted:
        found = Posted()
        for part in self._parts:
            _, options = parse_options_header(part.headers.get(b"content-disposition", b""))
            name = options.get(b"name", b"").decode("utf-8", "replace")
            filename = options.get(b"filename")
            if filename is None:
                found.fields[name] = part.data.decode("utf-8", "replace")
            elif part.data:
                found.files.append(PostedFile(filename.decode("utf-8", "replace"), part.data))
        return found

    def _begin(self) -> None:
        if len(self._parts) == _PARTS_AT_MOST:
            raise NotAForm
        self._parts.append(_Part())

    def _data(self, data: bytes, start: int, end: int) -> None:
        self._parts[-1].data += data[start:end]

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._parts[-1].headers[self._name.lower()] = self._value
        self._name = self._value = b""

    def _end(self) -> None:
        self.is_whole = True
