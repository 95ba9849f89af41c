"""The small signs of a chat: typing, protection, quotations, times, links, and a lost connection."""

import pytest
from playwright.async_api import Browser, expect

from tests.sandbox.page.hands import OpenPhones, begin, bubble, phone_of, write
from tests.sandbox.page.table import SITI

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def test_typing_shows_until_the_answer_comes(open_phones: OpenPhones) -> None:
    phone = phone_of(await open_phones(SITI.id), SITI.id)
    await begin(phone, "/ketik")
    await expect(phone.locator(".status")).to_have_text("mengetik")

    await write(phone, "jadi")

    await expect(bubble(phone, "Gema: jadi")).to_be_visible()
    await expect(phone.locator(".status")).to_have_text("bot")


async def test_a_protected_message_says_so(open_phones: OpenPhones) -> None:
    phone = phone_of(await open_phones(SITI.id), SITI.id)
    await begin(phone, "/tanda")

    await expect(bubble(phone, "Dasar hukumnya").get_by_title("Terlindung")).to_be_visible()


async def test_a_long_quotation_opens_and_closes(open_phones: OpenPhones) -> None:
    phone = phone_of(await open_phones(SITI.id), SITI.id)
    await begin(phone, "/tanda")
    quote = phone.locator("blockquote")
    folded = await quote.evaluate("node => node.offsetHeight")

    await quote.get_by_role("button", name="Selengkapnya").click()
    opened = await quote.evaluate("node => node.offsetHeight")
    await quote.get_by_role("button", name="Ringkas").click()

    assert opened > folded
    await expect(quote).to_have_js_property("offsetHeight", folded)


async def test_a_moment_reads_in_ones_own_zone_and_language(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id, timezone_id="Asia/Jayapura")
    await begin(phone_of(page, SITI.id), "/tanda")

    await expect(page.locator(".text time")).to_have_text("21 September 2026")


async def test_a_link_to_the_bot_itself_opens_it_here(open_phones: OpenPhones) -> None:
    phone = phone_of(await open_phones(SITI.id), SITI.id)
    await begin(phone, "/tanda")

    await phone.get_by_role("link", name="undangan").click()

    await expect(bubble(phone, "Salam, dari-tautan")).to_be_visible()


async def test_a_link_outside_is_asked_about_first(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id)
    await begin(phone_of(page, SITI.id), "/tanda")

    await page.get_by_role("link", name="panduan").click()

    await expect(page.get_by_role("dialog")).to_contain_text("https://contoh.go.id/panduan")


async def test_a_copy_button_fills_the_clipboard(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id, permissions=["clipboard-read", "clipboard-write"])
    await begin(phone_of(page, SITI.id), "/kartu")

    await page.get_by_role("button", name="Salin").click()

    await expect(page.get_by_text("Tersalin")).to_be_attached()
    assert await page.evaluate("navigator.clipboard.readText()") == "N-123"


async def test_a_lost_connection_is_said(browser: Browser, address: str) -> None:
    page = await browser.new_page(locale="id-ID")
    await page.route("**/phone/events", lambda route: route.abort())

    await page.goto(address)

    await expect(page.get_by_text("Sambungan ke sandbox terputus")).to_be_visible()
    await page.close()


async def test_a_link_opened_on_a_blocking_phone_unblocks_first(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id)
    phone = phone_of(page, SITI.id)
    await begin(phone)
    await page.evaluate("fetch('/phone/9001/block', {method: 'POST', body: '{\"blocked\": true}'})")
    await expect(phone.get_by_role("button", name="Buka blokir")).to_be_visible()

    await phone.get_by_role("button", name="Surat undangan").click()
    await page.get_by_role("button", name="Buka tautan undangan").click()

    await expect(bubble(phone, "Salam, undangan-77")).to_be_visible()
