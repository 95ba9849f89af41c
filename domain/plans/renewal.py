"""Explanations of what is shown and not decided yet, computed anew when HR has mended the data.

From the decree on an explanation stays as it was: it is what was decided on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.corrections.notice import tell_explained_anew
from domain.explanations import Explanation, Facts
from domain.plans.findings import Checked
from domain.proposals import Proposal
from domain.refusals import ChangedMeanwhile
from domain.transfers import UNDECIDED
from domain.work import Store, Work

# What moves with the calendar, or with the proposals of others, is no news to the owner.
_NO_NEWS = {"months", "actual_plan", "ej_plan", "eu_plan", "points"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """How many explanations say something else now, and at how many HR's typed reason does not hold."""

    changed: int
    to_mend: int


class Renewals(Protocol):
    """Explains anew whatever is due; long work, for a thread."""

    def is_due(self) -> bool:
        """Tell whether any wave is shown and not decided."""

    def run(self, *, progress: Callable[[str, int, int], None]) -> Renewed:
        """Of every such wave. `progress` is told a stage, how much of it is done, and of how much."""


class RenewalDesk:
    """Keeps what was computed anew, and tells those for whom it says something else."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def waves(self) -> list[int]:
        """Waves in which something is shown and not decided."""
        with self._store.read() as work:
            shown = [one.id for one in work.waves.all() if one.published_at is not None]
            return [wave for wave in shown if _undecided(work, wave)]

    def begin(self, wave_id: int) -> list[Proposal]:
        """What is to be explained anew, as it stands now."""
        with self._store.read() as work:
            return _undecided(work, wave_id)

    def keep(
        self, wave_id: int, seen: Sequence[Proposal], checked: Mapping[int, Checked], *, now: datetime
    ) -> Renewed:
        """Keep the explanations; raise ChangedMeanwhile when the proposals are no longer those seen."""
        explained = {number: one.explanation for number, one in checked.items() if one.explanation}
        with self._store.write() as work:
            if _undecided(work, wave_id) != list(seen):
                raise ChangedMeanwhile(subject=work.waves.get(wave_id).name)
            news = {
                number: one
                for number, one in explained.items()
                if _telling(work.planning.explanation_of(number)) != _telling(one)
            }
            work.planning.explain(explained, now=now)
            hidden = {
                number for number, one in news.items() if one.stated and one.stated.is_borne_out is False
            }
            if work.policy.shows_before_decree:
                for number, one in news.items():
                    if number not in hidden:
                        tell_explained_anew(work, one.person_id, number, now=now)
            work.commit()
        return Renewed(changed=len(news), to_mend=len(hidden))


def _undecided(work: Work, wave_id: int) -> list[Proposal]:
    return [one for one in work.proposals.of_wave(wave_id) if one.status in UNDECIDED]


def _telling(explained: Explanation | None) -> object:
    """What its owner would notice."""
    if explained is None:
        return None
    return (
        tuple((one.code, one.speaks_for, _facts(one.facts)) for one in explained.reasons),
        tuple((one.code, one.verdict) for one in explained.rules),
        explained.stated and explained.stated.is_borne_out,
    )


def _facts(facts: Facts) -> Iterable[tuple[str, object]]:
    return tuple(sorted((name, value) for name, value in facts.items() if name not in _NO_NEWS))
