"""`python -m sandbox`: the sandbox alone, with three invented people, for whoever writes a bot."""

import argparse
import socket
from pathlib import Path

import uvicorn

from sandbox.cast import BotAccount, Link, Person
from sandbox.sandbox import Sandbox
from sandbox.server import create_app

TOKEN = "900001:opens-nothing-but-this-sandbox"  # noqa: S105 -- as it says
BOT = BotAccount(token=TOKEN, username="sandbox_bot", name="Sandbox")
CAST = [
    Person(id=101, first_name="Siti", phone="628990000901", links=(Link(label="/start", start=""),)),
    Person(id=102, first_name="Budi", phone="628990000902"),
    Person(id=103, first_name="Rina", phone="628990000903", language_code="en"),
]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--folder", type=Path, help="keep the state here")
    asked = parser.parse_args()
    app = create_app(Sandbox(CAST, BOT, asked.folder))
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)
    with socket.create_server(("127.0.0.1", asked.port)) as listener:
        port = listener.getsockname()[1]
        # Flushed, for whoever starts the sandbox from a program waits for this line.
        print(f"Chat page http://127.0.0.1:{port}/ token {BOT.token}", flush=True)  # noqa: T201  # says where
        uvicorn.Server(config).run([listener])


if __name__ == "__main__":
    main()
