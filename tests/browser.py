"""A real Chromium for tests. Without it they skip, unless SAPA_TEST_NOTHING_MISSING=1."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# Runs as root in a container, and talks to nobody but the server under test.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 15_000


def chromium_program() -> str:
    """Where Chromium is; skips or fails the test that asked when it is nowhere."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found:
        return found
    if os.environ.get("SAPA_TEST_NOTHING_MISSING") == "1":
        pytest.fail("Chromium is missing, and here nothing may be missing.")
    pytest.skip("Chromium is not installed.")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    program = chromium_program()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def open_page(browser: Browser, address: str, **context: Any) -> AsyncIterator[Page]:
    """A fresh profile at `address`; at the end no script may have failed or broken the content policy."""
    profile = await browser.new_context(**{"locale": "id-ID", **context})
    profile.set_default_timeout(PATIENCE_MS)
    page = await profile.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    try:
        await page.goto(address)
        yield page
    finally:
        await profile.close()
    assert faults == []
