"""Handling what was accepted: in order, side by side, each exactly once."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import func, select
from telegram import Bot, Update
from telegram.ext import Application, TypeHandler

from bot.mailbox import AT_ONCE, note_escaped
from domain.inbox import FAILURES_AT_MOST
from domain.work import Overtaken, StoreAway
from handlers.office import Office
from storage.store import SqlStore
from storage.tables import audit
from tests.bot.deliveries import Handle, Json, arrive, open_mailbox, said, serve_for
from tests.chat import TOKEN, Wire
from tests.storage.worker import open_store, row_of
from tests.virtual_time import this_loop, virtually

T = TypeVar("T")
SITI, BUDI = 501, 502


@pytest.fixture
def store(quick_store: SqlStore, tmp_path: Path) -> SqlStore:
    return open_store(quick_store.engine, quick_store.vault, tmp_path / "hour_keys")


@pytest.fixture
def office(office: Office, store: SqlStore) -> Office:
    return replace(office, store=store)


@pytest.fixture
def says(office: Office) -> Callable[..., Json]:
    return lambda number, user_id=SITI, text="halo": said(number, user_id, text, at=office.clock())


def serve(office: Office, handle: Handle, seconds: float = 60) -> None:
    virtually(serve_for(seconds, open_mailbox(office, handle, Bot(TOKEN, request=Wire()))))


@dataclass
class Diary:
    """A handler that takes its time, and when it began and ended what."""

    takes: dict[int, float] = field(default_factory=dict)
    begun: dict[int, float] = field(default_factory=dict)
    ended: dict[int, float] = field(default_factory=dict)
    most_at_once: int = 0

    async def __call__(self, update: Update) -> None:
        self.begun[update.update_id] = this_loop().time()
        self.most_at_once = max(self.most_at_once, len(self.begun) - len(self.ended))
        await asyncio.sleep(self.takes.get(update.update_id, 0))
        self.ended[update.update_id] = this_loop().time()


def test_one_persons_updates_are_handled_in_order_while_others_go_on(
    office: Office, says: Callable[..., Json]
) -> None:
    arrive(office, says(1), says(2), says(3, BUDI), says(4, BUDI))
    diary = Diary({1: 5, 2: 5})

    serve(office, diary)

    assert diary.ended[1] <= diary.begun[2]
    assert diary.ended[4] < 1
    assert [one for one in diary.begun if one in {3, 4}] == [3, 4]


def test_a_person_who_floods_delays_nobody_else(office: Office, says: Callable[..., Json]) -> None:
    arrive(office, *(says(number) for number in range(1, 200)), says(200, BUDI))
    diary = Diary(dict.fromkeys(range(1, 200), 1))

    serve(office, diary, 300)

    assert diary.ended[200] == 0
    assert len(diary.ended) == 200


def test_no_more_are_under_way_than_a_worker_can_bear(office: Office, says: Callable[..., Json]) -> None:
    people = range(1, 3 * AT_ONCE)
    arrive(office, *(says(number, number) for number in people))
    diary = Diary(dict.fromkeys(people, 1))

    serve(office, diary)

    assert diary.most_at_once == AT_ONCE
    assert len(diary.ended) == len(people)


def test_what_commits_nothing_is_marked_done_afterwards(
    office: Office, store: SqlStore, says: Callable[..., Json]
) -> None:
    arrive(office, says(1))

    serve(office, Diary())

    assert (row_of(store, 1).state, row_of(store, 1).body_sealed) == ("done", None)


def test_an_update_is_done_the_moment_its_effect_commits(
    office: Office, store: SqlStore, says: Callable[..., Json]
) -> None:
    arrive(office, says(1))
    states = []

    async def act(_update: Update) -> None:
        with store.write() as work:
            work.audit.add("test.acted", by="test", subject="nobody", now=office.clock())
            work.commit()
        states.append(row_of(store, 1).state)

    serve(office, act)

    assert states == ["done"]


def test_a_done_update_never_reaches_a_handler(office: Office, says: Callable[..., Json]) -> None:
    arrive(office, says(1))
    serve(office, Diary())
    again = Diary()

    arrive(office, says(1))
    serve(office, again)

    assert again.begun == {}


def test_of_what_fails_after_its_effect_the_effect_happens_once(
    office: Office, store: SqlStore, says: Callable[..., Json]
) -> None:
    arrive(office, says(1))

    async def act_and_fail(_update: Update) -> None:
        with store.write() as work:
            work.audit.add("test.acted", by="test", subject="nobody", now=office.clock())
            work.commit()
        raise RuntimeError("the answer did not go out")

    serve(office, act_and_fail)

    with store.engine.connect() as connection:
        assert connection.scalar(select(func.count(audit.c.id))) == 1
    assert row_of(store, 1).state == "done"


def ptb_application(answer: Callable[[Update], None]) -> Handle:
    """PTB's dispatch as the product has it: what a handler raises reaches only its error handler."""
    application = Application.builder().token(TOKEN).request(Wire()).updater(None).job_queue(None).build()

    async def receive(update: Update, _context: object) -> None:
        answer(update)

    async def process(update: Update) -> None:
        await application.initialize()
        await application.process_update(update)

    application.add_handler(TypeHandler(Update, receive))
    application.add_error_handler(note_escaped)
    return process


