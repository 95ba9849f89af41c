"""What was accepted becomes unreadable within a day of being handled: the keys of its hour are destroyed.

The clock carries what is still open over to a younger key; then every worker destroys the old keys on its
own host. Nothing that is still open ever loses its key, whoever's clock is wrong.
"""

import asyncio
import logging
from datetime import datetime, timedelta

from bot.pauses import rest
from domain.work import Store, StoreAway
from handlers.office import Office
from storage.hour_keys import HourKeys, beginning_of, hour_of

# Counted from the end of an hour: an hour later than from its beginning.
_CARRIED_OVER_AFTER = timedelta(hours=21)
_DESTROYED_AFTER = timedelta(hours=22)
# Keys of updates stay for the repeats, which come within two days at most.
_FORGOTTEN_AFTER = timedelta(days=7)
_EVERY_SECONDS = 1800.0

log = logging.getLogger(__name__)


def carry_over(store: Store, *, now: datetime) -> int:
    """Seal anew what is open since more than 22 hours, and forget what was done a week ago."""
    with store.aside() as work:
        carried = work.inbox.reseal(before_hour=hour_of(now - _CARRIED_OVER_AFTER), now=now)
        work.inbox.forget(before=now - _FORGOTTEN_AFTER)
        work.commit()
    return carried


def destroy_old(store: Store, keys: HourKeys, *, now: datetime) -> list[str]:
    """Destroy on this host the keys older than 23 hours; return their hours."""
    with store.read() as work:
        needed = work.figures.oldest_open_hour()
    moment = now - _DESTROYED_AFTER
    if needed is not None:
        moment = min(moment, beginning_of(needed))
    return keys.destroy_before(moment)


class KeyRound:
    """One host's destroying, twice an hour."""

    def __init__(self, office: Office, keys: HourKeys) -> None:
        self._office = office
        self._keys = keys

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                gone = await self._office.run(
                    lambda: destroy_old(self._office.store, self._keys, now=self._office.clock())
                )
            except StoreAway as away:
                log.warning("keys_not_destroyed_yet", extra={"cause": str(away)})
            else:
                if gone:
                    log.info("keys_destroyed", extra={"hours": gone})
            await rest(stop, _EVERY_SECONDS)
