"""Whether a process can do its work: for load balancers and for whoever restarts it."""

from dataclasses import asdict, dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from domain.work import Store, StoreAway
from storage.revisions import current_revision, newest_revision


@dataclass(frozen=True, slots=True)
class Readiness:
    """`intake`: somebody holds the poller's post, so updates come in."""

    database: bool = False
    schema: bool = False
    intake: bool = False

    @property
    def is_ready(self) -> bool:
        return all(asdict(self).values())


def look(engine: Engine, store: Store) -> Readiness:
    """Ask the database; whatever it cannot answer is not ready."""
    try:
        is_current = current_revision(engine) == newest_revision()
        with store.read() as work:
            holders = {lease.name for lease in work.leases.held()}
    except (DBAPIError, StoreAway):
        return Readiness()
    return Readiness(database=True, schema=is_current, intake="poller" in holders)