def test_the_fifth_failure_sets_an_update_aside_for_a_human_and_the_others_go_on(
    office: Office, store: SqlStore, says: Callable[..., Json]
) -> None:
    arrive(office, says(1), says(2), says(3, BUDI))
    tries = []

    def answer(update: Update) -> None:
        tries.append(update.update_id)
        if update.update_id == 1:
            raise RuntimeError("a fault of ours")

    serve(office, ptb_application(answer))

    assert tries.count(1) == FAILURES_AT_MOST
    assert (tries.count(2), tries.count(3)) == (1, 1)
    assert row_of(store, 1).state == "quarantined"
    assert len(row_of(store, 1).incident) == 4


@pytest.mark.parametrize("content", [{"message": {"message_id": 1}}, {"message": 7}, {"callback_query": {}}])
def test_a_malformed_update_is_set_aside_and_the_others_go_on(
    office: Office, store: SqlStore, says: Callable[..., Json], content: Json
) -> None:
    arrive(office, {"update_id": 1, **content}, says(2))
    diary = Diary()

    serve(office, diary)

    assert row_of(store, 1).state == "malformed"
    assert list(diary.ended) == [2]


def test_a_database_that_goes_away_while_it_is_asked_costs_no_update_and_no_count(
    office: Office, store: SqlStore, says: Callable[..., Json]
) -> None:
    arrive(office, says(1))
    away = iter([True] * 9 + [False])

    def answer(_update: Update) -> None:
        if next(away):
            raise StoreAway("away")

    serve(office, ptb_application(answer))

    assert (row_of(store, 1).state, row_of(store, 1).starts, row_of(store, 1).failures) == ("done", 1, 0)


def test_an_update_that_another_worker_has_begun_anew_is_left_to_it(
    office: Office, store: SqlStore, says: Callable[..., Json]
) -> None:
    arrive(office, says(1))

    def answer(_update: Update) -> None:
        raise Overtaken

    serve(office, ptb_application(answer))

    assert (row_of(store, 1).state, row_of(store, 1).failures) == ("handling", 0)


def away_at(office: Office, times: set[int]) -> Office:
    """An office whose database cannot be asked at those of its calls."""
    calls = 0

    async def run(call: Callable[[], T]) -> T:
        nonlocal calls
        calls += 1
        if calls in times:
            raise StoreAway("away")
        return call()

    return replace(office, run=run, run_short=run)


def test_when_the_database_comes_back_the_mailbox_goes_on(
    office: Office, store: SqlStore, says: Callable[..., Json]
) -> None:
    arrive(office, says(1), says(2))

    serve(away_at(office, set(range(1, 9)) | {10, 12}), Diary(), 600)

    assert [row_of(store, number).state for number in (1, 2)] == ["done", "done"]


def test_what_is_under_way_is_finished_when_told_to_stop(
    office: Office, store: SqlStore, says: Callable[..., Json]
) -> None:
    arrive(office, says(1))

    serve(office, Diary({1: 3}), 1)

    assert row_of(store, 1).state == "done"


def test_a_database_that_stays_away_keeps_nobody_from_stopping(
    office: Office, store: SqlStore, says: Callable[..., Json]
) -> None:
    arrive(office, says(1))

    serve(away_at(office, set(range(2, 10_000))), Diary(), 30)

    assert row_of(store, 1).state == "handling"
