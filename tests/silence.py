"""A line to PostgreSQL that loses every byte when told so: its host has vanished, and nobody says it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy.engine import make_url


class Silence:
    """A proxy on this machine. What is open while it is silent stays silent for ever."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.is_silent = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._ends: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def stop(self) -> None:
        for end in (self._listener, *self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for end in (self._listener, *self._ends):
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near = self._listener.accept()[0]
                far = socket.socket(socket.AF_UNIX)
                far.connect(self._path)
                self._ends += [near, far]
                lost = threading.Event()
                for pair in ((near, far), (far, near)):
                    self._threads.append(threading.Thread(target=self._pass_on, args=(*pair, lost)))
                    self._threads[-1].start()

    def _pass_on(self, one: socket.socket, other: socket.socket, lost: threading.Event) -> None:
        with suppress(OSError):
            while part := one.recv(65536):
                if self.is_silent:
                    lost.set()
                if not lost.is_set():
                    other.sendall(part)
            if not lost.is_set():
                other.shutdown(socket.SHUT_RDWR)


@contextmanager
def through_silence(url: str) -> Iterator[tuple[str, Silence]]:
    """The same database by another address."""
    parsed = make_url(url)
    folder, port = str(parsed.query["host"]), parsed.port or 5432
    silence = Silence(f"{folder}/.s.PGSQL.{port}")
    try:
        near = parsed.difference_update_query(["host"]).set(host="127.0.0.1", port=silence.port)
        yield near.render_as_string(hide_password=False), silence
    finally:
        silence.stop()
