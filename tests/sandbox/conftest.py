from collections.abc import AsyncIterator

import pytest

from sandbox.clock import VirtualClock
from tests.sandbox.driver import BUDI, RINA, SITI, Driver, driving


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
async def fresh(clock: VirtualClock) -> AsyncIterator[Driver]:
    """A sandbox in which nobody has opened the bot yet."""
    async with driving(clock=clock) as driver:
        yield driver


@pytest.fixture
async def desk(fresh: Driver) -> Driver:
    """A sandbox in which everybody has started the bot."""
    await fresh.start(SITI, BUDI, RINA)
    return fresh
