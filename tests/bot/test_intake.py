"""Receiving by long polling: kept first, confirmed afterwards."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.intake import ALLOWED_UPDATES, Intake, accepted
from bot.polled_bot import PolledBot
from domain.work import StoreAway
from handlers.office import Office
from storage.store import SqlStore
from tests.bot.deliveries import Json, said
from tests.chat import TOKEN, Wire
from tests.storage.worker import open_store
from tests.virtual_time import this_loop, virtually

T = TypeVar("T")
SITI = 501


class Telegram(PolledBot):
    """The real bot, and a queue of updates at the other end; whatever is below the offset is gone."""

    def __init__(
        self, office: Office, queue: Sequence[Json] = (), faults: Sequence[TelegramError] = ()
    ) -> None:
        super().__init__(TOKEN, request=Wire(), get_updates_request=Wire())
        # When each call came, with which offset, and how many updates were in the inbox then.
        asked: list[tuple[float, int | None, int]] = []
        with self._unfrozen():
            self.office, self.queue, self.faults, self.asked = office, list(queue), list(faults), asked

    async def raw_updates(
        self, *, offset: int | None, wait_seconds: int, limit: int, allowed: Sequence[str]
    ) -> list[Json]:
        assert tuple(allowed) == ALLOWED_UPDATES
        self.asked.append((this_loop().time(), offset, waiting(self.office)))
        if self.faults:
            raise self.faults.pop(0)
        self.queue[:] = [one for one in self.queue if offset is None or one["update_id"] >= offset]
        if not self.queue:
            await asyncio.sleep(wait_seconds)
        return self.queue[:limit]


def waiting(office: Office) -> int:
    with office.store.read() as work:
        return work.inbox.waiting()[0]


@pytest.fixture
def store(quick_store: SqlStore, tmp_path: Path) -> SqlStore:
    return open_store(quick_store.engine, quick_store.vault, tmp_path / "hour_keys")


@pytest.fixture
def office(office: Office, store: SqlStore) -> Office:
    return replace(office, store=store)


@dataclass
class Bell:
    rings: list[float] = field(default_factory=list)

    def __call__(self) -> None:
        self.rings.append(this_loop().time())


def receive(telegram: Telegram, *, seconds: float = 10, office: Office | None = None) -> Bell:
    bell = Bell()

    async def play() -> None:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(Intake(telegram, office or telegram.office, bell).run(stop))
            await asyncio.sleep(seconds)
            stop.set()

    virtually(play())
    return bell


def updates(office: Office, *numbers: int) -> list[Json]:
    return [said(number, SITI, "halo", at=office.clock()) for number in numbers]


def test_an_update_is_committed_before_it_is_confirmed(office: Office) -> None:
    telegram = Telegram(office, updates(office, 7, 8))

    receive(telegram)

    confirming = [kept for _, offset, kept in telegram.asked if offset == 9]
    assert confirming
    assert confirming[0] == 2


def test_who_waits_for_updates_is_told_when_they_are_kept(office: Office) -> None:
    assert receive(Telegram(office, updates(office, 7))).rings == [0]


def test_what_comes_again_is_kept_once(office: Office, store: SqlStore) -> None:
    receive(Telegram(office, updates(office, 7)))
    receive(Telegram(office, updates(office, 7, 8)))

    assert waiting(office) == 2


def test_while_the_database_is_away_nothing_is_confirmed_and_nothing_is_lost(office: Office) -> None:
    telegram, back_at = Telegram(office, updates(office, 7)), 40

    async def run(call: Callable[[], T]) -> T:
        if this_loop().time() < back_at:
            raise StoreAway("away")
        return call()

    receive(telegram, seconds=120, office=replace(office, run=run))

    assert all(at >= back_at for at, offset, _ in telegram.asked if offset is not None)
    assert waiting(office) == 1


def test_a_database_that_stays_away_keeps_nobody_from_stopping(office: Office) -> None:
    telegram = Telegram(office, updates(office, 7))

    async def run(_call: Callable[[], T]) -> T:
        raise StoreAway("away")

    receive(telegram, seconds=120, office=replace(office, run=run))

    assert [offset for _, offset, _ in telegram.asked] == [None]


def test_when_told_to_stop_what_was_kept_is_confirmed_and_the_wait_given_up(office: Office) -> None:
    telegram = Telegram(office, updates(office, 7))

    receive(telegram, seconds=3)

    assert telegram.asked[-1][:2] == (3, 8)


@pytest.mark.parametrize("fault", [NetworkError("away"), Conflict("terminated by other getUpdates request")])
def test_a_fault_is_waited_out_with_growing_pauses(office: Office, fault: TelegramError) -> None:
    telegram = Telegram(office, updates(office, 7), [fault] * 4)

    receive(telegram, seconds=60)

    assert [at for at, *_ in telegram.asked[:5]] == [0, 1, 3, 7, 15]
    assert waiting(office) == 1


def test_telegrams_own_wait_is_kept_exactly(office: Office) -> None:
    telegram = Telegram(office, updates(office, 7), [RetryAfter(17)])

    receive(telegram, seconds=60)

    assert [at for at, *_ in telegram.asked[:2]] == [0, 17]


def test_a_revoked_token_ends_the_receiving(office: Office) -> None:
    with pytest.raises(ExceptionGroup) as fault:
        receive(Telegram(office, faults=[InvalidToken()]))

    assert fault.group_contains(InvalidToken)


@pytest.mark.parametrize(
    ("content", "whose"),
    [
        ({"message": {"from": {"id": SITI}}}, SITI),
        ({"edited_message": {"from": {"id": SITI}}}, SITI),
        ({"callback_query": {"from": {"id": SITI}}}, SITI),
        ({"my_chat_member": {"from": {"id": SITI}}}, SITI),
        ({"poll_answer": {"user": {"id": SITI}}}, SITI),
        ({"poll_answer": {"voter_chat": {"id": -100}}}, None),
        ({"message": {"from": {"id": "501"}}}, None),
        ({"message": {"from": 501}}, None),
        ({"message": 7}, None),
        ({}, None),
    ],
)
def test_an_update_stands_in_the_queue_of_who_caused_it(content: dict[str, Any], whose: int | None) -> None:
    assert accepted({"update_id": 1, **content}).person == whose
