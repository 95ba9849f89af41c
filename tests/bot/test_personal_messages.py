"""What the postman does with a message that names somebody."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from bot.postman import Postman
from domain.outbox import Message, Pacing
from handlers.office import Office
from storage.store import SqlStore
from tests.people import RINA, kemuning


class Recorder:
    """A sender that delivers everything and remembers it."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    async def send(self, method: str, body: dict[str, Any], begun: Callable[[], None]) -> dict[str, Any]:
        assert method == "sendMessage"
        begun()
        self.sent.append(body)
        return {"message_id": len(self.sent)}


def put(office: Office, unique: str, text_key: str, *, protect: bool) -> None:
    message = Message(
        unique=unique,
        chat_id=RINA.user_id,
        language="id",
        text_key=text_key,
        facts={"name": "Siti Rahmawati"},
        protect=protect,
    )
    with office.store.write() as work:
        work.outbox.put(message, now=office.clock())
        work.commit()


async def carried(office: Office) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Let a postman carry everything that waits; what was sent, and the states."""
    sender, stop = Recorder(), asyncio.Event()
    postman = Postman(sender, office, owner="a", pacing=Pacing())  # type: ignore[arg-type] # only send is asked of it
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(postman.run(stop))
        while tally(office).keys() & {"new", "sending"}:  # noqa: ASYNC110 -- what settles is a row, which rings no bell
            await asyncio.sleep(0.01)
        stop.set()
        postman.nudge()
    return sender.sent, tally(office)


def tally(office: Office) -> dict[str, int]:
    with office.store.read() as work:
        return {state: count for state, count in work.outbox.tally().items() if count}


@pytest.fixture(autouse=True)
def region(quick_store: SqlStore, now: datetime) -> None:
    """Rina is linked."""
    kemuning(quick_store, now)


async def test_a_personal_message_to_a_bound_chat_cannot_be_forwarded(office: Office) -> None:
    put(office, "personal", "linking.hr.guessed", protect=True)

    (sent,), states = await carried(office)

    assert (sent["chat_id"], sent["protect_content"], states) == (RINA.user_id, True, {"sent": 1})


async def test_a_personal_message_never_reaches_a_chat_that_was_unlinked_meanwhile(
    office: Office, now: datetime
) -> None:
    put(office, "personal", "linking.hr.guessed", protect=True)
    office.accounts.unlink(RINA.user_id, now=now)

    sent, states = await carried(office)

    assert [one for one in sent if "Siti" in one["text"]] == []
    assert states == {"sent": 1, "unreachable": 1}


async def test_a_message_that_cannot_be_worded_stops_no_other(office: Office) -> None:
    put(office, "poison", "no.such.key", protect=False)
    put(office, "good", "linking.hr.guessed", protect=True)

    sent, states = await carried(office)

    assert (len(sent), states) == (1, {"refused": 1, "sent": 1})
