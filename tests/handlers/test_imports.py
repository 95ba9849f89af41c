"""`/impor`: a planner sends spreadsheets, sees what they would do, confirms exactly that, and may undo it."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.spreadsheets import marked_now, read_now, template_now
from domain.actors import OPERATOR, Role
from domain.imports.problems import Problem
from domain.imports.reading import Progress, ReadingStopped, Sent
from domain.imports.rows import FileSet
from handlers.office import Office
from locales.words import Words
from storage.tables import role, view_log
from tests.chat import Chat, Line, Shown, at
from tests.files.builders import NIPS, PERSON, csv_bytes, table, xlsx_bytes
from tests.offices import office_on
from tests.people import HASAN, RINA, SITI, Kemuning

GOOD = csv_bytes(table(PERSON))
PROMOTED = csv_bytes(table({**PERSON, "GOL AKHIR NAMA": "IV/a"}))
OTHER_PERSON = {**PERSON, "NIP BARU": f"'{NIPS[1]}", "PNS ID": "2BD39AD3-DC26-4F85-9003-5FF0C39C35C5"}
OTHER = csv_bytes(table({**OTHER_PERSON, "TANGGAL LAHIR": "11-04-1968", "NAMA": "TUTI"}))


@dataclass(frozen=True, slots=True)
class InThisProcess:
    """The product's own readers, without a process of their own for each file."""

    words: Words

    def read(
        self, files: Sequence[Sent], *, today: date, progress: Progress
    ) -> tuple[FileSet, list[Problem]]:
        if any(one.content == b"deadly" for one in files):
            raise ReadingStopped
        return read_now(files, today, progress=lambda name, done, of: progress(name, done / of))

    def marked(self, files: Sequence[Sent], problems: Sequence[Problem], language: str) -> bytes:
        return marked_now(self.words, files, problems, language, progress=_ignore)

    def template(self, kind: str, language: str) -> bytes:
        return template_now(self.words, kind, language, progress=_ignore)


def _ignore(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def office(quick_store: Any, words: Words, now: datetime) -> Office:
    made = office_on(quick_store, words=words, clock=at(now))
    return replace(made, spreadsheets=InThisProcess(words))


@pytest.fixture
def rina(line: Line) -> Chat:
    return line.of(RINA.user_id)


async def sends(chat: Chat, content: bytes, name: str = "pegawai.csv", **more: Any) -> Shown:
    file_id = f"file-{len(chat.wire.files) + 1}"
    chat.wire.files[file_id] = content
    document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(content)}
    return await chat.sends(document=document, **more)


def kept(office: Office, nip: str) -> str | None:
    with office.store.read() as work:
        found = work.people.by_nip(nip)
        return None if found is None or not found.is_active else found.grade


async def test_a_planner_sees_confirms_and_undoes_an_import(
    rina: Chat, office: Office, region: Kemuning
) -> None:
    await rina.types("/impor")
    preview = await sends(rina, GOOD)

    assert "belum ada yang berubah" in preview.plain
    assert "Pegawai: 1 baru, 0 berubah, 0 tetap" in preview.plain
    assert "Pegawai aktif: 5 → 6" in preview.plain
    assert preview.protected
    assert kept(office, NIPS[0]) is None

    done = await rina.presses("Masukkan")
    assert "sudah masuk" in done.plain
    assert kept(office, NIPS[0]) == "III/d"

    await rina.types("/impor")
    preview = await sends(rina, PROMOTED)
    assert "Golongan" in preview.plain
    assert "III/d → IV/a" in preview.plain
    with region.region.store.engine.connect() as connection:
        assert {row.purpose for row in connection.execute(view_log.select())} == {"import"}
    await rina.presses("Masukkan")
    asked = await rina.presses("Batalkan impor ini")
    assert "Pegawai: 1 baris" in asked.plain
    undone = await rina.presses("Ya, batalkan impor ini")

    assert "sudah dibatalkan" in undone.plain
    assert kept(office, NIPS[0]) == "III/d"
    past = await rina.presses("Impor sebelumnya")
    assert "(dibatalkan)" in past.plain
    assert "oleh Anda" in past.plain
    again = await rina.presses("Batalkan impor terakhir")
    assert "sudah dilakukan" in again.plain


