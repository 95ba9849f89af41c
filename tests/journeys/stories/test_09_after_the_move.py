"""Item 9: a week after the move, what was told beside what came of it, and three taps."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from bot.house import House
from bot.trial.cast import RINA
from domain.calendar.weekdays import Weekday
from domain.checkins.asking import ask_and_remind, check_in_plan
from domain.proposals import Status
from domain.schedules.records import Occurrence, Outcome, Schedule
from storage.tables import person, unit
from tests.journeys.stories.conftest import Call
from tests.journeys.stories.employee import Employee
from tests.journeys.stories.region import Region

pytestmark = pytest.mark.slow

DAY = timedelta(days=1)
A_WEEK = 7 * DAY


@pytest.fixture
def moved(region: Region, call: Call) -> Employee:
    """Somebody whose transfer came into effect a week ago, and whom the clock has asked."""
    employee = call(3)
    if employee.proposal(region.house).status is not Status.EFFECTIVE:
        morning = last_office_morning(region.house)
        take_effect(region.house, employee, morning - A_WEEK)
        look(region.house, morning)
    return employee


def test_a_week_later_the_clock_asks_and_three_taps_answer(region: Region, moved: Employee) -> None:
    moved.sees("checkin.notice.asked")
    first = moved.presses_on("checkin.button.open")
    target = moved.proposal(region.house).target
    moved.presses_on("checkin.button.value", value=4)
    moved.presses_on("checkin.button.value", value=5)
    done = moved.presses_on("checkin.button.value", value=2)

    assert f"{target.position}, {target.unit}" in first
    assert moved.label("checkin.line.place.as_told").rpartition(", ")[2] in first
    for topic, value in (("satisfaction", 4), ("load", 5), ("skills", 2)):
        assert moved.worded(f"checkin.answer.{topic}", value=value, most=5) in done


def test_an_answer_can_be_changed_and_hr_reads_no_single_one(region: Region, moved: Employee) -> None:
    moved.writes("/checkin")
    if moved.label("checkin.button.load") not in moved.buttons:
        for value in (3, 3, 3):
            moved.presses_on("checkin.button.value", value=value)
    moved.presses_on("checkin.button.load")
    changed = moved.presses_on("checkin.button.value", value=1)
    again = moved.writes("/checkin")
    told = region.report("checkin", "report", "--by", RINA.nip)

    assert moved.worded("checkin.answer.load", value=1, most=5) in changed
    assert moved.worded("checkin.answer.load", value=1, most=5) in again
    assert told["results"] == []


def last_office_morning(house: House) -> datetime:
    """Ten o'clock of the last working day: what the clock does then is done now, whatever the hour."""
    local = house.now().astimezone(house.settings.zone)
    morning = datetime.combine(local.date(), time(10), tzinfo=house.settings.zone)
    while morning > local or Weekday.of(morning.date()) in {Weekday.SAT, Weekday.SUN}:
        morning -= DAY
    return morning.astimezone(UTC)


def take_effect(house: House, employee: Employee, at: datetime) -> None:
    """As after the decree: HR has recorded that it is in effect, and the next import says so too."""
    proposal = employee.proposal(house)
    with house.store.write() as work:
        work.proposals.enter([proposal.id], Status.EFFECTIVE, by="person:1", now=at)
        work.commit()
    with house.store.engine.begin() as connection:
        joined = select(unit.c.id).where(unit.c.name == proposal.target.unit).scalar_subquery()
        connection.execute(
            update(person)
            .where(person.c.id == proposal.person_id)
            .values(unit_id=joined, position=proposal.target.position)
        )


def look(house: House, now: datetime) -> None:
    """What the clock does every hour."""
    plan = check_in_plan(house.settings.zone)
    schedule = Schedule(id=0, plan=plan, enabled=True, handled_through=now, next_at=None)
    occurrence = Occurrence(
        schedule_id=0,
        due_at=now,
        first_due_at=now,
        count=1,
        outcome=Outcome.TOOK_EFFECT,
        settled_at=now,
    )
    with house.store.write() as work:
        ask_and_remind(work, schedule, occurrence)
        work.commit()
