"""How people fare after their moves, by unit, in a way that tells nobody's answer.

Only answers that can change no more are counted, in the order in which they closed, and only in whole
groups of five: two reports, of whatever days, differ by nobody or by at least five people. Means are
rounded to half a point, so that even five like answers stay a guess. There are no totals from which a unit
that is left out could be worked out. Once counted, nobody's answers are read again; what is erased later
changes no report.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from domain.actors import Actor, Role
from domain.checkins.records import Closed, Milestone, Sums, Topic
from domain.rights import acting_as
from domain.work import Store, Work

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

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, *, by: Actor, now: datetime) -> Report:
        """Raise NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            results = [_result(one) for one in work.checkins.sums()]
            report = Report(results=results, missed=work.checkins.missed())
            work.audit.add("checkin.reported", by=by.label, subject="checkins", now=now)
            work.commit()
        return report


def count_closed(work: Work, *, today: date, now: datetime) -> None:
    """Add whatever makes whole groups to the sums; it commits nothing itself."""
    for group in full_groups(work.checkins.closed(today=today)):
        work.checkins.count(group, now=now)


def full_groups(closed: Iterable[Closed]) -> Iterator[Sequence[Closed]]:
    """Five of one unit and milestone each, in the order given; whoever stands there twice counts once."""
    cells: dict[tuple[int, Milestone], dict[int, Closed]] = defaultdict(dict)
    for one in closed:
        cells[one.unit_id, one.milestone].setdefault(one.person_id, one)
    for cell in cells.values():
        counted = list(cell.values())
        for start in range(0, len(counted) - GROUP + 1, GROUP):
            yield counted[start : start + GROUP]


def _result(of: Sums) -> UnitResult:
    means = {topic: _mean(of.sums[topic], of.answered) for topic in Topic}
    return UnitResult(unit=of.unit, milestone=of.milestone, answered=of.answered, means=means)


def _mean(total: int, people: int) -> Decimal:
    doubled = Decimal(_HALVES * total) / people
    return doubled.quantize(Decimal(1), rounding=ROUND_HALF_UP) / _HALVES
