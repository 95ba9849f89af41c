"""R11: forty ways for a clock to go wrong, with five and twenty reminders each."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from sqlalchemy import event

from domain.calendar.zones import Zone
from domain.schedules.records import Outcome
from storage.database import open_engine
from tests.crash.report import Report
from tests.domain.schedules.almanac import breaches
from tests.domain.schedules.test_clock_jumps import (
    JUMPS,
    MOMENTS,
    MOVES,
    STARTS,
    WRONG_FOR,
    Region,
    accounted,
    promised,
    steps,
    took_effect,
)
from tests.domain.schedules.units import Units

_COUNTED = ("cases", "reminders", "occurrences", "effects", "late", "in a newer one")
Zones = Callable[[datetime], ZoneInfo]
Case = Callable[[Units], tuple[Region, Zones]]


def run(fresh: Callable[[], str]) -> Report:
    """Each case on a database of its own; its commits need not wait for the disk."""
    report, counts = Report(), dict.fromkeys(_COUNTED, 0)
    for name, case in _cases():
        engine = open_engine(fresh())
        event.listen(engine, "connect", _hurry)
        region, zone_at = case(Units(engine))
        _check(name, region, zone_at, report, counts)
        engine.dispose()
    report.figures |= {**counts, "dropped or repeated": len(report.broken)}
    return report


def _hurry(connection: object, _record: object) -> None:
    is_sqlite = "sqlite3" in type(connection).__module__
    cursor = connection.cursor()  # type: ignore[attr-defined] # of whichever driver
    cursor.execute("PRAGMA synchronous=OFF" if is_sqlite else "SET synchronous_commit = off")
    cursor.close()
    if not is_sqlite:
        connection.commit()  # type: ignore[attr-defined] # of whichever driver


def _cases() -> Iterator[tuple[str, Case]]:
    for (start_name, start), (moment_name, moment) in product(STARTS.items(), MOMENTS.items()):
        for jump_name, jump in JUMPS.items():
            yield f"{start_name}, {moment_name}, {jump_name}", _wrong(start, moment, jump)
        for old, new in MOVES:
            yield f"{start_name}, {moment_name}, {old.name} to {new.name}", _moved(start, moment, old, new)


def _wrong(start: datetime, moment: timedelta, jump: Callable[[datetime], datetime]) -> Case:
    def play(units: Units) -> tuple[Region, Zones]:
        region = Region(units, Zone.WIB, start)
        for now in steps(start):
            is_wrong = moment <= now - start < moment + WRONG_FOR
            region.ask(jump(now) if is_wrong else now)
        return region, lambda _: Zone.WIB.info

    return play


def _moved(start: datetime, moment: timedelta, old: Zone, new: Zone) -> Case:
    def play(units: Units) -> tuple[Region, Zones]:
        region = Region(units, old, start)
        for now in steps(start):
            if now == start + moment:
                region.declare(new, now)
            region.ask(now)
        return region, lambda at: (old if at < start + moment else new).info

    return play


def _check(name: str, region: Region, zone_at: Zones, report: Report, counts: dict[str, int]) -> None:
    start, end = region.start, max(steps(region.start))
    kept = region.account()
    for plan in region.plans:
        account = kept[plan.name]
        wanted = promised(plan, (start, zone_at(start)), (end, zone_at(end)))
        found = accounted(plan, account, zone_at)
        report.expect(found == wanted, f"{name}, {plan.name}: {len(found)} accounted for, not {len(wanted)}")
        report.expect(not breaches(plan, account), f"{name}, {plan.name}: not by its late rule")
        counts["occurrences"] += len(wanted)
        counts["late"] += sum(one.count for one in account if one.outcome is Outcome.REPORTED)
        taken = [one.count for one in account if one.outcome is Outcome.TOOK_EFFECT]
        counts["in a newer one"] += sum(taken) - len(taken)
    effects = region.effects()
    report.expect(effects == took_effect(kept), f"{name}: effects are not what the account says")
    counts["cases"] += 1
    counts["reminders"] += len(region.plans)
    counts["effects"] += len(effects)
