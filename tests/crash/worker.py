"""A worker process: the product's own parts, warmed before the fork, with a handler that counts."""

import asyncio
import logging
import os
import secrets
import signal
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text
from telegram import Update

from bot import mailbox, sweeper
from bot.intake import Intake, keep
from bot.mailbox import Mailbox
from bot.polled_bot import PolledBot
from bot.postman import Postman
from bot.posts import Post
from bot.settings import read_settings
from bot.sweeper import Sweeper, begin_alone
from bot.wall_clock import wall_now
from bot.wiring import build_application, build_office
from domain.leases import WorkerSeen
from domain.outbox import Lane, Message, Pacing
from domain.work import StoreAway
from handlers.office import Office
from locales.words import Words
from storage.database import open_engine
from storage.hour_keys import HourKeys
from storage.inbox import Line
from storage.store import SqlStore
from storage.vault import Key, Vault
from tests.crash.bugs import plant
from tests.crash.duties import Diary, hurry_posts
from tests.crash.plan import Plan
from tests.crash.watching import note_starts, watch_connections

BOT_ID = 700001
TOKEN = f"{BOT_ID}:an-invented-token-of-no-bot"
# Loaded once in the process that all workers are forked from.
WORDS = Words.load()
SETTINGS = read_settings({})
_SLOW = 0.02


def work(plan: Plan) -> None:
    """Serve until SIGTERM, or until killed."""
    logging.basicConfig(filename=Path(plan.folder) / "workers.log", level=logging.INFO)
    plant(plan.bug)
    hurry_posts(plan.hurry)
    if plan.watched:
        watch_connections(Path(plan.folder))
    mailbox.LEASE = timedelta(seconds=plan.lease)
    sweeper._EVERY = plan.sweep_every
    sweeper.GONE_AFTER = timedelta(seconds=plan.gone_after)
    asyncio.run(_serve(plan))


def open_store(plan: Plan) -> SqlStore:
    engine = open_engine(plan.database)
    keys = HourKeys(Path(plan.folder) / "hour_keys", engine)
    return SqlStore(engine, Vault([Key(bytes(32))]), Line(BOT_ID, keys))


async def _serve(plan: Plan) -> None:
    store = open_store(plan)
    office = build_office(store, WORDS, SETTINGS, username="kemuning_bot")
    bot, _ = build_application(TOKEN, plan.api, at_once=200)
    note_starts(Path(plan.folder))
    if store.engine.dialect.name == "sqlite":
        begin_alone(store, now=office.clock())
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    seen = _seen(plan, office)
    sweeper = Sweeper(office, seen, settle_after=timedelta(seconds=plan.settle_after))
    await sweeper.begin(stop)
    over = asyncio.Event()
    async with asyncio.TaskGroup() as signs:
        if "sweeper" in plan.roles:
            signs.create_task(sweeper.run(over))
        async with asyncio.TaskGroup() as group:
            for run in _parts(plan, office, bot, seen.id):
                group.create_task(run(stop))
        over.set()


def _seen(plan: Plan, office: Office) -> WorkerSeen:
    owner, now = f"{os.getpid()}:{secrets.token_hex(4)}", office.clock()
    return WorkerSeen(id=owner, host="here", pid=os.getpid(), roles=plan.roles, started_at=now, seen_at=now)


def _parts(plan: Plan, office: Office, bot: PolledBot, owner: str) -> list[Callable[[asyncio.Event], Any]]:
    pacing = Pacing(rate=plan.rate, broadcast_rate=plan.rate * 25 / 30)
    alone = plan.database.startswith("sqlite")
    postman = Postman(bot.direct, office, owner=owner, pacing=pacing, alone=alone)
    box = Mailbox(bot, office, counting(office, plan, postman.nudge), owner=owner, bot_id=BOT_ID)
    intake = Intake(bot, office, box.nudge)
    poller = Post("poller", office, owner=owner, duty=lambda over, _lease: intake.run(over))
    diary = Post("clock", office, owner=owner, duty=Diary(office, owner).keep)
    parts: dict[str, Callable[[asyncio.Event], Any]] = {
        "intake": poller.run,
        "pushed": Pushed(bot, office, box.nudge).run,
        "mailbox": box.run,
        "postman": postman.run,
        "diary": diary.run,
    }
    return [parts[role] for role in plan.roles if role in parts]


def counting(office: Office, plan: Plan, nudge: Callable[[], None]) -> Callable[[Update], Awaitable[None]]:
    """A handler whose one effect is a row, and whose one message an answer."""

    async def handle(update: Update) -> None:
        if update.update_id == plan.poison:
            os.kill(os.getpid(), signal.SIGKILL)
        await asyncio.sleep(_SLOW)
        await office.run(lambda: count(office, update))
        nudge()

    return handle


def count(office: Office, update: Update) -> None:
    assert update.effective_user is not None
    person, number = update.effective_user.id, update.update_id
    with office.store.write() as work:
        work._connection.execute(  # type: ignore[attr-defined] # an effect that no repository of the product knows
            text("INSERT INTO effect (update_id, person) VALUES (:number, :person)"),
            {"number": number, "person": person},
        )
        work.outbox.put(message(f"answer:{number}", person, lane=Lane.INTERACTIVE), now=wall_now())
        work.commit()


def message(unique: str, chat_id: int, **rules: Any) -> Message:
    """A message whose words name its row."""
    named: dict[str, str | int] = {"name": f"#{unique}#"}
    return Message(
        unique=unique, chat_id=chat_id, language="id", text_key="people.addressee", facts=named, **rules
    )


class Pushed:
    """What a webhook does: keep each batch, then say so."""

    def __init__(self, bot: PolledBot, office: Office, accepted: Callable[[], None]) -> None:
        self._bot = bot
        self._office = office
        self._accepted = accepted

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            batch = await self._bot.direct.send("offer", {})
            try:
                await self._office.run(lambda batch=batch: keep(self._office.store, batch, now=wall_now()))  # type: ignore[misc] # mypy knows no default in a lambda
            except StoreAway:
                await asyncio.sleep(_SLOW)  # a webhook answers 503, and Telegram comes again
                continue
            self._accepted()
            await self._bot.direct.send("accept", {"update_ids": [one["update_id"] for one in batch]})
