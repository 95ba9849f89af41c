"""The connection to PostgreSQL: durable, not waited for without end, sound behind a transaction pooler."""

import os
import select
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, LiteralString
from weakref import WeakKeyDictionary, WeakSet

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

from domain.refusals import Refusal
from storage.poolers import POOLED, lasts_for_a_transaction

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
        record.info[POOLED] = is_pooled(connection, connection.execute(WHO_ANSWERS).fetchone())
        if record.info[POOLED]:
            # A statement prepared on one server is unknown to the next, and so is what is set for a session.
            connection.prepare_threshold = None
        else:
            connection.execute(_settings(for_session=True))
        connection.commit()

    @event.listens_for(engine, "checkout")
    def ask_whether_it_lives(connection: Any, record: Any, _proxy: Any) -> None:
        # To ask costs as much as a statement. A server that goes says so on the line, where it is heard for
        # nothing; one behind a pooler does not.
        try:
            if record.info[POOLED] or _has_something_to_say(connection):
                engine.dialect.do_ping(connection)
        except psycopg.Error as fault:
            raise DisconnectionError from fault

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.info[POOLED]:
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


def refuse_pooler(engine: Engine) -> None:
    """For what cannot be done through one."""
    with engine.connect() as connection:
        if lasts_for_a_transaction(connection):
            raise ThroughPooler


def cut_off(engine: Engine) -> None:
    """Let every call that waits for an answer fail at once, on whichever thread it waits."""
    for connection in list(_open[engine]):
        _hang_up(connection)


def _has_something_to_say(connection: AnyConnection) -> bool:
    """Whether the server has spoken, or hung up, while nobody had asked it anything."""
    line = select.poll()
    line.register(connection.fileno(), select.POLLIN)
    return bool(line.poll(0))


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
