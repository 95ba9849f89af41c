"""The vacancies ahead, for who plans and for liaisons of their own units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from threading import Lock

from domain.actors import Actor, Role
from domain.organisation import Unit
from domain.people import Person
from domain.planning.arithmetic.projection import YEARS_AHEAD, Cause
from domain.planning.region.needs import needs_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Post, Snapshot
from domain.plans.settings import read_settings
from domain.preferences.finding import find_units
from domain.refusals import NotFound, NotPermitted
from domain.rights import Scope, recently_proven, scope_of
from domain.vacancies.outlook import UnitAhead, YearTotal, lacking_at_end, totals, units_ahead
from domain.vacancies.tenure import due_on, since_by
from domain.views.desk import note_view
from domain.views.records import Purpose
from domain.work import Store, Work

A_PAGE = 6
FOUND_AT_MOST = 6
_TYPED_AT_MOST = 100
_HR = (Role.PLANNER, Role.APPROVER, Role.OFFICER)
MAY_READ = frozenset({*_HR, Role.LIAISON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What one may see, added up. `need_unknown`: units; `may_export`: whether the file is theirs to take."""

    as_of: date
    units: int
    years: Sequence[YearTotal]
    contracts_unknown: int
    retirement_unknown: int
    need_unknown: int
    tenure_due: int
    may_export: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """Units, those first that will lack most. `number` from 1; `pages` at least 1."""

    lines: Sequence[UnitAhead]
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody who leaves, by name."""

    name: str
    position: str
    day: date
    cause: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingPage:
    """Who leaves a unit, by day."""

    unit: UnitAhead
    lines: Sequence[Named]
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Somebody whose tenure is due on that day. `is_past`: it was before today."""

    name: str
    position: str
    unit: str
    day: date
    is_past: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """Whose tenure is due within the years ahead, the longest in post first. `months`: the region's limit."""

    lines: Sequence[Due]
    number: int
    pages: int
    count: int
    months: int
    since_unknown: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """Worked out once for a day and a state of the data. `by_lack`: those first that will lack most."""

    key: tuple[object, ...]
    as_of: date
    units: tuple[UnitAhead, ...]
    by_lack: tuple[UnitAhead, ...]


