"""Quiet hours: read as people write them, kept by every lane but the answers that somebody waits for."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.calendar.send_windows import OwnHours
from domain.outbox import Announcement, Lane, Message, Pacing
from domain.quiet_hours import NotHours, quiet_words, read_quiet_hours
from domain.settings import SettingsDesk
from storage.inbox import Line
from storage.store import SqlStore
from tests.people import ANDI, CAST, SITI, Kemuning, kemuning

WIB = ZoneInfo("Asia/Jakarta")
NIGHT = OwnHours(opens=time(5, 30), closes=time(22))


@pytest.fixture
def in_wib(store: SqlStore) -> SqlStore:
    return SqlStore(store.engine, store.vault, Line(zone=WIB))


@pytest.fixture
def region(in_wib: SqlStore, now: datetime) -> Kemuning:
    return kemuning(in_wib, now)


def at_night(now: datetime) -> datetime:
    """The same day, 23.00 in the region."""
    return now.astimezone(WIB).replace(hour=23)


@pytest.mark.parametrize(
    "said",
    ["22.00-05.30", "22:00 - 05:30", "22.00–05.30", "pukul 22.00 sampai 05.30", "jam 22 s.d. 5.30",
     "22 s/d 05.30", "22-5.30", " 22.00 hingga 5.30 "],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(said: str) -> None:
    assert read_quiet_hours(said) == NIGHT


@pytest.mark.parametrize(
    "said",
    ["", "malam", "22.00", "25.00-05.00", "22.61-05.00", "22.00-22.00", "22.00-05.30-06.00", "9" * 4_000],
)
def test_what_is_no_span_is_refused(said: str) -> None:
    with pytest.raises(NotHours):
        read_quiet_hours(said)


def test_hours_are_shown_as_they_were_said() -> None:
    assert quiet_words(NIGHT) == "22.00–05.30"


@pytest.mark.parametrize("lane", [Lane.TRANSACTIONAL, Lane.REMINDER])
def test_a_message_waits_until_the_quiet_hours_are_over(
    region: Kemuning, in_wib: SqlStore, now: datetime, lane: Lane
) -> None:
    night = at_night(now)
    SettingsDesk(in_wib).set_hours(region.id_of(SITI), NIGHT, now=now)
    put(
        in_wib,
        Message(unique="x", chat_id=SITI.user_id, language="id", text_key="help.text", lane=lane),
        night,
    )

    assert due(in_wib, night) == []
    assert due(in_wib, night + timedelta(hours=6, minutes=29)) == []
    assert due(in_wib, night + timedelta(hours=6, minutes=30)) == ["x"]


def test_an_answer_that_somebody_waits_for_comes_at_once(
    region: Kemuning, in_wib: SqlStore, now: datetime
) -> None:
    night = at_night(now)
    SettingsDesk(in_wib).set_hours(region.id_of(SITI), NIGHT, now=now)
    urgent = Message(
        unique="x", chat_id=SITI.user_id, language="id", text_key="help.text", lane=Lane.INTERACTIVE
    )
    put(in_wib, urgent, night)

    assert due(in_wib, night) == ["x"]


def test_what_would_have_expired_by_then_comes_at_once(
    region: Kemuning, in_wib: SqlStore, now: datetime
) -> None:
    night = at_night(now)
    SettingsDesk(in_wib).set_hours(region.id_of(SITI), NIGHT, now=now)
    short = Message(
        unique="x",
        chat_id=SITI.user_id,
        language="id",
        text_key="help.text",
        expires_at=night + timedelta(hours=3),
    )
    put(in_wib, short, night)

    assert due(in_wib, night) == ["x"]


def test_an_announcement_waits_for_each_as_they_chose(
    region: Kemuning, in_wib: SqlStore, now: datetime
) -> None:
    night = at_night(now)
    desk = SettingsDesk(in_wib)
    desk.set_hours(region.id_of(SITI), NIGHT, now=now)
    desk.set_hours(region.id_of(ANDI), OwnHours(opens=time(7), closes=time(18)), now=now)
    with in_wib.write() as work:
        everybody = work.outbox.announce(Announcement(unique="news", text_key="help.text"), now=night)
        work.commit()

    assert everybody == len(CAST)
    assert len(due(in_wib, night)) == len(CAST) - 2
    assert len(due(in_wib, night + timedelta(hours=7))) == 1
    assert len(due(in_wib, night + timedelta(hours=9))) == 1


def test_without_a_choice_nothing_waits(region: Kemuning, in_wib: SqlStore, now: datetime) -> None:
    night = at_night(now)
    SettingsDesk(in_wib).set_hours(region.id_of(SITI), NIGHT, now=now)
    SettingsDesk(in_wib).set_hours(region.id_of(SITI), None, now=now)
    put(in_wib, Message(unique="x", chat_id=SITI.user_id, language="id", text_key="help.text"), night)

    assert due(in_wib, night) == ["x"]


def test_who_wants_no_reminders_gets_none_and_every_notice(
    region: Kemuning, in_wib: SqlStore, now: datetime
) -> None:
    SettingsDesk(in_wib).set_reminders(region.id_of(SITI), wanted=False, now=now)
    for lane in (Lane.REMINDER, Lane.TRANSACTIONAL):
        one = Message(unique=lane.name, chat_id=SITI.user_id, language="id", text_key="help.text", lane=lane)
        put(in_wib, one, now)

    assert due(in_wib, now) == ["TRANSACTIONAL"]
    assert not SettingsDesk(in_wib).own(region.id_of(SITI)).reminders
    assert SettingsDesk(in_wib).own(region.id_of(ANDI)).reminders


def put(store: SqlStore, message: Message, now: datetime) -> None:
    with store.write() as work:
        work.outbox.put(message, now=now)
        work.commit()


def due(store: SqlStore, now: datetime) -> list[str]:
    with store.write() as work:
        claimed = work.outbox.claim(
            99, owner="w", pacing=Pacing(ahead=timedelta(seconds=9)), busy=False, now=now
        )
        work.commit()
    return [one.message.unique for one in claimed]
