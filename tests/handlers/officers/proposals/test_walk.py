"""An officer's walk through a wave: checked, mended, approved by a second one, moved step by step."""

from dataclasses import replace
from datetime import datetime

from domain.actors import Role
from domain.plans.findings import Finding
from domain.plans.runs import PlannerStopped
from domain.proposals import Status
from handlers.office import Office
from handlers.routes import TABLE
from storage.tables import account, person, unit
from tests.chat import Chat, Line, connect
from tests.domain.dossiers.conftest import Desk
from tests.handlers.officers.proposals.conftest import RULE, Planner, found_in
from tests.people import ANDI, BUDI, HASAN, RINA, SITI

LONG = "Muhammad " * 20


async def test_from_the_list_to_what_reaches_people(
    rina: Chat, hasan: Chat, desk: Desk, office: Office, now: datetime
) -> None:
    """Rina opens the wave, answers what was found, asks; Pak Hasan sees what each will see, and approves."""
    found_in(office.store, desk, now, Finding(code="rule_tenure_min", facts=RULE.facts))
    shown = await rina.types("/gelombang")
    assert "Gelombang II Tahun 2026 — disiapkan" in shown.plain
    assert "Temuan terbuka: 1" in shown.plain
    await rina.presses("Gelombang II Tahun 2026")
    await rina.presses("Ajukan publikasi")
    assert "1 temuan" in (await rina.presses("Ya, ajukan")).plain

    await rina.presses("Gelombang ini")
    await rina.presses("Daftar temuan")
    await rina.presses(ANDI.name)
    await rina.presses("Alasan dan temuan")
    found = await rina.presses("Temuan")
    assert "Dasar: PP 11/2017 ps. 190" in found.plain
    await rina.presses("Jawab temuan 1")
    looked = await rina.types("Pengganti sudah disiapkan bulan depan")
    assert "Pengganti sudah disiapkan bulan depan" in looked.plain
    saved = await rina.presses("Simpan")
    assert "Jawaban tersimpan." in saved.plain
    assert "Temuan: 0 dari 1 belum dijawab" in saved.plain
    await rina.presses_value(f"v1:wv_ask:{desk.wave}.go")
    assert "Publikasi sudah diajukan: 2 usulan." in rina.last.plain
    await rina.presses_value(f"v1:wv_view:{desk.wave}.1")
    assert "Setujui" not in rina.last.labels

    first = await hasan.types(f"/usulan {ANDI.nip}")
    assert "Andi Saputra" in first.plain
    await hasan.presses_value(f"v1:wv_view:{desk.wave}.1")
    card = hasan.last
    assert "Pratinjau 1 dari 2: Andi Saputra" in card.plain
    assert (
        "Ke: Perawat Terampil · UPTD Puskesmas Kemuning" in card.plain.replace("\n", " ").replace("  ", " ")
        or "UPTD Puskesmas Kemuning" in card.plain
    )
    notice = await hasan.presses("Lihat pemberitahuannya")
    assert "•••" in notice.plain
    second = await hasan.presses("Berikutnya ›")
    assert "Pratinjau 2 dari 2" in second.plain
    await hasan.presses("Setujui")
    with office.store.read() as work:
        assert work.waves.get(desk.wave).published_at is None, "the second factor comes first"
    desk.region.region.prove(desk.region.id_of(HASAN))
    await hasan.presses_value(f"v1:wv_view:{desk.wave}.1")
    await hasan.presses("Setujui")
    assert "Sidik daftar:" in hasan.last.plain
    assert "Disetujui: 2 usulan" in (await hasan.presses("Ya, tampilkan")).plain
    await hasan.presses_value(f"v1:wv_ask:{desk.wave}.go")
    with office.store.read() as work:
        assert work.proposals.get(desk.andi).status is Status.PROPOSED


async def test_a_preview_speaks_the_language_of_whom_it_is_for_and_holds_long_names(
    hasan: Chat, desk: Desk, office: Office, now: datetime
) -> None:
    builder = desk.region.region
    builder.change(person, desk.region.id_of(ANDI), name=LONG, title_back="A.Md.Kep." * 9)
    builder.change(unit, desk.region.kemuning, name="UPTD " + LONG)
    with office.store.read() as work:
        linked = work.linking.account_of(desk.region.id_of(ANDI))
    assert linked is not None
    builder.change(account, linked.id, language="en")
    office.publication.request(desk.wave, by=desk.rina, now=now)
    await hasan.types("/gelombang")
    await hasan.presses_value(f"v1:wv_view:{desk.wave}.1")

    assert "Pratinjau 1 dari 2" in hasan.last.plain
    assert "Status:" in hasan.last.plain
    assert "decision" in hasan.last.plain
    assert hasan.last.protected


async def test_what_changed_after_the_request_is_named_and_not_approved(
    rina: Chat, hasan: Chat, desk: Desk, office: Office, now: datetime
) -> None:
    desk.region.region.prove(desk.region.id_of(HASAN))
    office.publication.request(desk.wave, by=desk.rina, now=now)
    await hasan.types("/gelombang")
    await hasan.presses_value(f"v1:wv_view:{desk.wave}.1")
    await hasan.presses("Setujui")
    await rina.types("/usulan")
    await rina.presses_value(f"v1:pr_edit:{desk.andi}")
    await rina.presses("Alasan")
    await rina.types("Puskesmas tujuan kekurangan perawat")
    await rina.presses("Simpan")
    refused = await hasan.presses("Ya, tampilkan")

    assert "Belum disetujui: isinya berubah" in refused.plain
    assert "Andi Saputra — alasan: Beban kerja unit tujuan melebihi kapasitas → Puskesmas tujuan" in (
        refused.plain
    )


