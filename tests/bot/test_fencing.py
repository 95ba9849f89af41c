"""A late holder of a post changes nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.clock import forget_stale
from bot.fencing import Fenced
from bot.posts import acquire
from domain.conversations import Conversation
from domain.leases import Lease, Superseded
from storage.store import SqlStore
from storage.tables import lease as lease_table


def taken(store: SqlStore, holder: str) -> Lease:
    held = acquire(store, "clock", holder)
    assert held is not None
    return held


def runs_out(store: SqlStore) -> None:
    with store.engine.begin() as connection:
        connection.execute(update(lease_table).values(until=datetime(2000, 1, 1, tzinfo=UTC)))


@pytest.fixture
def stale(store: SqlStore, now: datetime) -> None:
    """A conversation that the clock would forget."""
    with store.write() as work:
        expired = Conversation(user_id=1, flow="f", step="s", expires_at=now - timedelta(hours=1))
        work.conversations.save(expired, now=now)
        work.commit()


def test_the_holder_writes(store: SqlStore, now: datetime, stale: None) -> None:
    assert forget_stale(Fenced(store, taken(store, "first")), now) == 1


def test_one_whose_post_has_run_out_changes_nothing(store: SqlStore, now: datetime, stale: None) -> None:
    late = Fenced(store, taken(store, "first"))
    runs_out(store)

    with pytest.raises(Superseded):
        forget_stale(late, now)
    assert forget_stale(store, now) == 1


def test_one_whose_post_was_taken_over_changes_nothing(store: SqlStore, now: datetime, stale: None) -> None:
    late = Fenced(store, taken(store, "first"))
    runs_out(store)
    present = Fenced(store, taken(store, "second"))

    with pytest.raises(Superseded), late.aside():
        pytest.fail("a late unit has begun")
    assert forget_stale(present, now) == 1
