"""Keeps Telegram's menus of commands in step with the roles, which other processes may grant."""

import asyncio
import contextlib
import logging

from telegram import Bot
from telegram.error import TelegramError

from domain.actors import Role
from domain.work import StoreAway
from handlers.menus import officers, publish_menus
from handlers.office import Office

_LOOK_EVERY = 5.0
log = logging.getLogger(__name__)


class RoleMenus:
    """Publishes at start and whenever somebody gains or loses a role."""

    def __init__(self, bot: Bot, office: Office) -> None:
        self._bot = bot
        self._office = office
        self._published: dict[int, frozenset[Role]] | None = None

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self._publish_if_changed()
            except StoreAway as away:
                log.warning("menus_wait", extra={"cause": str(away)})
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _LOOK_EVERY)

    async def _publish_if_changed(self) -> None:
        holders = await self._office.run(lambda: officers(self._office.store))
        if holders == self._published:
            return
        try:
            await publish_menus(self._bot, self._office)
        except TelegramError as fault:
            log.warning("menus_not_published", extra={"cause": type(fault).__name__})
        else:
            self._published = holders
