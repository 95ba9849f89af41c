"""Replies are read alike however the network cuts them, and nothing that is no reply passes for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.transport.head import MalformedReply
from bot.transport.reply import Reply, ReplyReader

LIMIT = 1000
STATUS = b"HTTP/1.1 200 OK\r\n"
REPLIES = {
    "with a length": (
        STATUS + b"Server: nginx\r\nContent-Length: 5\r\n\r\nhello",
        Reply(200, b"hello", reusable=True),
    ),
    "empty": (STATUS + b"content-length:0\r\n\r\n", Reply(200, b"", reusable=True)),
    "the same length twice": (
        STATUS + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\nok",
        Reply(200, b"ok", reusable=True),
    ),
    "chunked": (
        STATUS + b"Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;name=value\r\nlo\r\n0\r\n\r\n",
        Reply(200, b"hello", reusable=True),
    ),
    "chunked with trailers": (
        STATUS + b"Transfer-Encoding: Chunked\r\n\r\n00A \r\n0123456789\r\n0\r\nDigest: x\r\n\r\n",
        Reply(200, b"0123456789", reusable=True),
    ),
    "chunked and a length": (
        STATUS + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        Reply(200, b"ok", reusable=False),
    ),
    "closing": (
        b"HTTP/1.1 429 Too Many Requests\r\nConnection: Close\r\nContent-Length: 2\r\n\r\n{}",
        Reply(429, b"{}", reusable=False),
    ),
    "of an old server": (
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        Reply(200, b"ok", reusable=False),
    ),
    "of an old server that keeps": (
        b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok",
        Reply(200, b"ok", reusable=True),
    ),
    "without a reason": (b"HTTP/1.1 404\r\nContent-Length: 1\r\n\r\n-", Reply(404, b"-", reusable=True)),
    "without a body": (b"HTTP/1.1 204 No Content\r\n\r\n", Reply(204, b"", reusable=True)),
    "after interim ones": (
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
        + STATUS
        + b"Content-Length: 2\r\n\r\nok",
        Reply(200, b"ok", reusable=True),
    ),
}
UNTIL_CLOSED = STATUS + b"Content-Type: text/html\r\n\r\n<html>to the end"
MALFORMED = {
    "another protocol": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "another version": b"HTTP/2.0 200 OK\r\n\r\n",
    "a status in words": b"HTTP/1.1 OK\r\n\r\n",
    "a status out of range": b"HTTP/1.1 999 No\r\n\r\n",
    "switching protocols": b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
    "interim for ever": b"HTTP/1.1 100 Continue\r\n\r\n" * 11,
    "a header without a colon": STATUS + b"Server nginx\r\n\r\n",
    "a folded header": STATUS + b"Server: nginx\r\n Content-Length: 9\r\n\r\n",
    "a space before the colon": STATUS + b"Content-Length : 5\r\n\r\nhello",
    "two lengths": STATUS + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    "a negative length": STATUS + b"Content-Length: -5\r\n\r\n",
    "a length too long to be one": STATUS + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
    "a longer body than allowed": STATUS + b"Content-Length: 1001\r\n\r\n",
    "an endless head": STATUS + b"X: " + b"x" * 70_000,
    "another encoding": STATUS + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
    "chunked twice": STATUS + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
    "a chunk without a size": STATUS + b"Transfer-Encoding: chunked\r\n\r\n;x\r\n",
    "a chunk with a sign": STATUS + b"Transfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n",
    "a chunk of huge size": STATUS + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 16 + b"\r\n",
    "chunks of more than allowed": STATUS + b"Transfer-Encoding: chunked\r\n\r\n3e9\r\n",
    "a chunk that is longer": STATUS + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n",
    "an endless size": STATUS + b"Transfer-Encoding: chunked\r\n\r\n" + b"0" * 5000,
    "endless trailers": STATUS + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"a: b\r\n" * 101,
    "endless until closed": STATUS + b"\r\n" + b"x" * 1001,
}
kinds = pytest.mark.parametrize(("sent", "expected"), REPLIES.values(), ids=REPLIES.keys())


def read(*pieces: bytes) -> Reply | None:
    """What is read of these pieces; a reply must not be complete before the last."""
    reader = ReplyReader(LIMIT)
    *first, last = pieces
    assert [reader.feed(piece) for piece in first] == [None] * len(first)
    return reader.feed(last)


def chunked(pieces: list[bytes]) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""])


@kinds
def test_a_reply_is_read(sent: bytes, expected: Reply) -> None:
    assert read(sent) == expected


@kinds
def test_a_reply_is_read_alike_wherever_it_is_cut_in_two(sent: bytes, expected: Reply) -> None:
    for at in range(1, len(sent)):
        assert read(sent[:at], sent[at:]) == expected


@kinds
def test_a_reply_is_read_alike_byte_by_byte(sent: bytes, expected: Reply) -> None:
    assert read(*(bytes([one]) for one in sent)) == expected


@kinds
def test_a_reply_cut_off_anywhere_is_never_taken_for_a_whole_one(sent: bytes, expected: Reply) -> None:
    for at in range(len(sent)):
        reader = ReplyReader(LIMIT)
        assert reader.feed(sent[:at]) is None
        with pytest.raises(MalformedReply):
            reader.end()


@kinds
def test_what_follows_a_reply_unasked_spoils_the_connection(sent: bytes, expected: Reply) -> None:
    assert ReplyReader(LIMIT).feed(sent + b"H") == expected._replace(reusable=False)


def test_a_body_without_a_length_ends_with_the_connection() -> None:
    for at in range(1, len(UNTIL_CLOSED)):
        reader = ReplyReader(LIMIT)
        assert reader.feed(UNTIL_CLOSED[:at]) is None
        assert reader.feed(UNTIL_CLOSED[at:]) is None
        assert reader.end() == Reply(200, b"<html>to the end", reusable=False)


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=MALFORMED.keys())
def test_what_is_no_reply_is_refused(sent: bytes) -> None:
    with pytest.raises(MalformedReply):
        ReplyReader(LIMIT).feed(sent)


@settings(deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=80), max_size=10), st.data())
def test_chunks_of_any_size_cut_anywhere_make_the_body(pieces: list[bytes], data: st.DataObject) -> None:
    sent = STATUS + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(pieces)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(sent) - 1), max_size=8)))
    cut = [sent[a:b] for a, b in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
    assert read(*cut) == Reply(200, b"".join(pieces), reusable=True)


@settings(deadline=None)
@given(st.sampled_from(list(REPLIES.values())), st.integers(0), st.binary(max_size=4), st.integers(0, 4))
def test_damage_of_any_kind_is_read_or_refused_and_nothing_else(
    reply: tuple[bytes, Reply], at: int, other: bytes, length: int
) -> None:
    sent = bytearray(reply[0])
    at %= len(sent)
    sent[at : at + length] = other
    reader = ReplyReader(LIMIT)
    try:
        outcome = reader.feed(bytes(sent)) or reader.end()
    except MalformedReply:
        return
    assert isinstance(outcome, Reply)
