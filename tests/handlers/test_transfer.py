"""The transfer card, and what stands there when there is none."""

from datetime import date, datetime, timedelta

import pytest

from domain.proposals import Direction, Status
from tests.chat import Chat, Line
from tests.people import ANDI, BUDI, SITI, Kemuning


async def test_siti_reads_from_where_to_where(siti: Chat) -> None:
    card = (await siti.types("/mutasi")).plain

    assert "Dari: Perawat Terampil · UPTD Puskesmas Selensen" in card
    assert "Ke: Perawat Terampil · UPTD Puskesmas Kemuning" in card
    assert "Lokasi: Selensen → Kemuning" in card
    assert "Kelas jabatan: 6 → 6" in card


async def test_the_card_addresses_her_by_name_and_titles(siti: Chat) -> None:
    assert (await siti.types("/mutasi")).plain.startswith(
        "Usulan penataan untuk Ibu Siti Rahmawati, A.Md.Kep."
    )


async def test_the_reason_stands_as_hr_recorded_it(siti: Chat) -> None:
    assert "Alasan: Beban kerja unit tujuan melebihi kapasitas" in (await siti.types("/mutasi")).plain


async def test_the_days_left_are_counted_in_the_regions_zone(siti: Chat) -> None:
    assert "Senin, 1 Februari 2027 (69 hari lagi)" in (await siti.types("/mutasi")).plain


async def test_the_timeline_ticks_what_is_behind_and_leaves_open_what_is_ahead(siti: Chat) -> None:
    card = (await siti.types("/mutasi")).plain.splitlines()

    assert "✓ Analisis kebutuhan – Minggu, 25 Oktober 2026" in card
    assert "● Usulan – sejak Senin, 23 November 2026" in card
    assert "○ Penetapan SK" in card


async def test_the_card_says_plainly_that_it_is_no_decision(siti: Chat) -> None:
    card = (await siti.types("/mutasi")).plain

    assert "Status: usulan – belum merupakan keputusan" in card
    assert "Yang memutuskan: Bupati." in card


async def test_a_personal_card_cannot_be_forwarded(siti: Chat) -> None:
    assert (await siti.types("/mutasi")).protected


@pytest.mark.parametrize("status", [Status.BOARD, Status.PPK_APPROVED, Status.PERTEK, Status.RETURNED])
async def test_confidential_stages_appear_as_one(
    line: Line, region: Kemuning, now: datetime, status: Status
) -> None:
    _propose_budi(region, now, [(Status.PROPOSED, now - timedelta(days=9)), (status, now)])
    card = (await line.of(BUDI.user_id).types("/mutasi")).plain

    assert "● Dalam proses – sejak Selasa, 24 November 2026" in card


async def test_after_the_decree_the_card_tells_of_the_right_to_object(
    line: Line, region: Kemuning, now: datetime
) -> None:
    _propose_budi(region, now, [(Status.PROPOSED, now - timedelta(days=9)), (Status.DECREE, now)])
    card = (await line.of(BUDI.user_id).types("/mutasi")).plain

    assert "sudah ditetapkan dengan SK" in card
    assert "keberatan tertulis kepada Bupati" in card
    assert "belum merupakan keputusan" not in card


async def test_the_kind_is_told(line: Line, region: Kemuning, now: datetime) -> None:
    _propose_budi(region, now, [(Status.PROPOSED, now)], direction=Direction.PROMOSI)

    card = (await line.of(BUDI.user_id).types("/mutasi")).plain
    assert "Jenis: promosi (jabatan lebih tinggi)" in card


async def test_an_own_request_is_called_one(line: Line, region: Kemuning, now: datetime) -> None:
    _propose_budi(region, now, [(Status.PROPOSED, now)], own_request=True)

    card = (await line.of(BUDI.user_id).types("/mutasi")).plain
    assert "Jenis: rotasi (jabatan setara), atas permintaan sendiri" in card


