"""Where a file's bytes are: on the disk, or in memory, as those of a chat that never touch a disk."""

from dataclasses import dataclass, field
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Protocol

Opened = BufferedReader | BytesIO


class Source(Protocol):
    """One file, opened as often as is needed."""

    @property
    def name(self) -> str: ...

    def size(self) -> int | None:
        """In bytes; None where there is no such file."""

    def opened(self) -> Opened: ...


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file by its path."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def size(self) -> int | None:
        return self.path.stat().st_size if self.path.is_file() else None

    def opened(self) -> Opened:
        return self.path.open("rb")


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is in memory alone."""

    name: str
    content: bytes = field(repr=False)

    def size(self) -> int | None:
        return len(self.content)

    def opened(self) -> Opened:
        return BytesIO(self.content)
