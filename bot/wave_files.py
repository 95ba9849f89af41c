"""The spreadsheets of a wave, written and read in a process of its own: its libraries go when it ends."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from bot.planner import PlannerFailed, Progress, plan_apart
from domain.dossiers.lists import WaveList
from domain.dossiers.status_lists import (
    ROWS_AT_MOST,
    RowFault,
    StatusListTooLong,
    StatusListUnfit,
    StatusRow,
)
from domain.imports.reading import ReadingStopped
from locales.words import SOURCE, Words

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWaveFiles:
    """Implements `domain.dossiers.lists.WaveFiles`."""

    words: Words

    def board(self, content: WaveList, *, language: str) -> bytes:
        return _apart(partial(board_now, self.words, content, language))

    def imut(self, content: WaveList) -> Sequence[bytes]:
        return _apart(partial(imut_now, self.words, content))

    def statuses(self, content: bytes, name: str) -> Sequence[StatusRow]:
        read = _apart(partial(statuses_now, content, name))
        if read is None:
            raise StatusListUnfit
        if len(read) > ROWS_AT_MOST:
            raise StatusListTooLong(limit=ROWS_AT_MOST)
        return read

    def marked(self, rows: Sequence[StatusRow], faults: Mapping[int, RowFault], *, language: str) -> bytes:
        return _apart(partial(marked_now, self.words, tuple(rows), dict(faults), language))


def board_now(words: Words, content: WaveList, language: str) -> bytes:
    """Write in this process."""
    from files.wave_lists import board_list  # noqa: PLC0415 -- only the process that writes loads it

    return board_list(content, partial(words.plain, language))


def imut_now(words: Words, content: WaveList) -> list[bytes]:
    """Write in this process; I-MUT reads Indonesian."""
    from files.wave_lists import imut_lists  # noqa: PLC0415 -- as said above

    return list(imut_lists(content, partial(words.plain, SOURCE)))


def statuses_now(content: bytes, name: str) -> list[StatusRow] | None:
    """Read in this process; None where it is no list. A refusal would not come back as one."""
    from files.status_lists import read_statuses  # noqa: PLC0415 -- only the process that reads loads it

    try:
        return read_statuses(content, name)
    except StatusListUnfit:
        return None


def marked_now(
    words: Words, rows: Sequence[StatusRow], faults: Mapping[int, RowFault], language: str
) -> bytes:
    """Write in this process."""
    from files.wave_lists import faulty_rows  # noqa: PLC0415 -- as said above

    return faulty_rows(rows, faults, partial(words.plain, language))


@dataclass(frozen=True, slots=True)
class _Quiet(Generic[T]):
    """Work that has too little to tell."""

    work: Callable[[], T]

    def __call__(self, *, progress: Progress) -> T:  # noqa: ARG002 -- as said above
        return self.work()


def _apart(work: Callable[[], T]) -> T:
    try:
        return plan_apart(_Quiet(work), progress=lambda _stage, _done, _of: None)
    except PlannerFailed as failed:
        raise ReadingStopped from failed
