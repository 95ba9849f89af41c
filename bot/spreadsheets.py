"""Reading and writing spreadsheets in a process of its own: its libraries and memory go when it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from typing import TypeVar

from bot.planner import PlannerFailed, Planning, plan_apart
from bot.planner import Progress as Told
from domain.imports.problems import Problem
from domain.imports.reading import Progress, ReadingStopped, Sent
from domain.imports.rows import FileSet
from locales.words import Words

T = TypeVar("T")
_PARTS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSpreadsheets:
    """Implements `domain.imports.reading.Spreadsheets`."""

    words: Words

    def read(
        self, files: Sequence[Sent], *, today: date, progress: Progress
    ) -> tuple[FileSet, list[Problem]]:
        def tell(name: str, done: int, of: int) -> None:
            progress(name, done / of)

        return _apart(partial(read_now, tuple(files), today), progress=tell)

    def marked(self, files: Sequence[Sent], problems: Sequence[Problem], language: str) -> bytes:
        return _apart(partial(marked_now, self.words, tuple(files), tuple(problems), language))

    def template(self, kind: str, language: str) -> bytes:
        return _apart(partial(template_now, self.words, kind, language))


def read_now(files: Sequence[Sent], today: date, *, progress: Told) -> tuple[FileSet, list[Problem]]:
    """Read in this process."""
    from files.import_files import read_sources  # noqa: PLC0415 -- only the process that reads loads it
    from files.source import Held  # noqa: PLC0415 -- as said above

    return read_sources(
        [Held(one.name, one.content) for one in files],
        today=today,
        progress=lambda name, share: progress(name, int(share * _PARTS), _PARTS),
    )


def marked_now(
    words: Words,
    files: Sequence[Sent],
    problems: Sequence[Problem],
    language: str,
    *,
    progress: Told,  # noqa: ARG001 -- as the other process hands it over; there is too little to tell
) -> bytes:
    """Write in this process."""
    from files.marked import marked  # noqa: PLC0415 -- only the process that writes loads it
    from files.source import Held  # noqa: PLC0415 -- as said above

    return marked([Held(one.name, one.content) for one in files], problems, partial(words.plain, language))


def template_now(
    words: Words,
    kind: str,
    language: str,
    *,
    progress: Told,  # noqa: ARG001 -- as said above
) -> bytes:
    """Write in this process."""
    from files.templates import write_template  # noqa: PLC0415 -- only the process that writes loads it

    content = BytesIO()
    write_template(kind, content, partial(words.plain, language))
    return content.getvalue()


def _apart(planning: Planning[T], *, progress: Told = lambda _stage, _done, _of: None) -> T:
    try:
        return plan_apart(planning, progress=progress)
    except PlannerFailed as failed:
        raise ReadingStopped from failed
