"""Messages to send, and the pace that all workers share."""

import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    String,
    Update,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
    update,
)

from domain.outbox import (
    DEATHS_AT_MOST,
    STARTS_WITHIN,
    TOO_MANY_REFUSED,
    Announcement,
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
from storage.records import insert_or_ignore
from storage.tables import account, outbox, outbox_text, pace
from storage.tables.columns import one_of
from storage.vault import Vault
from storage.wakeups import OUTBOX, wake

_CHAT_REST = timedelta(seconds=1)
# No start is planned that far ahead: the clock that planned it was wrong.
_CLOCK_TURNED_BACK = timedelta(minutes=1)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class SqlOutbox:
    """One bot's messages."""

    def __init__(
        self,
        connection: Connection,
        vault: Vault,
        bot_id: int,
        known_texts: dict[int, dict[str, Any]] | None = None,
    ) -> None:
        self._connection = connection
        self._vault = vault
        self._has_woken = False
        self._bot_id = bot_id
        self._known = {} if known_texts is None else known_texts

    def put(self, message: Message, *, now: datetime) -> bool:
        place = facts_place(message.unique)
        facts = self._vault.seal(json.dumps(message.facts), place=place) if message.facts else None
        kept = self._connection.execute(
            insert_or_ignore(self._connection, outbox)
            .values(
                unique_key=message.unique,
                chat_id=message.chat_id,
                lane=message.lane,
                language=message.language,
                text_id=self._text(message.text_key, message.buttons),
                facts_sealed=facts,
                protect=message.protect,
                unknown_rule=message.unknown_rule,
                state="new",
                created_at=now,
                due_at=now,
                expires_at=message.expires_at,
            )
            .returning(outbox.c.id)
        )
        is_new = kept.first() is not None
        if is_new:
            self._wake()
        return is_new

    def announce(self, announcement: Announcement, *, now: datetime) -> int:
        unique = literal(f"{announcement.unique}:") + account.c.id.cast(String)
        is_gone = account.c.unreachable_since.is_not(None)
        columns: dict[str, ColumnElement[Any]] = {
            "unique_key": unique,
            "chat_id": account.c.chat_id,
            "lane": literal(int(Lane.BROADCAST)),
            "language": account.c.language,
            "text_id": literal(self._text(announcement.text_key, announcement.buttons)),
            "protect": literal(False),  # noqa: FBT003 -- a value of the column
            "unknown_rule": literal(str(announcement.unknown_rule)),
            "state": case((is_gone, "unreachable"), else_="new"),
            "created_at": literal(now, outbox.c.created_at.type),
            "due_at": literal(now, outbox.c.due_at.type),
            "settled_at": case((is_gone, literal(now, outbox.c.settled_at.type)), else_=None),
            "expires_at": literal(announcement.expires_at, outbox.c.expires_at.type),
        }
        audience = select(*columns.values()).where(account.c.unlinked_at.is_(None))
        statement = insert_or_ignore(self._connection, outbox).from_select(list(columns), audience)
        done: Any = self._connection.execute(statement, execution_options={"preserve_rowcount": True})
        if self._connection.dialect.name == "postgresql":
            # Until the next analysis the planner would sort every waiting message at every claim.
            self._connection.execute(text("ANALYZE outbox"))
        if done.rowcount:
            self._wake()
        return int(done.rowcount)

    def cancel(self, unique_prefix: str, *, now: datetime) -> int:
        named = outbox.c.unique_key.startswith(unique_prefix, autoescape=True)
        # What may yet come back to the queue must not be sent when it does.
        is_open = one_of(outbox.c.state, "sending", "unknown", "held", "unreachable")
        self._connection.execute(update(outbox).where(named, is_open).values(cancelled_at=now))
        taken_back = (
            update(outbox)
            .where(named, one_of(outbox.c.state, "new"))
            .values(state="cancelled", cancelled_at=now, settled_at=now)
        )
        done: Any = self._connection.execute(taken_back, execution_options={"preserve_rowcount": True})
        return int(done.rowcount)

    def claim(self, limit: int, *, owner: str, pacing: Pacing, busy: bool, now: datetime) -> list[Claimed]:
        budget = self._budget()
        is_held = budget.held_until is not None and budget.held_until > now
        if is_held and budget.hold_cause != TOO_MANY_REFUSED:
            return []
        first = max(budget.next_at, now) if budget.next_at < now + _CLOCK_TURNED_BACK else now
        room = (now + pacing.ahead - first) // _apart(pacing.rate) + 1
        rows = self._begin(min(limit, room), owner, now, urgent_only=is_held) if room > 0 else []
        if not rows:
            return []
        starts = _starts(rows, first, pacing, busy=busy)
        self._connection.execute(update(pace).where(pace.c.bot_id == self._bot_id).values(next_at=starts[-1]))
        texts = self._texts({row.text_id for row in rows})
        return [
            self._claimed(row, texts[row.text_id], start - now)
            for row, start in zip(rows, starts, strict=False)
        ]

    def settle(self, outcomes: Sequence[tuple[Claimed, Outcome]], *, owner: str, now: datetime) -> None:
        """Most outcomes are alike, so those of one kind go to the database together."""
        by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for claimed, outcome in outcomes:
            values = _settled(outcome, now)
            own = {"own_id": claimed.id, "own_attempt": claimed.attempt, "own_owner": owner}
            by_columns[tuple(values)].append(values | own)
        for columns, rows in by_columns.items():
            self._connection.execute(_settling(columns), rows)

    def settle_stranded(self, *, claimed_before: datetime, now: datetime) -> int:
        is_second = and_(outbox.c.state == "unknown", outbox.c.possibly_twice)
        kills = and_(outbox.c.state == "sending", outbox.c.possibly_twice, outbox.c.attempt >= DEATHS_AT_MOST)
        is_hold = outbox.c.unknown_rule == UnknownRule.HOLD
        held = or_(is_hold, outbox.c.cancelled_at.is_not(None), is_second, kills)
        decided = self._connection.execute(
            update(outbox)
            .where(_is_on_its_way(outbox), outbox.c.claimed_at < claimed_before)
            .values(
                state=case((held, "held"), else_="new"),
                possibly_twice=True,
                owner=None,
                settled_at=case((held, literal(now, outbox.c.settled_at.type)), else_=None),
            )
            .returning(outbox.c.id)
        )
        return len(decided.all())

    def hold(self, until: datetime, cause: str) -> None:
        self._budget()
        self._connection.execute(
            update(pace)
            .where(pace.c.bot_id == self._bot_id, or_(pace.c.held_until.is_(None), pace.c.held_until < until))
            .values(held_until=until, hold_cause=cause)
        )

    def holding(self, *, now: datetime) -> tuple[datetime, str] | None:
        row = self._connection.execute(select(pace).where(pace.c.bot_id == self._bot_id)).first()
        if row is None or row.held_until is None or row.held_until <= now:
            return None
        return row.held_until, row.hold_cause

    def release(self) -> None:
        self._connection.execute(
            update(pace).where(pace.c.bot_id == self._bot_id).values(held_until=None, hold_cause="")
        )

    def tally(self, unique_prefix: str = "") -> dict[str, int]:
        query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
        if unique_prefix:
            query = query.where(outbox.c.unique_key.startswith(unique_prefix, autoescape=True))
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def doubtful(self, unique_prefix: str, limit: int) -> list[tuple[str, str]]:
        query = (
            select(outbox.c.unique_key, outbox.c.state)
            .where(
                outbox.c.unique_key.startswith(unique_prefix, autoescape=True),
                or_(outbox.c.possibly_twice, outbox.c.state.in_(["held", "unknown"])),
            )
            .order_by(outbox.c.id)
            .limit(limit)
        )
        return [(row[0], row[1]) for row in self._connection.execute(query)]

    def _wake(self) -> None:
        """Other workers' postmen, once a unit."""
        if not self._has_woken:
            wake(self._connection, OUTBOX)
            self._has_woken = True

    def _text(self, text_key: str, buttons: Sequence[tuple[str, str]]) -> int:
        """The number of an immutable text, kept once however many messages say it."""
        content = json.dumps({"key": text_key, "buttons": [list(one) for one in buttons]})
        digest = hashlib.sha256(content.encode()).digest()
        find = select(outbox_text.c.id).where(outbox_text.c.digest == digest)
        number = self._connection.scalar(find)
        if number is None:
            values = {"digest": digest, "content": content}
            self._connection.execute(insert_or_ignore(self._connection, outbox_text).values(values))
            number = self._connection.execute(find).scalar_one()
        return int(number)

    def _budget(self) -> Row[Any]:
        locked = select(pace).where(pace.c.bot_id == self._bot_id).with_for_update()
        budget = self._connection.execute(locked).first()
        if budget is None:
            fresh = {"bot_id": self._bot_id, "next_at": _LONG_AGO}
            self._connection.execute(insert_or_ignore(self._connection, pace).values(fresh))
            budget = self._connection.execute(locked).one()
        return budget

    def _begin(self, limit: int, owner: str, now: datetime, *, urgent_only: bool) -> list[Row[Any]]:
        meant = [outbox.c.lane == Lane.INTERACTIVE] if urgent_only else []
        other = outbox.alias("other")
        # Asked row by row: as a join PostgreSQL would look at every message before the first few are chosen.
        in_the_way = select(other.c.id).where(
            other.c.chat_id == outbox.c.chat_id,
            or_(
                _is_on_its_way(other),
                and_(one_of(other.c.state, "sent"), other.c.settled_at > now - _CHAT_REST),
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
                outbox.c.due_at <= now,
                in_the_way.limit(1).scalar_subquery().is_(None),
                *meant,
            )
            .order_by(outbox.c.lane, outbox.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=outbox)
            .cte("chosen")
        )
        begun = self._connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(select(chosen.c.id)))
            .values(state="sending", attempt=outbox.c.attempt + 1, owner=owner, claimed_at=now)
            .returning(outbox)
        ).all()
        return sorted(begun, key=lambda row: (row.lane, row.id))

    def _texts(self, numbers: set[int]) -> dict[int, dict[str, Any]]:
        """Texts never change, so each is read once a process."""
        missing = numbers - self._known.keys()
        if missing:
            query = select(outbox_text).where(outbox_text.c.id.in_(missing))
            self._known.update({row.id: json.loads(row.content) for row in self._connection.execute(query)})
        return self._known

    def _claimed(self, row: Row[Any], content: dict[str, Any], after: timedelta) -> Claimed:
        sealed = row.facts_sealed
        facts = json.loads(self._vault.open(sealed, place=facts_place(row.unique_key))) if sealed else {}
        message = Message(
            unique=row.unique_key,
            chat_id=row.chat_id,
            language=row.language,
            text_key=content["key"],
            facts=facts,
            lane=Lane(row.lane),
            protect=row.protect,
            unknown_rule=UnknownRule(row.unknown_rule),
            buttons=tuple((label, value) for label, value in content["buttons"]),
            expires_at=row.expires_at,
        )
        return Claimed(id=row.id, attempt=row.attempt, after=after, message=message)


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


def facts_place(unique: str) -> str:
    return f"outbox.facts:{unique}"


def _starts(rows: Sequence[Row[Any]], first: datetime, pacing: Pacing, *, busy: bool) -> list[datetime]:
    """When each may start, and behind the last one when the next claim's first may."""
    starts = [first]
    for row in rows:
        slow = busy and row.lane == Lane.BROADCAST
        rate = pacing.broadcast_rate if slow else pacing.rate
        starts.append(starts[-1] + _apart(rate))
    return starts


def _apart(rate: float) -> timedelta:
    """Rounded up: no second may see one start too many."""
    return timedelta(microseconds=math.ceil(STARTS_WITHIN / timedelta(microseconds=1) / rate))


def _is_on_its_way(table: FromClause) -> ColumnElement[bool]:
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
