"""Long polling: held until something comes, confirmed by the next offset, one poller at a time."""

import asyncio
from typing import Any

from sandbox.clock import VirtualClock
from tests.sandbox.driver import BOT, BUDI, SITI, Driver

OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook"
    " first"
)


def texts(updates: list[Any]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_a_higher_offset_confirms_them(desk: Driver) -> None:
    await desk.person(SITI, "text", text="satu")
    await desk.person(SITI, "text", text="dua")
    first, second = await desk.updates()
    again = await desk.updates()
    after = await desk.updates(offset=first["update_id"] + 1)
    none = await desk.updates(offset=second["update_id"] + 1)

    assert again == [first, second]
    assert (after, none) == ([second], [])


async def test_a_negative_offset_keeps_the_newest_only(desk: Driver) -> None:
    for text in ("satu", "dua", "tiga"):
        await desk.person(SITI, "text", text=text)
    assert texts(await desk.updates(offset=-1)) == ["tiga"]
    assert texts(await desk.updates()) == ["tiga"]


async def test_no_more_than_the_limit_come_at_once(desk: Driver) -> None:
    for text in ("satu", "dua", "tiga"):
        await desk.person(SITI, "text", text=text)
    assert texts(await desk.updates(limit=2)) == ["satu", "dua"]


async def test_a_held_request_is_answered_when_somebody_writes(desk: Driver, clock: VirtualClock) -> None:
    async with asyncio.TaskGroup() as together:
        held = together.create_task(desk.updates(timeout=50))
        await clock.settle()
        was_held = not held.done()
        await desk.person(SITI, "text", text="Halo")

    assert was_held
    assert texts(held.result()) == ["Halo"]


async def test_a_held_request_ends_empty_after_its_time(desk: Driver, clock: VirtualClock) -> None:
    async with asyncio.TaskGroup() as together:
        held = together.create_task(desk.updates(timeout=30))
        await clock.advance(29)
        was_held = not held.done()
        await clock.advance(1)

    assert was_held
    assert held.result() == []


async def test_a_second_poller_ends_the_first_with_a_conflict(desk: Driver, clock: VirtualClock) -> None:
    async with asyncio.TaskGroup() as together:
        first = together.create_task(desk.refusal("getUpdates", timeout=50))
        await clock.settle()
        second = together.create_task(desk.updates(timeout=50))
        await clock.settle()
        await desk.person(SITI, "text", text="Halo")

    assert first.result() == OTHER
    assert texts(second.result()) == ["Halo"]


async def test_setting_a_webhook_ends_a_held_request(desk: Driver, clock: VirtualClock) -> None:
    async with asyncio.TaskGroup() as together:
        held = together.create_task(desk.refusal("getUpdates", timeout=50))
        await clock.settle()
        await desk.ok("setWebhook", url="http://127.0.0.1:1/")
    assert held.result() == "Conflict: terminated by setWebhook request"


async def test_polling_is_refused_while_a_webhook_is_set(desk: Driver) -> None:
    await desk.ok("setWebhook", url="http://127.0.0.1:1/")
    refusal = await desk.refusal("getUpdates")
    await desk.ok("deleteWebhook")

    assert refusal == ACTIVE
    assert await desk.updates() == []


async def test_the_allowed_kinds_stick_until_others_are_named(desk: Driver) -> None:
    await desk.updates(allowed_updates=["my_chat_member"])
    await desk.person(SITI, "text", text="unheard")
    await desk.updates()
    await desk.person(SITI, "text", text="unheard too")
    await desk.updates(allowed_updates=[])
    await desk.person(SITI, "text", text="heard")
    assert texts(await desk.updates()) == ["heard"]


async def test_kinds_that_do_not_exist_are_passed_over_and_no_list_is_refused(desk: Driver) -> None:
    await desk.updates(allowed_updates=["telepathy", "message"])
    assert (await desk.ok("getWebhookInfo"))["allowed_updates"] == ["message"]
    refusal = await desk.refusal("getUpdates", allowed_updates=5)
    assert refusal == "Bad Request: can't parse allowed updates: expected an Array"


async def test_pending_updates_are_dropped_on_request(desk: Driver) -> None:
    await desk.person(SITI, "text", text="lama")
    await desk.ok("deleteWebhook", drop_pending_updates=True)
    assert await desk.updates() == []


async def test_a_message_waits_a_day_and_a_press_150_seconds(desk: Driver, clock: VirtualClock) -> None:
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    sent = await desk.send(reply_markup=markup)
    await desk.person(SITI, "text", text="Halo")
    await desk.person(SITI, "press", message_id=sent["message_id"], data="y")
    await clock.advance(151)
    soon = [set(update) for update in await desk.updates()]
    await clock.advance(24 * 3600)

    assert soon == [{"update_id", "message"}]
    assert await desk.updates() == []


async def test_the_webhook_info_counts_what_waits(desk: Driver) -> None:
    await desk.person(BUDI, "text", text="Halo")
    info = await desk.ok("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == ("", 1)


async def test_hanging_up_ends_held_requests(desk: Driver, clock: VirtualClock) -> None:
    async with asyncio.TaskGroup() as together:
        held = together.create_task(desk.http.get(f"/bot{BOT.token}/getUpdates?timeout=50"))
        await clock.settle()
        desk.box.hang_up()
    assert held.result().json() == {"ok": True, "result": []}
