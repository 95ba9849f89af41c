"""The chat page in a real browser, against the real sandbox and a bot on the other end."""

import anyio
import pytest
from playwright.async_api import expect

from tests.sandbox.page.hands import OpenPhones, begin, bubble, phone_of, write
from tests.sandbox.page.table import BUDI, MALLORY, SITI, picture

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def test_what_one_types_is_answered(open_phones: OpenPhones) -> None:
    phone = phone_of(await open_phones(SITI.id), SITI.id)
    await begin(phone)

    await write(phone, "kapan SK keluar")

    await expect(phone.locator(".message.out", has_text="kapan SK keluar")).to_be_visible()
    await expect(bubble(phone, "Gema: kapan SK keluar")).to_be_visible()


async def test_the_invitation_link_carries_its_payload(open_phones: OpenPhones) -> None:
    phone = phone_of(await open_phones(SITI.id), SITI.id)

    await phone.get_by_role("button", name="Surat undangan").click()
    await phone.get_by_role("button", name="Buka tautan undangan").click()

    await expect(bubble(phone, "Salam, undangan-77")).to_be_visible()


async def test_the_code_on_the_letter_can_be_copied(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id, permissions=["clipboard-read", "clipboard-write"])

    await page.get_by_role("button", name="Surat undangan").click()
    await page.get_by_role("button", name="Salin").click()

    await expect(page.get_by_text("Tersalin")).to_be_attached()
    assert await page.evaluate("navigator.clipboard.readText()") == "K7Q2-M9TX"


async def test_a_pressed_button_changes_the_message_in_its_place(open_phones: OpenPhones) -> None:
    phone = phone_of(await open_phones(SITI.id), SITI.id)
    await begin(phone, "/kartu")
    card = bubble(phone, "Usulan untuk Ibu Siti")
    number = await card.get_attribute("data-id")

    await card.get_by_role("button", name="Rinci").click()

    changed = bubble(phone, "Rincian usulan")
    await expect(changed.get_by_text("diedit")).to_be_visible()
    assert await changed.get_attribute("data-id") == number


async def test_a_deleted_message_is_gone(open_phones: OpenPhones) -> None:
    phone = phone_of(await open_phones(SITI.id), SITI.id)
    await begin(phone, "/kartu")
    card = bubble(phone, "Usulan untuk Ibu Siti")

    await card.get_by_role("button", name="Hapus").click()

    await expect(card).to_have_count(0)


async def test_an_answer_passes_by_or_waits_for_its_reader(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id)
    await begin(phone_of(page, SITI.id), "/kartu")

    await page.get_by_role("button", name="Ingat").click()
    await expect(page.locator(".toast")).to_have_text("Sudah dicatat")
    await page.get_by_role("button", name="Awas").click()

    await expect(page.get_by_role("dialog")).to_contain_text("Perhatian")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_the_number_is_shared_only_after_a_question(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id)
    phone = phone_of(page, SITI.id)
    await begin(phone)

    await phone.get_by_role("button", name="Bagikan nomor").click()
    await expect(page.get_by_role("dialog")).to_contain_text(SITI.phone)
    await page.get_by_role("button", name="Bagikan", exact=True).click()

    await expect(bubble(phone, f"Nomor diterima: {SITI.phone}")).to_be_visible()
    await expect(phone.get_by_role("button", name="Bagikan nomor")).to_have_count(0)


async def test_somebody_elses_contact_can_be_sent(open_phones: OpenPhones) -> None:
    phone = phone_of(await open_phones(SITI.id), SITI.id)
    await begin(phone)

    await phone.get_by_role("button", name="Lampirkan").click()
    await phone.get_by_role("menuitem", name="Kirim kontak Budi Santoso").click()

    await expect(bubble(phone, f"Nomor diterima: {BUDI.phone}")).to_be_visible()


async def test_a_picture_is_shown(open_phones: OpenPhones) -> None:
    phone = phone_of(await open_phones(SITI.id), SITI.id)
    await begin(phone, "/foto")

    image = bubble(phone, "Beban kerja").get_by_role("img", name="Beban kerja")

    await expect(image).to_be_visible()
    await expect(image).to_have_js_property("naturalWidth", 320)


async def test_a_document_is_saved_as_it_was_sent(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id)
    await begin(phone_of(page, SITI.id), "/surat")

    async with page.expect_download() as saving:
        await page.get_by_role("link", name="surat.txt").click()
    saved = await saving.value

    assert saved.suggested_filename == "surat.txt"
    assert await anyio.Path(await saved.path()).read_text() == "Isi surat usulan"


@pytest.mark.parametrize(("as_file", "heard"), [(False, "Diterima: foto"), (True, "Diterima: denah.png")])
async def test_a_picture_goes_out_as_photo_or_as_file(
    open_phones: OpenPhones, *, as_file: bool, heard: str
) -> None:
    page = await open_phones(SITI.id)
    phone = phone_of(page, SITI.id)
    await begin(phone)

    await phone.get_by_role("button", name="Lampirkan").click()
    async with page.expect_file_chooser() as choosing:
        await phone.get_by_role("menuitem", name="Foto atau berkas").click()
    chooser = await choosing.value
    await chooser.set_files({"name": "denah.png", "mimeType": "image/png", "buffer": picture()})
    await page.get_by_label("Kirim sebagai berkas").set_checked(as_file)
    await page.get_by_role("dialog").get_by_role("button", name="Kirim").click()

    await expect(bubble(phone, heard)).to_be_visible()


async def test_a_vote_shows_the_figures_and_can_be_taken_back(open_phones: OpenPhones) -> None:
    phone = phone_of(await open_phones(SITI.id), SITI.id)
    await begin(phone, "/jajak")
    poll = bubble(phone, "Apakah jelas?")

    await poll.get_by_role("button", name="Jelas", exact=True).click()
    await expect(poll).to_contain_text("100%")
    await poll.get_by_role("button", name="Tarik suara").click()

    await expect(poll.get_by_role("button", name="Jelas", exact=True)).to_be_visible()


async def test_a_blocked_bot_hears_nothing_until_unblocked(open_phones: OpenPhones) -> None:
    page = await open_phones(SITI.id)
    phone = phone_of(page, SITI.id)
    await begin(phone)

    await phone.get_by_role("button", name="Pilihan lain").click()
    await phone.get_by_role("menuitem", name="Blokir bot").click()
    await page.get_by_role("dialog").get_by_role("button", name="Blokir bot").click()
    await expect(phone.get_by_label("Tulis pesan")).to_have_count(0)
    await phone.get_by_role("button", name="Buka blokir").click()
    await write(phone, "halo lagi")

    await expect(bubble(phone, "Gema: halo lagi")).to_be_visible()


async def test_a_tapped_spoiler_opens(open_phones: OpenPhones) -> None:
    phone = phone_of(await open_phones(SITI.id), SITI.id)
    await begin(phone, "/kartu")
    secret = phone.locator(".spoiler")

    await expect(secret.locator(".spoiler-text")).to_have_css("opacity", "0")
    await secret.click()

    await expect(secret.locator(".spoiler-text")).to_have_css("opacity", "1")


async def test_hostile_text_stays_text(open_phones: OpenPhones) -> None:
    page = await open_phones(MALLORY.id)
    phone = phone_of(page, MALLORY.id)
    await begin(phone, "<img src=x onerror=alert(3)>")

    await expect(bubble(phone, "Gema: <img src=x onerror=alert(3)>")).to_be_visible()
    await expect(page.get_by_role("heading", name=MALLORY.first_name)).to_be_visible()
    await expect(page.locator("img")).to_have_count(0)
