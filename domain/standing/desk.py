"""Answers HR's "where do people stand?": for the region, a wave, its units, and the desk's own clocks."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from domain.actors import Actor, Role
from domain.concerns.handling import day_of
from domain.refusals import NotFound
from domain.rights import Scope, scope_of
from domain.standing.hiding import GROUP, Cells, Row, hide_small
from domain.standing.records import ANSWERS, CorrectionCount, LoadCount, UnitCount, Wanted, WaveCount
from domain.waves import Wave
from domain.work import Store, Work

A_PAGE = 6
READERS = (Role.OFFICER, Role.PLANNER, Role.APPROVER)
AGES = (7, 14, 30)
"""The last day, since it came in, of each group of waiting cases but the oldest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One unit of a wave. `answers`: in the order of `ANSWERS`, None where it is hidden."""

    count: WaveCount
    answers: Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """What waits on HR's desk, in cases and requests; of them past their day. No unit is known of a case."""

    cases: int
    cases_overdue: int
    ages: tuple[int, ...]
    corrections: int
    corrections_overdue: int
    callers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionStanding:
    """`clocks` None: the officer acts for some units only. `waves`: those that were shown, newest first."""

    people: int
    linked: int
    units: int
    waves: Sequence[Wave]
    clocks: Clocks | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveStanding:
    """A wave, or the officer's part of it. `lines`: its units by name; `total`: their sums, hidden likewise.

    `callers`, `objections`, `corrections`: of the whole wave; None where the officer acts for some units.
    """

    wave: Wave
    total: WaveCount
    answers: Cells
    lines: Sequence[UnitLine]
    callers: int | None
    objections: int | None
    corrections: Sequence[CorrectionCount] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Units that five people or more wish for. `counted_on` None: not counted yet."""

    counted_on: date | None
    wanted: Sequence[Wanted]


class StandingDesk:
    """Reads alone. Officers of some units see these; raise NotPermitted for who holds none of the roles."""

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone

    def region(self, *, by: Actor, now: datetime) -> RegionStanding:
        with self._store.read() as work:
            scope = _scope(work, by)
            counts = work.standing.of_region(units=scope.units)
            return RegionStanding(
                people=sum(one.people for one in counts),
                linked=sum(one.linked for one in counts),
                units=len(counts),
                waves=_shown(work),
                clocks=clocks_of(work, today=day_of(now, self._zone), now=now)
                if scope.units is None
                else None,
            )

    def shown_waves(self, *, by: Actor) -> Sequence[Wave]:
        """Those that were shown to their people, newest first."""
        with self._store.read() as work:
            _scope(work, by)
            return _shown(work)

    def clocks(self, *, by: Actor, now: datetime) -> Clocks | None:
        """As in the region's standing, without counting everybody."""
        with self._store.read() as work:
            if _scope(work, by).units is not None:
                return None
            return clocks_of(work, today=day_of(now, self._zone), now=now)

    def units(self, *, by: Actor) -> Sequence[UnitCount]:
        """Everybody in service, by unit."""
        with self._store.read() as work:
            return work.standing.of_region(units=_scope(work, by).units)

    def wave(self, wave_id: int, *, by: Actor, now: datetime) -> WaveStanding:
        """Raise NotFound as well."""
        with self._store.read() as work:
            return standing_of_wave(work, wave_id, _scope(work, by), now=now)

    def loads(self, wave_id: int, *, by: Actor) -> Sequence[LoadCount]:
        with self._store.read() as work:
            return work.standing.loads(work.waves.get(wave_id).id, units=_scope(work, by).units)

    def wishes(self, *, by: Actor) -> Wishes:
        """Of the whole region: where people wish to go is nobody's unit."""
        with self._store.read() as work:
            _scope(work, by)
            return Wishes(counted_on=work.standing.wanted_on(), wanted=work.standing.wanted(at_least=GROUP))


def standing_of_wave(work: Work, wave_id: int, scope: Scope, *, now: datetime) -> WaveStanding:
    """For desks that read more in the same unit."""
    wave = work.waves.get(wave_id)
    before = bool(work.policy.shows_before_decree)
    every = work.standing.of_wave(wave_id, before_decree=before, units=None)
    hidden = hide_small([Row(one.told, one.answers) for one in every], len(ANSWERS))
    counts, rows, total = every, hidden.rows, hidden.total
    if scope.units is not None:
        own = [
            (one, cells) for one, cells in zip(every, hidden.rows, strict=True) if scope.covers(one.unit_id)
        ]
        counts = [one for one, _ in own]
        # What the whole wave's table hides stays hidden beside these units' own sums.
        again = hide_small(
            [Row(one.told, one.answers) for one in counts], len(ANSWERS), hidden=[cells for _, cells in own]
        )
        rows, total = again.rows, again.total
    is_whole = scope.units is None
    return WaveStanding(
        wave=wave,
        total=summed(counts),
        answers=total,
        lines=[UnitLine(count=one, answers=cells) for one, cells in zip(counts, rows, strict=True)],
        callers=work.standing.callers(wave_id) if is_whole else None,
        objections=sum(work.standing.objections(wave_id).values()) if is_whole else None,
        corrections=work.standing.corrections(wave_id, now=now) if is_whole else None,
    )


def summed(counts: Sequence[WaveCount]) -> WaveCount:
    """All units together, under no name."""
    return WaveCount(
        unit_id=0,
        unit="",
        people=sum(one.people for one in counts),
        linked=sum(one.linked for one in counts),
        told=sum(one.told for one in counts),
        beyond_reach=sum(one.beyond_reach for one in counts),
        understood=sum(one.understood for one in counts),
        not_understood=sum(one.not_understood for one in counts),
        objecting=sum(one.objecting for one in counts),
    )


def clocks_of(work: Work, *, today: date, now: datetime) -> Clocks:
    """What waits for HR in the whole region."""
    waiting = [one.case for one in work.concerns.waiting()]
    ages = [0] * (len(AGES) + 1)
    for one in waiting:
        ages[bisect_left(AGES, (today - one.opened_on).days)] += 1
    corrections = work.standing.corrections(None, now=now)
    return Clocks(
        cases=len(waiting),
        cases_overdue=sum(one.answer_due_on < today for one in waiting),
        ages=tuple(ages),
        corrections=sum(one.waiting for one in corrections),
        corrections_overdue=sum(one.overdue for one in corrections),
        callers=work.standing.callers(None),
    )


def line_of(standing: WaveStanding, unit_id: int) -> UnitLine:
    """Raise NotFound where the wave has nobody in that unit, or the officer does not act for it."""
    found = next((one for one in standing.lines if one.count.unit_id == unit_id), None)
    if found is None:
        raise NotFound(subject=f"unit {unit_id}")
    return found


def _shown(work: Work) -> Sequence[Wave]:
    return [one for one in work.waves.all() if one.published_at is not None]


def _scope(work: Work, by: Actor) -> Scope:
    """The operator at the machine reads everything."""
    return Scope(officer=0, units=None) if by.person_id is None else scope_of(work, by, *READERS)
