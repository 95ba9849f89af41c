"""Messages to send, and the pace that all workers share."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    text,
    update,
)

from domain.outbox import (
    DEATHS_AT_MOST,
    Announcement,
    Lane,
    Message,
    UnknownRule,
)
from storage.inbox import Line
from storage.outbox_queue import OutboxQueue, facts_place, is_on_its_way
from storage.records import insert_or_ignore
from storage.tables import account, addressee, outbox, outbox_text, pace, restriction
from storage.tables.columns import one_of
from storage.vault import Vault
from storage.wakeups import OUTBOX, wake
from storage.wanted_hours import WantedHours


class SqlOutbox(OutboxQueue):
    """One bot's messages, from the word that causes them to the report of what became of them."""

    _has_woken = False

    def __init__(self, connection: Connection, vault: Vault, line: Line) -> None:
        super().__init__(connection, vault, line.bot_id, line.known_texts)
        self._wanted = WantedHours(connection, line.zone)

    def put(self, message: Message, *, now: datetime) -> bool:
        due_at = now
        if message.lane is not Lane.INTERACTIVE:
            wanted = self._wanted.of_chat(message.chat_id)
            if message.lane is Lane.REMINDER and not wanted.reminders:
                return False
            due_at = self._wanted.due(wanted.hours, message.expires_at, now=now)
        place = facts_place(message.unique)
        facts = self._vault.seal(json.dumps(message.facts), place=place) if message.facts else None
        kept = self._connection.execute(
            insert_or_ignore(self._connection, outbox)
            .values(
                unique_key=message.unique,
                chat_id=message.chat_id,
                lane=message.lane,
                language=message.language,
                text_id=self._text(message.text_key, message.buttons, message.written),
                facts_sealed=facts,
                protect=message.protect,
                unknown_rule=message.unknown_rule,
                state="new",
                created_at=now,
                due_at=due_at,
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
            "text_id": literal(self._text(announcement.text_key, announcement.buttons, announcement.written)),
            "protect": literal(False),  # noqa: FBT003 -- a value of the column
            "unknown_rule": literal(str(announcement.unknown_rule)),
            "state": case((is_gone, "unreachable"), else_="new"),
            "created_at": literal(now, outbox.c.created_at.type),
            "due_at": self._wanted.due_of_account(announcement.expires_at, now=now),
            "settled_at": case((is_gone, literal(now, outbox.c.settled_at.type)), else_=None),
            "expires_at": literal(announcement.expires_at, outbox.c.expires_at.type),
        }
        audience = select(*columns.values()).where(account.c.unlinked_at.is_(None))
        if announcement.language is not None:
            audience = audience.where(account.c.language == announcement.language)
        if announcement.addressed is None:
            # What is addressed to somebody concerns them; of the rest who asked for it is left out.
            audience = audience.where(account.c.person_id.not_in(select(restriction.c.person_id)))
        else:
            audience = audience.join(addressee, addressee.c.person_id == account.c.person_id).where(
                addressee.c.announcement_id == announcement.addressed
            )
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

    def settle_stranded(self, *, claimed_before: datetime, now: datetime) -> int:
        is_second = and_(outbox.c.state == "unknown", outbox.c.possibly_twice)
        kills = and_(outbox.c.state == "sending", outbox.c.possibly_twice, outbox.c.attempt >= DEATHS_AT_MOST)
        is_hold = outbox.c.unknown_rule == UnknownRule.HOLD
        held = or_(is_hold, outbox.c.cancelled_at.is_not(None), is_second, kills)
        decided = self._connection.execute(
            update(outbox)
            .where(is_on_its_way(outbox), outbox.c.claimed_at < claimed_before)
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
        self.budget()
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

    def _text(self, text_key: str, buttons: Sequence[tuple[str, str]], written: Mapping[str, str]) -> int:
        """The number of an immutable text, kept once however many messages say it."""
        said = {"key": text_key, "buttons": [list(one) for one in buttons]}
        content = json.dumps({**said, "written": dict(written)} if written else said)
        digest = hashlib.sha256(content.encode()).digest()
        find = select(outbox_text.c.id).where(outbox_text.c.digest == digest)
        number = self._connection.scalar(find)
        if number is None:
            values = {"digest": digest, "content": content}
            self._connection.execute(insert_or_ignore(self._connection, outbox_text).values(values))
            number = self._connection.execute(find).scalar_one()
        return int(number)
