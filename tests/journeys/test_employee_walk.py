"""Siti's way on a small phone, in a real browser, while nothing is decided: understand, say, wish."""

import re

import pytest
from playwright.async_api import expect

from bot.trial.cast import JOKO, RINA
from tests.journeys.closed_form import open_form, picture_of_form, tab_to
from tests.journeys.product import Product, sapa_at_a_terminal
from tests.journeys.small_phone import PDF, SMALL, fits, number_in, portrait, press_text, shows, takes_up
from tests.journeys.telephone import Telephone
from tests.journeys.walk import OpenTable, pick, press, sees
from tests.journeys.words import label, worded
from tests.sandbox.page.hands import bubble, write

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

HOME, GOAL = "UPTD Puskesmas Selensen", "UPTD Puskesmas Kemuning"
WORDS = "Perjalanan ke tempat baru dua jam sekali jalan, sedangkan angkutan hanya pagi."
ANSWER = "Terima kasih. Jadwal angkutan sudah kami tanyakan dan ikut ditimbang."
FILED = re.compile(r"ASP-[0-9A-Z]{8}")


async def test_siti_reads_why_and_what_the_rules_say(
    trial: Product, siti: Telephone, open_table: OpenTable
) -> None:
    phone = await takes_up(open_table, trial, siti, "/mutasi")
    await shows(phone, "transfer.card.proposed")

    await press(phone, "button.why")
    why = await shows(phone, "reasons.card")
    await portrait(phone, "reasons", top=why)
    await press(phone, "button.rules")
    await shows(phone, "reasons.rules")
    await press(phone, "button.change")
    await shows(phone, "reasons.change")
    await press(phone, "button.card")

    card = await shows(phone, "transfer.card.proposed")
    await expect(card).to_contain_text(GOAL)


async def test_siti_reads_what_it_brings_and_costs_and_asks_until_it_is_clear(
    trial: Product, siti: Telephone, open_table: OpenTable
) -> None:
    phone = await takes_up(open_table, trial, siti, "/mutasi")
    await shows(phone, "transfer.card.proposed")
    await press(phone, "button.benefits")
    await shows(phone, "benefits.card")

    await press(phone, "benefits.button.picture")
    drawn = await shows(phone, "benefits.picture")
    await expect(drawn.get_by_role("img")).to_be_visible()
    for unit in (HOME, GOAL):
        await expect(drawn.locator(".text")).to_contain_text(unit)
    await portrait(phone, "benefits", top=drawn)

    await press(phone, "benefits.button.again")
    await press(phone, "benefits.button.not_understood")
    await shows(phone, "benefits.not_understood")
    await press(phone, "benefits.unclear.button.income")
    await shows(phone, "benefits.unclear.income")
    await press(phone, "benefits.button.still_unclear")
    await shows(phone, "benefits.person")
    await press(phone, "benefits.button.again")
    await press(phone, "benefits.button.understood")

    await shows(phone, "benefits.understood")


async def test_siti_says_under_seal_what_weighs_on_her_and_reads_the_answer(
    trial: Product, siti: Telephone, open_table: OpenTable
) -> None:
    phone = await takes_up(open_table, trial, siti, "/mutasi")
    await shows(phone, "transfer.card.proposed")
    await press(phone, "button.concern")
    await shows(phone, "concern.home")
    await press(phone, "concern.button.write")
    await shows(phone, "concern.choose")
    await press(phone, "concern.kind.distance_time")
    await shows(phone, "concern.fact")
    await press(phone, "concern.button.still")
    await shows(phone, "concern.modes")
    await press(phone, "concern.mode.sealed")
    await shows(phone, "concern.write.sealed")
    await write(phone, WORDS)
    await shows(phone, "concern.taken")
    await press(phone, "concern.button.review")
    look = await shows(phone, "concern.review")
    await expect(look).to_contain_text(WORDS)
    await press(phone, "concern.button.send")
    filed = await shows(phone, "concern.filed.sealed")
    await portrait(phone, "concern", top=filed)
    told = await filed.locator(".text").inner_text()
    number = number_in(told, FILED)
    assert re.search(r"Paling lambat: \w+, \d+ \w+ 20\d\d", told)

    answered = sapa_at_a_terminal(f"{ANSWER}\n\x04", trial.folder, "case", "answer", number, "--by", RINA.nip)
    assert answered.returncode == 0, answered.stdout + answered.stderr
    await write(phone, "/menu")
    await press_text(phone, worded("button.concern_new", count=1))
    await shows(phone, "concern.home")
    await press_text(phone, worded("concern.button.case", number=number))

    case = await shows(phone, "concern.case")
    await expect(case).to_contain_text(ANSWER)
    await expect(case).to_contain_text(WORDS)


