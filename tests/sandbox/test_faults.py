"""Trouble on request, and the ground truth beside it."""

import asyncio
from typing import Any

import httpx
import pytest

from sandbox.clock import VirtualClock
from tests.sandbox.driver import BOT, BUDI, SITI, Driver
from tests.sandbox.serving import serving


async def test_a_429_names_its_seconds_and_sends_nothing(desk: Driver) -> None:
    await desk.order_fault(kind="too_many_requests", seconds=7, times=1)
    body = (await desk.raw("sendMessage", chat_id=SITI, text="a")).json()

    assert body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert [entry["method"] for entry in await desk.log()].count("sendMessage") == 0
    assert await desk.send()


@pytest.mark.parametrize("applied", [False, True])
@pytest.mark.parametrize(("kind", "status"), [("server_error", 500), ("bad_gateway", 502)])
async def test_a_server_error_may_strike_before_or_after_the_message_took_effect(
    desk: Driver, kind: str, status: int, *, applied: bool
) -> None:
    await desk.order_fault(kind=kind, times=1, applied=applied)
    response = await desk.raw("sendMessage", chat_id=SITI, text="a")
    sent = [entry for entry in await desk.log() if entry["method"] == "sendMessage"]

    assert response.status_code == status
    assert len(sent) == applied


async def test_any_refusal_can_be_ordered_word_for_word(desk: Driver) -> None:
    reason = "Forbidden: bot can't send messages to the user"
    await desk.order_fault(kind="refusal", method="sendMessage", code=403, description=reason, times=1)
    assert await desk.refusal("sendMessage", chat_id=SITI, text="a") == reason
    assert await desk.send()


async def test_a_502_is_a_page_and_no_json(desk: Driver) -> None:
    await desk.order_fault(kind="bad_gateway")
    response = await desk.raw("getMe")
    assert response.headers["content-type"].startswith("text/html")


def test_a_cut_answer_leaves_the_message_sent_and_the_bot_not_knowing() -> None:
    with serving() as served:
        served.person(SITI, "start", payload="")
        served.http.post("/control/faults", json={"kind": "cut", "method": "sendMessage", "times": 1})
        call: dict[str, Any] = {"url": f"/bot{BOT.token}/sendMessage", "data": {"chat_id": SITI, "text": "a"}}
        with pytest.raises(httpx.RemoteProtocolError):
            served.http.post(**call)
        again = served.http.post(**call).json()

        assert again["ok"] is True
        assert [message["text"] for message in served.messages(SITI)] == ["/start", "a", "a"]


async def test_a_probability_strikes_about_that_often_and_the_same_way_each_time(desk: Driver) -> None:
    rounds = []
    for _ in range(2):
        await desk.order_fault(kind="server_error", method="getMe", probability=0.2, seed=5)
        rounds.append([(await desk.raw("getMe")).status_code for _ in range(200)])
        await desk.http.delete("/control/faults")

    assert rounds[0] == rounds[1]
    assert 20 < rounds[0].count(500) < 60


async def test_latency_holds_an_answer_back(desk: Driver, clock: VirtualClock) -> None:
    await desk.order_fault(kind="latency", seconds=5, times=1)
    async with asyncio.TaskGroup() as together:
        held = together.create_task(desk.raw("getMe"))
        await clock.advance(4)
        was_held = not held.done()
        await clock.advance(1)

    assert was_held
    assert held.result().json()["ok"] is True


async def test_a_poller_gets_updates_twice_and_out_of_order_on_request(desk: Driver) -> None:
    for text in ("satu", "dua"):
        await desk.person(SITI, "text", text=text)
    await desk.order_fault(kind="duplicate_updates", times=1)
    await desk.order_fault(kind="reorder_updates", times=1)
    texts = [update["message"]["text"] for update in await desk.updates()]
    assert texts == ["dua", "dua", "satu", "satu"]


async def test_standing_faults_are_listed_and_cleared(desk: Driver) -> None:
    await desk.order_fault(kind="latency", seconds=1, method="sendMessage", times=3)
    listed = (await desk.http.get("/control/faults")).json()["faults"]
    cleared = (await desk.http.delete("/control/faults")).json()["faults"]

    assert [(fault["kind"], fault["method"], fault["times"]) for fault in listed] == [
        ("latency", "sendMessage", 3)
    ]
    assert cleared == []


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "flood"},
        {"kind": "latency", "seconds": "long"},
        {"kind": "cut", "minutes": 1},
        {"kind": "block"},
        {"kind": "kick", "chat_id": SITI},
    ],
)
async def test_a_fault_that_is_not_understood_is_refused(desk: Driver, fault: dict[str, Any]) -> None:
    assert (await desk.http.post("/control/faults", json=fault)).status_code == 400


async def test_a_block_can_be_ordered_from_the_desk(desk: Driver) -> None:
    await desk.order_fault(kind="block", user_id=SITI)
    assert (await desk.updates())[0]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert (await desk.show(SITI))["blocked"] is True


async def test_the_log_tells_every_effect_in_order(desk: Driver, clock: VirtualClock) -> None:
    sent = await desk.send(BUDI, "a")
    target = {"chat_id": BUDI, "message_id": sent["message_id"]}
    await clock.advance(1)
    await desk.ok("editMessageText", **target, text="b")
    await desk.ok("deleteMessage", **target)
    await desk.refusal("editMessageText", **target, text="c")
    entries = (await desk.log())[-3:]

    assert [(entry["method"], entry["chat_id"], entry.get("text")) for entry in entries] == [
        ("sendMessage", BUDI, "a"),
        ("editMessageText", BUDI, "b"),
        ("deleteMessage", BUDI, None),
    ]
    assert entries[1]["at"] == entries[0]["at"] + 1
    after = (await desk.http.get(f"/control/log?after={entries[1]['seq']}")).json()["log"]
    assert after == entries[2:]
