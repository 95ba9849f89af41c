"""Held messages, and what a human decides of them."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from domain.held.records import HeldMessage, Verdict
from storage.tables import outbox, outbox_text
from storage.tables.columns import one_of
from storage.wakeups import OUTBOX, wake


class SqlHeldMessages:
    """The rows of the outbox in state `held`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listed(self, limit: int) -> Sequence[HeldMessage]:
        ordered = (
            select(outbox, outbox_text.c.content)
            .join(outbox_text)
            .where(_IS_HELD)
            .order_by(outbox.c.settled_at, outbox.c.id)
            .limit(limit)
        )
        return [_read(row) for row in self._connection.execute(ordered)]

    def by_kind(self) -> dict[str, int]:
        counted = Counter[str]()
        for _, kind, count in self._texts():
            counted[kind] += count
        return dict(counted)

    def holds(self, number: int) -> bool:
        one = select(outbox.c.id).where(_IS_HELD, outbox.c.id == number)
        return self._connection.execute(one).first() is not None

    def resolve(self, verdict: Verdict, *, number: int, now: datetime) -> bool:
        return self._resolve(verdict, outbox.c.id == number, now) == 1

    def resolve_kind(self, verdict: Verdict, *, kind: str, now: datetime) -> int:
        saying = [text_id for text_id, said, _ in self._texts() if said == kind]
        return self._resolve(verdict, outbox.c.text_id.in_(saying), now)

    def _resolve(self, verdict: Verdict, which: ColumnElement[bool], now: datetime) -> int:
        decided = update(outbox).where(_IS_HELD, which).returning(outbox.c.id)
        match verdict:
            case Verdict.AGAIN:
                # It may have arrived already: that stays on record, and a second loss is for a human again.
                again = {
                    "state": "new",
                    "due_at": now,
                    "settled_at": None,
                    "possibly_twice": True,
                    "cause": "",
                }
                decided = decided.where(outbox.c.cancelled_at.is_(None)).values(again)
            case Verdict.ARRIVED:
                decided = decided.values(state="sent", settled_at=now)
            case Verdict.GIVEN_UP:
                decided = decided.values(state="given_up", settled_at=now)
        count = len(self._connection.execute(decided).all())
        if count and verdict is Verdict.AGAIN:
            wake(self._connection, OUTBOX)
        return count

    def _texts(self) -> Iterator[tuple[int, str, int]]:
        """What held messages say: the number of the text, its kind, and how many say it."""
        counted = (
            select(outbox_text.c.id, outbox_text.c.content, func.count(outbox.c.id))
            .join(outbox)
            .where(_IS_HELD)
            .group_by(outbox_text.c.id, outbox_text.c.content)
            .order_by(outbox_text.c.id)
        )
        for text_id, content, count in self._connection.execute(counted):
            yield text_id, _kind(content), count


_IS_HELD = one_of(outbox.c.state, "held")


def _read(row: Row[Any]) -> HeldMessage:
    return HeldMessage(
        number=row.id,
        unique=row.unique_key,
        kind=_kind(row.content),
        cause=row.cause,
        held_since=row.settled_at,
        is_taken_back=row.cancelled_at is not None,
    )


def _kind(content: str) -> str:
    return str(json.loads(content)["key"])
