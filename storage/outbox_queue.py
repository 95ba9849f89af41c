"""The queue of one bot's messages, as the postman works on it many times a second: claim, send, settle.

Its statements are built once: building them anew costs more than the database takes for them.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Row,
    Update,
    and_,
    bindparam,
    case,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from domain.outbox import (
    TOO_MANY_REFUSED,
    Claimed,
    Final,
    Lane,
    Later,
    Message,
    Outcome,
    Pacing,
    Sent,
    Unknown,
    UnknownRule,
)
from domain.pace import Pace, plan, room
from domain.pilot_records import Pilot
from storage.pilot import DECIDED, SqlPilots, pilot_in, to_a_guest
from storage.records import insert_or_ignore
from storage.tables import outbox, outbox_text, pace
from storage.tables.columns import one_of
from storage.vault import Vault

_CHAT_REST = timedelta(seconds=1)
# No start is planned that far ahead: the clock that planned it was wrong.
_CLOCK_TURNED_BACK = timedelta(minutes=1)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_BUDGET = (
    select(pace, DECIDED.scalar_subquery().label("pilot"))
    .where(pace.c.bot_id == bindparam("bot"))
    .with_for_update(of=pace)
)
_GO_ON = (
    update(pace)
    .where(pace.c.bot_id == bindparam("bot"))
    .values(next_at=bindparam("at"), starts=bindparam("planned"))
)


class OutboxQueue:
    """What waits, and the pace that all workers share."""

    def __init__(
        self,
        connection: Connection,
        vault: Vault,
        bot_id: int,
        known_texts: dict[int, dict[str, Any]] | None = None,
    ) -> None:
        self._connection = connection
        self._vault = vault
        self._bot_id = bot_id
        self._known = {} if known_texts is None else known_texts

    def claim(self, limit: int, *, owner: str, pacing: Pacing, busy: bool, now: datetime) -> list[Claimed]:
        budget = self.budget()
        is_held = budget.held_until is not None and budget.held_until > now
        if is_held and budget.hold_cause != TOO_MANY_REFUSED:
            return []
        soonest = now + pacing.lead
        planned = _pace(budget) if budget.next_at < now + _CLOCK_TURNED_BACK else Pace(next_at=soonest)
        may_go = room(planned, limit, pacing.rate, soonest=soonest, ahead=pacing.ahead)
        rows = (
            self._begun(may_go, owner, now, pilot=pilot_in(budget.pilot), urgent_only=is_held)
            if may_go
            else []
        )
        if not rows:
            return []
        rates = [_rate(row, pacing, busy=busy) for row in rows]
        starts, planned = plan(planned, rates, soonest=soonest, most=pacing.rate)
        self._go_on(planned)
        texts = self._texts({row.text_id for row in rows})
        return [
            self._claimed(row, texts[row.text_id], start, now)
            for row, start in zip(rows, starts, strict=True)
        ]

    def give_back(self, starts: Sequence[datetime], rate: float) -> None:
        self._go_on(_pace(self.budget()).without(starts, rate))

    def settle(self, outcomes: Sequence[tuple[Claimed, Outcome]], *, owner: str, now: datetime) -> None:
        """Most outcomes are alike, so those of one kind go to the database together."""
        by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for claimed, outcome in outcomes:
            values = _settled(outcome, now)
            own = {"own_id": claimed.id, "own_attempt": claimed.attempt, "own_owner": owner}
            by_columns[tuple(values)].append(values | own)
        for columns, rows in by_columns.items():
            self._connection.execute(_settling(columns), rows)

    def budget(self) -> Row[Any]:
        mine = {"bot": self._bot_id}
        budget = self._connection.execute(_BUDGET, mine).first()
        if budget is None:
            fresh = {"bot_id": self._bot_id, "next_at": _LONG_AGO}
            self._connection.execute(insert_or_ignore(self._connection, pace).values(fresh))
            budget = self._connection.execute(_BUDGET, mine).one()
        return budget

    def _go_on(self, planned: Pace) -> None:
        starts = [_microseconds(one) for one in planned.starts]
        self._connection.execute(
            _GO_ON, {"bot": self._bot_id, "at": planned.next_at, "planned": json.dumps(starts)}
        )

    def _begun(
        self, limit: int, owner: str, now: datetime, *, pilot: Pilot, urgent_only: bool
    ) -> list[Row[Any]]:
        """What may begin, also by what was decided for a trial run on real people."""
        if pilot.halted:
            return []
        if pilot.a_day is not None:
            left = pilot.a_day - SqlPilots(self._connection).told(since=now - timedelta(days=1))
            urgent_only, limit = urgent_only or left <= 0, min(limit, left) if left > 0 else limit
        return self._begin(limit, owner, now, urgent_only=urgent_only, guests_only=pilot.guests_only)

    def _begin(
        self, limit: int, owner: str, now: datetime, *, urgent_only: bool, guests_only: bool
    ) -> list[Row[Any]]:
        by = {"at_most": limit, "by": owner, "now": now, "rested": now - _CHAT_REST}
        begun = self._connection.execute(
            _beginning(urgent_only=urgent_only, guests_only=guests_only), by
        ).all()
        return sorted(begun, key=lambda row: (row.lane, row.id))

    def _texts(self, numbers: set[int]) -> dict[int, dict[str, Any]]:
        """Texts never change, so each is read once a process."""
        missing = numbers - self._known.keys()
        if missing:
            query = select(outbox_text).where(outbox_text.c.id.in_(missing))
            self._known.update({row.id: json.loads(row.content) for row in self._connection.execute(query)})
        return self._known

    def _claimed(self, row: Row[Any], content: dict[str, Any], start: datetime, now: datetime) -> Claimed:
        sealed = row.facts_sealed
        facts = json.loads(self._vault.open(sealed, place=facts_place(row.unique_key))) if sealed else {}
        message = Message(
            unique=row.unique_key,
            chat_id=row.chat_id,
            language=row.language,
            text_key=content["key"],
            facts=facts,
            written=content.get("written", {}),
            lane=Lane(row.lane),
            protect=row.protect,
            unknown_rule=UnknownRule(row.unknown_rule),
            buttons=tuple((label, value) for label, value in content["buttons"]),
            expires_at=row.expires_at,
        )
        return Claimed(id=row.id, attempt=row.attempt, after=start - now, start=start, message=message)


_CLAIMED = (
    outbox.c.id,
    outbox.c.unique_key,
    outbox.c.chat_id,
    outbox.c.lane,
    outbox.c.language,
    outbox.c.text_id,
    outbox.c.facts_sealed,
    outbox.c.protect,
    outbox.c.unknown_rule,
    outbox.c.attempt,
    outbox.c.expires_at,
)


@cache
def _settling(columns: tuple[str, ...]) -> Update:
    """Only an attempt that is still this worker's is settled; what was cancelled is not tried again."""
    again = case((outbox.c.cancelled_at.is_not(None), "cancelled"), else_="new")
    return (
        update(outbox)
        .where(
            outbox.c.id == bindparam("own_id"),
            one_of(outbox.c.state, "sending"),
            outbox.c.owner == bindparam("own_owner"),
            outbox.c.attempt == bindparam("own_attempt"),
        )
        .values({"state": again} | {name: bindparam(name) for name in columns})
    )


