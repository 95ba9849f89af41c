"""The closed form in a second tab, filled with the keyboard alone."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.journeys import pictures
from tests.journeys.small_phone import SMALL, press_text
from tests.journeys.words import label


async def open_form(phone: Locator) -> Page:
    """Press the link, agree to leave the chat, and stand in the other tab on a screen of the same size."""
    async with phone.page.context.expect_page() as opening:
        await press_text(phone, label("concern.button.open_form"))
        leave = label("sandbox.link.open")
        await phone.page.get_by_role("dialog").get_by_role("button", name=leave, exact=True).click()
    form = await opening.value
    await form.set_viewport_size(SMALL)
    await expect(form.get_by_role("heading", name=label("closed.title"))).to_be_visible()
    return form


async def tab_to(page: Page, place: Locator) -> None:
    for _ in range(6):
        await page.keyboard.press("Tab")
        if await place.evaluate("node => node === document.activeElement"):
            return
    pytest.fail("Tab never reaches it.")


async def picture_of_form(form: Page) -> None:
    """Of the whole page, as one scrolls through it."""
    if pictures.FOLDER is None:
        return
    await form.set_viewport_size({"width": SMALL["width"], "height": 1000})
    await pictures.picture(form, "closed-form")
    await form.set_viewport_size(SMALL)
    await form.get_by_label(label("closed.text")).focus()
