"""The sandbox behind a real socket, in a thread of its own, for clients that nobody here wrote."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn

from sandbox.sandbox import Sandbox
from sandbox.server import create_app
from tests.sandbox.driver import BOT, CAST


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@dataclass(frozen=True)
class Served:
    """The people's side over HTTP; everything goes through the socket, for the sandbox has its own thread."""

    root: str
    http: httpx.Client

    def person(self, user_id: int, gesture: str, **asked: Any) -> Any:
        response = self.http.post(f"/phone/{user_id}/{gesture}", json=asked)
        assert response.status_code == 200, response.text
        return response.json()["result"]

    def hand_in(self, user_id: int, name: str, data: bytes, mime: str) -> Any:
        response = self.http.post(f"/phone/{user_id}/file", files={"file": (name, data, mime)})
        return response.json()["result"]

    def messages(self, user_id: int) -> list[Any]:
        shown: list[Any] = self.http.get(f"/phone/{user_id}/chat").json()["messages"]
        return shown


@contextmanager
def serving() -> Iterator[Served]:
    box = Sandbox(CAST, BOT)
    config = uvicorn.Config(
        create_app(box),
        host="127.0.0.1",
        port=0,
        log_level="critical",
        ws="none",
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert server.ready.wait(10)
        port = server.servers[0].sockets[0].getsockname()[1]
        root = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=root, timeout=10) as http:
            yield Served(root, http)
    finally:
        box.hang_up()
        server.should_exit = True
        thread.join(10)
