"""Delivery to a webhook: order, retries, patience and expiry, in virtual time."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from sandbox.cast import Json
from sandbox.clock import VirtualClock
from sandbox.http_post import Reply
from tests.sandbox.driver import BUDI, SITI, Driver
from tests.sandbox.spec import faults_of_update

URL = "http://127.0.0.1:9/hook"
MARKUP = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
OK = Reply(200)
BUSY = Reply(503, "Service Unavailable")


@dataclass
class Bot:
    """The other end: notes when each update came, answers as told, or holds its answer back."""

    clock: VirtualClock
    answers: list[Reply] = field(default_factory=list)
    came: list[tuple[float, Json, dict[str, str]]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, url: str, headers: dict[str, str], body: bytes) -> Reply:
        assert url == URL
        update = json.loads(body)
        assert faults_of_update(update) == []
        self.came.append((self.clock.ticks(), update, headers))
        await self.gate.wait()
        return self.answers.pop(0) if self.answers else OK

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for _, update, _ in self.came if "message" in update]

    @property
    def waits(self) -> list[float]:
        """Seconds between one arrival and the next."""
        times = [at for at, _, _ in self.came]
        return [round(later - earlier, 1) for earlier, later in pairwise(times)]


@pytest.fixture
async def bot(desk: Driver, clock: VirtualClock) -> AsyncIterator[Bot]:
    bot = Bot(clock)
    bot.gate.set()
    desk.box.webhook.post = bot.post
    await desk.ok("setWebhook", url=URL, secret_token="s3cret_-")
    async with asyncio.TaskGroup() as together:
        delivery = together.create_task(desk.box.webhook.run())
        yield bot
        bot.gate.set()
        delivery.cancel()


async def test_an_update_arrives_with_the_secret_and_is_done(
    desk: Driver, bot: Bot, clock: VirtualClock
) -> None:
    await desk.person(SITI, "text", text="Halo")
    await clock.settle()
    _, update, headers = bot.came[0]

    assert update["message"]["text"] == "Halo"
    assert headers == {"X-Telegram-Bot-Api-Secret-Token": "s3cret_-"}
    assert (await desk.ok("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_failed_update_comes_again_at_once_and_then_after_2_4_8_seconds(
    desk: Driver, bot: Bot, clock: VirtualClock
) -> None:
    bot.answers = [BUSY] * 8
    await desk.person(SITI, "text", text="Halo")
    await clock.advance(600)
    info = await desk.ok("getWebhookInfo")

    assert bot.waits == [0, 2, 4, 8, 16, 32, 60, 60]
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    assert info["pending_update_count"] == 0


async def test_retry_after_is_honoured(desk: Driver, bot: Bot, clock: VirtualClock) -> None:
    bot.answers = [Reply(503, "Busy", 30), Reply(503, "Busy", 99_999)]
    await desk.person(SITI, "text", text="Halo")
    await clock.advance(4000)
    assert bot.waits == [30, 3600]


async def test_one_chats_messages_wait_for_each_other_and_other_chats_do_not(
    desk: Driver, bot: Bot, clock: VirtualClock
) -> None:
    bot.gate.clear()
    for user_id, text in ((SITI, "s1"), (SITI, "s2"), (BUDI, "b1")):
        await desk.person(user_id, "text", text=text)
    await clock.settle()
    under_way = list(bot.texts)
    bot.gate.set()
    await clock.settle()

    assert under_way == ["s1", "b1"]
    assert bot.texts == ["s1", "b1", "s2"]


async def test_a_failing_head_holds_its_own_queue_back_only(
    desk: Driver, bot: Bot, clock: VirtualClock
) -> None:
    bot.answers = [BUSY, BUSY]
    await desk.person(SITI, "text", text="s1")
    await clock.settle()
    await desk.person(SITI, "text", text="s2")
    await desk.person(BUDI, "text", text="b1")
    await clock.advance(5)
    assert bot.texts == ["s1", "s1", "b1", "s1", "s2"]


async def test_a_persons_message_and_press_may_be_under_way_together(
    desk: Driver, bot: Bot, clock: VirtualClock
) -> None:
    sent = await desk.send(reply_markup=MARKUP)
    bot.gate.clear()
    await desk.person(SITI, "text", text="Halo")
    await desk.person(SITI, "press", message_id=sent["message_id"], data="y")
    await clock.settle()
    assert [set(update) - {"update_id"} for _, update, _ in bot.came] == [{"message"}, {"callback_query"}]


async def test_no_more_than_max_connections_are_under_way(
    desk: Driver, bot: Bot, clock: VirtualClock
) -> None:
    await desk.ok("setWebhook", url=URL, max_connections=1)
    bot.gate.clear()
    await desk.person(SITI, "text", text="s1")
    await desk.person(BUDI, "text", text="b1")
    await clock.settle()
    assert bot.texts == ["s1"]


async def test_a_press_is_given_up_after_150_seconds_and_a_message_after_a_day(
    desk: Driver, bot: Bot, clock: VirtualClock
) -> None:
    bot.answers = [BUSY] * 5000
    sent = await desk.send(reply_markup=MARKUP)
    await desk.person(SITI, "press", message_id=sent["message_id"], data="y")
    await desk.person(SITI, "text", text="Halo")
    await clock.advance(160)
    soon = (await desk.ok("getWebhookInfo"))["pending_update_count"]
    await clock.advance(24 * 3600)

    assert soon == 1
    assert (await desk.ok("getWebhookInfo"))["pending_update_count"] == 0


async def test_410_for_23_hours_removes_the_webhook(desk: Driver, bot: Bot, clock: VirtualClock) -> None:
    bot.answers = [Reply(410, "Gone", 3600)] * 40
    await desk.person(SITI, "text", text="Halo")
    await clock.advance(22 * 3600)
    still = (await desk.ok("getWebhookInfo"))["url"]
    await clock.advance(2 * 3600)

    assert still == URL
    assert (await desk.ok("getWebhookInfo"))["url"] == ""


async def test_an_answer_may_carry_one_method_call(desk: Driver, bot: Bot, clock: VirtualClock) -> None:
    call = {"method": "sendMessage", "chat_id": SITI, "text": "Diterima"}
    bot.answers = [Reply(200, body=json.dumps(call).encode()), Reply(200, body=b'{"method": "setWebhook"}')]
    await desk.person(SITI, "text", text="Halo")
    await desk.person(SITI, "text", text="Halo lagi")
    await clock.settle()

    assert (await desk.show(SITI))["messages"][-1]["text"] == "Diterima"
    assert (await desk.ok("getWebhookInfo"))["url"] == URL


async def test_updates_can_be_made_to_arrive_twice(desk: Driver, bot: Bot, clock: VirtualClock) -> None:
    await desk.order_fault(kind="duplicate_updates", times=1)
    await desk.person(SITI, "text", text="Halo")
    await clock.settle()
    assert bot.texts == ["Halo", "Halo"]


async def test_updates_can_be_made_to_arrive_out_of_order(
    desk: Driver, bot: Bot, clock: VirtualClock
) -> None:
    bot.gate.clear()
    await desk.person(SITI, "text", text="s1")
    await clock.settle()
    await desk.order_fault(kind="reorder_updates")
    await desk.person(SITI, "text", text="s2")
    await desk.person(SITI, "text", text="s3")
    bot.gate.set()
    await clock.settle()
    assert bot.texts == ["s1", "s3", "s2"]