async def test_what_hr_has_not_recorded_is_said_to_be_so(line: Line, region: Kemuning, now: datetime) -> None:
    _propose_budi(region, now, [(Status.PROPOSED, now)], to_class=None, planned_effective_on=None, reason="")
    card = (await line.of(BUDI.user_id).types("/mutasi")).plain

    assert "Kelas jabatan: 6 → belum tercatat" in card
    assert "Rencana TMT: belum tercatat" in card
    assert "Alasan: belum tercatat" in card


async def test_a_planned_date_that_has_passed_counts_no_days(
    line: Line, region: Kemuning, now: datetime
) -> None:
    _propose_budi(region, now, [(Status.PROPOSED, now)], planned_effective_on=date(2026, 11, 23))

    assert "23 November 2026 (sudah lewat)" in (await line.of(BUDI.user_id).types("/mutasi")).plain


async def test_the_last_day_is_called_today(line: Line, region: Kemuning, now: datetime) -> None:
    _propose_budi(region, now, [(Status.PROPOSED, now)], planned_effective_on=now.date())

    assert "24 November 2026 (hari ini)" in (await line.of(BUDI.user_id).types("/mutasi")).plain


async def test_who_has_no_proposal_is_told_so_and_what_happens_if_one_comes(andi: Chat) -> None:
    shown = await andi.types("/mutasi")

    assert shown.plain.startswith("Belum ada usulan untuk Bapak Andi Saputra")
    assert "menerima pemberitahuan di obrolan ini" in shown.plain


async def test_a_draft_is_shown_to_nobody(line: Line, region: Kemuning, now: datetime) -> None:
    _propose_budi(region, now, [(Status.DRAFT, now)])

    assert "Belum ada usulan" in (await line.of(BUDI.user_id).types("/mutasi")).plain


async def test_nothing_shows_before_the_decree_where_the_region_decided_so(
    siti: Chat, region: Kemuning
) -> None:
    region.region.show_before_decree(shown=False)

    assert "Belum ada usulan" in (await siti.types("/mutasi")).plain


async def test_coming_back_to_the_card_shows_what_has_changed_in_the_same_message(
    siti: Chat, region: Kemuning, now: datetime
) -> None:
    before = await siti.types("/mutasi")
    await siti.presses("Mengapa saya?")
    with region.region.store.write() as work:
        proposal = work.proposals.of_person(region.id_of(SITI))[0]
        work.proposals.enter([proposal.id], Status.BOARD, by="operator", now=now)
        work.commit()
    await siti.presses_value("v1:card")
    after = siti.last

    assert after.id == before.id
    assert "● Dalam proses" in after.plain


async def test_the_same_screen_once_more_is_no_fault(siti: Chat) -> None:
    before = await siti.types("/mutasi")
    await siti.presses_value("v1:card")

    assert siti.messages == [before]


async def test_the_card_in_english(line: Line, region: Kemuning) -> None:
    with region.region.store.write() as work:
        account = work.linking.account_of(region.id_of(SITI))
        assert account is not None
        work.linking.speak(account.id, "en")
        work.commit()
    card = (await line.of(SITI.user_id).types("/transfer")).plain

    assert card.startswith("Proposed transfer for Ibu Siti Rahmawati, A.Md.Kep.")
    assert "Monday, 1 February 2027 (69 days left)" in card


async def test_no_button_of_the_card_leads_nowhere(siti: Chat) -> None:
    card = await siti.types("/mutasi")

    assert card.labels == [
        "Mengapa saya?",
        "Untung dan ruginya",
        "Periksa data saya",
        "Sampaikan aspirasi",
        "Pilihan unit",
        "Hubungi petugas",
    ]


async def test_another_persons_proposal_is_out_of_reach(andi: Chat, siti: Chat) -> None:
    await siti.types("/mutasi")
    await andi.types("/mutasi")
    await andi.presses_value("v1:card:1")

    assert all("Siti" not in shown.plain for shown in andi.messages)
    assert ANDI.name in andi.last.plain


def _propose_budi(
    region: Kemuning, now: datetime, stages: list[tuple[Status, datetime]], **columns: object
) -> None:
    units = (region.selensen, region.kemuning)
    region.region.proposal(region.id_of(BUDI), region.wave, units, stages=stages, **columns)
