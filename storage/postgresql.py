"""The connection to PostgreSQL: durable, not waited for without end, sound behind a transaction pooler."""

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, LiteralString
from weakref import WeakKeyDictionary, WeakSet

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event

from domain.refusals import Refusal

CONNECT_WITHIN_SECONDS = 5
# A host that answers nothing any more is noticed after some ten seconds; an address may say otherwise.
_LINE = {
    "connect_timeout": CONNECT_WITHIN_SECONDS,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
# Behind a pooler a connection outlives a crash of the server: what is done for each new one is done again.
_RENEWED_AFTER_SECONDS = 300
_POOLED = "sapa_pooled"
_SETTINGS: dict[LiteralString, LiteralString] = {
    "synchronous_commit": "on",
    "timezone": "UTC",
    # A worker that was stopped in the middle of a unit must not keep its locks from the others.
    "idle_in_transaction_session_timeout": "10s",
}
WHO_ANSWERS = "SELECT pg_backend_pid()"

AnyConnection = psycopg.Connection[Any] | psycopg.AsyncConnection[Any]
_open: WeakKeyDictionary[Engine, WeakSet[AnyConnection]] = WeakKeyDictionary()


class ThroughPooler(Refusal):
    """A tool of PostgreSQL leaves settings behind, which a pooler of transactions hands to others."""


def open_postgresql(url: URL, *, hide_parameters: bool) -> Engine:
    engine = create_engine(
        url,
        connect_args=_line(url),
        pool_pre_ping=True,
        pool_recycle=_RENEWED_AFTER_SECONDS,
        pool_size=10,
        max_overflow=10,
        hide_parameters=hide_parameters,
    )
    opened: WeakSet[AnyConnection] = WeakSet()
    _open[engine] = opened

    @event.listens_for(engine, "connect")
    def prepare(connection: psycopg.Connection[Any], record: Any) -> None:
        opened.add(connection)
        record.info[_POOLED] = is_pooled(connection, connection.execute(WHO_ANSWERS).fetchone())
        if record.info[_POOLED]:
            # A statement prepared on one server is unknown to the next, and so is what is set for a session.
            connection.prepare_threshold = None
        else:
            connection.execute(_settings(for_session=True))
        connection.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.info[_POOLED]:
            connection.exec_driver_sql(_settings(for_session=False))

    return engine


@asynccontextmanager
async def own_connection(engine: Engine) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
    """One beside the engine's own, with the same patience; it is cut off with them."""
    plain = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    async with await psycopg.AsyncConnection.connect(
        plain, autocommit=True, prepare_threshold=None, **_line(engine.url)
    ) as connection:
        _open[engine].add(connection)
        yield connection


def is_pooled(connection: AnyConnection, answer: tuple[Any, ...] | None) -> bool:
    """Whether the process that was greeted is not the one that has answered: somebody stands between."""
    return answer is not None and answer[0] != connection.info.backend_pid


def lasts_for_a_transaction(connection: Connection) -> bool:
    """Whether nothing of a connection may be counted on but the transaction that is under way."""
    return bool(connection.info.get(_POOLED))


def refuse_pooler(engine: Engine) -> None:
    """For what cannot be done through one."""
    with engine.connect() as connection:
        if lasts_for_a_transaction(connection):
            raise ThroughPooler


def cut_off(engine: Engine) -> None:
    """Let every call that waits for an answer fail at once, on whichever thread it waits."""
    for connection in list(_open[engine]):
        _hang_up(connection)


def _hang_up(connection: AnyConnection) -> None:
    """End the line under a connection whose owner waits for it."""
    with suppress(psycopg.Error, OSError), socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


def _line(url: URL) -> dict[str, Any]:
    return {name: value for name, value in _LINE.items() if name not in url.query}


def _settings(*, for_session: bool) -> LiteralString:
    is_local: LiteralString = "false" if for_session else "true"
    asked = [f"set_config('{name}', '{value}', {is_local})" for name, value in _SETTINGS.items()]
    return f"SELECT {', '.join(asked)}"