async def test_two_officers_at_one_draft_and_the_second_sees_what_the_first_did(
    rina: Chat, line: Line, desk: Desk, office: Office, now: datetime
) -> None:
    with office.store.write() as work:
        work.people.grant(desk.region.id_of(BUDI), Role.PLANNER, by="operator", now=now)
        work.commit()
    budi = line.of(BUDI.user_id)
    for chat in (rina, budi):
        await chat.types("/usulan")
        await chat.presses_value(f"v1:pr_edit:{desk.andi}")
    await budi.presses("Rencana TMT")
    assert "belum terbaca" in (await budi.types("besok")).plain
    await budi.types("01-03-2027")
    await rina.presses("Tujuan lain")
    await rina.types("kemuning")
    await rina.presses("UPTD Puskesmas Kemuning")
    assert "Perawat Mahir · kelas 7" in rina.last.plain
    changed = await rina.presses("Perawat Mahir")
    assert "Draf sudah diubah." in changed.plain
    late = await budi.presses("Simpan")
    assert "baru saja diubah petugas lain" in late.plain
    assert "Perawat Mahir · UPTD Puskesmas Kemuning" in late.plain
    assert "Rencana TMT tersimpan." in (await budi.presses("Tetap pakai tulisan saya")).plain
    history = await budi.presses("Riwayat")
    assert "Rencana TMT: 2027-02-01 → 2027-03-01" in history.plain


async def test_steps_one_by_one_with_their_note_and_a_second_press_says_what_is(
    rina: Chat, hasan: Chat, line: Line, desk: Desk
) -> None:
    await rina.types("/usulan")
    await rina.presses_value(f"v1:pr_one:{desk.siti}")
    nexts = await rina.presses("Langkah berikut")
    assert "Dibatalkan" in nexts.plain
    assert "Dibatalkan" not in nexts.labels
    value = f"v1:pr_move:{desk.siti}.competency.proposed"
    await rina.presses_value(value)
    assert "Tercatat:" in rina.last.plain
    await rina.presses_value(value)
    assert "sudah berubah sejak tombol itu" in rina.last.plain

    await hasan.types("/usulan")
    await hasan.presses_value(f"v1:pr_next:{desk.siti}")
    await hasan.presses("Dibatalkan")
    assert "Catat" not in hasan.last.labels
    await hasan.presses("Tulis catatan")
    await hasan.types("x" * 1_001)
    assert "mohon ringkas" in hasan.last.plain
    await hasan.types("Formasi di unit tujuan ditutup")
    assert "Langkah tercatat." in (await hasan.presses("Simpan")).plain
    told = await line.of(SITI.user_id).types("/mutasi")
    assert "Formasi di unit tujuan ditutup" in told.plain


async def test_notes_among_officers_filters_and_search(
    rina: Chat, hasan: Chat, desk: Desk, office: Office
) -> None:
    await rina.types("/usulan andi")
    await rina.presses(ANDI.name)
    await rina.presses("Catatan: 0")
    await rina.presses("Tulis catatan")
    await rina.types("Mohon periksa masa tugasnya")
    await rina.presses("Tulis ulang")
    await rina.types("Mohon periksa masa tugas di unit lama")
    await rina.presses("Simpan")
    await hasan.types("/usulan")
    await hasan.presses_value(f"v1:pr_notes:{desk.andi}.9")
    assert "Mohon periksa masa tugas di unit lama" in hasan.last.plain

    await hasan.presses_value(f"v1:pr_list:{desk.wave}.1.all")
    await hasan.presses("Saring")
    await hasan.presses("Menurut unit tujuan")
    assert "Andi" in (await hasan.presses("UPTD Puskesmas Kemuning: 2")).plain
    await hasan.presses_value(f"v1:pr_list:{desk.wave}.1.objecting")
    assert "Tidak ada usulan dengan saringan ini." in hasan.last.plain
    await hasan.presses("Cari nama atau NIP")
    assert "Tidak ada usulan" in (await hasan.types("Zulkarnain")).plain
    assert "Budi" in (await hasan.types("budi har")).plain
    assert "Andi" in (await hasan.presses("Daftar usulan")).plain


async def test_a_check_shows_its_end_also_when_it_does_not_come(
    line: Line, desk: Desk, office: Office
) -> None:
    def stop(_wave: int) -> int:
        raise PlannerStopped

    for check, said in ((lambda _wave: 3, "3 temuan belum dijawab"), (stop, "Pemeriksaan belum selesai")):
        fresh = await connect(replace(office, planner=Planner(check)), TABLE)
        rina = fresh.of(RINA.user_id)
        await rina.types("/gelombang")
        await rina.presses_value(f"v1:wv_check:{desk.wave}")
        assert said in rina.last.plain
