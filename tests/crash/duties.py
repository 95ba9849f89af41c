"""A post's duty that leaves a trace: who held which term, and when by the database's clock."""

import asyncio
from typing import Any

from sqlalchemy import text

from bot import posts
from domain.leases import Lease, Superseded
from domain.work import StoreAway
from handlers.office import Office
from storage import leases, postgresql

_EVERY = 0.03
_IDLE = "idle_in_transaction_session_timeout"
_TIMES = ((leases, "HELD_FOR"), (posts, "_TRUSTED"), (posts, "_RENEW_EVERY"), (posts, "_ASK_EVERY"))


class Diary:
    """Writes an entry again and again, each in a unit of work that holds the term fast."""

    def __init__(self, office: Office, owner: str) -> None:
        self._office = office
        self._owner = owner

    async def keep(self, over: asyncio.Event, lease: Lease) -> None:
        while not over.is_set():
            try:
                await self._office.run(lambda: self._write(lease.term))
            except StoreAway:
                pass
            except Superseded:
                return
            await asyncio.sleep(_EVERY)

    def _write(self, term: int) -> None:
        with self._office.store.aside() as work:
            work.leases.hold_fast("clock", term)
            work._connection.execute(  # type: ignore[attr-defined] # a trace that no repository of the product knows
                text("INSERT INTO diary (term, holder, at) VALUES (:term, :holder, current_timestamp)"),
                {"term": term, "holder": self._owner},
            )
            work.commit()


def hurry_posts(times: float) -> None:
    """Shorten every time of a post alike."""
    for module, name in _TIMES:
        setattr(module, name, getattr(module, name) / times)
    idle: Any = postgresql._SETTINGS
    seconds = int(idle[_IDLE].removesuffix("s"))
    idle[_IDLE] = f"{max(1, round(seconds / times))}s"
