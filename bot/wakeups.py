"""Hearing at once, on PostgreSQL, what others have accepted or caused. A slow look stands behind it."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping

import psycopg
from psycopg import sql
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.pauses import rest
from handlers.office import Office
from storage.postgresql import WHO_ANSWERS, is_pooled, own_connection
from storage.wakeups import PROBE, wake

_HEARD_WITHIN = 5.0
_AGAIN_AFTER = 5.0
_LOOK_UP_EVERY = 1.0

log = logging.getLogger(__name__)


class NotHeard(Exception):
    """What is said on one connection is not heard on another: a pooler of transactions stands between."""


class Wakeups:
    """Listens on a connection of its own; `nudges` by channel."""

    def __init__(self, engine: Engine, office: Office, nudges: Mapping[str, Callable[[], None]]) -> None:
        self._engine = engine
        self._office = office
        self._nudges = nudges

    async def run(self, stop: asyncio.Event) -> None:
        """Listen until told to stop, or until it is plain that nothing can be heard."""
        while not stop.is_set():
            try:
                await self._listen(stop)
            except NotHeard:
                log.warning("wakeups_impossible", extra={"cause": "a transaction pooler, as it seems"})
                return
            except (psycopg.OperationalError, DBAPIError) as fault:
                log.warning("wakeups_interrupted", extra={"cause": type(fault).__name__})
                await rest(stop, _AGAIN_AFTER)

    async def _listen(self, stop: asyncio.Event) -> None:
        async with own_connection(self._engine) as connection:
            if is_pooled(connection, await (await connection.execute(WHO_ANSWERS)).fetchone()):
                raise NotHeard
            try:
                for channel in (*self._nudges, PROBE):
                    await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
            except psycopg.errors.FeatureNotSupported as fault:
                raise NotHeard from fault
            await self._probe(connection, stop)
            for nudge in self._nudges.values():
                nudge()  # whatever was said before anybody listened
            while not stop.is_set():
                async for heard in connection.notifies(timeout=_LOOK_UP_EVERY):
                    self._hear(heard)

    async def _probe(self, connection: psycopg.AsyncConnection, stop: asyncio.Event) -> None:
        """A pooler takes LISTEN without complaint and hands on nothing."""
        word = secrets.token_hex(8)
        await self._office.run(lambda: self._say(word))
        ends = asyncio.get_running_loop().time() + _HEARD_WITHIN
        while not stop.is_set() and asyncio.get_running_loop().time() < ends:
            async for heard in connection.notifies(timeout=_LOOK_UP_EVERY, stop_after=1):
                self._hear(heard)
                if heard.payload == word:
                    return
        if not stop.is_set():
            raise NotHeard

    def _say(self, word: str) -> None:
        with self._engine.begin() as connection:
            wake(connection, PROBE, word)

    def _hear(self, heard: psycopg.Notify) -> None:
        nudge = self._nudges.get(heard.channel)
        if nudge is not None:
            nudge()
