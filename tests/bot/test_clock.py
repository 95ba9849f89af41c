"""What is due is asked of the tables."""

from datetime import datetime, timedelta

from bot.clock import forget_stale
from domain.conversations import Conversation
from storage.store import SqlStore


def test_expired_conversations_are_forgotten_and_open_ones_kept(store: SqlStore, now: datetime) -> None:
    with store.write() as work:
        for user_id, hours in ((1, -1), (2, 1)):
            expires_at = now + timedelta(hours=hours)
            work.conversations.save(
                Conversation(user_id=user_id, flow="linking", step="nip", expires_at=expires_at)
            )
        work.commit()

    assert forget_stale(store, now=now) == 1
    with store.read() as work:
        assert work.conversations.of(2, now=now) is not None


def test_counted_tries_are_forgotten_when_they_count_no_more(store: SqlStore, now: datetime) -> None:
    with store.write() as work:
        for hours in (25, 24, 1):
            work.linking.record_try(7, now=now - timedelta(hours=hours))
        work.commit()

    assert forget_stale(store, now=now) == 2
    with store.read() as work:
        assert len(work.linking.tries_of(7, after=now - timedelta(days=2))) == 1
