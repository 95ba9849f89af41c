"""The head of an HTTP/1.1 reply: what it says about the body and the connection (RFC 9112)."""

import re
from dataclasses import dataclass

_STATUS_LINE = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9]{2})(?: [^\r\n]*)?")
_LENGTH = re.compile(rb"[0-9]{1,15}")
_BODILESS = frozenset([204, 304])


class MalformedReply(ValueError):
    """What came is no complete HTTP reply of an acceptable size."""


@dataclass(slots=True)
class Head:
    """`length` is None where the body is chunked or ends with the connection."""

    status: int
    keeps_open: bool
    length: int | None = None
    chunked: bool = False

    def note(self, name: bytes, value: bytes) -> None:
        """Take in one header; of all there are, these three matter."""
        if name == b"content-length":
            self._note_length(value)
        elif name == b"transfer-encoding":
            if value.lower() != b"chunked" or self.chunked:
                raise MalformedReply("a transfer encoding other than chunked")
            self.chunked = True
        elif name == b"connection":
            wishes = [wish.strip() for wish in value.lower().split(b",")]
            self.keeps_open = b"close" not in wishes and (self.keeps_open or b"keep-alive" in wishes)

    def _note_length(self, value: bytes) -> None:
        if not _LENGTH.fullmatch(value) or self.length not in (None, int(value)):
            raise MalformedReply("a content length that is no one number")
        self.length = int(value)


def read_head(block: bytes) -> Head:
    """Read the lines before the empty one; MalformedReply when they are no head."""
    status_line, *lines = block.split(b"\r\n")
    match = _STATUS_LINE.fullmatch(status_line)
    if match is None:
        raise MalformedReply("no HTTP/1.1 status line")
    head = Head(int(match[2]), keeps_open=match[1] == b"1")
    for line in lines:
        name, colon, value = line.partition(b":")
        if not colon or not name or name != name.strip():
            raise MalformedReply("a header without a name")
        head.note(name.lower(), value.strip(b" \t"))
    _settle_length(head)
    return head


def _settle_length(head: Head) -> None:
    if head.chunked and head.length is not None:
        # Two lengths can disagree about where the next reply begins: read this one, trust no other.
        head.length, head.keeps_open = None, False
    if head.status in _BODILESS:
        head.length, head.chunked = 0, False