async def test_siti_fills_the_closed_form_with_the_keyboard_alone(
    trial: Product, siti: Telephone, open_table: OpenTable
) -> None:
    phone = await takes_up(open_table, trial, siti, "/aspirasi")
    await press(phone, "concern.button.write")
    await sees(phone, "concern.choose")
    await press(phone, "concern.kind.health")
    await sees(phone, "concern.modes")
    await press(phone, "concern.mode.sealed")
    await shows(phone, "concern.closed")
    form = await open_form(phone)

    await fits(form)
    text, files = form.get_by_label(label("closed.text")), form.get_by_label(label("closed.files"))
    send = form.get_by_role("button", name=label("closed.send"), exact=True)
    unnamed = (
        "() => [...document.querySelectorAll('input, textarea')].filter((one) => !one.labels.length).length"
    )
    assert await form.evaluate(unnamed) == 0
    await tab_to(form, text)
    await form.keyboard.type("Kontrol rutin setiap bulan di RSUD.")
    await picture_of_form(form)
    await tab_to(form, files)
    async with form.expect_file_chooser() as choosing:
        await form.keyboard.press("Enter")
    await (await choosing.value).set_files(PDF)
    await tab_to(form, send)
    await form.keyboard.press("Enter")

    await expect(form.get_by_role("heading", name=label("closed.sent.title"))).to_be_visible()
    number = number_in(await form.locator("main").inner_text(), FILED)
    await fits(form)
    await form.close()
    await write(phone, "/aspirasi")
    home = await sees(phone, "concern.home")
    await expect(home).to_contain_text(number)


async def test_siti_ranks_two_units_found_by_a_name_with_a_slip(
    trial: Product, siti: Telephone, open_table: OpenTable
) -> None:
    phone = await takes_up(open_table, trial, siti, "/mutasi")
    await shows(phone, "transfer.card.proposed")
    await press(phone, "button.wishes")
    await shows(phone, "wishes.consent.preferences")
    await press(phone, "wishes.button.agree")
    await shows(phone, "wishes.home")
    await press(phone, "wishes.button.list")
    await sees(phone, "wishes.list")
    for typed, unit, post in (("pskesmas kemunng", GOAL, "own_post"), ("pkm selensn", HOME, "any_post")):
        await press(phone, "wishes.button.add")
        await shows(phone, "wishes.search")
        await write(phone, typed)
        await shows(phone, "wishes.search.found")
        await press_text(phone, unit)
        await shows(phone, "wishes.unit")
        await press(phone, f"wishes.button.{post}")
        listed = await shows(phone, "wishes.list")
        await expect(listed).to_contain_text(unit)
    await press_text(phone, f"2. {HOME}")
    await shows(phone, "wishes.one")
    await press(phone, "wishes.button.up")
    await expect(bubble(phone, f"1. {HOME}").last).to_be_visible()
    await press(phone, "wishes.button.home")
    await press(phone, "wishes.button.readiness")
    await shows(phone, "wishes.readiness")
    await press(phone, "wishes.button.ready.maybe")
    await expect(bubble(phone, f"Kesiapan: {label('wishes.readiness.maybe')}").last).to_be_visible()
    await press(phone, "wishes.button.home")

    home = await shows(phone, "wishes.home")
    said = await home.inner_text()
    assert said.index(f"1. {HOME}") < said.index(f"2. {GOAL}")
    await portrait(phone, "wishes", top=home)


async def test_joko_reads_the_same_screens_in_english(trial: Product, open_table: OpenTable) -> None:
    joko = Telephone(trial.address, JOKO)
    joko.links()
    joko.says("/bahasa")
    joko.presses_text("English")
    phone = await pick(await open_table(trial, viewport=SMALL), JOKO)
    await sees(phone, "menu.linked", "en")
    for command, screen in (
        ("/transfer", "transfer.card.proposed"),
        ("/why", "reasons.card"),
        ("/benefits", "benefits.card"),
        ("/concerns", "concern.home"),
        ("/preferences", "wishes.consent.preferences"),
        ("/objection", "objection.not_yet"),
    ):
        await write(phone, command)
        await shows(phone, screen, "en")
