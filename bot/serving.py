"""One serving process: the roles it was given side by side, until a signal asks to stop."""

import asyncio
import gc
import os
import secrets
import signal
import socket
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot.calendar_source import estimated_off_days
from bot.clock import Clock
from bot.front_door import FrontDoor, listening
from bot.group_commit import GroupCommit
from bot.house import House
from bot.intake import Intake
from bot.key_round import KeyRound
from bot.mailbox import AT_ONCE, Mailbox
from bot.polled_bot import PolledBot
from bot.postman import Postman, capacity
from bot.posts import Post
from bot.registration import be_posted_to, poll
from bot.role_menus import RoleMenus
from bot.sweeper import Sweeper, begin_alone
from bot.watch import Watch
from bot.webhook import webhook_path, webhook_secrets
from bot.wiring import AnyApplication, build_application, build_office, register
from domain.leases import WorkerSeen
from domain.outbox import Pacing
from domain.refusals import Refusal
from domain.schedules.effects import effects
from domain.schedules.standing import standing_plans
from domain.work import StoreAway
from handlers.office import Office
from storage.wakeups import INBOX, OUTBOX

ROLES = ("intake", "mailbox", "postman", "clock")


class UnknownToken(Refusal):
    """Telegram does not know this bot token."""


class TelegramAway(Refusal):
    """Telegram did not answer when the bot introduced itself."""


async def serve(
    house: House,
    *,
    token: str,
    api_url: str,
    ready: Callable[[str], None],
    roles: Sequence[str] = ROLES,
    pages_at: str | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM; `ready` is told the bot's username once updates can come in.

    `pages_at`: where somebody else serves our pages; None: where the settings say.
    """
    pacing = Pacing(rate=house.settings.send_rate)
    in_flight = AT_ONCE + capacity(pacing.rate)
    bot, application = build_application(token, api_url, at_once=in_flight)
    async with AsyncExitStack() as stack:
        listener = stack.enter_context(listening(house.settings.address))
        await _introduce(application)
        stack.push_async_callback(application.shutdown)
        office = build_office(
            house.store, house.words, house.settings, username=bot.username, pages_at=pages_at
        )
        register(application, office)
        if house.store.engine.dialect.name == "sqlite":
            begin_alone(house.store, now=house.now())
        stop = _stop_signal()
        # What start-up has made stays: looking through it again and again would stop everybody each time.
        gc.collect()
        gc.freeze()
        ready(bot.username)
        await Worker(house, office, bot, application, pacing=pacing, roles=roles).run(stop, listener)


class Worker:
    """The parts of one process; each nudges the next, and a slow look stands behind every nudge."""

    def __init__(
        self,
        house: House,
        office: Office,
        bot: PolledBot,
        application: AnyApplication,
        *,
        pacing: Pacing,
        roles: Sequence[str],
    ) -> None:
        self._house = house
        self._office = office
        self._bot = bot
        self._roles = roles
        self._seen = _worker(roles, now=house.now())
        owner = self._seen.id
        self._postman = Postman(
            bot.direct,
            office,
            owner=owner,
            pacing=pacing,
            paid=house.settings.paid_broadcast,
            alone=house.store.engine.dialect.name == "sqlite",
        )
        self._mailbox = Mailbox(bot, office, self._handler(application), owner=owner, bot_id=house.bot_id)
        self._intake = Intake(bot, office, self._mailbox.nudge)
        self._sweeper = Sweeper(office, self._seen)

    async def run(self, stop: asyncio.Event, listener: socket.socket | None = None) -> None:
        """Stop receiving first, then finish what is in hand; the signs of life go on until that is done."""
        await self._sweeper.begin(stop)
        over = asyncio.Event()
        async with asyncio.TaskGroup() as signs:
            signs.create_task(self._sweeper.run(over))
            await self._work(stop, listener)
            over.set()

    async def _work(self, stop: asyncio.Event, listener: socket.socket | None) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(Watch(self._office, self._house.folder.path).run(stop))
            group.create_task(KeyRound(self._office, self._house.hour_keys).run(stop))
            if "intake" in self._roles:
                group.create_task(self._post("poller", self._receive).run(stop))
            if listener is not None:
                group.create_task(self._front_door().run(listener, stop))
            if self._house.store.engine.dialect.name == "postgresql":
                group.create_task(self._listen_to_postgresql(stop))
            if "mailbox" in self._roles:
                group.create_task(self._prepare_answers())
                group.create_task(self._mailbox.run(stop))
            if "postman" in self._roles:
                group.create_task(self._postman.run(stop))
            if "clock" in self._roles:
                group.create_task(RoleMenus(self._bot, self._office).run(stop))
                plans = standing_plans(self._house.settings.zone)
                clock = Clock(self._office, effects(estimated_off_days), plans=plans)
                group.create_task(Post("clock", self._office, owner=self._seen.id, duty=clock.run).run(stop))

    async def _prepare_answers(self) -> None:
        """Whoever asks first does not wait for the index; without a database yet, they do."""
        with suppress(StoreAway):
            await self._office.run(self._office.knowledge.prepare)

    def _post(self, name: str, duty: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> Post:
        return Post(name, self._office, owner=self._seen.id, duty=lambda over, _lease: duty(over))

    async def _receive(self, over: asyncio.Event) -> None:
        """As the settings say: Telegram posts to every worker's webhook, or this one polls."""
        url, vault, bot_id = self._house.settings.public_url, self._house.store.vault, self._house.bot_id
        if url is None:
            await poll(self._bot, self._intake, over)
        else:
            address, secret = url + webhook_path(vault, bot_id), webhook_secrets(vault, bot_id)[0]
            await be_posted_to(self._bot, address, secret, over)

    async def _listen_to_postgresql(self, stop: asyncio.Event) -> None:
        """Who serves SQLite does not load PostgreSQL's driver for it."""
        from bot.pulse import Pulse  # noqa: PLC0415 -- as said above
        from bot.wakeups import Wakeups  # noqa: PLC0415 -- as said above

        engine = self._house.store.engine
        nudges = {INBOX: self._mailbox.nudge, OUTBOX: self._postman.nudge}
        async with asyncio.TaskGroup() as group:
            group.create_task(Wakeups(engine, self._office, nudges).run(stop))
            group.create_task(Pulse(engine).run(stop))

    def _front_door(self) -> FrontDoor:
        is_posted_to = "intake" in self._roles and self._house.settings.public_url is not None
        group = GroupCommit(self._office, self._mailbox.nudge) if is_posted_to else None
        return FrontDoor(self._house, self._office, group)

    def _handler(self, application: AnyApplication) -> Callable[[Update], Awaitable[None]]:
        async def handle(update: Update) -> None:
            await application.process_update(update)
            self._postman.see_person()

        return handle


async def _introduce(application: AnyApplication) -> None:
    try:
        await application.initialize()
    except InvalidToken as fault:
        raise UnknownToken from fault
    except TelegramError as fault:
        raise TelegramAway(cause=type(fault).__name__) from fault


def _worker(roles: Sequence[str], *, now: datetime) -> WorkerSeen:
    host, pid = socket.gethostname(), os.getpid()
    number = f"{host}:{pid}:{secrets.token_hex(4)}"
    return WorkerSeen(id=number, host=host, pid=pid, roles=tuple(roles), started_at=now, seen_at=now)


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop.set)
    return stop
