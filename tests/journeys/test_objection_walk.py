"""After the decree, on a small phone: the clock, the letter, the signed copy, the receipt."""

import json
import re

import pytest
from playwright.async_api import expect

from bot.trial.cast import HASAN, RINA, SITI
from tests.journeys.product import Product, sapa
from tests.journeys.small_phone import (
    PDF,
    fits,
    hand_over,
    is_given,
    number_in,
    portrait,
    press_text,
    shows,
    takes_up,
)
from tests.journeys.telephone import Telephone
from tests.journeys.walk import OpenTable, press
from tests.journeys.words import label, worded
from tests.sandbox.page.hands import write

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

GROUNDS = "Masa tugas di unit asal dihitung tanpa cuti di luar tanggungan."
TO_THE_DECREE = (("board", RINA), ("ppk_approved", HASAN), ("pertek", RINA), ("decree", HASAN))
HANDED_IN = re.compile(r"KBR-[0-9A-Z]{4}-[0-9A-Z]{4}")


def decree(trial: Product) -> None:
    """HR records each step of Siti's proposal, up to the decree."""
    listed = sapa(trial.folder, "proposal", "list", "1", "--by", RINA.nip, "--json")
    assert listed.returncode == 0, listed.stderr
    number = next(one["proposal"] for one in json.loads(listed.stdout) if SITI.name in one["name"])
    for status, officer in TO_THE_DECREE:
        moved = sapa(trial.folder, "proposal", "move", str(number), status, "--by", officer.nip)
        assert moved.returncode == 0, moved.stderr


async def test_after_the_decree_siti_hands_in_a_signed_letter_and_keeps_the_receipt(
    new_trial: Product, open_table: OpenTable
) -> None:
    siti = Telephone(new_trial.address, SITI)
    siti.links()
    decree(new_trial)
    phone = await takes_up(open_table, new_trial, siti, "/mutasi")
    await shows(phone, "transfer.card.decided")
    await press(phone, "button.objection")
    clock = await shows(phone, "objection.home")
    await expect(clock).to_contain_text("Batas aman")
    await portrait(phone, "objection", top=clock)

    await press(phone, "objection.button.write")
    await shows(phone, "objection.form.grounds")
    await press_text(phone, worded("objection.button.ground.data", mark="☐"))
    await expect(phone.locator(".inline button", has_text="☑")).to_have_count(1)
    await press(phone, "objection.button.next")
    await shows(phone, "objection.form.number")
    await write(phone, "800.1.3.1/27/2026")
    await shows(phone, "objection.form.reasons")
    await write(phone, GROUNDS)
    await shows(phone, "objection.form.taken.reasons")
    await press(phone, "objection.button.next")
    await shows(phone, "objection.form.documents")
    await press(phone, "objection.button.skip")
    await shows(phone, "objection.form.request")
    await press(phone, "objection.request.review")
    await shows(phone, "objection.form.check")
    await press(phone, "objection.button.make")
    await is_given(phone, "surat-keberatan.pdf")
    await fits(phone)

    await press(phone, "objection.button.hand_in")
    await shows(phone, "objection.signed.ask")
    await hand_over(phone, PDF)
    await shows(phone, "objection.signed.taken")
    await press(phone, "objection.button.submit")
    await shows(phone, "objection.confirm.chat")
    await press(phone, "objection.button.submit_yes")
    submitted = await shows(phone, "objection.state.submitted")
    number = number_in(await submitted.inner_text(), HANDED_IN)
    await portrait(phone, "receipt", top=submitted)
    await press(phone, "objection.button.receipt")

    receipt = await is_given(phone, f"tanda-terima-{number}.pdf")
    await expect(receipt).to_contain_text(label("objection.receipt.sent"))
