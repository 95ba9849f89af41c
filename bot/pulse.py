"""Noticing that the database server answers nobody any more, and letting go of every call that waits for it.

A host that is gone is noticed by the line itself. One that still takes what it is sent, or a proxy before it,
keeps every caller waiting: only asking tells.
"""

import asyncio
import logging
from typing import Any

import psycopg
from sqlalchemy import Engine

from bot.pauses import rest
from storage.postgresql import cut_off, own_connection

_EVERY = 3.0
_ANSWERS_WITHIN = 5.0
# The process itself may have been stopped meanwhile, with the answer already there.
_GRACE = 1.0

log = logging.getLogger(__name__)


class Pulse:
    """Asks on a connection of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self._watch(stop)
            except psycopg.errors.ConnectionTimeout:
                self._give_up()
            except psycopg.OperationalError as fault:
                log.info("pulse_interrupted", extra={"cause": type(fault).__name__})
            await rest(stop, _EVERY)

    async def _watch(self, stop: asyncio.Event) -> None:
        async with own_connection(self._engine) as connection:
            while not stop.is_set():
                await self._ask(connection)
                await rest(stop, _EVERY)

    async def _ask(self, connection: psycopg.AsyncConnection[Any]) -> None:
        """Raise OperationalError when no answer came."""
        asking = asyncio.ensure_future(connection.execute("SELECT 1"))
        try:
            for patience in (_ANSWERS_WITHIN, _GRACE):
                await asyncio.wait({asking}, timeout=patience)
            if not asking.done():
                self._give_up()
            await asking
        finally:
            asking.cancel()

    def _give_up(self) -> None:
        log.warning("database_silent")
        cut_off(self._engine)
