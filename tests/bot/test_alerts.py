"""What needs a human is told to administrators: once, as a digest, and to nobody else."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from bot.alerts import Alert, ask_what_needs_a_human, tell
from bot.watch import Watch
from domain.actors import Role
from domain.linking.records import Cause
from domain.outbox import Message
from domain.refusals import Fact
from handlers.notices import render
from handlers.office import Office
from storage.store import SqlStore
from storage.tables import inbox, outbox
from tests.bot.doors import database_away
from tests.outbox import take_all
from tests.people import BUDI, HASAN, Kemuning, kemuning

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def region(quick_store: SqlStore, now: datetime) -> Kemuning:
    """Hasan and Budi administer; Budi is linked no more."""
    made = kemuning(quick_store, now)
    with quick_store.write() as work:
        for who in (HASAN, BUDI):
            work.people.grant(made.id_of(who), Role.ADMINISTRATOR, by="operator", now=now)
        account = work.linking.account_of(made.id_of(BUDI))
        assert account is not None
        work.linking.unlink(account.id, cause=Cause.OWN_WISH, now=now)
        work.commit()
    return made


def say(store: SqlStore, kind: str, state: str, now: datetime) -> int:
    with store.write() as work:
        told = tell(work, Alert(kind, state, {"count": 1}), now=now)
        work.commit()
    return told


def test_linked_administrators_are_told_and_nobody_else(
    quick_store: SqlStore, region: Kemuning, now: datetime
) -> None:
    assert say(quick_store, "held", "1", now) == 1
    assert [message.chat_id for message in take_all(quick_store, now=now)] == [HASAN.user_id]


def test_the_same_is_not_said_again_within_a_day(
    quick_store: SqlStore, region: Kemuning, now: datetime
) -> None:
    said = [say(quick_store, "held", "1", now + after) for after in (timedelta(), MINUTE, HOUR, 25 * HOUR)]

    assert said == [1, 0, 0, 1]


def test_news_of_one_kind_come_at_most_once_an_hour(
    quick_store: SqlStore, region: Kemuning, now: datetime
) -> None:
    said = [say(quick_store, "held", f"{minute}", now + minute * MINUTE) for minute in range(180)]

    assert sum(said) == 3


def test_who_becomes_administrator_later_is_told_then(
    quick_store: SqlStore, region: Kemuning, now: datetime
) -> None:
    def administers(*, granted: bool) -> None:
        with quick_store.write() as work:
            change = work.people.grant if granted else work.people.revoke
            change(region.id_of(HASAN), Role.ADMINISTRATOR, by="operator", now=now)
            work.commit()

    administers(granted=False)
    nobody = say(quick_store, "held", "1", now)
    administers(granted=True)

    assert (nobody, say(quick_store, "held", "1", now)) == (0, 1)


def test_two_workers_say_it_once(quick_store: SqlStore, region: Kemuning, now: datetime) -> None:
    assert [say(quick_store, "held", "1", now), say(quick_store, "held", "2", now)] == [1, 0]


def test_where_nothing_needs_a_human_nothing_is_said(
    quick_store: SqlStore, region: Kemuning, now: datetime
) -> None:
    assert ask_what_needs_a_human(quick_store, now=now) == 0


def test_a_malformed_update_a_held_message_and_a_hold_are_told(
    office: Office, quick_store: SqlStore, region: Kemuning, now: datetime
) -> None:
    with quick_store.write() as work:
        work.outbox.put(Message(unique="x", chat_id=1, language="id", text_key="help.text"), now=now)
        work.outbox.hold(now + HOUR, "refused")
        work.commit()
    with quick_store.engine.begin() as connection:
        connection.execute(update(outbox).values(state="held"))
        malformed = {"bot_id": 0, "update_id": 7, "state": "malformed", "hour": "", "received_at": now}
        connection.execute(insert(inbox).values(malformed))

    assert ask_what_needs_a_human(quick_store, now=now) == 3
    with quick_store.write() as work:
        work.outbox.release()
        work.commit()
    told = {message.text_key: message.facts for message in take_all(quick_store, now=now + HOUR)}
    assert told == {
        "alert.set_aside": {"count": 1},
        "alert.held": {"count": 1},
        "alert.sending_refused": {},
    }


@pytest.mark.parametrize(("cause", "told"), [("refused", ["alert.sending_refused"]), ("token", [])])
def test_a_hold_for_too_many_refusals_lets_its_own_alert_through(
    quick_store: SqlStore, region: Kemuning, now: datetime, cause: str, told: list[str]
) -> None:
    with quick_store.write() as work:
        work.outbox.put(Message(unique="x", chat_id=1, language="id", text_key="help.text"), now=now)
        work.outbox.hold(now + HOUR, cause)
        work.commit()
    ask_what_needs_a_human(quick_store, now=now)

    assert [message.text_key for message in take_all(quick_store, now=now)] == told


def test_telegrams_own_wait_needs_nobody(quick_store: SqlStore, region: Kemuning, now: datetime) -> None:
    with quick_store.write() as work:
        work.outbox.hold(now + HOUR, "retry_after")
        work.commit()

    assert ask_what_needs_a_human(quick_store, now=now) == 0


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("set_aside", {"count": 3}),
        ("held", {"count": 3}),
        ("sending_refused", {}),
        ("sending_token", {}),
        ("database_away", {"minutes": 3}),
        ("clock_jumped", {"seconds": -3600}),
        ("disk_low", {"free": 512}),
        ("schedule_late", {"count": 3, "names": "pagi"}),
    ],
)
def test_every_kind_has_words_in_every_language(office: Office, kind: str, facts: dict[str, Fact]) -> None:
    for language in ("id", "en"):
        message = Message(unique="x", chat_id=1, language=language, text_key=f"alert.{kind}", facts={**facts})
        text, _ = render(message, office)
        assert all(str(value).lstrip("-")[:1] in text for value in facts.values())


async def test_a_clock_that_jumped_is_told(
    office: Office, quick_store: SqlStore, region: Kemuning, tmp_path: Path, now: datetime
) -> None:
    watch = Watch(office, tmp_path)
    for jump in (timedelta(seconds=59), timedelta(hours=-1)):
        watch.note_clock(jump)
        await watch.look(0.0, now)

    assert [one.facts for one in take_all(quick_store, now=now)] == [{"seconds": -3600}]


async def test_a_database_that_was_away_for_minutes_is_told_when_it_is_back(
    office: Office, quick_store: SqlStore, region: Kemuning, tmp_path: Path, now: datetime
) -> None:
    watch = Watch(office, tmp_path)
    with database_away(quick_store.engine, "lease"):
        await watch.look(0.0, now)
    await watch.look(180.0, now)

    assert [one.facts for one in take_all(quick_store, now=now)] == [{"minutes": 3}]


async def test_a_disk_that_fills_is_told_once_and_not_at_every_look(
    office: Office,
    quick_store: SqlStore,
    region: Kemuning,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watch, now = Watch(office, tmp_path), office.clock()
    await watch.look(0.0, now)
    monkeypatch.setattr("bot.watch.DISK_AT_LEAST", 2**80)
    await watch.look(5.0, now)
    await watch.look(10.0, now)

    (told,) = take_all(quick_store, now=now)
    assert told.text_key == "alert.disk_low"


async def test_the_watch_ends_when_told(office: Office, region: Kemuning, tmp_path: Path) -> None:
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(Watch(office, tmp_path).run(stop))
        stop.set()
