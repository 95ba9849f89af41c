"""Which update a unit of work belongs to: its commit also marks the update as done."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, update

from domain.work import Overtaken
from storage.tables import inbox


@dataclass(slots=True)
class Binding:
    """One update being handled by one worker. `is_done` once a unit of it has committed."""

    bot_id: int
    update_id: int
    owner: str
    start: int
    now: datetime
    is_done: bool = False


_current: ContextVar[Binding | None] = ContextVar("binding", default=None)


@contextmanager
def bound_to(binding: Binding) -> Iterator[None]:
    token = _current.set(binding)
    try:
        yield
    finally:
        _current.reset(token)


def current_binding() -> Binding | None:
    return _current.get()


# Built once: what is built anew at every commit costs more than the database takes for it.
MARK_DONE = (
    update(inbox)
    .where(
        inbox.c.bot_id == bindparam("own_bot"),
        inbox.c.update_id == bindparam("own_update"),
        inbox.c.state == "handling",
        inbox.c.owner == bindparam("own_owner"),
        inbox.c.starts == bindparam("own_start"),
    )
    .values(
        state="done",
        shard=None,
        body_sealed=None,
        owner=None,
        lease_until=None,
        settled_at=bindparam("now", type_=inbox.c.settled_at.type),
    )
)


def mark_done(connection: Connection, binding: Binding) -> None:
    """Empty the update within this unit; raise Overtaken when it is no longer this worker's."""
    own = {
        "own_bot": binding.bot_id,
        "own_update": binding.update_id,
        "own_owner": binding.owner,
        "own_start": binding.start,
        "now": binding.now,
    }
    if connection.execute(MARK_DONE, own).rowcount == 0:
        raise Overtaken
