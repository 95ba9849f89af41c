"""Writing the vacancies ahead in a process of its own, as every spreadsheet (`bot/spreadsheets.py`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.planner import Progress, plan_apart
from domain.vacancies.outlook import UnitAhead
from locales.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVacancyFile:
    """Writes it in a language."""

    words: Words

    def __call__(self, units: Sequence[UnitAhead], as_of: date, language: str) -> bytes:
        return plan_apart(partial(write_now, self.words, tuple(units), as_of, language), progress=_ignore)


def write_now(
    words: Words,
    units: Sequence[UnitAhead],
    as_of: date,
    language: str,
    *,
    progress: Progress,  # noqa: ARG001 -- as the other process hands it over; there is too little to tell
) -> bytes:
    """Write in this process."""
    from files.vacancies import write_vacancies  # noqa: PLC0415 -- only the process that writes loads it

    return write_vacancies(units, as_of=as_of, say=partial(words.plain, language))


def _ignore(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches: it is done in a second or two."""
