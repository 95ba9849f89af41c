"""A Bot API that answers at once, or after a latency, and does nothing else: the other end of a benchmark.

Run as a module in a process of its own: core to sit on, latency from and to in ms; prints its port.
"""

import asyncio
import json
import os
import random
import sys

RESULT = {
    "message_id": 1,
    "from": {"id": 700001, "is_bot": True, "first_name": "Kemuning", "username": "kemuning_bot"},
    "chat": {"id": 101, "first_name": "Siti", "last_name": "Aminah", "type": "private"},
    "date": 1795489200,
    "text": "Selamat pagi, Ibu Siti. Ada usulan mutasi untuk Ibu.",
}
BODY = json.dumps({"ok": True, "result": RESULT}).encode()
HEAD = f"Server: nginx\r\nContent-Type: application/json\r\nContent-Length: {len(BODY)}\r\n"
ANSWER = b"HTTP/1.1 200 OK\r\n" + HEAD.encode() + b"Connection: keep-alive\r\n\r\n" + BODY
_LENGTH = b"content-length:"


class FastServer(asyncio.Protocol):
    """Finds the end of each request by its length, and knows nothing of what it says."""

    def __init__(self, latency: tuple[float, float]) -> None:
        self._latency = latency
        self._pieces = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._later = asyncio.get_running_loop().call_later

    def data_received(self, data: bytes) -> None:
        self._pieces += data
        while end := self._end_of_request():
            self._pieces = self._pieces[end:]
            if self._latency[1]:
                self._later(random.uniform(*self._latency), self._transport.write, ANSWER)
            else:
                self._transport.write(ANSWER)

    def _end_of_request(self) -> int:
        head_end = self._pieces.find(b"\r\n\r\n") + 4
        if head_end < 4:
            return 0
        head = self._pieces[:head_end].lower()
        at = head.find(_LENGTH)
        length = int(head[at + len(_LENGTH) : head.index(b"\r", at)]) if at >= 0 else 0
        end = head_end + length
        return end if len(self._pieces) >= end else 0


async def main(latency: tuple[float, float]) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: FastServer(latency), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    os.sched_setaffinity(0, {int(sys.argv[1])})
    asyncio.run(main((float(sys.argv[2]) / 1000, float(sys.argv[3]) / 1000)))
