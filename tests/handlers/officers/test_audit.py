"""`/audit`: an auditor reads what was done, never more; whoever is none is turned away."""

from datetime import datetime

import pytest

from domain.actors import OPERATOR, Role
from storage.store import SqlStore
from tests.chat import Chat, Line
from tests.people import RINA, SITI, Kemuning


@pytest.fixture
def auditor(line: Line, quick_store: SqlStore, region: Kemuning, now: datetime) -> Chat:
    with quick_store.write() as work:
        work.people.grant(region.id_of(RINA), Role.AUDITOR, by=OPERATOR.label, now=now)
        for number in range(9):
            work.audit.add("wave.published", by="person:1", subject=f"wave:{number}", now=now)
        work.commit()
    return line.of(RINA.user_id)


async def test_the_trail_is_read_by_kind_and_in_pages_and_a_look_needs_its_reason(auditor: Chat) -> None:
    home = await auditor.types("/audit")
    assert "belum pernah diperiksa" in home.plain
    assert home.protected
    await auditor.presses("Menurut jenis")
    page = await auditor.presses("Gelombang")
    assert page.plain.count("Gelombang diterbitkan") == 6
    page = await auditor.presses("Lebih lama")
    assert "wave:2" in page.plain
    await auditor.presses("Jejak audit")
    assert "Belum ada berkas" in (await auditor.presses("Berkas keluar")).plain
    await auditor.types("/audit")
    await auditor.presses("Siapa membuka data")
    assert "18 angka" in (await auditor.types("bukan nomor")).plain
    assert "alasannya" in (await auditor.types(f"{SITI.nip} cek")).plain
    counted = await auditor.types(f"{SITI.nip} pengaduan tertulis nomor 12")
    assert "belum pernah dibuka" in counted.plain
    listed = await auditor.types("/audit")
    listed = await auditor.presses("Terbaru")
    assert "Riwayat pembukaan data dibaca auditor" in listed.plain
    assert "pengaduan" not in listed.plain


async def test_what_only_an_older_version_did_is_shown_by_its_bare_name(
    auditor: Chat, quick_store: SqlStore, now: datetime
) -> None:
    with quick_store.write() as work:
        work.audit.add("pigeon.flown", by="person:1", subject="pigeon:1", now=now)
        work.commit()
    await auditor.types("/audit")

    assert "pigeon.flown" in (await auditor.presses("Terbaru")).plain


async def test_who_is_no_auditor_reads_nothing(line: Line) -> None:
    told = await line.of(SITI.user_id).types("/audit")
    assert "Untuk dicatat" not in told.plain
