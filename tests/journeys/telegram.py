"""A Bot API server of one's own for live mode: the sandbox, as `SAPA_TELEGRAM_API_URL` may name it."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn

from bot.trial.cast import SITI
from sandbox.cast import BotAccount, Person
from sandbox.clock import Clock
from sandbox.sandbox import Sandbox
from sandbox.server import create_app

USERNAME = "SapaKemuningBot"
PEOPLE = [Person(id=SITI.telegram_id, first_name=SITI.first_name, phone=SITI.phone)]


@contextmanager
def telegram(token: str, people: Sequence[Person] = PEOPLE, clock: Clock | None = None) -> Iterator[str]:
    """The server's root. It knows this one token and these telephones, or Siti's."""
    box = Sandbox(people, BotAccount(token=token, username=USERNAME, name="Sapa Kemuning"), clock=clock)
    config = uvicorn.Config(create_app(box), log_level="critical", ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            box.hang_up()
            server.should_exit = True
            thread.join(10)