class VacancyDesk:
    """Works the years ahead out once a day, and again after an import; what is shown is each time scoped."""

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone
        self._kept: _Kept | None = None
        self._working = Lock()

    def overview(self, *, by: Actor, now: datetime) -> Overview:
        """Raise NotPermitted."""
        with self._store.read() as work:
            scope = scope_of(work, by, *MAY_READ)
            kept = self._ahead(work, now=now)
            units = _within(kept, scope)
            months = read_settings(work.policy.planning).max_tenure_months
            due = work.vacancies.count_in_post_since(since_by(kept.as_of, months), units=scope.units)
            may_export = _may_export(work, by)
        return Overview(
            as_of=kept.as_of,
            units=len(units),
            years=totals(units),
            contracts_unknown=sum(one.contracts_unknown for one in units),
            retirement_unknown=sum(one.retirement_unknown for one in units),
            need_unknown=sum(one.projection.staff_need is None for one in units),
            tenure_due=due,
            may_export=may_export,
        )

    def page(self, number: int, *, by: Actor, now: datetime) -> UnitPage:
        """The nearest page there is. Raise NotPermitted."""
        with self._store.read() as work:
            scope = scope_of(work, by, *MAY_READ)
            listed = [one for one in self._ahead(work, now=now).by_lack if scope.covers(one.unit_id)]
        number, pages = _turned(number, len(listed))
        return UnitPage(lines=listed[(number - 1) * A_PAGE : number * A_PAGE], number=number, pages=pages)

    def find(self, typed: str, *, by: Actor, now: datetime) -> list[UnitAhead]:
        """The units that a name may mean, best first; none where it means none. Raise NotPermitted."""
        with self._store.read() as work:
            scope = scope_of(work, by, *MAY_READ)
            units = {one.unit_id: one for one in _within(self._ahead(work, now=now), scope)}
            named: list[Unit] = [one for one in work.organisation.units() if one.id in units]
        found = find_units(named, typed[:_TYPED_AT_MOST], limit=FOUND_AT_MOST)
        return [units[one.id] for one in found]

    def unit(self, unit_id: int, *, by: Actor, now: datetime) -> UnitAhead:
        """Raise NotFound, NotPermitted."""
        with self._store.read() as work:
            return self._unit(work, unit_id, by=by, now=now)

    def leaving(self, unit_id: int, number: int, *, by: Actor, now: datetime) -> LeavingPage:
        """By name, which those who are named can see noted. Raise NotFound, NotPermitted."""
        # Working the years out may take seconds, which no writer should wait for.
        unit = self.unit(unit_id, by=by, now=now)
        number, pages = _turned(number, len(unit.leaving))
        shown = unit.leaving[(number - 1) * A_PAGE : number * A_PAGE]
        with self._store.write() as work:
            people = work.people.several([one.person_id for one in shown])
            lines = [
                Named(
                    name=people[one.person_id].full_name,
                    position=people[one.person_id].position,
                    day=one.day,
                    cause=one.cause,
                )
                for one in shown
            ]
            note_view(work, [one.person_id for one in shown], Purpose.VACANCIES, by=by, now=now)
            work.commit()
        return LeavingPage(unit=unit, lines=lines, number=number, pages=pages)

    def due(self, number: int, *, by: Actor, now: datetime) -> DuePage:
        """Whose tenure is due until the end of the years ahead, by name. Raise NotPermitted."""
        today = self._today(now)
        with self._store.write() as work:
            scope = scope_of(work, by, *MAY_READ)
            months = read_settings(work.policy.planning).max_tenure_months
            latest = since_by(date(today.year + YEARS_AHEAD, 12, 31), months)
            count = work.vacancies.count_in_post_since(latest, units=scope.units)
            number, pages = _turned(number, count)
            found = work.vacancies.in_post_since(
                latest, units=scope.units, limit=A_PAGE, offset=(number - 1) * A_PAGE
            )
            unknown = work.vacancies.count_since_unknown(units=scope.units)
            people = work.people.several([one.person_id for one in found])
            lines = [_due(people[one.person_id], due_on(one.since, months), today) for one in found]
            note_view(work, [one.person_id for one in found], Purpose.VACANCIES, by=by, now=now)
            work.commit()
        return DuePage(
            lines=lines, number=number, pages=pages, count=count, months=months, since_unknown=unknown
        )

    def for_file(self, *, by: Actor, now: datetime) -> tuple[date, Sequence[UnitAhead]]:
        """Everything that goes into the file, which names nobody. Raise NotPermitted, SecondFactorNeeded."""
        with self._store.write() as work:
            scope = scope_of(work, by, *_HR)
            recently_proven(work, by, now=now)
            work.commit()
        with self._store.read() as work:
            kept = self._ahead(work, now=now)
        return kept.as_of, _within(kept, scope)

    def _unit(self, work: Work, unit_id: int, *, by: Actor, now: datetime) -> UnitAhead:
        scope = scope_of(work, by, *MAY_READ)
        if not scope.covers(unit_id):
            raise NotPermitted(role=Role.LIAISON)
        found = next((one for one in self._ahead(work, now=now).units if one.unit_id == unit_id), None)
        if found is None:
            raise NotFound(subject=f"unit {unit_id}")
        return found

    def _ahead(self, work: Work, *, now: datetime) -> _Kept:
        today = self._today(now)
        key = (today, work.planning.changed_at(), repr(work.policy.planning))
        with self._working:
            if self._kept is None or self._kept.key != key:
                units = _worked_out(work, today)
                by_lack = sorted(units, key=lambda one: (-lacking_at_end(one), one.unit, one.unit_id))
                self._kept = _Kept(key, today, units, tuple(by_lack))
            return self._kept

    def _today(self, now: datetime) -> date:
        return now.astimezone(self._zone).date()


def _due(person: Person, day: date, today: date) -> Due:
    return Due(
        name=person.full_name,
        position=person.position,
        unit=person.unit,
        day=day,
        is_past=day <= today,
    )


def _worked_out(work: Work, today: date) -> tuple[UnitAhead, ...]:
    posts = tuple(work.vacancies.posts(as_of=today))
    settings = read_settings(work.policy.planning)
    names = {one.id: one.name for one in work.organisation.units()}
    return units_ahead(work.planning.serving(today=today), _needs(posts, settings, today), names, as_of=today)


def _needs(posts: tuple[Post, ...], settings: PlanningSettings, today: date) -> dict[int, int | None]:
    """K of each unit, None where it is unknown of one of its posts; who holds the posts does not matter."""
    alone = Snapshot(as_of=today, map_as_of=None, posts=posts, candidates=())
    needs: dict[int, int | None] = {}
    for one in needs_of(alone, settings):
        before = needs.get(one.unit_id, 0)
        needs[one.unit_id] = None if before is None or one.staff_need is None else before + one.staff_need
    return needs


def _within(kept: _Kept, scope: Scope) -> list[UnitAhead]:
    return [one for one in kept.units if scope.covers(one.unit_id)]


def _may_export(work: Work, by: Actor) -> bool:
    try:
        scope_of(work, by, *_HR)
    except NotPermitted:
        return False
    return True


def _turned(number: int, count: int) -> tuple[int, int]:
    pages = max(1, -(-count // A_PAGE))
    return min(max(1, number), pages), pages
