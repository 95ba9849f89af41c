"""A person's first day, from the printed address to their own transfer card, in a real browser."""

from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from bot.trial.cast import ANDI, BUDI, SITI
from tests.journeys.pictures import picture
from tests.journeys.product import Product, running
from tests.journeys.telephone import Telephone
from tests.journeys.walk import OpenTable, add_beside, link, open_letter, pick, press, sees, share_contact
from tests.journeys.words import label
from tests.sandbox.page.hands import bubble, write

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

TALL = {"width": 1280, "height": 1040}
HOME, GOAL = "UPTD Puskesmas Selensen", "UPTD Puskesmas Kemuning"


async def is_her_card(card: Locator) -> None:
    """From where, to where, and that nothing is decided yet."""
    said = await card.inner_text()
    sides = said.index(HOME), said.index(GOAL)
    assert sides == tuple(sorted(sides))
    assert label("transfer.card.proposed") in said
    assert SITI.name in said


async def test_siti_comes_from_her_letter_to_her_transfer_card(tmp_path: Path, open_table: OpenTable) -> None:
    """In an empty folder, with one command."""
    with running(tmp_path) as product:
        phone = await pick(await open_table(product, viewport=TALL), SITI)
        code = await open_letter(phone)
        await sees(phone, "linking.notice.short")
        await press(phone, "linking.button.agree")
        await sees(phone, "linking.phone")
        await share_contact(phone)
        await sees(phone, "linking.code")
        await write(phone, code)
        await sees(phone, "linking.done")
        await picture(phone, "linking")
        await press(phone, "language.id")
        await sees(phone, "menu.linked")

        await press(phone, "button.card")

        card = await sees(phone, "transfer.card.proposed")
        await is_her_card(card)
        await picture(phone, "card", top=card)


async def test_every_button_of_the_menu_leads_somewhere_and_back(
    trial: Product, siti: Telephone, open_table: OpenTable
) -> None:
    phone = await pick(await open_table(trial), siti.who)
    for button, screen in (
        ("button.contact", "contact.text"),
        ("button.card", "transfer.card.proposed"),
        ("button.more", "menu.more"),
        ("button.profile", "profile.text"),
        ("button.help", "help.text"),
    ):
        await write(phone, "/menu")
        await sees(phone, "menu.linked")
        if screen in {"profile.text", "help.text"}:
            await press(phone, "button.more")
        await press(phone, button)
        await sees(phone, screen)


async def test_the_language_changes_and_changes_back(
    trial: Product, siti: Telephone, open_table: OpenTable
) -> None:
    phone = await pick(await open_table(trial, viewport=TALL), siti.who)
    await write(phone, "/bahasa")
    await press(phone, "language.en")
    await sees(phone, "menu.linked", "en")
    await write(phone, "/transfer")
    card = await sees(phone, "transfer.card.proposed", "en")
    await picture(phone, "card-english", top=card, language="en")

    await write(phone, "/language")
    await sees(phone, "language.ask", "en")
    await press(phone, "language.id", "en")
    await write(phone, "/profil")

    await sees(phone, "profile.text")


async def test_andi_reads_in_english_that_there_is_no_proposal(
    new_trial: Product, open_table: OpenTable
) -> None:
    page = await open_table(new_trial, viewport=TALL)
    Telephone(new_trial.address, SITI).links()
    siti = await pick(page, SITI)
    await write(siti, "/mutasi")
    await sees(siti, "transfer.card.proposed")
    andi = await add_beside(page, ANDI)
    await link(andi, "en")
    await press(andi, "language.en", "en")
    await press(andi, "button.card", "en")

    none = await sees(andi, "transfer.none", "en")

    await picture(page, "side-by-side")
    await expect(none).to_contain_text(ANDI.name)
    await expect(bubble(andi, GOAL)).to_have_count(0)


async def test_a_stranger_reads_the_same_refusal_whatever_does_not_fit(
    new_trial: Product, open_table: OpenTable
) -> None:
    """Budi with Siti's link and code from his own telephone, and Siti with a code that is not hers."""
    siti, budi = Telephone(new_trial.address, SITI), Telephone(new_trial.address, BUDI)
    token, code = siti.letter
    page = await open_table(new_trial)
    told = []
    for telephone, typed in ((siti, budi.letter[1]), (budi, code)):
        phone = await pick(page, telephone.who)
        telephone.does("start", payload=token)
        await press(phone, "linking.button.agree")
        await share_contact(phone)
        await sees(phone, "linking.code")
        await write(phone, typed)
        refusal = await sees(phone, "refusal.linking_failed")
        told.append(await refusal.locator(".text").inner_text())

    assert told[0] == told[1]
    await write(phone, "/mutasi")
    await expect(bubble(phone, GOAL)).to_have_count(0)


async def test_after_a_stop_and_a_start_everything_is_as_it_was(
    new_trial: Product, open_table: OpenTable
) -> None:
    siti = Telephone(new_trial.address, SITI)
    siti.links()
    before = [one["message_id"] for one in siti.chat["messages"]]
    assert new_trial.stop() == 0

    with running(new_trial.folder) as again:
        after = [one["message_id"] for one in Telephone(again.address, SITI).chat["messages"]]
        phone = await pick(await open_table(again), SITI)
        await sees(phone, "linking.done")
        await press(phone, "language.id")
        await press(phone, "button.card")

        await is_her_card(await sees(phone, "transfer.card.proposed"))
        assert after == before
