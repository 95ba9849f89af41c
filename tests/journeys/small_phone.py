"""The narrowest screen that people still carry, and what a hand does on it."""

import re

from playwright.async_api import FilePayload, Locator, Page, ViewportSize, expect

from tests.journeys import pictures
from tests.journeys.product import Product
from tests.journeys.telephone import Telephone
from tests.journeys.walk import OpenTable, pick, sees
from tests.journeys.words import label
from tests.sandbox.page.hands import bubble

SMALL: ViewportSize = {"width": 360, "height": 640}
PDF: FilePayload = {
    "name": "surat-bertanda-tangan.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7 surat",
}
_FOR_PICTURES: ViewportSize = {"width": 1280, "height": 1040}
_CUT = """() => [...document.querySelectorAll("p, h1, textarea, input, .log, .bubble, .text, .inline button")]
    .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1)
    .map((node) => node.textContent.trim().slice(0, 60))"""


async def takes_up(open_table: OpenTable, trial: Product, siti: Telephone, command: str) -> Locator:
    """Her phone in a small window, where this has just been answered."""
    siti.asks(command)
    return await pick(await open_table(trial, viewport=SMALL), siti.who)


async def shows(phone: Locator, key: str, language: str = "id") -> Locator:
    """The screen is there, and all of it can be read."""
    shown = await sees(phone, key, language)
    await fits(phone)
    return shown


async def fits(place: Page | Locator) -> None:
    """Nothing is wider than the screen, and no word is cut off."""
    page = place.page if isinstance(place, Locator) else place
    wide = await page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1], f"the page scrolls sideways: {wide}"
    assert await page.evaluate(_CUT) == []


async def press_text(phone: Locator, text: str) -> None:
    """Press the newest button that says this, whatever the page adds for those who listen to it."""
    await phone.locator(".inline button", has=phone.page.get_by_text(text, exact=True)).last.click()


async def hand_over(phone: Locator, file: FilePayload, language: str = "id") -> None:
    """Send a file as the paper clip does."""
    page = phone.page
    await phone.get_by_role("button", name=label("sandbox.compose.attach", language)).click()
    async with page.expect_file_chooser() as choosing:
        await phone.get_by_role("menuitem", name=label("sandbox.attach.file", language)).click()
    await (await choosing.value).set_files(file)
    send = label("sandbox.compose.send", language)
    await page.get_by_role("dialog").get_by_role("button", name=send, exact=True).click()


async def is_given(phone: Locator, name: str) -> Locator:
    """The document of this name, in the message that carries it."""
    link = phone.get_by_role("link", name=name).last
    await expect(link).to_be_visible()
    return bubble(phone, name).last


async def portrait(phone: Locator, name: str, *, top: Locator) -> None:
    """A picture for the guides, where one is wanted: of the whole telephone, with this message uppermost."""
    if pictures.FOLDER is None:
        return
    await phone.page.set_viewport_size(_FOR_PICTURES)
    await pictures.picture(phone, name, top=top)
    await phone.page.set_viewport_size(SMALL)


def number_in(text: str, kind: re.Pattern[str]) -> str:
    found = kind.search(text)
    assert found, text
    return found.group()
