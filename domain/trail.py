"""Keeping the trail: chaining what was added, and letting its head out of the database."""

from datetime import datetime

from domain.work import Store

# One unit's worth: on SQLite others wait for as long as it takes.
_AT_ONCE = 2_000


def keep_trail(store: Store, *, now: datetime) -> int:
    """Chain every row that waits, then anchor the head that is committed; return how many were chained."""
    chained, more = 0, _AT_ONCE
    while more == _AT_ONCE:
        with store.aside() as work:
            more = work.audit.chain(limit=_AT_ONCE, now=now)
            work.commit()
        chained += more
    with store.read() as work:
        # Only now: an anchor of what is not kept in the end would look like tampering.
        work.audit.anchor(now=now)
    return chained
