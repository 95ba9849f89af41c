"""Earlier proposals, a page at a time."""

from datetime import datetime, timedelta

import pytest

from domain.proposals import Status
from tests.chat import Chat, Line
from tests.people import ANDI, BUDI, Kemuning


async def test_who_has_nothing_earlier_is_told_so(andi: Chat) -> None:
    assert (await andi.types("/riwayat")).plain.startswith("Belum ada riwayat")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(Status.EFFECTIVE, "Berlaku"), (Status.CANCELLED, "Dibatalkan"), (Status.REJECTED, "Tidak dilanjutkan")],
)
async def test_each_earlier_one_says_how_it_ended(
    andi: Chat, region: Kemuning, now: datetime, status: Status, outcome: str
) -> None:
    _earlier(region, now, 1, status)
    shown = (await andi.types("/riwayat")).plain

    assert f"{outcome} – Selasa, 24 November 2026" in shown
    assert "UPTD Puskesmas Selensen → UPTD Puskesmas Kemuning\nPerawat Terampil\n" in shown


async def test_the_card_offers_the_history_only_where_there_is_one(
    andi: Chat, region: Kemuning, now: datetime
) -> None:
    before = (await andi.types("/mutasi")).labels
    _earlier(region, now, 1)
    after = (await andi.types("/mutasi")).labels

    assert ("Riwayat" in before, "Riwayat" in after) == (False, True)


async def test_six_fit_on_one_page(andi: Chat, region: Kemuning, now: datetime) -> None:
    _earlier(region, now, 6)
    shown = await andi.types("/riwayat")

    assert "Halaman 1 dari 1" in shown.plain
    assert shown.labels == ["Kembali"]


async def test_the_seventh_is_a_page_further(andi: Chat, region: Kemuning, now: datetime) -> None:
    _earlier(region, now, 7)
    first = await andi.types("/riwayat")
    entries = first.plain.count("→")
    second = await andi.presses("Lebih lama ›")

    assert entries == 6
    assert "Halaman 2 dari 2" in second.plain
    assert second.plain.count("→") == 1
    assert second.labels == ["‹ Lebih baru", "Kembali"]


@pytest.mark.parametrize("asked", ["0", "99", "-1", "abc", "9" * 30])
async def test_a_page_that_does_not_exist_is_the_nearest_one(
    andi: Chat, region: Kemuning, now: datetime, asked: str
) -> None:
    _earlier(region, now, 7)
    await andi.types("/riwayat")
    await andi.presses_value(f"v1:history:{asked}")

    assert "Halaman" in andi.last.plain


async def test_a_cancelled_draft_that_nobody_was_told_of_stays_unseen(
    line: Line, region: Kemuning, now: datetime
) -> None:
    units = (region.selensen, region.kemuning)
    stages = [(Status.DRAFT, now), (Status.CANCELLED, now)]
    region.region.proposal(region.id_of(BUDI), region.wave, units, stages=stages)

    assert "Belum ada riwayat" in (await line.of(BUDI.user_id).types("/riwayat")).plain


def _earlier(region: Kemuning, now: datetime, count: int, status: Status = Status.EFFECTIVE) -> None:
    for number in range(count):
        region.region.proposal(
            region.id_of(ANDI),
            region.region.wave(f"Gelombang {number}"),
            (region.selensen, region.kemuning),
            stages=[(Status.PROPOSED, now - timedelta(days=90)), (status, now)],
        )
