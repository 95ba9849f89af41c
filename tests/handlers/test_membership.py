"""Who blocks the bot is left alone at once; any sign of life brings what is still valid."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.intake import ALLOWED_UPDATES
from domain.linking.records import Cause
from domain.outbox import Announcement, Final
from handlers.routes import TABLE
from locales.words import Words
from storage.store import SqlStore
from tests.bot.conftest import Moment
from tests.chat import GROUP, Line, connect
from tests.offices import office_on
from tests.people import ANDI, SITI, TONO_USER_ID, Kemuning, kemuning
from tests.storage.sending import MINUTE, claim, message, put, row_of, settle, tally, uniques

BLOCKED = Final("unreachable", "Forbidden: bot was blocked by the user")
HOUR = timedelta(hours=1)


@pytest.fixture
def moment(now: datetime) -> Moment:
    return Moment(now)


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(store, now)


@pytest.fixture
async def line(store: SqlStore, region: Kemuning, words: Words, moment: Moment) -> AsyncIterator[Line]:
    line = await connect(office_on(store, words=words, clock=moment), TABLE)
    yield line
    await line.application.shutdown()


def membership(before: str, after: str, *, user_id: int = SITI.user_id, chat_id: int = 0) -> dict[str, Any]:
    bot = {"id": 777, "is_bot": True, "first_name": "Sapa Mutasi", "username": "sapa_mutasi_bot"}
    members: dict[str, Any] = {"member": {"status": "member", "user": bot}}
    members["kicked"] = {"status": "kicked", "user": bot, "until_date": 0}
    return {
        "chat": {"id": chat_id or user_id, "type": "supergroup" if chat_id else "private", "title": "X"},
        "from": {"id": user_id, "is_bot": False, "first_name": "X"},
        "date": 1_795_000_000,
        "old_chat_member": members[before],
        "new_chat_member": members[after],
    }


async def blocks(line: Line, **more: Any) -> None:
    await line.receives(my_chat_member=membership("member", "kicked", **more))


async def unblocks(line: Line, **more: Any) -> None:
    await line.receives(my_chat_member=membership("kicked", "member", **more))


def to_siti(unique: str, **more: Any) -> Any:
    return message(unique, chat_id=SITI.user_id, **more)


def is_unreachable(store: SqlStore, user_id: int = SITI.user_id) -> bool:
    with store.read() as work:
        account = work.linking.account_of_user(user_id)
    assert account is not None
    return account.unreachable_since is not None


def hand_over(store: SqlStore, region: Kemuning, now: datetime) -> None:
    """Siti's telephone is Andi's from now on."""
    with store.write() as work:
        for who in (SITI, ANDI):
            account = work.linking.account_of(region.id_of(who))
            assert account is not None
            work.linking.unlink(account.id, cause=Cause.MOVED, now=now)
        chat = SITI.user_id
        work.linking.link(region.id_of(ANDI), user_id=chat, chat_id=chat, language="id", now=now)
        work.commit()


async def test_a_block_takes_what_waits_off_the_queue_at_once(
    line: Line, store: SqlStore, now: datetime
) -> None:
    put(store, to_siti("x"), message("y", chat_id=502), now=now)
    await blocks(line)

    assert is_unreachable(store)
    assert uniques(claim(store, now=now)) == ["y"]
    assert tally(store, "x") == {"unreachable": 1}


async def test_what_waited_goes_out_when_the_bot_is_let_in_again(
    line: Line, store: SqlStore, now: datetime
) -> None:
    put(store, to_siti("x"), now=now)
    await blocks(line)
    await unblocks(line)

    assert not is_unreachable(store)
    assert uniques(claim(store, now=now)) == ["x"]


async def test_who_could_not_be_reached_when_all_were_told_is_told_afterwards(
    line: Line, store: SqlStore, now: datetime
) -> None:
    await blocks(line)
    with store.write() as work:
        everybody = work.outbox.announce(Announcement(unique="news", text_key="help.text"), now=now)
        work.commit()
    others = claim(store, now=now)
    await unblocks(line)

    assert len(others) == everybody - 1
    assert [one.message.chat_id for one in claim(store, now=now)] == [SITI.user_id]


async def test_any_word_is_a_sign_of_life_even_one_that_is_refused(
    line: Line, store: SqlStore, moment: Moment
) -> None:
    for text in ("/mutasi", "/riwayat", "apa saja"):
        await blocks(line)
        put(store, to_siti(text), now=moment.now)
        await line.of(SITI.user_id).types(text)
        settle(store, claim(store, now=moment.now), now=moment.now)
        moment.now += MINUTE

        assert not is_unreachable(store), text
    assert tally(store) == {"sent": 3}


async def test_telegrams_refusal_marks_the_person_and_what_it_refused_goes_out_after_a_sign_of_life(
    line: Line, store: SqlStore, now: datetime
) -> None:
    put(store, to_siti("x"), now=now)
    claimed = claim(store, now=now)
    with store.write() as work:
        work.outbox.settle([(claimed[0], BLOCKED)], owner="a", now=now)
        work.reach.lose(SITI.user_id, now=now)
        work.commit()
    assert is_unreachable(store)
    await line.of(SITI.user_id).types("/menu")

    assert uniques(claim(store, now=now + MINUTE)) == ["x"]


async def test_what_is_valid_no_more_stays_unsent(line: Line, store: SqlStore, moment: Moment) -> None:
    put(store, to_siti("old", expires_at=moment.now + HOUR), to_siti("taken back"), now=moment.now)
    put(store, to_siti("good", expires_at=moment.now + 3 * HOUR), now=moment.now)
    with store.write() as work:
        work.outbox.cancel("taken back", now=moment.now)
        work.commit()
    await blocks(line)
    moment.now += 2 * HOUR
    await unblocks(line)

    assert uniques(claim(store, now=moment.now)) == ["good"]


async def test_what_is_taken_back_or_expires_while_they_are_away_never_goes_out(
    line: Line, store: SqlStore, moment: Moment
) -> None:
    await blocks(line)
    put(store, to_siti("x"), now=moment.now)
    settle(store, claim(store, now=moment.now), BLOCKED, now=moment.now)
    with store.write() as work:
        expires_at = moment.now + HOUR
        news = Announcement(unique="news", text_key="help.text", expires_at=expires_at)
        work.outbox.announce(news, now=moment.now)
        work.outbox.cancel("x", now=moment.now)
        work.commit()
    settle(store, claim(store, now=moment.now), now=moment.now)
    moment.now += 2 * HOUR
    await unblocks(line)

    assert claim(store, now=moment.now) == []


async def test_what_was_meant_for_an_earlier_owner_of_the_chat_never_goes_to_a_later_one(
    line: Line, store: SqlStore, region: Kemuning, now: datetime
) -> None:
    put(store, to_siti("x", protect=True), now=now)
    await blocks(line)
    hand_over(store, region, now + MINUTE)
    await blocks(line)
    await unblocks(line)

    assert row_of(store, "x").state == "unreachable"


async def test_strangers_and_groups_change_nothing(line: Line, store: SqlStore, now: datetime) -> None:
    put(store, message("x", chat_id=TONO_USER_ID), now=now)
    await blocks(line, user_id=TONO_USER_ID)
    await unblocks(line, user_id=TONO_USER_ID)
    await blocks(line, chat_id=GROUP)

    assert not is_unreachable(store)
    assert uniques(claim(store, now=now)) == ["x"]


async def test_nothing_is_answered_to_a_block_or_its_end(line: Line) -> None:
    await blocks(line)
    await unblocks(line)

    assert line.wire.of("sendMessage") == []


def test_telegram_is_asked_to_tell_of_blocks() -> None:
    assert "my_chat_member" in ALLOWED_UPDATES
