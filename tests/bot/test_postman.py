"""Sending what waits: paced, bounded, each outcome settled."""

import asyncio
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.postman import Postman, capacity
from bot.transport.direct import DirectSender
from bot.transport.errors import NotSent, OutcomeUnknown
from bot.transport.request import BotApiRequest
from domain.outbox import Pacing
from domain.work import StoreAway
from handlers.office import Office
from storage.store import SqlStore
from tests.people import ANDI, kemuning
from tests.sandbox.driver import BOT, SITI
from tests.sandbox.serving import serving
from tests.storage.sending import message, put, row_of, tally
from tests.virtual_time import this_loop, virtually

T = TypeVar("T")
Fault = TelegramError | None
LATENCY = 0.1


class Telegram(DirectSender):
    """The real sender's place; answers after a while, in turn with what it was given, then well."""

    def __init__(self, *faults: Fault, latency: float = LATENCY) -> None:
        super().__init__(BotApiRequest(), "https://example.invalid/bot777:token")
        self.faults = list(faults)
        self.latency = latency
        self.starts: list[float] = []
        self.bodies: list[Mapping[str, Any]] = []
        self.in_flight = 0
        self.most_in_flight = 0

    async def send(
        self, method: str, parameters: Mapping[str, Any], begun: Callable[[], None] | None = None
    ) -> dict[str, int]:
        assert method == "sendMessage"
        assert begun is not None
        begun()
        self.starts.append(this_loop().time())
        self.bodies.append(parameters)
        fault = self.faults.pop(0) if self.faults else None
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        await asyncio.sleep(self.latency)
        self.in_flight -= 1
        if fault is not None:
            raise fault
        return {"message_id": len(self.starts)}


@pytest.fixture
def office(office: Office, now: datetime) -> Office:
    """The office's clock and the loop's are one."""
    return replace(office, clock=lambda: now + timedelta(seconds=this_loop().time()))


class Tired(Telegram):
    """Its loop wakes up late now and then, as on a busy machine."""

    def __init__(self, luck: random.Random) -> None:
        super().__init__()
        self._luck = luck

    async def send(
        self, method: str, parameters: Mapping[str, Any], begun: Callable[[], None] | None = None
    ) -> dict[str, int]:
        this_loop().stand_still(self._luck.choice([0.0] * 20 + [0.008, 0.02, 0.05]))
        return await super().send(method, parameters, begun)


def fill(store: SqlStore, number: int, now: datetime) -> None:
    put(store, *(message(f"wave:1:{one}", chat_id=one) for one in range(1, number + 1)), now=now)


def send(office: Office, *telegrams: Telegram, seconds: float = 60) -> None:
    async def play() -> None:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for number, telegram in enumerate(telegrams):
                postman = Postman(telegram, office, owner=str(number), pacing=Pacing())
                group.create_task(postman.run(stop))
            await asyncio.sleep(seconds)
            stop.set()

    virtually(play())


def most_in_a_second(starts: list[float]) -> int:
    return max(sum(0 <= one - begin < 1 - 1e-9 for one in starts) for begin in starts)


def test_everything_is_sent_and_settled(office: Office, quick_store: SqlStore, now: datetime) -> None:
    fill(quick_store, 90, now)
    telegram = Telegram()

    send(office, telegram)

    assert tally(quick_store) == {"sent": 90}
    assert sorted(body["chat_id"] for body in telegram.bodies) == list(range(1, 91))
    assert row_of(quick_store, "wave:1:1").telegram_id is not None


def test_no_second_has_more_starts_than_the_pace_and_it_is_used(
    office: Office, quick_store: SqlStore, now: datetime
) -> None:
    fill(quick_store, 300, now)
    telegram = Telegram()

    send(office, telegram)

    assert most_in_a_second(telegram.starts) <= 30
    assert max(telegram.starts) < 300 / 30 * 1.05


def test_two_workers_share_one_pace(office: Office, quick_store: SqlStore, now: datetime) -> None:
    fill(quick_store, 150, now)
    one, other = Telegram(), Telegram()

    send(office, one, other)

    assert most_in_a_second(one.starts + other.starts) <= 30
    assert one.starts
    assert other.starts
    assert tally(quick_store) == {"sent": 150}


