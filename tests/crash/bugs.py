"""Faults of other systems, planted in ours by name: the checker must see each."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, text, update

from bot import posts
from bot.intake import Intake
from bot.transport.direct import DirectSender
from bot.transport.errors import OutcomeUnknown
from domain.inbox import Accepted, Taken
from domain.leases import HELD_FOR, Lease
from domain.outbox import Claimed, Outcome, Pacing, Sent
from domain.work import Store
from storage import store as storing
from storage.binding import Binding
from storage.inbox import SqlInbox
from storage.leases import SqlLeases
from storage.outbox import SqlOutbox
from storage.tables import inbox, outbox

BUGS: dict[str, Callable[[], None]] = {}
_claim, _keep, _take = SqlOutbox.claim, SqlInbox.keep, SqlInbox.take
_settle_stranded, _send = SqlOutbox.settle_stranded, DirectSender.send


def plant(name: str) -> None:
    if name:
        BUGS[name]()


def _replace(owner: object, name: str, fault: Callable[..., Any]) -> None:
    setattr(owner, name, fault)


def _nothing(*_: object) -> None:
    """What a forgotten line does."""


def _bug(planting: Callable[[], None]) -> Callable[[], None]:
    BUGS[planting.__name__] = planting
    return planting


def _count_as_sent(self: SqlOutbox, claimed: list[Claimed], now: datetime) -> list[Claimed]:
    ids = [one.id for one in claimed]
    sent = update(outbox).where(outbox.c.id.in_(ids)).values(state="sent", settled_at=now)
    self._connection.execute(sent)
    return claimed


@_bug
def claim_as_sent() -> None:
    def claim(self: SqlOutbox, limit: int, *, now: datetime, **rest: Any) -> list[Claimed]:
        return _count_as_sent(self, _claim(self, limit, now=now, **rest), now)

    _replace(SqlOutbox, "claim", claim)


@_bug
def cursor_at_fetch() -> None:
    fetched: list[Claimed] = []

    def claim(self: SqlOutbox, limit: int, *, now: datetime, **rest: Any) -> list[Claimed]:
        if not fetched:
            rest["pacing"] = Pacing(rate=1_000_000, ahead=timedelta(seconds=1))
            fetched.extend(_count_as_sent(self, _claim(self, 100, now=now, **rest), now))
        return [fetched.pop(0) for _ in range(min(limit, len(fetched)))]

    _replace(SqlOutbox, "claim", claim)


@_bug
def resend_unflagged() -> None:
    def settle_stranded(self: SqlOutbox, *, claimed_before: datetime, now: datetime) -> int:
        count = _settle_stranded(self, claimed_before=claimed_before, now=now)
        self._connection.execute(update(outbox).values(possibly_twice=False))
        return count

    _replace(SqlOutbox, "settle_stranded", settle_stranded)


@_bug
def double_retry() -> None:
    async def send(self: DirectSender, *told: Any) -> Any:
        try:
            return await _send(self, *told)
        except OutcomeUnknown:
            return await _send(self, *told)

    _replace(DirectSender, "send", send)


@_bug
def deaf_to_floods() -> None:
    _replace(SqlOutbox, "hold", _nothing)


@_bug
def pace_of_ones_own() -> None:
    def claim(self: SqlOutbox, limit: int, **rest: Any) -> list[Claimed]:
        self._connection.execute(text("UPDATE pace SET next_at = '2026-01-01'"))
        return _claim(self, limit, **rest)

    _replace(SqlOutbox, "claim", claim)


@_bug
def settle_unfenced() -> None:
    def settle(
        self: SqlOutbox, outcomes: Sequence[tuple[Claimed, Outcome]], *, owner: str, now: datetime
    ) -> None:
        for claimed, outcome in outcomes:
            state = "sent" if isinstance(outcome, Sent) else "new"
            blind = update(outbox).where(outbox.c.id == claimed.id).values(state=state, settled_at=now)
            self._connection.execute(blind)

    _replace(SqlOutbox, "settle", settle)


@_bug
def acknowledge_first() -> None:
    keep = Intake._keep
    under_way: set[asyncio.Future[bool]] = set()

    async def later(self: Intake, batch: Any, stop: asyncio.Event) -> bool:
        async def soon() -> bool:
            await asyncio.sleep(0.3)
            return await keep(self, batch, stop)

        under_way.add(asyncio.ensure_future(soon()))
        return True

    _replace(Intake, "_keep", later)


@_bug
def done_at_take() -> None:
    def take(self: SqlInbox, limit: int, **rest: Any) -> list[Taken]:
        taken = _take(self, limit, **rest)
        ids = [one.update_id for one in taken]
        done = update(inbox).where(inbox.c.update_id.in_(ids)).values(state="done", shard=None)
        self._connection.execute(done)
        return taken

    _replace(SqlInbox, "take", take)
    mark_unfenced()


@_bug
def mark_unfenced() -> None:
    """No fence: whoever commits, commits."""

    def mark_done(connection: Connection, binding: Binding) -> None:
        done = update(inbox).where(inbox.c.update_id == binding.update_id)
        connection.execute(done.values(state="done", shard=None, owner=None, body_sealed=None))

    _replace(storing, "mark_done", mark_done)


@_bug
def take_headless() -> None:
    def take(self: SqlInbox, limit: int, *, owner: str, lease: timedelta, now: datetime) -> list[Taken]:
        any_of_them = (
            select(inbox.c.update_id)
            .where(inbox.c.state == "new")
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list(self._connection.scalars(any_of_them))
        begun = (
            update(inbox)
            .where(inbox.c.update_id.in_(ids))
            .values(state="handling", owner=owner, lease_until=now + lease, starts=inbox.c.starts + 1)
            .returning(inbox)
        )
        taken = [self._taken(row) for row in self._connection.execute(begun).all()]
        return [one for one in taken if one is not None]

    _replace(SqlInbox, "take", take)


@_bug
def no_unique_key() -> None:
    def keep(self: SqlInbox, updates: Sequence[Accepted], *, now: datetime) -> int:
        ids = [one.update_id for one in updates]
        self._connection.execute(delete(inbox).where(inbox.c.update_id.in_(ids), inbox.c.state == "done"))
        return _keep(self, updates, now=now)

    _replace(SqlInbox, "keep", keep)


@_bug
def two_holders() -> None:
    def acquire(store: Store, name: str, owner: str) -> Lease | None:
        with store.aside() as work:
            lease = work.leases.acquire(name, holder=owner)
            work.commit()
        now = datetime.fromtimestamp(0).astimezone()
        return lease or Lease(name=name, holder=owner, term=1, until=now + HELD_FOR)

    _replace(posts, "acquire", acquire)
    term_unchecked()


@_bug
def term_unchecked() -> None:
    _replace(SqlLeases, "hold_fast", _nothing)
