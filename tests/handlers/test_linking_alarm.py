"""Old chats: "was this you?", and what each answer does."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

import pytest

from handlers.office import Office
from handlers.routes import TABLE
from storage.store import SqlStore
from storage.tables import person
from tests.chat import connect
from tests.handlers.linking_walk import Walk
from tests.people import BUDI, RINA, SITI, kemuning

NEW_SITI = replace(SITI, user_id=601)


@pytest.fixture
async def walk(office: Office, quick_store: SqlStore, now: datetime) -> AsyncIterator[Walk]:
    region = kemuning(quick_store, now, linked=True)
    line = await connect(office, TABLE)
    yield Walk(line, office, region)
    await line.application.shutdown()


async def test_a_new_telephone_asks_the_old_chat_and_says_nothing_personal(walk: Walk) -> None:
    await walk.links(NEW_SITI)
    asked = walk.waiting(SITI.user_id)[0]

    assert [label for label, _value in asked.buttons] == ["linking.button.was_me", "linking.button.not_me"]
    assert "Siti" not in walk.read(asked)


async def test_not_me_from_the_old_chat_cuts_the_new_link_and_tells_hr(walk: Walk) -> None:
    await walk.links(NEW_SITI)
    asked = walk.waiting(SITI.user_id)[0]
    await walk.chat(SITI).presses_value(asked.buttons[1][1])

    report = walk.waiting(RINA.user_id)[0]
    assert walk.chat(SITI).last.plain.startswith("Tautan sudah diputus")
    assert not walk.is_linked(NEW_SITI)
    assert "<tg-spoiler>Siti Rahmawati, A.Md.Kep.</tg-spoiler>" in walk.read(report)


async def test_this_was_me_is_thanked_and_changes_nothing(walk: Walk) -> None:
    await walk.links(NEW_SITI)
    asked = walk.waiting(SITI.user_id)[0]
    await walk.chat(SITI).presses_value(asked.buttons[0][1])

    assert walk.chat(SITI).last.plain.startswith("Terima kasih")
    assert walk.is_linked(NEW_SITI)


@pytest.mark.parametrize("arg", ["1", "999999", "abc", "-1", "1" * 30])
async def test_nobody_unlinks_a_colleague_by_a_forged_button(walk: Walk, arg: str) -> None:
    siti = walk.office.accounts.account_of(SITI.user_id)
    assert siti is not None
    assert siti.id == 1
    await walk.chat(BUDI).presses_value(f"v1:link_not_me:{arg}")

    assert walk.chat(BUDI).last.plain.startswith("Tautan yang dimaksud sudah tidak berlaku")
    assert walk.is_linked(SITI)


async def test_a_stolen_session_is_cut_off_with_one_press_on_the_profile(walk: Walk) -> None:
    chat = walk.chat(SITI)
    await chat.types("/profil")
    cut = await chat.presses("Bukan saya, putuskan")

    assert cut.plain.startswith("Tautan sudah diputus")
    assert not walk.is_linked(SITI)


async def test_an_old_chat_denies_a_claim_and_stays_linked(walk: Walk) -> None:
    walk.region.region.change(person, walk.region.id_of(SITI), phone_sealed=None)
    await walk.links(NEW_SITI)
    asked = walk.waiting(SITI.user_id)[0]
    await walk.chat(SITI).presses_value(asked.buttons[0][1])

    assert walk.chat(SITI).last.plain.startswith("Permohonan itu sudah ditutup")
    assert walk.is_linked(SITI)
    assert walk.office.claims.pending() == []


async def test_a_claimant_is_told_to_wait_and_sees_nothing_meanwhile(walk: Walk) -> None:
    walk.region.region.change(person, walk.region.id_of(SITI), phone_sealed=None)
    await walk.links(NEW_SITI)
    told = walk.waiting(NEW_SITI.user_id)[0]

    waiting = await walk.chat(NEW_SITI).types("/mutasi")

    assert "dua petugas" in walk.read(told)
    assert waiting.plain.startswith("Permohonan sedang diperiksa")
    assert waiting.labels == ["Hubungi petugas", "Menu"]
    assert (await walk.chat(NEW_SITI).types("/start")).plain == waiting.plain
    assert not walk.is_linked(NEW_SITI)