@pytest.mark.parametrize("seed", range(5))
def test_workers_that_wake_late_keep_their_common_pace(
    office: Office, quick_store: SqlStore, now: datetime, seed: int
) -> None:
    fill(quick_store, 300, now)
    luck = random.Random(seed)
    tired = [Tired(luck) for _ in range(3)]

    send(office, *tired)

    assert most_in_a_second([start for one in tired for start in one.starts]) <= 30
    assert tally(quick_store) == {"sent": 300}


def test_a_start_that_gave_way_costs_no_other_start_its_place(
    office: Office, quick_store: SqlStore, now: datetime
) -> None:
    fill(quick_store, 300, now)
    telegram = Tired(random.Random(0))

    send(office, telegram)

    assert most_in_a_second(telegram.starts) <= 30
    # One start in eight comes late here, and keeps others waiting with it.
    assert max(telegram.starts) < 300 / 30 * 1.5


def test_a_disk_that_is_always_slow_delays_and_never_stops_the_sending(
    office: Office, quick_store: SqlStore, now: datetime
) -> None:
    fill(quick_store, 20, now)

    async def slowly(call: Callable[[], T]) -> T:
        await asyncio.sleep(0.3)
        return call()

    send(replace(office, run_short=slowly), Telegram())

    assert tally(quick_store) == {"sent": 20}


def test_no_more_is_in_a_workers_hands_than_a_kill_may_leave_unknown(
    office: Office, quick_store: SqlStore, now: datetime
) -> None:
    fill(quick_store, 60, now)
    telegram = Telegram(latency=3)

    send(office, telegram, seconds=90)

    assert capacity(30) == 4
    assert telegram.most_in_flight == 4
    assert tally(quick_store) == {"sent": 60}


def test_during_telegrams_own_wait_nobody_calls(office: Office, quick_store: SqlStore, now: datetime) -> None:
    fill(quick_store, 30, now)
    telegram = Telegram(RetryAfter(17), latency=0.01)

    send(office, telegram)

    assert telegram.starts[0] == 0
    assert telegram.starts[1] >= 17
    assert tally(quick_store) == {"sent": 30}


def test_a_revoked_token_stops_the_run_until_a_human_releases_it(
    office: Office, quick_store: SqlStore, now: datetime
) -> None:
    fill(quick_store, 30, now)
    revoked = Telegram(InvalidToken(), latency=0.01)
    send(office, revoked)
    assert len(revoked.starts) == 1

    with quick_store.write() as work:
        held = work.outbox.holding(now=now + timedelta(days=300))
        work.outbox.release()
        work.commit()
    send(office, Telegram(), seconds=90)

    assert held is not None
    assert held[1] == "token"
    assert tally(quick_store) == {"sent": 30}


def test_a_release_is_heard_by_the_worker_that_held(
    office: Office, quick_store: SqlStore, now: datetime
) -> None:
    fill(quick_store, 3, now)
    telegram = Telegram(InvalidToken(), latency=0.01)

    async def play() -> None:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(Postman(telegram, office, owner="a", pacing=Pacing()).run(stop))
            await asyncio.sleep(60)
            with quick_store.write() as work:
                work.outbox.release()
                work.commit()
            await asyncio.sleep(60)
            stop.set()

    virtually(play())

    assert tally(quick_store) == {"sent": 3}


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), "unreachable"),
        (BadRequest("chat not found"), "refused"),
        (OutcomeUnknown("cut"), "unknown"),
        (NotSent("no route"), "sent"),
    ],
)
def test_each_outcome_is_settled(
    office: Office, quick_store: SqlStore, now: datetime, fault: TelegramError, state: str
) -> None:
    fill(quick_store, 1, now)

    send(office, Telegram(fault))

    assert tally(quick_store) == {state: 1}


