"""Lists that leave after the first word, and statuses that come back by file."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

from bot.wave_files import board_now, imut_now, statuses_now
from domain.dossiers.lists import ListedTransfer, WaveList
from domain.proposals import Direction, Status
from handlers.office import Office
from locales.words import Words
from tests.chat import Chat
from tests.domain.dossiers.conftest import Desk
from tests.people import RINA, SITI


async def test_a_list_waits_for_the_first_word_then_leaves_and_comes_back_with_statuses(
    rina: Chat, desk: Desk, office: Office, now: datetime
) -> None:
    builder = desk.region.region
    builder.prove(desk.region.id_of(RINA))
    await rina.types("/gelombang")
    await rina.presses_value(f"v1:wv_file:{desk.region.wave}.board")
    assert "1 orang belum menerima kabar" in rina.last.plain
    await rina.presses("Kabar Pertama")
    assert "Belum dikirimi pemberitahuan" in rina.last.plain
    await rina.presses("Siti Rahmawati, A.Md.Kep.")
    assert "A.Md.Kep. sudah ditandai tidak terjangkau." in (await rina.presses("Sedang cuti")).plain
    await rina.presses_value(f"v1:wv_file:{desk.region.wave}.board")
    file = rina.last.file
    assert file is not None
    assert file.name == "board-gelombang-i-tahun-2026-01.xlsx"
    with office.store.read() as work:
        (kept,) = work.exports.newest(limit=9)
        assert (kept.kind, kept.people) == ("board_list", 1)
        assert work.audit.newest(9)

    rows = "NO USULAN;STATUS;CATATAN\n" + f"{desk.siti};Uji kompetensi;\n99;board;\n"
    rina.wire.files["daftar"] = rows.encode()
    await rina.presses_value(f"v1:wv_in:{desk.region.wave}")
    assert "menunggu satu berkas" in (await rina.types("ini")).plain
    document = {"file_id": "daftar", "file_unique_id": "daftar", "file_name": "status.csv"}
    looked = await rina.sends(document=document)
    assert "Perlu diperbaiki: 1" in looked.plain or "Perlu diperbaiki: 2" in looked.plain
    await rina.presses("Baris yang perlu diperbaiki")
    marked = rina.last.file
    assert marked is not None
    assert b"Bukan bagian" in _sheet(marked.content)
    rina.wire.files["rusak"] = b"\x00\x01"
    broken = {"file_id": "rusak", "file_unique_id": "rusak", "file_name": "status.xlsx"}
    assert "belum dapat dibaca" in (await rina.sends(document=broken)).plain
    await rina.sends(document=document | {"file_id": "hilang"})
    assert "tidak dapat diambil lagi" in rina.last.plain
    rina.wire.files["baik"] = f"NIP;STATUS\n{SITI.nip};competency\n".encode()
    await rina.sends(document=document | {"file_id": "baik"})
    assert "Tercatat: 1 langkah." in (await rina.presses("Catat")).plain
    await rina.presses_value("v1:wv_rec:0000")
    with office.store.read() as work:
        assert work.proposals.get(desk.siti).status is Status.COMPETENCY


def _sheet(content: bytes) -> bytes:
    with ZipFile(BytesIO(content)) as package:
        return b"".join(package.read(name) for name in package.namelist() if name.endswith(".xml"))


def test_fifty_names_a_file_and_nothing_in_it_can_be_run(words: Words) -> None:
    hostile = ListedTransfer(
        number=1,
        siasn_id="=1+1",
        nip="199003152015052901",
        name="=HYPERLINK(0)",
        title_front="",
        title_back="@x",
        grade="+1",
        from_position="-1",
        from_unit="\t=1",
        from_class=None,
        to_position="=A1",
        to_unit="|x",
        to_class=7,
        direction=Direction.ROTASI,
        own_request=True,
        planned_on=None,
        reason="=1",
        status=Status.BOARD,
    )
    content = WaveList(wave="=wave", rows=[hostile] * 101)
    files = [*imut_now(words, content), board_now(words, content, "en")]

    assert len(files) == 4
    assert all(b"<f>" not in _sheet(one) for one in files)
    back = statuses_now(board_now(words, content, "id"), "board.xlsx")
    assert back == []


def test_a_note_in_a_file_is_read_to_its_last_word_and_numbers_as_what_they_are() -> None:
    note = "Formasi di unit tujuan ditutup. " * 30
    content = f"NO USULAN;STATUS BARU;KETERANGAN\n'7;Dibatalkan;{note}akhir\n8;;belum\n".encode()
    (row,) = statuses_now(content, "daftar.csv") or []

    assert (row.line, row.who, row.status) == (2, "7", "Dibatalkan")
    assert row.note.endswith("ditutup. akhir")
    assert len(row.note) > 900
    assert statuses_now(b"NAMA;JABATAN\nx;y\n", "daftar.csv") is None
