"""Swaps in the chat: opting in, an offer without names, and what a proposal took into account."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.actors import OPERATOR
from domain.explanations import Reason, ReasonCode
from domain.linking.records import Purpose
from domain.preferences.records import Choice
from domain.preferences.swap_records import Turn
from handlers.office import Office
from storage.tables import person
from tests.chat import Chat
from tests.handlers.test_reasons import EXPLAINED
from tests.people import ANDI, SITI, Kemuning

_POST = "Perawat Terampil"


@pytest.fixture
def offered(office: Office, region: Kemuning) -> None:
    """Siti and Andi would take each other's posts, and have been asked."""
    region.region.change(person, region.id_of(ANDI), unit_id=region.kemuning)
    now = office.clock()
    for who in (SITI, ANDI):
        office.accounts.grant(who.user_id, Purpose.PREFERENCES, text_version="1", now=now)
        office.swaps.join(region.id_of(who), joins=True, now=now)
    here = Choice(unit_id=region.selensen, unit="", position=_POST)
    there = Choice(unit_id=region.kemuning, unit="", position=_POST)
    circle = [
        Turn(person_id=region.id_of(SITI), origin=here, target=there),
        Turn(person_id=region.id_of(ANDI), origin=there, target=here),
    ]
    assert office.swaps.offer([circle], by=OPERATOR, now=now).offered == 1


async def test_one_opts_in_and_out_with_a_press(siti: Chat, office: Office) -> None:
    office.accounts.grant(SITI.user_id, Purpose.PREFERENCES, text_version="1", now=office.clock())
    await siti.types("/preferensi")
    shown = await siti.presses("Tukar tempat")
    assert "dapat menebak" in shown.plain
    await siti.presses("Ikut tukar tempat")
    await siti.presses("Preferensi saya")
    assert "Tukar tempat: ikut" in siti.last.plain
    await siti.presses("Tukar tempat")
    await siti.presses("Berhenti ikut")
    await siti.presses("Preferensi saya")

    assert "Tukar tempat: tidak ikut" in siti.last.plain


@pytest.mark.usefixtures("offered")
async def test_an_offer_names_places_and_nobody_until_all_agree(siti: Chat, andi: Chat) -> None:
    await siti.types("/preferensi")
    shown = await siti.presses("Tukar tempat")
    assert "Ke: UPTD Puskesmas Kemuning — Perawat Terampil" in shown.plain
    assert "Selasa, 1 Desember 2026" in shown.plain
    assert "Andi" not in shown.plain
    await siti.presses("Ya, saya bersedia")
    assert "menunggu sampai" in siti.last.plain
    assert "Andi" not in siti.last.plain
    await andi.types("/preferensi")
    await andi.presses("Tukar tempat")
    await andi.presses("Ya, saya bersedia")

    assert "Siti Rahmawati, A.Md.Kep.: UPTD Puskesmas Selensen" in andi.last.plain
    assert andi.last.protected


@pytest.mark.usefixtures("offered")
async def test_a_no_is_thanked_and_the_other_sees_no_difference(siti: Chat, andi: Chat) -> None:
    await siti.types("/preferensi")
    before = (await siti.presses("Tukar tempat")).plain
    await andi.types("/preferensi")
    await andi.presses("Tukar tempat")
    await andi.presses("Tidak")
    assert "Tidak ada rekan yang diberi tahu" in andi.last.plain

    await siti.presses_value("v1:swaps")
    assert siti.last.plain == before
    await siti.presses("Ya, saya bersedia")
    assert "menunggu sampai" in siti.last.plain
    await andi.presses("Tukar tempat")
    assert "Puskesmas Selensen" not in andi.last.plain


async def test_what_was_considered_is_read_from_the_explanation(
    siti: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    office.accounts.grant(SITI.user_id, Purpose.PREFERENCES, text_version="1", now=office.clock())
    assert "Belum ada usulan dengan penjelasan" in await _considered(siti)
    wish = Reason(
        code=ReasonCode.WISH,
        speaks_for=True,
        points=30,
        facts={"rank": 1, "wishes": 2},
        as_of=date(2026, 11, 24),
        source="wishes",
    )
    explained = replace(EXPLAINED, reasons=(wish, *EXPLAINED.reasons))
    with region.region.store.write() as work:
        (own,) = work.proposals.of_person(region.id_of(SITI))
        work.planning.explain({own.id: explained}, now=now)
        work.commit()
    shown = await _considered(siti)

    assert "Unit tujuan adalah pilihan ke-1 dari 2 pilihan yang disampaikan. (mendukung)" in shown
    assert "membutuhkan" not in shown


async def _considered(siti: Chat) -> str:
    await siti.types("/preferensi")
    await siti.presses_value("v1:considered")
    return siti.last.plain
