"""When people are asked after their move, on both databases: each time once, or never and reported."""

from datetime import datetime, time

import pytest
from sqlalchemy import select

from domain.calendar.send_windows import OwnHours
from domain.checkins.desk import CheckInClosed, CheckInDesk, CheckInGone
from domain.checkins.records import CheckIn, Milestone, Topic
from domain.linking.records import Cause
from domain.outbox import Lane
from domain.proposals import Status
from storage.store import SqlStore
from storage.tables import checkin as checkin_table
from storage.tables import proposal
from tests.domain.checkins.moving import (
    DAY,
    EFFECTIVE,
    HOLIDAY,
    ZONE,
    after,
    close_the_offices,
    look,
    take_effect,
)
from tests.outbox import take_all
from tests.people import ANDI, BUDI, SITI, Kemuning, kemuning


@pytest.fixture
def region(store: SqlStore) -> Kemuning:
    return kemuning(store, EFFECTIVE)


@pytest.fixture
def moved(region: Kemuning) -> int:
    return take_effect(region, ANDI)


@pytest.fixture
def desk(store: SqlStore) -> CheckInDesk:
    return CheckInDesk(store, zone=ZONE)


def told(store: SqlStore, now: datetime) -> list[tuple[int, str]]:
    return [(one.chat_id, one.text_key) for one in take_all(store, now=now)]


def own(desk: CheckInDesk, region: Kemuning) -> list[CheckIn]:
    return list(desk.own(region.id_of(ANDI)))


ASKED = (ANDI.user_id, "checkin.notice.asked")


@pytest.mark.usefixtures("moved")
def test_nobody_is_asked_before_the_day_and_each_time_only_once(store: SqlStore, region: Kemuning) -> None:
    heard = []
    for days in range(6, 12):
        for hours in (0, 1, 2):
            look(store, after(days, hours=hours))
            heard += [(days, hours, key) for _, key in told(store, after(days, hours=hours))]

    assert heard == [(7, 0, "checkin.notice.asked")]
    with store.read() as work:
        (kept,) = work.checkins.of_person(region.id_of(ANDI))
    assert (kept.milestone, kept.due_on, kept.closes_on) == (
        Milestone.WEEK,
        after(7).date(),
        after(30).date(),
    )


@pytest.mark.usefixtures("moved")
def test_all_three_times_come_and_none_after(store: SqlStore, desk: CheckInDesk, region: Kemuning) -> None:
    for days in range(7, 130):
        look(store, after(days))

    asked = [one.milestone for one in own(desk, region)]
    assert asked == [Milestone.QUARTER, Milestone.MONTH, Milestone.WEEK]


@pytest.mark.usefixtures("moved")
def test_the_notice_tells_a_lock_screen_nothing_and_is_a_reminder(
    store: SqlStore, region: Kemuning, desk: CheckInDesk
) -> None:
    look(store, after(7))
    (message,) = take_all(store, now=after(7))

    assert (message.lane, message.protect) == (Lane.REMINDER, True)
    assert set(message.facts) == {"official_code", "official_phrase"}
    assert message.buttons == (("checkin.button.open", f"v1:checkin:{own(desk, region)[0].id}"),)
    assert message.expires_at == datetime.combine(after(30).date(), time(), tzinfo=ZONE)


@pytest.mark.usefixtures("moved")
def test_outside_the_offices_hours_and_on_holidays_it_waits(store: SqlStore) -> None:
    close_the_offices(store, HOLIDAY)
    for at in (after(7), after(7, hours=4), after(8, hours=-8), after(8, hours=8)):
        look(store, at)
        assert told(store, at) == []

    look(store, after(9))
    assert told(store, after(9)) == [ASKED]


@pytest.mark.usefixtures("moved")
def test_who_chose_hours_of_their_own_gets_it_within_these(store: SqlStore, region: Kemuning) -> None:
    with store.write() as work:
        work.calendar.set_own_hours(region.id_of(ANDI), OwnHours(opens=time(20), closes=time(21)))
        work.commit()
    look(store, after(7))
    at_once = told(store, after(7))

    assert (at_once, told(store, after(7, hours=30))) == ([], [ASKED])


@pytest.mark.usefixtures("moved")
def test_a_little_late_it_is_asked_and_after_a_fortnight_it_is_reported_instead(store: SqlStore) -> None:
    look(store, after(20))
    late = told(store, after(20))
    look(store, after(44))

    assert (late, told(store, after(44))) == ([ASKED], [])
    with store.read() as work:
        assert work.checkins.missed() == 1
        missed = next(one for one in work.audit.newest(9) if one.action == "checkin.missed")
    assert missed.facts == {"count": 1}


@pytest.mark.usefixtures("moved")
def test_a_clock_that_jumps_ahead_and_back_asks_nothing_twice(store: SqlStore) -> None:
    look(store, after(7))
    first = told(store, after(7))
    for at in (after(400), after(7), after(8), after(13)):
        look(store, at)

    assert first == [ASKED]
    assert ASKED not in told(store, after(13))


