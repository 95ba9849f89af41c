"""Fixtures for looking at the chat page."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.browser import chromium, open_page
from tests.sandbox.page.hands import OpenPhones
from tests.sandbox.page.table import page_table


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


@pytest.fixture
def address() -> Iterator[str]:
    with page_table() as served:
        yield served


@pytest_asyncio.fixture(loop_scope="module")
async def open_phones(browser: Browser, address: str) -> AsyncIterator[OpenPhones]:
    """Opens the page with the phones of these people on the table."""
    async with AsyncExitStack() as stack:

        async def opened(*ids: int, **context: object) -> Page:
            place = f"{address}/#{'+'.join(map(str, ids))}"
            return await stack.enter_async_context(open_page(browser, place, **context))

        yield opened