async def test_several_files_are_one_import_and_what_waits_survives_a_restart(
    rina: Chat, office: Office
) -> None:
    await rina.types("/impor")
    first = await sends(rina, GOOD)
    both = await sends(rina, OTHER)
    assert "Pegawai: 2 baru" in both.plain
    await rina.presses_value(first.value("Masukkan"), on=first)
    assert "pemeriksaan yang lebih lama" in rina.wire.shown[first.id].plain
    assert kept(office, NIPS[0]) is None

    waiting = await rina.types("/impor")
    assert "menunggu keputusan" in waiting.plain
    assert "• pegawai.csv\n• 2-pegawai.csv" in waiting.plain
    await rina.presses("Periksa lagi")
    await rina.presses("Masukkan")
    assert [kept(office, nip) for nip in NIPS[:2]] == ["III/d", "III/d"]

    # The same press again, and an older one: nothing is taken in twice.
    pressed = next(one for one in rina.messages if "Masukkan" in one.labels)
    await rina.presses_value(pressed.value("Masukkan"), on=pressed)
    assert "tidak terbuka lagi" in rina.wire.shown[pressed.id].plain
    with office.store.read() as work:
        assert work.imports.count() == 2


async def test_what_changed_meanwhile_is_shown_anew_and_nothing_is_taken_in(
    rina: Chat, office: Office, words: Words, now: datetime
) -> None:
    await rina.types("/impor")
    await sends(rina, GOOD)
    desk = office.imports
    files, _ = read_now([Sent("x.csv", OTHER)], date(2026, 11, 24), progress=_ignore)
    desk.apply(desk.preview(files, [], is_complete=False, by=OPERATOR), by=OPERATOR, now=now)

    shown = await rina.presses("Masukkan")
    assert "Data berubah sejak" in shown.plain
    assert kept(office, NIPS[0]) is None
    await rina.presses("Masukkan")
    assert kept(office, NIPS[0]) == "III/d"


async def test_ending_many_people_asks_for_their_number(rina: Chat, office: Office) -> None:
    await rina.types("/impor")
    preview = await sends(rina, GOOD)
    assert "Tidak ada di berkas, tetap aktif: 5" in preview.plain
    ended = await rina.presses("Berkas memuat semua pegawai")
    assert "Akan dicatat berakhir" in ended.plain
    assert "5 → 1" in ended.plain

    asked = await rina.presses("Masukkan")
    assert "ketik angka 5" in asked.plain
    wrong = await rina.types("ya")
    assert "Angka tadi berbeda" in wrong.plain
    assert kept(office, SITI.nip) is not None
    await rina.types("5")
    assert kept(office, SITI.nip) is None
    assert kept(office, NIPS[0]) == "III/d"


async def test_faults_come_back_by_kind_and_as_a_marked_spreadsheet(rina: Chat, office: Office) -> None:
    await rina.types("/impor")
    bad = csv_bytes(table({**PERSON, "NIP BARU": "'12345"}, {**OTHER_PERSON, "NIP BARU": "'123"}))
    shown = await sends(rina, bad, caption="daftar terbaru, mohon dimasukkan")

    assert "✗" in shown.plain
    assert "2 kali" in shown.plain
    assert "tidak dibaca sebagai data" in shown.plain
    assert "Masukkan" not in shown.labels
    await rina.presses("Berkas bertanda")
    sent = next(one.file for one in reversed(rina.messages) if one.file)
    sheet = load_workbook(io.BytesIO(sent.content)).worksheets[0]
    assert sheet.max_row >= 3
    with office.store.read() as work:
        assert [one.kind for one in work.exports.newest(limit=9)] == ["import_faults"]


_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def _bomb() -> bytes:
    out = io.BytesIO(xlsx_bytes(table(PERSON)))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.bin", bytes(64 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: b"%PDF-1.7 ...", "bukan XLSX atau CSV"),
        (lambda: _ENCRYPTED, "kata sandi"),
        (lambda: b"", "kosong"),
        (_bomb, "Berkas"),
        (lambda: b"kolom satu,kolom dua\r\n1,2\r\n", "judul kolom"),
        (lambda: b"deadly", "tidak selesai dibaca"),
    ],
    ids=["wrong type", "password", "empty", "bomb", "unknown headings", "reader dies"],
)
async def test_a_harmful_or_foreign_file_is_refused_in_words(
    rina: Chat, office: Office, make: Callable[[], bytes], said: str
) -> None:
    await rina.types("/impor")
    shown = await sends(rina, make(), name="../../rahasia\u202e.xlsx")

    assert said.lower() in shown.plain.lower()
    assert "Masukkan" not in shown.labels
    assert "gangguan" not in shown.plain


