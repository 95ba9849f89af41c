"""Several phones, two languages, one keyboard, a small screen, and eyes that need contrast."""

import json
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.page.hands import OpenPhones, begin, bubble, phone_of, write
from tests.sandbox.page.table import BUDI, MALLORY, SITI

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

EYES = (Path(__file__).parent / "eyes.js").read_text()


async def test_two_phones_side_by_side_keep_their_own_conversations(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id)
    siti = phone_of(page, SITI.id)
    await begin(siti)

    await page.get_by_role("button", name="Tambah telepon Budi Santoso").click()
    budi = phone_of(page, BUDI.id)
    await begin(budi, "dari Budi")

    await expect(bubble(budi, "Gema: dari Budi")).to_be_visible()
    await expect(siti).to_be_visible()
    await expect(bubble(siti, "Gema: dari Budi")).to_have_count(0)


async def test_a_hidden_phone_is_marked_until_it_is_looked_at(open_phones: OpenPhones) -> None:
    page, elsewhere = await open_phones(SITI.id), await open_phones(BUDI.id)
    mark = page.locator(f'.person[data-person="{BUDI.id}"] .badge')
    await begin(phone_of(elsewhere, BUDI.id))

    await expect(mark).to_have_text("1pesan belum dibaca")
    await page.get_by_role("button", name="Budi Santoso", exact=False).first.click()

    await expect(mark).to_be_hidden()


async def test_a_draft_waits_while_one_looks_at_another_phone(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id)
    await begin(phone_of(page, SITI.id))
    await phone_of(page, SITI.id).get_by_label("Tulis pesan").fill("belum selesai")

    await page.locator(f'.person[data-person="{BUDI.id}"] .pick').click()
    await expect(phone_of(page, SITI.id)).to_have_count(0)
    await page.locator(f'.person[data-person="{SITI.id}"] .pick').click()

    await expect(phone_of(page, SITI.id).get_by_label("Tulis pesan")).to_have_value("belum selesai")


async def test_the_page_speaks_english_at_a_press_and_remembers(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id)

    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()
    await page.reload()

    await expect(page.get_by_role("button", name="START")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "en")


async def test_the_commands_follow_the_language_of_telegram(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id)
    phone = phone_of(page, SITI.id)
    await begin(phone)
    await phone.get_by_role("button", name="Menu perintah").click()
    await expect(phone.get_by_role("menuitem", name="/kartu")).to_be_visible()

    await phone.get_by_role("button", name="Pilihan lain").click()
    await phone.get_by_role("menuitem", name="Bahasa Telegram").click()
    await page.get_by_role("dialog").get_by_role("button", name="English").click()
    await phone.get_by_role("button", name="Menu perintah").click()

    await expect(phone.get_by_role("menuitem", name="/card")).to_be_visible()


async def test_a_whole_talk_needs_no_mouse(open_phones: OpenPhones) -> None:
    page = await open_phones()
    keys = page.keyboard
    await page.get_by_role("button", name="Siti Rahmawati Perawat").focus()
    await keys.press("Enter")
    await keys.press("Enter")  # START holds the focus
    phone = phone_of(page, SITI.id)
    await expect(bubble(phone, "Salam, tanpa undangan")).to_be_visible()
    await expect(phone.get_by_label("Tulis pesan")).to_be_focused()

    await keys.type("/ka")
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(bubble(phone, "Usulan untuk Ibu Siti")).to_be_visible()
    await _tab_back_to(page, "Rinci")
    await keys.press("Enter")

    await expect(bubble(phone, "Rincian usulan").get_by_role("button", name="Kembali")).to_be_focused()


async def _tab_back_to(page: Page, name: str) -> None:
    target = page.get_by_role("button", name=name)
    for _ in range(20):
        await page.keyboard.press("Shift+Tab")
        if await target.evaluate("node => node === document.activeElement"):
            return
    pytest.fail(f"Shift+Tab never reaches {name}.")


async def test_shift_and_enter_begin_a_new_line(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id)
    phone = phone_of(page, SITI.id)
    await begin(phone)

    await phone.get_by_label("Tulis pesan").press_sequentially("satu")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("dua")
    await page.keyboard.press("Enter")

    await expect(phone.locator(".message.out .text").last).to_have_text("satu\ndua", use_inner_text=True)


async def test_a_small_screen_holds_one_phone_and_a_way_back(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id, BUDI.id, viewport={"width": 390, "height": 760})

    await expect(phone_of(page, BUDI.id)).to_be_visible()
    await expect(phone_of(page, SITI.id)).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    await page.get_by_role("button", name="Kembali ke daftar orang").locator("visible=true").click()

    await expect(phone_of(page, BUDI.id)).to_have_count(0)


async def test_one_who_reads_above_is_not_pulled_down(open_phones: OpenPhones) -> None:
    phone = phone_of(await open_phones(SITI.id), SITI.id)
    await begin(phone, "baris\n" * 60)
    await expect(bubble(phone, "Gema: baris")).to_be_visible()
    log = phone.get_by_role("log")
    await log.hover()
    await phone.page.mouse.wheel(0, -5000)
    await expect(phone.get_by_role("button", name="Ke pesan terbaru")).to_be_visible()

    await phone.get_by_role("button", name="Ke pesan terbaru").click()

    await expect(phone.get_by_role("button", name="Ke pesan terbaru")).to_be_hidden()
    assert await log.evaluate("node => node.scrollHeight - node.scrollTop - node.clientHeight") < 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_can_be_read_and_every_control_has_a_name(
    open_phones: OpenPhones, scheme: str
) -> None:
    page = await open_phones(MALLORY.id, SITI.id, color_scheme=scheme, reduced_motion="reduce")
    phone = phone_of(page, SITI.id)
    await begin(phone, "/jajak")
    for command, shown in [("/foto", "Beban kerja"), ("/surat", "surat.txt"), ("/kartu", "Usulan")]:
        await write(phone, command)
        await expect(bubble(phone, shown)).to_be_visible()
    await phone.get_by_role("button", name="Menu perintah").click()

    seen = json.loads(await page.evaluate(EYES))

    assert seen["texts"] > 40
    assert seen["faint"] == []
    assert seen["nameless"] == []
