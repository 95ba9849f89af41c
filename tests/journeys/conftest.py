"""A running trial, and a browser to walk through it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.trial.cast import SITI
from tests.browser import PATIENCE_MS, chromium, open_page
from tests.journeys.product import Product, filled, running
from tests.journeys.telephone import Telephone
from tests.journeys.walk import OpenTable

# A busy machine is no fault of the product.
expect.set_options(timeout=PATIENCE_MS)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """One trial for the tests that leave it as they found it."""
    with running(filled(tmp_path_factory.mktemp("data"))) as product:
        yield product


@pytest.fixture
def new_trial(tmp_path: Path) -> Iterator[Product]:
    """A trial in which nobody has done anything yet."""
    with running(filled(tmp_path / "data")) as product:
        yield product


@pytest.fixture
def siti(trial: Product) -> Telephone:
    """Siti's telephone, linked."""
    telephone = Telephone(trial.address, SITI)
    if not telephone.received:
        telephone.links()
    return telephone


@pytest_asyncio.fixture(loop_scope="module")
async def open_table(browser: Browser) -> AsyncIterator[OpenTable]:
    """Opens the printed address in a fresh browser profile."""
    async with AsyncExitStack() as stack:

        async def opened(product: Product, **context: object) -> Page:
            return await stack.enter_async_context(open_page(browser, f"{product.address}/", **context))

        yield opened
