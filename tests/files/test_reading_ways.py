"""The quick reader, the general reader and calamine agree on every sheet; unusual writing loses nothing."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from files.import_files import read_files
from files.tables.table import Cell
from files.tables.workbook import workbook_tables
from files.tables.xlsx_elements import elements
from tests.files.builders import (
    MAIN,
    OFFICE,
    PROPOSAL,
    SHEET,
    STRINGS,
    TODAY,
    csv_bytes,
    read,
    repacked,
    rows_part,
    sheet_part,
    table,
    text_part,
    with_shared_strings,
    xlsx_bytes,
)

GOOD = xlsx_bytes(table(PROPOSAL))
PLAIN = rows_part(*table(PROPOSAL))
WIDTH = 4

CELLS = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=20).map(
        lambda s: f"t{s}"
    ),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 3)),
    st.booleans(),
    st.sampled_from(["<b>&amp;</b>", "]]>", "a_x0041_", "  lead", "baris\nbaru", "'apostrof"]),
)


@given(st.lists(st.lists(CELLS, min_size=WIDTH, max_size=WIDTH), min_size=1, max_size=6), st.booleans())
def test_three_readers_agree(rows: list[list[Any]], shares_strings: bool) -> None:  # noqa: FBT001 -- drawn
    workbook = with_shared_strings(xlsx_bytes(rows)) if shares_strings else xlsx_bytes(rows)

    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        (sheet,) = workbook_tables(package)
        quick = _filled(
            row for batch in sheet.batches(range(WIDTH)) for row in zip(*batch.columns, strict=True)
        )
        with package.open(SHEET) as part:
            general = _filled(cells for _, cells in elements(part, sheet._reads, range(WIDTH), []))
    calamine = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0)

    assert quick == general == _filled(map(_as_cells, calamine.to_python(skip_empty_area=False)))


def _filled(rows: Any) -> list[list[Cell]]:
    """Cells as they stand, blank rows and trailing blanks left out: readers differ in them alone."""
    blanked = [[None if cell == "" else cell for cell in row] for row in rows]
    return [row for row in blanked if any(cell is not None for cell in row)]


def _as_cells(row: list[Any]) -> list[Any]:
    said = [str(cell).upper() if isinstance(cell, bool) else cell for cell in row]
    return [*said, *[""] * (WIDTH - len(said))]


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(sheet_part(PLAIN.replace('<c r="', '<c  r="')), id="two spaces"),
        pytest.param(sheet_part(PLAIN.replace("<c r=", "<c s='0' r=")), id="attributes in another order"),
        pytest.param(sheet_part(re.sub(r' r="[A-Z]+\d+"', "", PLAIN)), id="cells without addresses"),
        pytest.param(
            sheet_part(PLAIN).replace(b"xmlns=", b"xmlns:x=").replace(b"<", b"<x:").replace(b"<x:/", b"</x:"),
            id="prefixed",
        ),
        pytest.param(sheet_part(f"<!-- {PLAIN} -->{PLAIN}"), id="a comment"),
        pytest.param(sheet_part(PLAIN.replace("Bendahara", "<![CDATA[Bendahara]]>")), id="CDATA"),
        pytest.param(
            sheet_part(PLAIN.replace("<v>", '<v xml:space="preserve">')), id="attributes of a value"
        ),
        pytest.param(sheet_part(PLAIN.replace("<v>", "<v>&#32;")), id="an entity by number"),
    ],
)
def test_an_unusual_way_of_writing_is_read_all_the_same(tmp_path: Path, part: bytes) -> None:
    expected = read(tmp_path, GOOD)[0].proposals

    assert read(tmp_path, repacked(GOOD, {SHEET: part}))[0].proposals == expected


def test_a_shared_string_of_several_runs_is_one_text(tmp_path: Path) -> None:
    runs = "<si><r><t>Karman </t></r><r><rPr><b/></rPr><t>Agustina</t></r><rPh><t>x</t></rPh></si>"
    strings = f'<sst xmlns="{MAIN}">{runs}</sst>'.encode()
    cells = PLAIN.replace(text_part(2, 2, PROPOSAL["NAMA"]), '<c r="C2" t="s"><v>0</v></c>')

    content = repacked(with_shared_strings(GOOD), {SHEET: sheet_part(cells), STRINGS: strings})
    (proposal,) = read(tmp_path, content)[0].proposals

    assert proposal.name == "Karman Agustina"


def test_a_sheet_that_turns_unusual_midway_is_read_once(tmp_path: Path) -> None:
    many = [PROPOSAL | {"NIP": f"19860926201505{n % 2 + 1}{901 + n // 2}"} for n in range(150)]
    long = [record | {"ALASAN": "x" * 400 + str(n)} for n, record in enumerate(many * 20)]
    rows = rows_part(*table(*long)).replace('<c r="A2500"', "<c s='0' r='A2500'")

    files, _ = read(tmp_path, repacked(GOOD, {SHEET: sheet_part(rows)}))

    assert [row.row for row in files.proposals] == list(range(2, 3_002))


def test_dates_of_the_other_calendar_are_four_years_later(tmp_path: Path) -> None:
    book = f"""<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="1"/>
    <sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>""".encode()
    content = xlsx_bytes(table(PROPOSAL | {"RENCANA TMT": 46_419 - 1_462}))

    (proposal,) = read(tmp_path, repacked(content, {"xl/workbook.xml": book}))[0].proposals

    assert str(proposal.planned_effective_on) == "2027-02-01"


@pytest.mark.parametrize("content", [GOOD, csv_bytes(table(PROPOSAL))], ids=["workbook", "csv"])
def test_progress_is_told_until_the_whole_is_done(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "usulan"
    path.write_bytes(content)
    told: list[tuple[str, float]] = []

    read_files([path], today=TODAY, progress=lambda name, share: told.append((name, share)))

    assert told[-1] == ("usulan", 1.0)
    assert all(0 < share <= 1 for _, share in told)
