"""Forty ways for a clock to go wrong, with five and twenty schedules each (R11)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from bot.clock_rules import next_fire
from domain.calendar.zones import Zone
from domain.schedules.desk import ScheduleDesk
from domain.schedules.records import Occurrence, Outcome, Plan, Schedule
from domain.schedules.rules import EveryMinutes, Once
from storage.database import open_engine
from tests.databases import Databases
from tests.domain.schedules.almanac import breaches, expected
from tests.domain.schedules.plans import DAY, HOUR, five_and_twenty
from tests.domain.schedules.units import Unit, Units

LASTS = 4 * DAY
STEP = HOUR
WRONG_FOR = 6 * HOUR
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STARTS = {
    "ordinary days": datetime(2026, 11, 23, 12, 10, tzinfo=UTC),
    "leap day": datetime(2028, 2, 27, 12, 10, tzinfo=UTC),
}
MOMENTS = {"before eight": 12 * HOUR, "after eight": 13 * HOUR}  # on the clocks of WIB
JUMPS: dict[str, Callable[[datetime], datetime]] = {
    "an hour ahead": lambda now: now + HOUR,
    "an hour behind": lambda now: now - HOUR,
    "a day ahead": lambda now: now + DAY,
    "a day behind": lambda now: now - DAY,
    "1970": lambda now: EPOCH + (now - STARTS["ordinary days"]) % DAY,
}
MOVES = [
    (Zone.WIB, Zone.WITA),
    (Zone.WITA, Zone.WIB),
    (Zone.WITA, Zone.WIT),
    (Zone.WIT, Zone.WITA),
    (Zone.WIT, Zone.WIB),
]


class Region:
    """Schedules under a clock that the test turns."""

    def __init__(self, units: Units, zone: Zone, start: datetime) -> None:
        self._units = units
        self.desk = ScheduleDesk(units, next_fire, {"greeting": greet})
        self.start = start
        self.plans = five_and_twenty(zone.info, start)
        self.declare(zone, start)

    def declare(self, zone: Zone, now: datetime) -> None:
        for plan in self.plans:
            self.desk.declare(replace(plan, zone=zone.info), now=now)

    def ask(self, now: datetime) -> None:
        for schedule_id in self.desk.due(now=now):
            self.desk.settle(schedule_id, now=now)

    def account(self) -> dict[str, list[Occurrence]]:
        """What was settled, by plan, in the order of its times."""
        with self._units.read() as unit:
            rows = [row for outcome in Outcome for row in unit.schedules.settled(outcome, since=EPOCH)]
        by_plan: dict[str, list[Occurrence]] = {plan.name: [] for plan in self.plans}
        for name, one in sorted(rows, key=lambda row: row[1].due_at):
            by_plan[name].append(one)
        return by_plan

    def effects(self) -> list[tuple[str, str]]:
        """Each effect that was committed: whose, and due when."""
        with self._units.read() as unit:
            entries = unit.audit.newest(100_000)
        return sorted(
            (entry.subject, str(entry.facts["due_at"])) for entry in entries if entry.action == "greeted"
        )


def greet(unit: Unit, schedule: Schedule, due: Occurrence) -> None:
    unit.audit.add(
        "greeted",
        by="clock",
        subject=schedule.plan.name,
        now=due.settled_at,
        due_at=due.due_at.isoformat(),
    )


def steps(start: datetime) -> Iterator[datetime]:
    return (start + n * STEP for n in range(LASTS // STEP))


@pytest.fixture
def units(databases: Databases) -> Iterator[Units]:
    """On SQLite alone and without waiting for the disk: what is promised here is not the database's."""
    engine = open_engine(databases.sqlite())
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
    yield Units(engine)
    engine.dispose()


def shown(at: datetime, plan: Plan, zone: ZoneInfo) -> datetime:
    """What names an occurrence: the local time of a calendar's rule, the instant of the others."""
    if isinstance(plan.rule, EveryMinutes | Once):
        return at
    return at.astimezone(zone).replace(tzinfo=None)


def accounted(
    plan: Plan, account: Sequence[Occurrence], zone_at: Callable[[datetime], ZoneInfo]
) -> list[datetime]:
    """The names of all that the account stands for."""
    names = []
    for one in account:
        zone = zone_at(one.settled_at)
        run = expected(plan.rule, zone, one.first_due_at - timedelta(microseconds=1), one.due_at)
        assert len(run) == one.count
        names += [shown(at, plan, zone) for at in run]
    return names


def promised(plan: Plan, start: tuple[datetime, ZoneInfo], end: tuple[datetime, ZoneInfo]) -> list[datetime]:
    """The names of all that should come between two moments, by the clocks of the zones at each."""
    times = expected(plan.rule, end[1], start[0] - DAY, end[0] + DAY)
    first, last = (shown(moment, plan, zone) for moment, zone in (start, end))
    return [name for at in times if first < (name := shown(at, plan, end[1])) <= last]


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
def test_a_clock_that_is_wrong_for_a_while_repeats_and_drops_nothing(
    units: Units, start: datetime, moment: timedelta, jump: Callable[[datetime], datetime]
) -> None:
    region = Region(units, Zone.WIB, start)
    for now in steps(start):
        is_wrong = moment <= now - start < moment + WRONG_FOR
        region.ask(jump(now) if is_wrong else now)
    end = max(steps(start))
    kept = region.account()

    for plan in region.plans:
        account = kept[plan.name]
        assert accounted(plan, account, lambda _: Zone.WIB.info) == promised(
            plan, (start, Zone.WIB.info), (end, Zone.WIB.info)
        )
        assert breaches(plan, account) == []
    assert region.effects() == took_effect(kept)


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
@pytest.mark.parametrize(("old", "new"), MOVES, ids=lambda zone: zone.name)
def test_a_region_that_changes_its_zone_settles_each_local_day_once(
    units: Units, start: datetime, moment: timedelta, old: Zone, new: Zone
) -> None:
    region = Region(units, old, start)
    for now in steps(start):
        if now == start + moment:
            region.declare(new, now)
        region.ask(now)
    end = max(steps(start))
    kept = region.account()

    def zone_at(at: datetime) -> ZoneInfo:
        return (old if at < start + moment else new).info

    for plan in region.plans:
        account = kept[plan.name]
        assert accounted(plan, account, zone_at) == promised(plan, (start, old.info), (end, new.info))
        assert breaches(plan, account) == []
    assert region.effects() == took_effect(kept)


def took_effect(kept: dict[str, list[Occurrence]]) -> list[tuple[str, str]]:
    """What the account says took effect."""
    return sorted(
        (name, one.due_at.isoformat())
        for name, account in kept.items()
        for one in account
        if one.outcome is Outcome.TOOK_EFFECT
    )