def test_whoever_blocked_the_bot_is_written_to_once_and_not_again(
    office: Office, quick_store: SqlStore, now: datetime
) -> None:
    kemuning(quick_store, now)
    put(quick_store, *(message(f"x:{one}", chat_id=ANDI.user_id) for one in range(5)), now=now)
    telegram = Telegram(Forbidden("Forbidden: bot was blocked by the user"))

    send(office, telegram)

    assert len(telegram.starts) == 1
    assert tally(quick_store) == {"unreachable": 5}
    with quick_store.read() as work:
        account = work.linking.account_of_user(ANDI.user_id)
    assert account is not None
    assert account.unreachable_since is not None


def test_what_would_mislead_by_now_is_not_sent(office: Office, quick_store: SqlStore, now: datetime) -> None:
    past, future = now - timedelta(seconds=1), now + timedelta(hours=1)
    put(quick_store, message("old", chat_id=1, expires_at=past), now=past)
    put(quick_store, message("good", chat_id=2, expires_at=future), now=now)
    telegram = Telegram()

    send(office, telegram)

    assert [body["chat_id"] for body in telegram.bodies] == [2]
    assert tally(quick_store) == {"expired": 1, "sent": 1}


def test_telegram_that_is_away_makes_few_doubtful_and_is_tried_again_by_itself(
    office: Office, quick_store: SqlStore, now: datetime
) -> None:
    fill(quick_store, 300, now)
    telegram = Telegram(*[OutcomeUnknown("502")] * 12)

    send(office, telegram, seconds=120)

    assert tally(quick_store)["sent"] == 288
    assert tally(quick_store)["unknown"] == 12


def test_what_is_in_flight_is_settled_when_told_to_stop(
    office: Office, quick_store: SqlStore, now: datetime
) -> None:
    fill(quick_store, 30, now)

    send(office, Telegram(latency=5), seconds=1)

    assert "sending" not in tally(quick_store)
    assert tally(quick_store)["sent"] == 4


def test_a_database_that_comes_back_finds_every_outcome(
    office: Office, quick_store: SqlStore, now: datetime
) -> None:
    fill(quick_store, 30, now)

    async def run(call: Callable[[], T]) -> T:
        if 0.1 < this_loop().time() < 40:
            raise StoreAway("away")
        return call()

    telegram = Telegram()
    send(replace(office, run=run), telegram, seconds=90)

    assert tally(quick_store) == {"sent": 30}
    assert len(telegram.starts) == 30


def test_a_database_that_goes_away_before_the_last_question_sends_nothing_and_stops_nobody(
    office: Office, quick_store: SqlStore, now: datetime
) -> None:
    kemuning(quick_store, now)
    put(quick_store, message(chat_id=ANDI.user_id, protect=True), now=now)
    calls = 0

    async def run(call: Callable[[], T]) -> T:
        nonlocal calls
        calls += 1
        if calls == 2:  # after the claim
            raise StoreAway("away")
        return call()

    telegram = Telegram()
    send(replace(office, run=run), telegram)

    assert (len(telegram.starts), tally(quick_store)) == (1, {"sent": 1})


async def test_on_a_real_wire_a_real_server_has_what_was_rendered(
    office: Office, quick_store: SqlStore, now: datetime
) -> None:
    with serving() as sandbox:
        sandbox.person(SITI, "text", text="halo")
        put(quick_store, message("siti", chat_id=SITI), message("nobody", chat_id=99_999), now=now)
        request = BotApiRequest()
        sender = DirectSender(request, f"{sandbox.root}/bot{BOT.token}")
        loop = asyncio.get_running_loop()
        began = loop.time()
        office = replace(office, clock=lambda: now + timedelta(seconds=loop.time() - began))
        stop = asyncio.Event()
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            group.create_task(Postman(sender, office, owner="a", pacing=Pacing()).run(stop))
            while tally(quick_store).keys() & {"new", "sending"}:  # noqa: ASYNC110 -- a row rings no bell
                await asyncio.sleep(0.02)
            stop.set()
        await request.shutdown()
        shown = json.dumps(sandbox.messages(SITI))

    assert tally(quick_store) == {"sent": 1, "refused": 1}
    assert row_of(quick_store, "nobody").cause.lower() == "chat not found"
    assert "Tautan akun ini berakhir" in shown
