"""More than a year with a clock that is often away: nothing is dropped and nothing comes twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock_rules import next_fire
from domain.calendar.weekdays import Weekday
from domain.schedules.lateness import following, next_occurrence
from domain.schedules.records import LateRule, Missed, Occurrence, Outcome, Plan, Schedule
from domain.schedules.rules import EveryMinutes, Monthly, Once, Rule, Weekly
from tests.domain.schedules.almanac import accounted, breaches, expected

START = datetime(2027, 6, 1, tzinfo=UTC)
END = START + timedelta(days=400)  # over the leap day of 2028
AWAY_AT_MOST = timedelta(days=40)

clock_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
rules: st.SearchStrategy[Rule] = st.one_of(
    st.builds(
        Weekly,
        at=clock_times,
        on=st.lists(st.sampled_from(Weekday), min_size=1, unique=True).map(tuple),
    ),
    st.builds(Monthly, at=clock_times, day=st.one_of(st.integers(1, 28), st.just("last"))),
    st.builds(EveryMinutes, minutes=st.integers(45, 3000)),
    st.builds(Once, at=st.integers(1, 399 * 1440).map(lambda n: START + timedelta(minutes=n))),
)
plans = st.builds(
    Plan,
    name=st.just("reminder"),
    kind=st.just("reminder"),
    rule=rules,
    zone=st.sampled_from(sorted(available_timezones())).map(ZoneInfo),
    late=st.builds(
        LateRule,
        send_if_less_than=st.integers(1, 5000).map(lambda n: timedelta(minutes=n)),
        missed=st.sampled_from(Missed),
    ),
)


def moments(chance: Random) -> list[datetime]:
    """When the clock asks: mostly soon again, sometimes only after days."""
    asked, at = [], START
    while at < END:
        longest = AWAY_AT_MOST if chance.random() < 0.05 else timedelta(hours=12)
        at += timedelta(minutes=1) + chance.random() * longest
        asked.append(at)
    return asked


def lived_through(plan: Plan, asked: list[datetime]) -> list[Occurrence]:
    """The account of a plan whose clock asked at these moments."""
    first = following(
        Schedule(id=1, plan=plan, enabled=True, handled_through=START, next_at=None), START, next_fire
    )
    schedule = Schedule(id=1, plan=plan, enabled=True, handled_through=START, next_at=first)
    account = []
    for now in asked:
        while schedule.next_at is not None and schedule.next_at <= now:
            settled = next_occurrence(schedule, now=now, next_fire=next_fire)
            account.append(settled)
            following_at = following(schedule, settled.due_at, next_fire)
            schedule = replace(schedule, handled_through=settled.due_at, next_at=following_at)
    return account


@settings(max_examples=60, deadline=None)
@given(plans, st.integers())
def test_each_occurrence_comes_once_or_is_reported_late(plan: Plan, seed: int) -> None:
    asked = moments(Random(seed))
    account = lived_through(plan, asked)

    assert accounted(plan, account) == expected(plan.rule, plan.zone, START, asked[-1])
    assert breaches(plan, account) == []


@settings(max_examples=30, deadline=None)
@given(plans, st.integers())
def test_one_that_stands_alone_is_never_taken_together_with_others(plan: Plan, seed: int) -> None:
    alone = replace(plan, late=replace(plan.late, missed=Missed.EACH))
    account = lived_through(alone, moments(Random(seed)))

    assert all(one.count == 1 for one in account if one.outcome is Outcome.TOOK_EFFECT)


def test_a_clock_that_stood_at_1970_counts_what_it_missed_without_walking_it() -> None:
    plan = Plan(
        name="reminder",
        kind="reminder",
        rule=EveryMinutes(minutes=1),
        zone=ZoneInfo("Asia/Jakarta"),
        late=LateRule(send_if_less_than=timedelta(minutes=5), missed=Missed.COALESCED),
    )
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    schedule = Schedule(
        id=1, plan=plan, enabled=True, handled_through=epoch, next_at=epoch + timedelta(minutes=1)
    )

    assert next_occurrence(schedule, now=START, next_fire=next_fire).count == (START - epoch) // timedelta(
        minutes=1
    )
