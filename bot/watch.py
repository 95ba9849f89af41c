"""What only the process itself can notice: a database that was away, a clock that jumped, a full disk."""

import asyncio
import logging
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from bot.alerts import Alert, tell
from bot.pauses import rest
from domain.work import Store, StoreAway
from handlers.office import Office

TOLERATED = timedelta(seconds=60)
# With less room than this, in bytes, a human should make some.
DISK_AT_LEAST = 2**30
_EVERY_SECONDS = 5.0

log = logging.getLogger(__name__)


class Watch:
    """Looks every few seconds; what it has noticed is told as soon as the database takes it."""

    def __init__(self, office: Office, folder: Path) -> None:
        self._office = office
        self._folder = folder
        self._untold: list[Alert] = []
        self._away_since: float | None = None

    async def run(self, stop: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()
        steady, wall = loop.time(), self._office.clock()
        while not stop.is_set():
            await rest(stop, _EVERY_SECONDS)
            passed, moved = timedelta(seconds=loop.time() - steady), self._office.clock() - wall
            steady, wall = loop.time(), self._office.clock()
            self.note_clock(moved - passed)
            await self.look(steady, wall)

    def note_clock(self, jump: timedelta) -> None:
        """Waits and leases go by the steady clock; what is due goes by the wall's, and asks anew."""
        if abs(jump) > TOLERATED:
            seconds = round(jump.total_seconds())
            log.warning("clock_jumped", extra={"seconds": seconds})
            self._untold.append(Alert("clock_jumped", f"{seconds}", {"seconds": seconds}))

    async def look(self, steady: float, now: datetime) -> None:
        """Ask the database for a sign of life, and tell what is untold."""
        alerts = self._untold + self._absence(steady) + self._room()
        try:
            await self._office.run(lambda: tell_all(self._office.store, alerts, now=now))
        except StoreAway:
            self._away_since = steady if self._away_since is None else self._away_since
        else:
            self._untold, self._away_since = [], None

    def _absence(self, steady: float) -> list[Alert]:
        away = timedelta(seconds=0 if self._away_since is None else steady - self._away_since)
        if away <= TOLERATED:
            return []
        minutes = round(away / timedelta(minutes=1))
        return [Alert("database_away", f"{minutes}", {"minutes": minutes})]

    def _room(self) -> list[Alert]:
        free = shutil.disk_usage(self._folder).free
        return [Alert("disk_low", "low", {"free": free // 2**20})] if free < DISK_AT_LEAST else []


def tell_all(store: Store, alerts: list[Alert], *, now: datetime) -> None:
    if not alerts:
        with store.read() as work:
            work.leases.held()
        return
    with store.aside() as work:
        for alert in alerts:
            tell(work, alert, now=now)
        work.commit()
