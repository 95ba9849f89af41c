"""What a hand does on the chat page."""

import re
from collections.abc import Awaitable, Callable

from playwright.async_api import Locator, Page, expect

OpenPhones = Callable[..., Awaitable[Page]]


def phone_of(page: Page, person: int) -> Locator:
    return page.locator(f'.phone[data-person="{person}"]')


def bubble(place: Page | Locator, text: str | re.Pattern[str]) -> Locator:
    return place.locator(".message.in", has_text=text)


async def write(phone: Locator, text: str) -> None:
    field = phone.get_by_label("Tulis pesan")
    await field.fill(text)
    await field.press("Enter")


async def begin(phone: Locator, command: str = "") -> None:
    await phone.get_by_role("button", name="MULAI").click()
    await expect(bubble(phone, "Salam, tanpa undangan")).to_be_visible()
    if command:
        await write(phone, command)
