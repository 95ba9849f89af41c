"""How people fare after their moves, by unit, in a way that tells nobody's answer.

Only answers that can change no more are counted, in the order in which they closed, and of these only whole
groups of five: two reports, of whatever days, differ by nobody or by at least five people. Means are
rounded to half a point, so that even five like answers stay a guess. There are no totals from which a unit
that is left out could be worked out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from domain.actors import Actor, Role
from domain.checkins.records import Closed, Milestone, Topic
from domain.rights import acting_as
from domain.work import Store

GROUP = 5
_HALVES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitResult:
    """`answered`: people, a multiple of five. `means`: from 1 to 5 in steps of a half."""

    unit: str
    milestone: Milestone
    answered: int
    means: Mapping[Topic, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`missed`: how many check-ins came too late to be asked, in the whole region."""

    results: Sequence[UnitResult]
    missed: int


class CheckInReportDesk:
    """HR's only view of the answers."""

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone

    def read(self, *, by: Actor, now: datetime) -> Report:
        """Raise NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            closed = work.checkins.closed(today=now.astimezone(self._zone).date())
            report = Report(results=results_of(closed), missed=work.checkins.missed())
            work.audit.add("checkin.reported", by=by.label, subject="checkins", now=now)
            work.commit()
        return report


def results_of(closed: Iterable[Closed]) -> list[UnitResult]:
    """By unit and milestone, in the order of closing; whoever came twice to a unit counts once."""
    cells: dict[tuple[str, Milestone], dict[int, Closed]] = defaultdict(dict)
    for one in closed:
        cells[one.unit, one.milestone].setdefault(one.person_id, one)
    return [
        _result(unit, milestone, counted)
        for (unit, milestone), cell in sorted(cells.items())
        if (counted := list(cell.values())[: len(cell) // GROUP * GROUP])
    ]


def _result(unit: str, milestone: Milestone, counted: Sequence[Closed]) -> UnitResult:
    return UnitResult(
        unit=unit,
        milestone=milestone,
        answered=len(counted),
        means={topic: _mean([one.answers[topic] for one in counted]) for topic in Topic},
    )


def _mean(values: Sequence[int]) -> Decimal:
    doubled = Decimal(_HALVES * sum(values)) / len(values)
    return doubled.quantize(Decimal(1), rounding=ROUND_HALF_UP) / _HALVES
