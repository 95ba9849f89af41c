"""After a restore: what was in flight when the copy was made is held, because it may have ended since."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.hour_keys import HourKeys, KeyGone
from storage.inbox import Line, SqlInbox
from storage.leases import SqlLeases
from storage.records import put_setting
from storage.store import SqlStore
from storage.tables import inbox, outbox, setting
from storage.tables.columns import one_of
from storage.trail.trail import SqlAuditTrail

CAUSE = "restored"
_EPOCH = "epoch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """`messages` are held, `updates` set aside, of which `unreadable` can be opened by nobody any more."""

    epoch: int
    messages: int
    updates: int
    unreadable: int


def hold_in_flight(store: SqlStore, keys: HourKeys, *, now: datetime) -> Held:
    """In one unit: hold every message, set every update aside, dismiss every worker, begin a new epoch.

    A message that stood here as new may have been sent after the copy was made; a message that an update
    would cause, too. So nothing goes out by itself: people decide, `sapa outbox list` and `sapa inbox list`.
    """
    with store.engine.begin() as connection:
        readable, unreadable = _set_aside(connection, store, keys, now)
        held = Held(
            epoch=_next_epoch(connection),
            messages=_hold_messages(connection, now),
            updates=readable + unreadable,
            unreadable=unreadable,
        )
        SqlLeases(connection).dismiss_everybody()
        trail = SqlAuditTrail(connection, store.vault)
        head = trail.head()
        trail.add(
            "database.restored",
            by="operator",
            subject="database",
            now=now,
            # Anchors of what came after it are then no sign of tampering.
            chained=0 if head is None else head.count,
            **asdict(held),
        )
    return held


def _hold_messages(connection: Connection, now: datetime) -> int:
    return connection.execute(
        update(outbox)
        .where(one_of(outbox.c.state, "new", "sending", "unknown"))
        .values(state="held", cause=CAUSE, owner=None, settled_at=now)
    ).rowcount


def _set_aside(connection: Connection, store: SqlStore, keys: HourKeys, now: datetime) -> tuple[int, int]:
    """How many can still be opened, and how many cannot: the keys of their hours are in no copy."""
    is_open = one_of(inbox.c.state, "new", "handling")
    counts = {"quarantined": 0, "malformed": 0}
    for row in connection.execute(select(inbox.c.bot_id, inbox.c.update_id).where(is_open)).all():
        of_bot = SqlInbox(connection, store.vault, Line(row.bot_id, keys))
        state = "quarantined" if _opens(of_bot, row.update_id) else "malformed"
        counts[state] += 1
        connection.execute(
            update(inbox)
            .where(inbox.c.bot_id == row.bot_id, inbox.c.update_id == row.update_id)
            .values(state=state, incident=CAUSE, owner=None, lease_until=None, settled_at=now)
        )
    return counts["quarantined"], counts["malformed"]


def _opens(updates: SqlInbox, update_id: int) -> bool:
    try:
        updates.body_of(update_id)
    except KeyGone:
        return False
    return True


def _next_epoch(connection: Connection) -> int:
    kept = connection.scalar(select(setting.c.value).where(setting.c.name == _EPOCH))
    epoch = int(kept or 0) + 1
    put_setting(connection, _EPOCH, str(epoch))
    return epoch
