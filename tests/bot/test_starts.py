"""A strict server counts the starts of every second, also when the loop wakes late."""

import asyncio
import random

import pytest

from bot.starts import Starts
from domain.pace import STARTS_WITHIN
from tests.virtual_time import this_loop, virtually

_ROUNDING = 1e-9
_APART = STARTS_WITHIN.total_seconds() / 30


def most_in_a_second(times: list[float]) -> int:
    return max(sum(0 <= one - begin < 1.0 - _ROUNDING for one in times) for begin in times)


def test_starts_that_are_planned_apart_keep_their_plan() -> None:
    async def play() -> list[float]:
        starts, times = Starts(30), []
        for number in range(90):
            async with starts.turn(number * _APART):
                times.append(this_loop().time())
        return times

    assert virtually(play()) == pytest.approx([number * _APART for number in range(90)])


def test_a_loop_that_wakes_late_never_crowds_a_second() -> None:
    luck = random.Random(3)

    async def play() -> list[float]:
        starts, times = Starts(30), []

        async def one(at: float) -> None:
            async with starts.turn(at) as begun:
                begun()
                times.append(this_loop().time())
            this_loop().stand_still(luck.choice([0.0] * 20 + [0.001, 0.05, 0.3]))

        async with asyncio.TaskGroup() as group:
            for number in range(300):
                group.create_task(one(number / 30))
        return times

    times = virtually(play())

    assert len(times) == 300
    assert most_in_a_second(times) == 30


def test_what_had_to_open_a_connection_first_counts_from_its_first_byte() -> None:
    async def play() -> list[float]:
        starts, times = Starts(30), []

        async def one(at: float, *, opens: bool) -> None:
            async with starts.turn(at) as begun:
                if opens:
                    await asyncio.sleep(0.05)
                begun()
                times.append(this_loop().time())

        async with asyncio.TaskGroup() as group:
            for number in range(60):
                group.create_task(one(number * _APART, opens=number < 10))
        return times

    assert most_in_a_second(virtually(play())) == 30


def test_a_start_that_is_overtaken_on_its_way_is_counted_where_it_really_begins() -> None:
    """Some open a connection first, for as long as it takes; others that came later begin before them."""
    luck = random.Random(5)

    async def play() -> list[float]:
        starts, times = Starts(30), []

        async def one(at: float) -> None:
            async with starts.turn(at) as begun:
                await asyncio.sleep(luck.choice([0.0] * 6 + [0.004, 0.03, 0.4]))
                begun()
                times.append(this_loop().time())

        async with asyncio.TaskGroup() as group:
            for number in range(600):
                group.create_task(one(number * _APART))
        return times

    times = virtually(play())

    assert len(times) == 600
    assert most_in_a_second(sorted(times)) <= 30


def test_a_call_that_never_began_gives_its_place_back() -> None:
    async def play() -> float:
        starts = Starts(2)
        for _ in range(4):
            async with starts.turn(0.0):
                pass
        return this_loop().time()

    assert virtually(play()) == 0.0