async def test_what_is_no_file_of_data_is_told_so(rina: Chat, region: Kemuning) -> None:
    await rina.types("/impor")
    large = {"file_id": "x", "file_unique_id": "x", "file_name": "besar.xlsx", "file_size": 21 << 20}
    assert "21 MB; batasnya 20 MB" in (await rina.sends(document=large)).plain
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]
    assert "dokumen" in (await rina.sends(photo=photo)).plain
    listed = await rina.types(f"{SITI.nip}\n{SITI.nip}\n{RINA.nip[:-1]}")
    assert "1 NIP, 1 di antaranya berulang" in listed.plain
    assert "keliru: 1 (baris 3)" in listed.plain
    assert "Tulisan tidak diimpor" in (await rina.types("tolong masukkan datanya")).plain
    lost = {"file_id": "gone", "file_unique_id": "g", "file_name": "hilang.xlsx", "file_size": 9}
    assert "tidak dapat diambil lagi" in (await rina.sends(document=lost)).plain
    assert "dokumen, paling besar 20 MB" in (await rina.types("/impor")).plain


async def test_who_lost_the_role_confirms_nothing(rina: Chat, office: Office, region: Kemuning) -> None:
    await rina.types("/impor")
    await sends(rina, GOOD)
    with region.region.store.engine.begin() as connection:
        connection.execute(role.update().where(role.c.role == Role.PLANNER).values(revoked_at=office.clock()))
    await rina.presses("Masukkan")

    assert "tidak tersedia" in rina.last.plain or "wewenang" in rina.last.plain
    assert kept(office, NIPS[0]) is None


async def test_every_kind_has_a_template_that_may_be_kept(rina: Chat) -> None:
    await rina.types("/impor")
    await rina.presses("Contoh berkas")
    for label in ("Data pegawai", "Waktu tempuh"):
        await rina.presses(label)
        sent = rina.last
        assert sent.file is not None
        assert not sent.protected
        assert load_workbook(io.BytesIO(sent.file.content)).worksheets


async def test_an_undo_after_a_day_or_of_another_import_is_refused(
    rina: Chat, line: Line, office: Office, now: datetime, region: Kemuning
) -> None:
    await rina.types("/impor")
    await sends(rina, GOOD)
    await rina.presses("Masukkan")
    asked = await rina.presses("Batalkan impor ini")
    desk = office.imports
    files, _ = read_now([Sent("x.csv", OTHER)], date(2026, 11, 24), progress=_ignore)
    desk.apply(desk.preview(files, [], is_complete=False, by=OPERATOR), by=OPERATOR, now=now)
    await rina.presses_value(asked.value("Ya, batalkan impor ini"), on=asked)

    assert "berubah" in rina.last.plain
    assert kept(office, NIPS[0]) == "III/d"
    late = replace(office, clock=at(now + timedelta(hours=25)))
    from handlers.routes import TABLE  # noqa: PLC0415 -- for a second line on a later day alone
    from tests.chat import connect  # noqa: PLC0415 -- as said above

    tomorrow = await connect(late, TABLE)
    chat = tomorrow.of(RINA.user_id)
    await chat.types("/impor")
    await chat.presses("Batalkan impor terakhir")
    assert "batasnya satu hari" in chat.last.plain
    await tomorrow.application.shutdown()


async def test_a_file_out_of_the_blue_is_shown_the_way(rina: Chat, line: Line) -> None:
    assert "Impor" in (await sends(rina, GOOD)).labels
    assert "Impor" not in (await sends(line.of(SITI.user_id), GOOD)).labels


async def test_nobody_without_the_role_is_let_in(line: Line) -> None:
    hasan = line.of(HASAN.user_id)
    await hasan.types("/impor")

    assert "Masukkan" not in hasan.last.plain


def test_no_file_of_an_import_is_ever_laid_on_the_disk() -> None:
    """What the chat's import runs through opens no path for writing."""
    root = Path(__file__).parents[2]
    for path in (*(root / "handlers/officers/imports").glob("*.py"), root / "bot/spreadsheets.py"):
        source = path.read_text(encoding="utf-8")
        assert "tempfile" not in source
        assert "write_bytes" not in source
        assert "Path" not in source


@pytest.mark.parametrize("hostile", ['=HYPERLINK("x")&<b>{name}', "x" * 500, "\u202eابت" * 50, "👩‍⚕️" * 60])
async def test_hostile_cells_and_names_break_no_screen_of_an_import(rina: Chat, hostile: str) -> None:
    await rina.types("/bahasa")
    await rina.presses("English")
    await rina.types("/import")
    for changed in (
        {"NAMA": hostile, "JABATAN NAMA": hostile, "UNOR NAMA": hostile},
        {"NIP BARU": hostile, "TMT JABATAN": hostile, "JENIS KELAMIN": hostile},
    ):
        shown = await sends(rina, csv_bytes(table({**PERSON, **changed})), name=f"{hostile[:90]}.csv")

        assert "Result of the check" in shown.plain
    assert "fault in our" not in str([one.plain for one in rina.messages])
