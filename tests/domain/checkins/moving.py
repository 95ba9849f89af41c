"""People whose transfers came into effect, for tests of what is asked afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock_rules import next_fire
from domain.calendar.off_days import CalendarYear, OffDay, OffDayKind
from domain.checkins.asking import check_in_plan
from domain.proposals import Status
from domain.schedules.desk import ScheduleDesk
from domain.schedules.effects import EFFECTS
from storage.store import SqlStore
from tests.people import ANDI, Character, Kemuning

ZONE = ZoneInfo("Asia/Jakarta")
# A Wednesday, 09.00 WIB; a week later is a Wednesday too, 30 days later a Friday.
EFFECTIVE = datetime(2026, 9, 2, 2, tzinfo=ZoneInfo("UTC"))
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
HOLIDAY = date(2026, 9, 9)


def after(days: int, *, hours: int = 0) -> datetime:
    """So long after the transfer came into effect, in the middle of the morning."""
    return EFFECTIVE + days * DAY + hours * HOUR


def take_effect(region: Kemuning, who: Character, at: datetime = EFFECTIVE) -> int:
    """Somebody's transfer to Kemuning, in effect since then."""
    return region.region.proposal(
        region.id_of(who),
        region.region.wave(f"Gelombang {who.user_id} {at:%d-%m-%Y}"),
        (region.selensen, region.kemuning),
        stages=[(Status.PROPOSED, at - 30 * DAY), (Status.EFFECTIVE, at)],
    )


def nurses(count: int) -> Iterator[Character]:
    """As many people as are needed."""
    for number in range(count):
        yield replace(
            ANDI,
            user_id=700 + number,
            name=f"Perawat {number}",
            nip=f"199207172019031{940 + number}",
            phone=f"+628990007{number:02d}",
        )


def look(store: SqlStore, now: datetime) -> None:
    """What the clock does every hour."""
    desk = ScheduleDesk(store, next_fire, EFFECTS)
    desk.declare(check_in_plan(ZONE), now=EFFECTIVE - 99 * DAY)
    for schedule in desk.due(now=now):
        desk.settle(schedule, now=now)


def close_the_offices(store: SqlStore, day: date) -> None:
    """A year whose decree knows one holiday."""
    off = OffDay(day=day, name="Libur", kind=OffDayKind.NATIONAL_HOLIDAY, source="SKB")
    with store.write() as work:
        work.calendar.adopt(CalendarYear(year=day.year, off_days=(off,), is_official=True))
        work.commit()
