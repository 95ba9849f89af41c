"""`/siapa_melihat`: who looked, when and for what; the role and the unit, never the name."""

from datetime import datetime, timedelta

import pytest

from bot.clock import forget_stale
from domain.actors import OPERATOR, Actor
from domain.views.desk import A_PAGE, KEPT_FOR
from domain.views.records import Purpose
from handlers.office import Office
from storage.tables import account, person
from tests.chat import Chat, Line
from tests.people import ANDI, RINA, SITI, Kemuning


@pytest.fixture
def rina(region: Kemuning) -> Actor:
    return Actor(region.id_of(RINA))


async def test_before_anybody_looked_that_is_said(siti: Chat) -> None:
    shown = await siti.types("/siapa_melihat")

    assert "Belum ada yang tercatat" in shown.plain
    assert shown.protected


async def test_a_line_says_role_unit_purpose_and_time(
    siti: Chat, office: Office, region: Kemuning, rina: Actor, now: datetime
) -> None:
    office.views.note([region.id_of(SITI)], Purpose.PROPOSAL, by=rina, now=now)
    shown = await siti.types("/siapa_melihat")

    assert "• Petugas (perencana) dari UPTD Puskesmas" in shown.plain
    assert "untuk memeriksa usulan mutasi" in shown.plain
    assert "Selasa, 24 November 2026 pukul 09.00 WIB" in shown.plain
    assert RINA.name not in shown.plain
    assert shown.protected


async def test_looking_often_on_one_day_is_one_line(
    siti: Chat, office: Office, region: Kemuning, rina: Actor, now: datetime
) -> None:
    for minute in range(3):
        at = now + timedelta(minutes=minute)
        office.views.note([region.id_of(SITI)], Purpose.PROPOSAL, by=rina, now=at)
    shown = (await siti.types("/siapa_melihat")).plain

    assert shown.count("•") == 1
    assert "3 kali hari itu, terakhir Selasa, 24 November 2026 pukul 09.02 WIB" in shown


async def test_a_run_of_the_machine_is_one_line_of_everybody(
    line: Line, office: Office, region: Kemuning, now: datetime
) -> None:
    office.views.note_run(Purpose.PLAN, now=now)
    office.views.note([region.id_of(SITI)], Purpose.CLAIM, by=OPERATOR, now=now + timedelta(hours=1))
    shown = [(await line.of(one.user_id).types("/siapa_melihat")).plain for one in (SITI, ANDI)]

    assert shown[0].index("Pengelola sistem") < shown[0].index("Sistem, secara otomatis")
    assert shown[1].count("•") == 1


async def test_who_left_the_service_was_not_read_by_a_later_run(
    office: Office, region: Kemuning, now: datetime
) -> None:
    with region.region.store.read() as work:
        assert work.views.count(region.id_of(SITI), since=now - KEPT_FOR) == 0
    region.region.change(person, region.id_of(SITI), ended_at=now - timedelta(days=1))
    office.views.note_run(Purpose.PLAN, now=now)
    with region.region.store.read() as work:
        assert work.views.count(region.id_of(SITI), since=now - KEPT_FOR) == 0
        assert work.views.count(region.id_of(ANDI), since=now - KEPT_FOR) == 1


async def test_many_lines_have_pages_newest_first(
    siti: Chat, office: Office, region: Kemuning, rina: Actor, now: datetime
) -> None:
    for day in range(A_PAGE * 2 + 1):
        at = now - timedelta(days=day)
        office.views.note([region.id_of(SITI)], Purpose.PROPOSAL, by=rina, now=at)
    first = await siti.types("/siapa_melihat")
    assert "24 November" in first.plain
    assert "Halaman 1 dari 3" in first.plain
    second, third = [(await siti.presses("Lebih lama ›")).plain for _ in range(2)]
    assert [one.count("•") for one in (first.plain, second, third)] == [6, 6, 1]
    assert "Lebih lama ›" not in siti.last.labels
    await siti.presses("‹ Lebih baru")
    assert "Halaman 2 dari 3" in siti.last.plain


async def test_a_page_that_is_not_there_is_the_nearest(
    siti: Chat, office: Office, region: Kemuning, rina: Actor, now: datetime
) -> None:
    office.views.note([region.id_of(SITI)], Purpose.PROPOSAL, by=rina, now=now)
    for value in ("v1:views:99", "v1:views:0", "v1:views:x"):
        await siti.presses_value(value)
        assert "Halaman 1 dari 1" in siti.last.plain


async def test_what_concerns_others_is_not_shown(
    andi: Chat, office: Office, region: Kemuning, rina: Actor, now: datetime
) -> None:
    office.views.note([region.id_of(SITI)], Purpose.PROPOSAL, by=rina, now=now)

    assert "Belum ada yang tercatat" in (await andi.types("/siapa_melihat")).plain


async def test_ones_own_look_is_no_line(office: Office, region: Kemuning, rina: Actor, now: datetime) -> None:
    office.views.note([region.id_of(RINA)], Purpose.PROPOSAL, by=rina, now=now)

    assert office.views.own(region.id_of(RINA), page=1, now=now).count == 0


async def test_what_is_older_than_it_is_kept_is_forgotten(
    office: Office, region: Kemuning, rina: Actor, now: datetime
) -> None:
    office.views.note([region.id_of(SITI)], Purpose.PROPOSAL, by=rina, now=now)
    later = now + KEPT_FOR + timedelta(days=1)

    assert office.views.own(region.id_of(SITI), page=1, now=later).count == 0
    assert forget_stale(office.store, later) == 1


async def test_english_is_complete(
    siti: Chat, office: Office, region: Kemuning, rina: Actor, now: datetime
) -> None:
    office.views.note([region.id_of(SITI)], Purpose.PROPOSAL, by=rina, now=now)
    with region.region.store.read() as work:
        linked = work.linking.account_of(region.id_of(SITI))
    assert linked is not None
    region.region.change(account, linked.id, language="en")

    assert "Officer (planner) of" in (await siti.types("/who_looked")).plain
