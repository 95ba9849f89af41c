"""Messages for tests of the outbox, and a worker's turns with it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select

from domain.outbox import Claimed, Message, Outcome, Pacing, Sent
from storage.store import SqlStore
from storage.tables import outbox

PACING = Pacing()
# Fast enough that the pace is not what a test is about.
FAST = Pacing(rate=1_000)
TEXT_KEY = "linking.ended"
MINUTE = timedelta(minutes=1)


def message(unique: str = "wave:1:501", *, chat_id: int = 501, **more: Any) -> Message:
    return Message(unique=unique, chat_id=chat_id, language="id", text_key=TEXT_KEY, **more)


def put(store: SqlStore, *messages: Message, now: datetime) -> list[bool]:
    with store.write() as work:
        kept = [work.outbox.put(one, now=now) for one in messages]
        work.commit()
    return kept


def claim(
    store: SqlStore,
    owner: str = "a",
    *,
    limit: int = 100,
    pacing: Pacing = FAST,
    busy: bool = False,
    now: datetime,
) -> list[Claimed]:
    with store.write() as work:
        claimed = work.outbox.claim(limit, owner=owner, pacing=pacing, busy=busy, now=now)
        work.commit()
    return claimed


def settle(
    store: SqlStore,
    claimed: Sequence[Claimed],
    outcome: Outcome | None = None,
    owner: str = "a",
    *,
    now: datetime,
) -> None:
    with store.write() as work:
        outcomes = [(one, outcome or Sent(9)) for one in claimed]
        work.outbox.settle(outcomes, owner=owner, now=now)
        work.commit()


def settle_stranded(store: SqlStore, *, now: datetime) -> int:
    with store.write() as work:
        decided = work.outbox.settle_stranded(claimed_before=now - MINUTE, now=now)
        work.commit()
    return decided


def hold(store: SqlStore, until: datetime, cause: str = "retry_after") -> None:
    with store.write() as work:
        work.outbox.hold(until, cause)
        work.commit()


def tally(store: SqlStore, prefix: str = "") -> dict[str, int]:
    with store.read() as work:
        return work.outbox.tally(prefix)


def uniques(claimed: Sequence[Claimed]) -> list[str]:
    return [one.message.unique for one in claimed]


def row_of(store: SqlStore, unique: str) -> Row[Any]:
    with store.engine.connect() as connection:
        return connection.execute(select(outbox).where(outbox.c.unique_key == unique)).one()
