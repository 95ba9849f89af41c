"""One serving process: intake and postman side by side, until a signal asks to stop."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack

from telegram.error import InvalidToken, TelegramError

from bot.clock import Clock
from bot.house import House
from bot.intake import Intake
from bot.postman import Postman
from bot.role_menus import RoleMenus
from bot.wiring import build_application, build_office, register
from domain.refusals import Refusal


class UnknownToken(Refusal):
    """Telegram does not know this bot token."""


class TelegramAway(Refusal):
    """Telegram did not answer when the bot introduced itself."""


async def serve(house: House, *, token: str, api_url: str, ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; `ready` is told the bot's username once updates can come in."""
    bot, application = build_application(token, api_url)
    async with AsyncExitStack() as stack:
        try:
            await application.initialize()
        except InvalidToken as fault:
            raise UnknownToken from fault
        except TelegramError as fault:
            raise TelegramAway(cause=type(fault).__name__) from fault
        stack.push_async_callback(application.shutdown)
        office = build_office(house, username=bot.username)
        register(application, office)
        stop = _stop_signal()
        ready(bot.username)
        async with asyncio.TaskGroup() as group:
            group.create_task(Intake(bot, application.process_update).run(stop))
            group.create_task(Postman(bot, office).run(stop))
            group.create_task(RoleMenus(bot, office).run(stop))
            group.create_task(Clock(office).run(stop))


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop.set)
    return stop
