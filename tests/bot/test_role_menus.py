"""Menus in step with the roles, for as long as the process serves."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from telegram import Bot

from bot.role_menus import RoleMenus
from domain.work import StoreAway
from handlers.office import Office
from tests.chat import TOKEN, Wire
from tests.virtual_time import this_loop, virtually

T = TypeVar("T")


def test_a_database_that_goes_away_is_waited_out(office: Office) -> None:
    wire = Wire()

    async def run(call: Callable[[], T]) -> T:
        if this_loop().time() < 60:
            raise StoreAway("away")
        return call()

    async def play() -> None:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(RoleMenus(Bot(TOKEN, request=wire), replace(office, run=run)).run(stop))
            await asyncio.sleep(59)
            assert wire.calls == []
            await asyncio.sleep(10)
            stop.set()

    virtually(play())

    assert {method for method, _ in wire.calls} == {"setMyCommands"}
