"""The list of lasting effects outside of the database and of its backups (docs/decisions/0015-rights.md).

One line an act, only ever added to and on the disk before the act is committed. A person stands in it as a
salted digest: who has the list alone learns nobody from it, and a change of keys leaves it valid.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_SALT_BYTES = 16
_DIGEST_BYTES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One act as the list has it. `mark`: salt and digest of the person's number in the national record."""

    id: str
    effect: str
    detail: str
    at: datetime
    mark: str

    def person_among(self, people: Mapping[str, int]) -> int | None:
        """The row number of whom the act is about, given everybody's by number in the national record."""
        salt = bytes.fromhex(self.mark[: 2 * _SALT_BYTES])
        return next(
            (number for siasn_id, number in people.items() if _mark(salt, siasn_id) == self.mark), None
        )


def mark_of(siasn_id: str) -> str:
    """A new mark of somebody: no two are alike."""
    return _mark(os.urandom(_SALT_BYTES), siasn_id)


class ActsFile:
    """`acts` in the data folder, readable by its owner alone."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, lines: Iterable[Line]) -> None:
        """Append lines that are not there yet; they are on the disk when this returns."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            kept = file.read()
            known = {line.id for line in _read(kept)}
            if kept and not kept.endswith("\n"):
                file.write("\n")  # a line that a power cut left unfinished counts for nothing
            for line in lines:
                if line.id not in known:
                    file.write(_written(line) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def lines(self) -> list[Line]:
        """In the order in which they took effect."""
        try:
            kept = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        return sorted(_read(kept), key=lambda line: line.at)


def _read(text: str) -> Iterator[Line]:
    for one in text.splitlines():
        try:
            said = json.loads(one)
        except ValueError:
            continue
        yield Line(**{**said, "at": datetime.fromisoformat(said["at"])})


def _written(line: Line) -> str:
    return json.dumps(
        {
            "id": line.id,
            "effect": line.effect,
            "detail": line.detail,
            "at": line.at.isoformat(),
            "mark": line.mark,
        }
    )


def _mark(salt: bytes, siasn_id: str) -> str:
    digest = hashlib.blake2b(siasn_id.encode(), key=salt, digest_size=_DIGEST_BYTES)
    return salt.hex() + digest.hexdigest()
