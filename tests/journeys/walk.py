"""What a hand does on the trial's page, in the words that the page shows."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Locator, Page, expect

from bot.trial.cast import CastMember
from tests.journeys.words import label
from tests.sandbox.page.hands import bubble, phone_of, write

OpenTable = Callable[..., Awaitable[Page]]


async def pick(page: Page, who: CastMember) -> Locator:
    """Take up the telephone of somebody in the cast."""
    await page.locator(f'.person[data-person="{who.telegram_id}"] .pick').click()
    phone = phone_of(page, who.telegram_id)
    await expect(phone).to_be_visible()
    return phone


async def add_beside(page: Page, who: CastMember) -> Locator:
    await page.locator(f'.person[data-person="{who.telegram_id}"] .beside').click()
    return phone_of(page, who.telegram_id)


async def sees(phone: Locator, key: str, language: str = "id") -> Locator:
    """Wait for the newest message with these words."""
    found = bubble(phone, label(key, language)).last
    await expect(found).to_be_visible()
    return found


async def press(phone: Locator, key: str, language: str = "id") -> None:
    await phone.locator(".inline").get_by_role("button", name=label(key, language), exact=True).last.click()


async def open_letter(phone: Locator) -> str:
    """Press the link printed on the letter and return the code beside it."""
    await phone.get_by_role("button", name=label("sandbox.letter.title")).click()
    code = await phone.locator(".letter-line code").inner_text()
    await phone.get_by_role("button", name=label("sandbox.letter.open")).click()
    return code


async def share_contact(phone: Locator, language: str = "id") -> None:
    await phone.get_by_role("button", name=label("linking.button.contact", language)).click()
    dialog = phone.page.get_by_role("dialog")
    await dialog.get_by_role("button", name=label("sandbox.contact.share"), exact=True).click()


async def link(phone: Locator, language: str = "id") -> None:
    """From the letter to the choice of a language."""
    code = await open_letter(phone)
    await sees(phone, "linking.notice.short", language)
    await press(phone, "linking.button.agree", language)
    await sees(phone, "linking.phone", language)
    await share_contact(phone, language)
    await sees(phone, "linking.code", language)
    await write(phone, code)
    await sees(phone, "linking.done", language)
