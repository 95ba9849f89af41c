"""Who reads spreadsheets that came through the chat, and writes those that go back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from domain.imports.problems import Problem
from domain.imports.rows import FileSet
from domain.refusals import Refusal

Progress = Callable[[str, float], None]
"""Is told a file's name and the share of it that is read, from 0 to 1."""
TEMPLATES = ("people", "positions", "competency", "proposals", "preferences", "travel")


class ReadingStopped(Refusal):
    """The files could not be read to their end: too much for the memory there is, or harmful."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as somebody sent it."""

    name: str
    content: bytes = field(repr=False)


class Spreadsheets(Protocol):
    """Reads and writes apart from the serving process, and never lays a file on a disk."""

    def read(
        self, files: Sequence[Sent], *, today: date, progress: Progress
    ) -> tuple[FileSet, list[Problem]]:
        """What can be read, and what is wrong. Raise ReadingStopped."""

    def marked(self, files: Sequence[Sent], problems: Sequence[Problem], language: str) -> bytes:
        """The list of problems, and each sheet again with its faulty cells marked. Raise ReadingStopped."""

    def template(self, kind: str, language: str) -> bytes:
        """The empty, explained spreadsheet of one of `TEMPLATES`."""
