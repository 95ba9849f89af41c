"""How the house fares, in numbers, and what of it needs a human."""

import shutil
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.house import House
from bot.watch import DISK_AT_LEAST
from domain.figures import Queue
from domain.leases import Lease, WorkerSeen
from domain.pilot import Standing, standing
from domain.work import Work
from storage.revisions import current_revision, newest_revision

# A worker gives a sign of life every few seconds.
ALIVE_WITHIN = timedelta(minutes=1)
# Nobody's wish waits as long while everything is well.
_WAITS_AT_MOST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What `sapa status` tells. `needs` names what a human has to look at, in order of weight."""

    mode: str
    schema: str
    schema_is_current: bool
    people: int
    linked: int
    waves: dict[str, int]
    inbox: Queue
    set_aside: dict[str, int]
    outbox: dict[str, dict[str, int]]
    hold: tuple[datetime, str] | None
    doubtful: int
    posts: list[Lease]
    workers: list[WorkerSeen]
    last_import: datetime | None
    disk_free: int
    pilot: Standing
    needs: list[str]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def observe(house: House, *, now: datetime) -> Status:
    """Everything at one moment of the database."""
    schema = current_revision(house.store.engine) or ""
    disk_free = shutil.disk_usage(house.folder.path).free
    with house.store.read() as work:
        people, linked = work.figures.people()
        published = sum(wave.published_at is not None for wave in work.waves.all())
        workers = [one for one in work.leases.workers() if now - one.seen_at < ALIVE_WITHIN]
        return Status(
            mode=house.settings.mode,
            schema=schema,
            schema_is_current=schema == newest_revision(),
            people=people,
            linked=linked,
            waves={"published": published, "draft": len(work.waves.all()) - published},
            inbox=Queue(*work.inbox.waiting()),
            set_aside=work.figures.set_aside(),
            outbox={lane.name.lower(): states for lane, states in work.figures.outbox().items()},
            hold=work.outbox.holding(now=now),
            doubtful=work.figures.doubtful(),
            posts=work.leases.held(),
            workers=workers,
            last_import=work.figures.last_import(),
            disk_free=disk_free,
            pilot=standing(work, now=now),
            needs=_needs(house, work, workers, disk_free, now),
        )


def _needs(house: House, work: Work, workers: list[WorkerSeen], disk_free: int, now: datetime) -> list[str]:
    inbox, hold = Queue(*work.inbox.waiting()), work.outbox.holding(now=now)
    has_poller = "poller" in {lease.name for lease in work.leases.held()}
    found = {
        "nobody_serves": not workers and (house.settings.mode == "live" or inbox.count > 0),
        "nobody_receives": bool(workers) and not has_poller,
        "halted": work.pilots.get().halted,
        "on_hold": hold is not None and hold[1] != "retry_after",
        "set_aside": sum(work.figures.set_aside().values()) > 0,
        "held": work.outbox.tally().get("held", 0) > 0,
        "waits_long": inbox.since is not None and now - inbox.since > _WAITS_AT_MOST,
        "disk": disk_free < DISK_AT_LEAST,
    }
    return [name for name, is_so in found.items() if is_so]