@cache
def _beginning(*, urgent_only: bool, guests_only: bool) -> ReturningUpdate[Any]:
    """Begin the first of those in whose way no other message to their chat is."""
    meant = [outbox.c.lane == Lane.INTERACTIVE] if urgent_only else []
    meant += [to_a_guest()] if guests_only else []
    other = outbox.alias("other")
    # Asked row by row: as a join PostgreSQL would look at every message before the first few are chosen.
    in_the_way = select(other.c.id).where(
        other.c.chat_id == outbox.c.chat_id,
        or_(
            is_on_its_way(other),
            and_(one_of(other.c.state, "sent"), other.c.settled_at > bindparam("rested")),
            and_(
                one_of(other.c.state, "new"),
                tuple_(other.c.lane, other.c.id) < tuple_(outbox.c.lane, outbox.c.id),
            ),
        ),
    )
    chosen = (
        select(outbox.c.id)
        .where(
            one_of(outbox.c.state, "new"),
            outbox.c.due_at <= bindparam("now"),
            in_the_way.limit(1).scalar_subquery().is_(None),
            *meant,
        )
        .order_by(outbox.c.lane, outbox.c.id)
        .limit(bindparam("at_most", type_=Integer))
        .with_for_update(skip_locked=True, of=outbox)
        .cte("chosen")
    )
    return (
        update(outbox)
        .where(outbox.c.id.in_(select(chosen.c.id)))
        .values(
            state="sending",
            attempt=outbox.c.attempt + 1,
            owner=bindparam("by"),
            claimed_at=bindparam("now", type_=outbox.c.claimed_at.type),
        )
        .returning(*_CLAIMED)
    )


def facts_place(unique: str) -> str:
    return f"outbox.facts:{unique}"


def _rate(row: Row[Any], pacing: Pacing, *, busy: bool) -> float:
    return pacing.broadcast_rate if busy and row.lane == Lane.BROADCAST else pacing.rate


def _pace(budget: Row[Any]) -> Pace:
    starts = tuple(_LONG_AGO + timedelta(microseconds=one) for one in json.loads(budget.starts))
    return Pace(next_at=budget.next_at, starts=starts)


def _microseconds(moment: datetime) -> int:
    return (moment - _LONG_AGO) // timedelta(microseconds=1)


def is_on_its_way(table: FromClause) -> ColumnElement[bool]:
    return one_of(table.c.state, "sending", "unknown")


def _settled(outcome: Outcome, now: datetime) -> dict[str, Any]:
    match outcome:
        case Sent(telegram_id):
            return {"state": "sent", "telegram_id": telegram_id, "settled_at": now, "owner": None}
        case Later(after):
            return {"due_at": now + after, "owner": None}
        case Unknown(cause):
            return {"state": "unknown", "cause": cause, "owner": None}
        case Final(state, cause):
            return {"state": state, "cause": cause, "settled_at": now, "owner": None}
