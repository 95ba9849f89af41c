"""`/formasi`: the years ahead in words, as a picture and as a file; what a liaison sees of it."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from domain.actors import Role
from handlers.office import Office
from storage.tables import person, position, unit
from tests.chat import Chat, Line
from tests.people import ANDI, HASAN, RINA, SITI, Kemuning

HOSTILE = '=cmd|" /C calc"!A0 <b>&"{0}'


@pytest.fixture
def rina(line: Line, region: Kemuning) -> Chat:
    builder = region.region
    builder.change(position, 1, staff_need=9)
    builder.change(person, region.id_of(HASAN), position_kind="pelaksana", position_since=date(2015, 3, 1))
    builder.change(person, region.id_of(ANDI), kind="pppk")
    return line.of(RINA.user_id)


async def test_the_years_ahead_are_told_with_what_the_data_do_not_tell(rina: Chat) -> None:
    home = await rina.types("/formasi")
    assert "2027: 1 pensiun, kurang 5" in home.plain
    assert "akhir kontrak 1 PPPK" in home.plain
    assert home.protected
    await rina.presses("Menurut unit")
    assert "UPTD Puskesmas Selensen: 1 pensiun, kurang 5" in rina.last.plain
    one = await rina.presses("UPTD Puskesmas Selensen")
    assert "Pegawai sekarang: 5 · Kebutuhan: 9" in one.plain
    assert "2031: 0 pensiun, kurang 5" in one.plain
    named = await rina.presses("Siapa yang pensiun")
    assert "Drs. Hasan Basri, M.Si." in named.plain
    assert "Pensiun mulai Jumat, 1 Oktober 2027" in named.plain
    await rina.presses("Unit ini")
    picture = await rina.presses("Gambar")
    assert picture.file is not None
    assert picture.file.content.startswith(b"\x89PNG")
    assert "2027: pensiun 1, akhir kontrak 0, kurang 5" in picture.plain
    await rina.types("/formasi")
    due = await rina.presses("Masa rotasi")
    assert "Sudah melewati batas sejak Minggu, 1 Maret 2020" in due.plain
    assert "TMT jabatan 3 PNS tidak ada dalam data" in due.plain


async def test_a_unit_is_found_as_it_is_typed_and_nothing_found_is_said(rina: Chat) -> None:
    await rina.types("/formasi")
    await rina.presses("Cari unit")
    assert "Belum ada unit" in (await rina.types("perpustakaan nasional")).plain
    await rina.types("pkm selensen")
    await rina.presses("UPTD Puskesmas Selensen")
    assert "Kebutuhan: 9" in rina.last.plain


async def test_the_file_leaves_after_a_proof_is_on_record_and_holds_no_formula(
    rina: Chat, office: Office, region: Kemuning
) -> None:
    region.region.change(unit, region.selensen, name=HOSTILE)
    await rina.types("/formasi")
    refused = await rina.presses("Unduh lembar kerja")
    assert refused.file is None
    region.region.prove(region.id_of(RINA))
    await rina.types("/formasi")
    given = await rina.presses("Unduh lembar kerja")

    assert given.file is not None
    assert given.file.name == "formasi-2026-11-24.xlsx"
    sheet = load_workbook(BytesIO(given.file.content)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [one for one in cells if one.data_type == "f"] == []
    assert HOSTILE in {one.value for one in cells}
    assert not any(SITI.name in str(one.value) for one in cells)
    with office.store.read() as work:
        (kept,) = work.exports.newest(limit=9)
    assert (kept.kind, kept.people, kept.by) == ("vacancies", 0, f"person:{region.id_of(RINA)}")


async def test_a_liaison_sees_their_own_unit_alone_and_no_button_opens_another(
    line: Line, office: Office, region: Kemuning
) -> None:
    andi = line.of(ANDI.user_id)
    with office.store.write() as work:
        work.people.grant(
            region.id_of(ANDI), Role.LIAISON, unit_id=region.kemuning, by="operator", now=office.clock()
        )
        work.commit()
    region.region.post(region.kemuning, "Perawat Terampil", job_class=6)
    home = await andi.types("/formasi")
    assert "1 unit" in home.plain
    assert "Unduh lembar kerja" not in home.labels
    for value in (f"va_unit:{region.selensen}", f"va_leave:{region.selensen}.1", f"va_pic:{region.selensen}"):
        await andi.presses_value(f"v1:{value}")
        assert "Selensen" not in andi.last.plain
    await andi.presses_value("v1:va_file")
    assert andi.last.file is None


@pytest.mark.parametrize(
    "value", ["va_units:x", "va_unit", "va_unit:99999", "va_leave:1.99", "va_leave", "va_due:99", "va_pic:x"]
)
async def test_buttons_that_lead_nowhere_are_answered_in_words(rina: Chat, value: str) -> None:
    await rina.types("/formasi")
    await rina.presses_value(f"v1:{value}")

    assert "gangguan" not in rina.last.plain
