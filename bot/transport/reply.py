"""Reading one HTTP/1.1 reply out of whatever pieces the network cuts it into."""

from collections.abc import Generator
from typing import NamedTuple, TypeVar

from bot.transport.head import Head, MalformedReply, read_head

HEAD_BYTES = 64 * 1024
_LINE_BYTES = 4 * 1024
_TRAILERS = 100
_INTERIM_REPLIES = 10
_SWITCHING_PROTOCOLS = 101
_FINAL = 200

T = TypeVar("T")
Reading = Generator[None, None, T]


class Reply(NamedTuple):
    """`reusable` says whether the connection may carry another request."""

    status: int
    body: bytes
    reusable: bool


class ReplyReader:
    """Takes pieces until the reply is complete; MalformedReply when it never will be.

    Inside, a generator reads on and yields wherever it needs another piece.
    """

    __slots__ = ("_body_bytes", "_ended", "_pieces", "_reading")

    def __init__(self, body_bytes: int) -> None:
        self._body_bytes = body_bytes
        self._pieces = bytearray()
        self._ended = False
        self._reading = self._read()

    def feed(self, piece: bytes) -> Reply | None:
        """Take the next piece; return the reply once it is complete."""
        self._pieces += piece
        return self._go_on()

    def end(self) -> Reply | None:
        """The server closed the connection: complete for a body without a length, else MalformedReply."""
        self._ended = True
        return self._go_on()

    def _go_on(self) -> Reply | None:
        try:
            next(self._reading)
        except StopIteration as complete:
            reply: Reply = complete.value
            return reply
        return None

    def _read(self) -> Reading[Reply]:
        head = yield from self._final_head()
        if head.chunked:
            body = yield from self._chunks()
        elif head.length is not None:
            body = yield from self._exactly(self._within_limit(head.length))
        else:
            body = yield from self._until_closed()
        reusable = head.keeps_open and not self._pieces and not self._ended
        return Reply(head.status, body, reusable)

    def _final_head(self) -> Reading[Head]:
        for _ in range(_INTERIM_REPLIES):
            head = read_head((yield from self._up_to(b"\r\n\r\n", HEAD_BYTES)))
            if head.status == _SWITCHING_PROTOCOLS:
                raise MalformedReply("another protocol, unasked")
            if head.status >= _FINAL:
                return head
        raise MalformedReply("no end of interim replies")

    def _chunks(self) -> Reading[bytes]:
        body = bytearray()
        while size := _chunk_size((yield from self._up_to(b"\r\n", _LINE_BYTES))):
            self._within_limit(len(body) + size)
            body += yield from self._exactly(size)
            if (yield from self._exactly(2)) != b"\r\n":
                raise MalformedReply("a chunk longer than it said")
        for _ in range(_TRAILERS):
            if not (yield from self._up_to(b"\r\n", _LINE_BYTES)):
                return bytes(body)
        raise MalformedReply("no end of trailers")

    def _until_closed(self) -> Reading[bytes]:
        while not self._ended:
            self._within_limit(len(self._pieces))
            yield
        return self._taken(self._within_limit(len(self._pieces)))

    def _up_to(self, mark: bytes, at_most: int) -> Reading[bytes]:
        """What stands before the mark, which goes with it."""
        while (end := self._pieces.find(mark)) < 0:
            if len(self._pieces) > at_most:
                raise MalformedReply("a line or head that is too long")
            yield from self._another_piece()
        before = self._taken(end)
        del self._pieces[: len(mark)]
        return before

    def _exactly(self, size: int) -> Reading[bytes]:
        while len(self._pieces) < size:
            yield from self._another_piece()
        return self._taken(size)

    def _another_piece(self) -> Reading[None]:
        if self._ended:
            raise MalformedReply("the connection was closed within the reply")
        yield

    def _taken(self, size: int) -> bytes:
        with memoryview(self._pieces) as view:
            taken = bytes(view[:size])
        del self._pieces[:size]
        return taken

    def _within_limit(self, size: int) -> int:
        if size > self._body_bytes:
            raise MalformedReply(f"a body of more than {self._body_bytes} bytes")
        return size


def _chunk_size(line: bytes) -> int:
    digits = line.partition(b";")[0].strip(b" \t")
    if not 0 < len(digits) <= 15 or digits.strip(b"0123456789abcdefABCDEF"):  # noqa: PLR2004  # fits 64 bits
        raise MalformedReply("a chunk without a size")
    return int(digits, 16)