@pytest.mark.usefixtures("moved")
def test_silence_is_met_with_one_reminder_and_then_with_silence(store: SqlStore) -> None:
    heard = []
    for days in range(7, 30):
        look(store, after(days))
        heard += [(days, key) for _, key in told(store, after(days))]

    assert heard == [(7, "checkin.notice.asked"), (14, "checkin.notice.reminded")]


@pytest.mark.usefixtures("moved")
def test_who_has_answered_is_not_reminded_and_who_answered_in_part_is(
    store: SqlStore, desk: CheckInDesk, region: Kemuning
) -> None:
    take_effect(region, BUDI)
    look(store, after(7))
    take_all(store, now=after(7))
    for who, topics in ((ANDI, tuple(Topic)), (BUDI, (Topic.LOAD,))):
        person = region.id_of(who)
        for topic in topics:
            desk.answer(desk.own(person)[0].id, person, topic, 4, now=after(8))
    look(store, after(14))

    assert told(store, after(14)) == [(BUDI.user_id, "checkin.notice.reminded")]


@pytest.mark.usefixtures("moved")
def test_who_leaves_is_neither_asked_nor_reminded(store: SqlStore, region: Kemuning) -> None:
    take_effect(region, BUDI)
    look(store, after(7))
    take_all(store, now=after(7))
    for who in (ANDI, BUDI):
        region.region.end(region.id_of(who))
    for days in (14, 30):
        look(store, after(days))
        assert told(store, after(days)) == []


@pytest.mark.usefixtures("moved")
def test_who_is_not_linked_is_asked_once_they_are_while_it_is_time(store: SqlStore, region: Kemuning) -> None:
    andi = region.id_of(ANDI)
    with store.write() as work:
        account = work.linking.account_of(andi)
        assert account is not None
        work.linking.unlink(account.id, cause=Cause.OWN_WISH, now=EFFECTIVE)
        work.commit()
    look(store, after(7))
    before = told(store, after(7))
    region.region.link(andi, ANDI.user_id, language="en")
    look(store, after(8))

    assert (before, told(store, after(8))) == ([], [ASKED])


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.DECREE])
def test_a_transfer_that_is_not_in_effect_asks_nothing(
    store: SqlStore, region: Kemuning, moved: int, status: Status
) -> None:
    region.region.change(proposal, moved, status=status)
    look(store, after(7))

    assert told(store, after(7)) == []


@pytest.mark.usefixtures("moved")
def test_answers_are_theirs_to_see_and_to_change_until_the_next_time(
    store: SqlStore, desk: CheckInDesk, region: Kemuning
) -> None:
    andi = region.id_of(ANDI)
    look(store, after(7))
    checkin = own(desk, region)[0].id
    for value in (2, 2, 5):
        desk.answer(checkin, andi, Topic.SATISFACTION, value, now=after(29))

    assert desk.open(checkin, andi, now=after(29)).checkin.answers == {Topic.SATISFACTION: 5}
    with pytest.raises(CheckInClosed):
        desk.answer(checkin, andi, Topic.SATISFACTION, 1, now=after(30))
    assert desk.open(checkin, andi, now=after(30)).checkin.answers == {Topic.SATISFACTION: 5}


@pytest.mark.usefixtures("moved")
def test_nobody_opens_or_answers_somebody_elses(store: SqlStore, desk: CheckInDesk, region: Kemuning) -> None:
    look(store, after(7))
    checkin, siti = own(desk, region)[0].id, region.id_of(SITI)

    with pytest.raises(CheckInGone):
        desk.open(checkin, siti, now=after(7))
    with pytest.raises(CheckInGone):
        desk.answer(checkin, siti, Topic.LOAD, 3, now=after(7))


@pytest.mark.usefixtures("moved")
def test_answers_are_sealed_where_they_are_kept(store: SqlStore, desk: CheckInDesk, region: Kemuning) -> None:
    look(store, after(7))
    checkin = own(desk, region)[0]
    desk.answer(checkin.id, checkin.person_id, Topic.LOAD, 5, now=after(7))
    with store.engine.connect() as connection:
        sealed = connection.scalar(select(checkin_table.c.answers_sealed))

    assert sealed is not None
    assert b"load" not in sealed


@pytest.mark.parametrize("hour", [23, 0, 1])
def test_days_are_the_regions_days(store: SqlStore, desk: CheckInDesk, region: Kemuning, hour: int) -> None:
    """Midnight in Jakarta is 17.00 UTC of the day before."""
    local = datetime(2026, 9, 2, hour, 30, tzinfo=ZONE)
    take_effect(region, ANDI, local)
    look(store, after(7))

    assert own(desk, region)[0].due_on == local.date() + 7 * DAY
