"""`/meja` and `/laporan`: numbers by unit with pictures, and reports that leave only when they may."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert

from domain.exports.records import ExportKind
from handlers.office import Office
from storage.tables import card_opening, position, unit, wave
from tests.chat import Chat, Line
from tests.people import HASAN, RINA, SITI, Kemuning

HOSTILE = '=cmd|" /C calc"!A0 <b>&"{0}'


@pytest.fixture
def rina(line: Line, region: Kemuning, now: datetime) -> Chat:
    region.region.change(wave, region.wave, published_at=now - timedelta(days=1))
    region.region.change(position, 1, staff_need=10)
    return line.of(RINA.user_id)


async def test_the_wave_is_told_in_numbers_by_unit_and_as_pictures(rina: Chat) -> None:
    home = await rina.types("/meja")
    assert "Pegawai aktif: 5 di 1 unit" in home.plain
    assert "Terhubung dengan asisten: 5 (100 %)" in home.plain
    assert home.protected
    shown = await rina.presses("Gelombang I Tahun 2026")
    assert "Orang: 1 (terhubung 1)" in shown.plain
    assert "Diberi tahu: 0 · tak terjangkau: 0 · belum: 1" in shown.plain
    picture = await rina.presses("Gambar")
    assert picture.file is not None
    assert picture.file.content.startswith(b"\x89PNG")
    assert "1 orang, 1 terhubung" in picture.plain
    await rina.presses("Kembali")
    await rina.presses("Per unit")
    one = await rina.presses("UPTD Puskesmas Selensen")
    assert "kebutuhan 10, pegawai 5 → 4; beban 2,00 · kini 2,00 · sesudah 2,50" in one.plain
    await rina.presses("Kembali ke unit")
    await rina.presses("Kembali")
    assert "UPTD Puskesmas Kemuning" in (await rina.presses("Beban unit")).plain
    bars = await rina.presses("Gambar")
    assert "beban 2,00 → 2,50" in bars.plain
    for screen in ("Terhubung per unit", "Unit yang diminati", "Yang menunggu", "Arti angka"):
        await rina.types("/standing")
        assert "gangguan" not in (await rina.presses(screen)).plain


async def test_a_report_leaves_after_a_proof_is_on_record_and_runs_nothing(
    rina: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    builder = region.region
    builder.change(unit, region.selensen, name=HOSTILE)
    await rina.types("/laporan")
    await rina.presses("Gelombang I Tahun 2026")
    await rina.presses("Keadaan gelombang")
    assert (await rina.presses("Excel")).file is None
    builder.prove(region.id_of(RINA))
    await rina.types("/laporan")
    await rina.presses("Gelombang I Tahun 2026")
    await rina.presses("Keadaan gelombang")
    await rina.presses("Excel")
    file = next(one.file for one in reversed(rina.messages) if one.file)
    cells = [cell for row in load_workbook(BytesIO(file.content)).worksheets[0].iter_rows() for cell in row]
    assert any(cell.value == HOSTILE and cell.data_type == "s" for cell in cells)
    assert any("Laporan selesai" in one.plain for one in rina.messages)

    # Siti has not been told: her name leaves in no list.
    await rina.types("/laporan")
    await rina.presses("Gelombang I Tahun 2026")
    await rina.presses("Daftar pegawai")
    assert "belum diberi tahu secara pribadi" in (await rina.presses("Excel")).plain
    with builder.store.engine.begin() as connection:
        connection.execute(insert(card_opening).values(proposal_id=1, opened_at=now))
    await rina.types("/laporan")
    await rina.presses("Gelombang I Tahun 2026")
    await rina.presses("Laporan akhir")
    await rina.presses("PDF")
    assert next(one.file for one in reversed(rina.messages) if one.file).content.startswith(b"%PDF")
    with office.store.read() as work:
        assert [one.kind for one in work.exports.newest(limit=9)] == [ExportKind.WAVE, ExportKind.STANDING]


async def test_what_may_be_announced_is_shown_in_both_languages_and_sent_to_nobody(rina: Chat) -> None:
    await rina.types("/laporan")
    await rina.presses("Gelombang I Tahun 2026")
    before = len(rina.messages)
    await rina.presses("Anda bilang, kami ubah")

    indonesian, english = (one.plain for one in rina.messages[before:][-2:])
    assert "Terima kasih atas aspirasi" in indonesian
    assert "kurang dari lima" in indonesian
    assert "Thank you for the concerns" in english
    assert "Belum dikirim kepada siapa pun" in english


async def test_stale_and_foreign_buttons_have_an_answer(line: Line, rina: Chat, region: Kemuning) -> None:
    for value in (
        "v1:st_wave:999",
        "v1:st_unit:1.999",
        "v1:st_units:1.p99",
        "v1:rp_make:1.x.y",
        "v1:rp_form:1",
    ):
        await rina.presses_value(value)
        assert "gangguan" not in rina.last.plain
    hasan = line.of(HASAN.user_id)
    assert "Di mana pegawai" in (await hasan.types("/meja")).plain
    assert "Di mana pegawai" not in (await line.of(SITI.user_id).types("/meja")).plain
