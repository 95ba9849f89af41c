"""The chain's head outside of the database: one line whenever it has grown, in a file that only grows.

Who changes the database leaves this file behind; who copies it to another machine (SAPA_ANCHOR_COPY) need not
trust this one. A head says nothing of anybody.
"""

import fcntl
import json
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

# A line is some 300 bytes.
_TAIL = 4096

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Anchor:
    """One line: at that time the chain held so many rows, and ended with that mark."""

    at: datetime
    count: int
    mark: str
    said: str
    """What the line's own mark is made over."""
    own: str


class AnchorFile:
    """`anchors` in the data folder, readable by its owner alone, and perhaps a copy elsewhere."""

    def __init__(self, path: Path, copy: Path | None = None) -> None:
        self._path = path
        self._copy = copy

    def add(self, at: datetime, count: int, mark: str, *, marked: Callable[[str, str], str]) -> bool:
        """Append the head unless the last line says the same; on the disk when this returns.

        `marked`: makes the line's own mark from the mark of the line before and what it says.
        """
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "rb+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            tail = file.read()
            last = _last(tail)
            if last is not None and (last.count, last.mark) == (count, mark):
                return False
            said = json.dumps({"at": at.isoformat(), "count": count, "mark": mark})
            line = f"{said} {marked(last.own if last else '', said)}\n"
            # A line that a power cut left unfinished counts for nothing.
            file.write(("" if not tail or tail.endswith(b"\n") else "\n").encode() + line.encode())
            file.flush()
            os.fsync(file.fileno())
        self._pass_on(line)
        return True

    def lines(self) -> list[Anchor]:
        """In the order in which they were written."""
        return read(self._path)

    def _pass_on(self, line: str) -> None:
        """The copy is a second witness; without it the house goes on, and says so."""
        if self._copy is None:
            return
        try:
            with self._copy.open("a", encoding="utf-8") as file:
                file.write(line)
        except OSError as fault:
            log.warning("anchor_not_copied", extra={"cause": fault.strerror})


def read(path: Path) -> list[Anchor]:
    """A file of anchors, here or copied; what is no line is passed over."""
    try:
        kept = path.read_bytes()
    except FileNotFoundError:
        return []
    return list(_read(kept))


def _last(tail: bytes) -> Anchor | None:
    found = list(_read(tail))
    return found[-1] if found else None


def _read(kept: bytes) -> Iterator[Anchor]:
    for one in kept.decode("utf-8", "replace").splitlines():
        said, _, own = one.rpartition(" ")
        try:
            parts = json.loads(said)
            yield Anchor(
                datetime.fromisoformat(parts["at"]), int(parts["count"]), str(parts["mark"]), said, own
            )
        except (ValueError, KeyError, TypeError):
            continue
