"""Stores of several workers and hosts on one database."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, Row, select

from domain.inbox import Accepted, Taken
from storage.hour_keys import HourKeys
from storage.inbox import Line
from storage.store import SqlStore
from storage.tables import inbox
from storage.vault import Vault

BOT_ID = 777
LEASE = timedelta(seconds=60)


def open_store(engine: Engine, vault: Vault, folder: Path) -> SqlStore:
    """One host's: its keys of the hour are in the folder."""
    return SqlStore(engine, vault, Line(BOT_ID, HourKeys(folder, engine)))


def update(number: int, *, person: int | None = 501, body: str = "{}") -> Accepted:
    return Accepted(number, body, person)


def keep(store: SqlStore, *updates: Accepted, now: datetime) -> int:
    with store.aside() as work:
        new = work.inbox.keep(updates, now=now)
        work.commit()
    return new


def take(store: SqlStore, owner: str = "a", *, limit: int = 50, now: datetime) -> list[Taken]:
    with store.aside() as work:
        taken = work.inbox.take(limit, owner=owner, lease=LEASE, now=now)
        work.commit()
    return taken


def take_back(store: SqlStore, *, now: datetime) -> list[int]:
    with store.aside() as work:
        quarantined = work.inbox.take_back(now=now)
        work.commit()
    return quarantined


def fail(store: SqlStore, taken: Taken, owner: str = "a", *, now: datetime) -> bool:
    with store.aside() as work:
        is_quarantined = work.inbox.fail(taken, owner=owner, incident="ABCD", now=now)
        work.commit()
    return is_quarantined


def finish(store: SqlStore, *taken: Taken, owner: str = "a", now: datetime) -> None:
    with store.aside() as work:
        work.inbox.finish(taken, owner=owner, now=now)
        work.commit()


def row_of(store: SqlStore, number: int) -> Row[tuple[object, ...]]:
    with store.engine.connect() as connection:
        return connection.execute(select(inbox).where(inbox.c.update_id == number)).one()


def numbers(taken: list[Taken]) -> list[int]:
    return [one.update_id for one in taken]
