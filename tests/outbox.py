"""What waits to be sent, taken out as a postman would."""

from datetime import datetime, timedelta

from domain.outbox import Message, Pacing, Sent
from storage.store import SqlStore

AT_ONCE = Pacing(rate=100_000)


def take_all(store: SqlStore, *, now: datetime) -> list[Message]:
    """Every waiting message, the urgent first, each chat's in order; afterwards they count as sent."""
    taken: list[Message] = []
    while True:
        with store.write() as work:
            claimed = work.outbox.claim(1_000, owner="test", pacing=AT_ONCE, busy=False, now=now)
            long_ago = now - timedelta(minutes=1)
            work.outbox.settle([(one, Sent(1)) for one in claimed], owner="test", now=long_ago)
            work.commit()
        if not claimed:
            return taken
        taken += [one.message for one in claimed]
