"""What weighs on somebody: told in their words, with a paper, and health only through the closed form."""

from typing import Any

import pytest

from domain.actors import Actor
from domain.linking.records import Purpose
from domain.preferences.constraint_desk import ConstraintDesk
from domain.preferences.records import ConstraintKind
from handlers.office import Office
from tests.chat import Chat
from tests.people import RINA, SITI, Kemuning


@pytest.fixture(autouse=True)
def consented(office: Office, region: Kemuning) -> None:
    assert region.people
    office.accounts.grant(SITI.user_id, Purpose.PREFERENCES, text_version="1", now=office.clock())


async def _open(siti: Chat, label: str) -> None:
    await siti.types("/preferensi")
    await siti.presses("Pertimbangan")
    await siti.presses(label)


def _told(office: Office, region: Kemuning) -> list[tuple[ConstraintKind, str]]:
    own = office.preferences.own(region.id_of(SITI), now=office.clock())
    return [(one.kind, one.note) for one in own.constraints]


async def test_what_concerns_the_family_first_asks_for_its_own_consent(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    await _open(siti, "Merawat keluarga")
    assert "Persetujuan data keluarga" in siti.last.plain
    await siti.presses("Setuju dan lanjut")
    await siti.presses("Pertimbangan")
    await siti.presses("Merawat keluarga")
    await siti.presses("Catat tanpa keterangan")

    assert _told(office, region) == [(ConstraintKind.FAMILY_CARE, "")]
    assert "Tercatat sejak Selasa, 24 November 2026" in siti.last.plain


async def test_a_note_is_looked_at_before_it_is_saved(siti: Chat, office: Office, region: Kemuning) -> None:
    await _open(siti, "Waktu pindah")
    await siti.presses("Tulis keterangan")
    shown = await siti.types("Setelah kenaikan kelas bulan Juli")
    assert "langkah 2 dari 2" in shown.plain
    assert _told(office, region) == []
    await siti.presses("Simpan")

    assert _told(office, region) == [(ConstraintKind.TIMING, "Setelah kenaikan kelas bulan Juli")]
    await siti.presses_value("v1:constraint:save")
    assert "sudah tidak terbuka" in siti.last.plain


async def test_a_note_that_was_not_saved_is_offered_again(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    await _open(siti, "Waktu pindah")
    await siti.presses("Tulis keterangan")
    await siti.types("Setelah panen")
    await siti.types("/batal")
    await _open(siti, "Waktu pindah")
    await siti.presses("Tulis keterangan")
    shown = await siti.presses("Lanjutkan draf")
    assert "Setelah panen" in shown.plain
    await siti.presses("Simpan")

    assert _told(office, region) == [(ConstraintKind.TIMING, "Setelah panen")]


async def test_health_is_not_kept_here_but_shown_the_way_to_the_closed_form(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    await _open(siti, "Waktu pindah")
    await siti.presses("Tulis keterangan")
    shown = await siti.types("Saya sedang kemoterapi sampai Juli karena kanker")

    assert "formulir tertutup" in shown.plain
    assert "Kesehatan" in shown.labels
    assert _told(office, region) == []


async def test_an_endless_note_is_refused_and_its_beginning_kept(siti: Chat) -> None:
    await _open(siti, "Waktu pindah")
    await siti.presses("Tulis keterangan")
    shown = await siti.types("Setelah panen. " * 200)
    assert "paling panjang 500 huruf" in shown.plain
    await siti.types("/batal")
    await _open(siti, "Waktu pindah")
    await siti.presses("Tulis keterangan")

    assert "Setelah panen. Setelah panen." in (await siti.presses("Lanjutkan draf")).plain


async def test_it_is_taken_back_with_everything(siti: Chat, office: Office, region: Kemuning) -> None:
    await _open(siti, "Waktu pindah")
    await siti.presses("Catat tanpa keterangan")
    await siti.presses("Hapus pertimbangan")
    await siti.presses_value("v1:constraint:timing.drop")

    assert _told(office, region) == []


@pytest.mark.parametrize(
    "content",
    [
        {"text": "surat"},
        {"document": {"file_id": "d", "file_unique_id": "d", "file_size": 20 * 1024 * 1024}},
        {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
                     "is_animated": False, "is_video": False}},
    ],
)  # fmt: skip
async def test_what_is_no_paper_is_refused_in_words_and_the_step_stays_open(
    siti: Chat, content: dict[str, Any]
) -> None:
    await _open(siti, "Waktu pindah")
    await siti.presses("Kirim dokumen")
    shown = await siti.sends(**content)

    assert "paling besar 5 MB" in shown.plain


async def test_a_paper_is_kept_with_its_name(siti: Chat, office: Office, region: Kemuning) -> None:
    await _open(siti, "Waktu pindah")
    await siti.presses("Kirim dokumen")
    siti.wire.files["d"] = b"%PDF-1.7 surat"
    paper = {"file_id": "d", "file_unique_id": "d", "file_size": 14, "file_name": "../surat tugas.pdf"}
    shown = await siti.sends(document=paper)
    assert "Tercatat: Waktu pindah" in shown.plain

    (told,) = office.preferences.own(region.id_of(SITI), now=office.clock()).constraints
    assert told.document == "surat tugas.pdf"


async def test_a_file_that_is_not_what_it_is_called_is_refused(siti: Chat) -> None:
    await _open(siti, "Waktu pindah")
    await siti.presses("Kirim dokumen")
    siti.wire.files["d"] = b"MZ program"
    shown = await siti.sends(document={"file_id": "d", "file_unique_id": "d", "file_name": "surat.pdf"})

    assert "satu foto atau PDF" in shown.plain


async def test_a_consent_withdrawn_before_saving_keeps_the_words_as_a_draft(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    office.accounts.grant(SITI.user_id, Purpose.SPECIAL_DATA, text_version="1", now=office.clock())
    await _open(siti, "Sekolah anak")
    await siti.presses("Tulis keterangan")
    await siti.types("Anak kelas enam")
    office.accounts.withdraw(SITI.user_id, Purpose.SPECIAL_DATA, text_version="1", now=office.clock())
    await siti.presses("Simpan")
    assert "Persetujuan data keluarga" in siti.last.plain
    await siti.presses("Setuju dan lanjut")
    await siti.presses("Pertimbangan")
    await siti.presses_value("v1:constraint:save")

    assert _told(office, region) == [(ConstraintKind.SCHOOLING, "Anak kelas enam")]


async def test_the_screen_says_what_hr_answered_and_that_a_change_is_read_anew(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    desk = ConstraintDesk(region.region.store, zone=office.zone)
    rina = Actor(region.id_of(RINA))
    await _open(siti, "Waktu pindah")
    await siti.presses("Catat tanpa keterangan")
    assert "Menunggu jawaban petugas" in siti.last.plain

    desk.acknowledge(_number(office, region), by=rina, now=office.clock())
    await siti.types("/preferensi")
    assert "Waktu pindah: diakui petugas" in (await siti.presses("Pertimbangan")).plain
    shown = await siti.presses("Waktu pindah")
    assert "Diakui petugas pada Selasa, 24 November 2026" in shown.plain

    await siti.presses("Tulis keterangan")
    await siti.types("Setelah panen")
    await siti.presses("Simpan")
    await siti.presses("Pertimbangan")
    assert "Waktu pindah: menunggu petugas" in siti.last.plain

    desk.decline(_number(office, region), "Mohon <b>surat</b>", by=rina, now=office.clock())
    await _open(siti, "Waktu pindah")
    assert "belum dapat diakui" in siti.last.plain
    assert "Alasan: Mohon <b>surat</b>" in siti.last.plain


def _number(office: Office, region: Kemuning) -> str:
    (told,) = office.preferences.own(region.id_of(SITI), now=office.clock()).constraints
    return told.number
