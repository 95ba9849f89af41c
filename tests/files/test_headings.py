"""A table is known by its headings, wherever and however they stand."""

import random
from pathlib import Path

import pytest

from domain.imports.rows import SheetKind
from tests.files.builders import (
    COMPETENCY,
    PERSON,
    POSITION,
    PROPOSAL,
    STANDARD,
    TASK,
    Record,
    csv_bytes,
    read,
    table,
    xlsx_bytes,
)

ALL = [
    (PERSON, SheetKind.PEOPLE),
    (POSITION, SheetKind.POSITIONS),
    (TASK, SheetKind.TASKS),
    (COMPETENCY, SheetKind.COMPETENCIES),
    (STANDARD, SheetKind.STANDARDS),
    (PROPOSAL, SheetKind.PROPOSALS),
]


@pytest.mark.parametrize(("record", "kind"), ALL)
def test_each_kind_is_recognised_below_titles_in_any_order_among_other_columns(
    tmp_path: Path, record: Record, kind: SheetKind
) -> None:
    shuffled = [*record.items(), ("KOLOM LAIN", "x"), ("", "")]
    random.Random(7).shuffle(shuffled)
    rows = [["PEMERINTAH KABUPATEN KEMUNING"], [], ["Keadaan 31 Desember 2025"], *table(dict(shuffled))]

    files, problems = read(tmp_path, xlsx_bytes(rows))

    assert [(sheet.kind, sheet.rows) for sheet in files.sheets] == [(kind, 1)]
    assert problems == []


@pytest.mark.parametrize(("record", "kind"), ALL)
def test_case_spaces_and_punctuation_of_headings_do_not_matter(
    tmp_path: Path, record: Record, kind: SheetKind
) -> None:
    written = {
        f" {name.lower().replace(' ', '  ').replace('.', ' ')} ": cell for name, cell in record.items()
    }

    files, _ = read(tmp_path, xlsx_bytes(table(written)))

    assert [(sheet.kind, sheet.rows) for sheet in files.sheets] == [(kind, 1)]


def test_several_kinds_may_share_a_workbook_under_any_name(tmp_path: Path) -> None:
    files, problems = read(tmp_path, xlsx_bytes(*(table(record) for record, _ in ALL)))

    assert [sheet.kind for sheet in files.sheets] == [kind for _, kind in ALL]
    assert problems == []


def test_the_titles_say_of_which_day_and_year_a_table_is(tmp_path: Path) -> None:
    rows = [["ANALISIS TAHUN 2025"], ["Keadaan 31 Desember 2025"], *table(POSITION)]

    (sheet,) = read(tmp_path, xlsx_bytes(rows))[0].sheets

    assert (str(sheet.as_of), sheet.year) == ("2025-12-31", 2025)


def test_headings_two_rows_deep_are_read(tmp_path: Path) -> None:
    rows = [
        ["NO", "NIP", "JABATAN", None, "UNIT KERJA", None, "JENIS MUTASI"],
        [None, None, "LAMA", "BARU", "LAMA", "BARU", None],
        [1, PROPOSAL["NIP"], "Bendahara", "Arsiparis", "Dinas Pendidikan", "Dinas Kesehatan", "Promosi"],
    ]

    files, _ = read(tmp_path, xlsx_bytes(rows, merged=["C1:D1", "E1:F1", "A1:A2"]))

    (proposal,) = files.proposals
    assert (proposal.from_position, proposal.to_position) == ("Bendahara", "Arsiparis")
    assert (proposal.from_unit, proposal.to_unit) == ("Dinas Pendidikan", "Dinas Kesehatan")


def test_a_row_that_numbers_the_columns_and_a_sum_are_no_data(tmp_path: Path) -> None:
    headings, values = table(POSITION)
    rows = [headings, [f"({n})" for n in range(1, 9)], values, [None, "JUMLAH", None, None, 5, 4, 1, None]]

    files, problems = read(tmp_path, xlsx_bytes(rows))

    assert ([row.row for row in files.positions], problems) == ([3], [])


def test_prose_beside_a_table_is_no_problem(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path, xlsx_bytes(table(PROPOSAL), [["Petunjuk"], ["Isi satu baris untuk satu orang."]])
    )

    assert problems == []


def test_a_table_of_no_known_kind_is_named_and_left_out(tmp_path: Path) -> None:
    files, problems = read(tmp_path, xlsx_bytes(table(PROPOSAL), [["a", "b"], [1, 2]]))

    assert len(files.proposals) == 1
    assert [(problem.key, problem.sheet) for problem in problems] == [("sheet.not_recognised", "Lembar 2")]


def test_a_missing_heading_is_named(tmp_path: Path) -> None:
    record = {name: cell for name, cell in PERSON.items() if name != "UNOR NAMA"}

    (problem,) = read(tmp_path, csv_bytes(table(record)))[1]

    assert (problem.key, problem.row, problem.facts["columns"]) == ("heading.missing", 1, "UNOR NAMA")


def test_a_heading_lost_in_merged_cells_is_named(tmp_path: Path) -> None:
    rows = table(PROPOSAL)

    (problem,) = read(tmp_path, xlsx_bytes(rows, merged=["F1:G1"]))[1]

    assert (problem.key, problem.facts["columns"]) == ("heading.merged", "UNIT KERJA BARU")


def test_a_heading_that_stands_twice_is_refused(tmp_path: Path) -> None:
    headings, values = table(PROPOSAL)

    (problem,) = read(tmp_path, xlsx_bytes([[*headings, "NIP"], [*values, "1"]]))[1]

    assert (problem.key, problem.value) == ("heading.twice", "NIP")


def test_a_column_that_is_left_out_is_remarked(tmp_path: Path) -> None:
    record = {name: cell for name, cell in PERSON.items() if name != "NOMOR HP"}

    files, (problem,) = read(tmp_path, csv_bytes(table(record)))

    assert (problem.key, problem.severity, problem.facts["columns"]) == (
        "heading.absent",
        "warning",
        "NOMOR HP",
    )
    assert files.people[0].phone is None


def test_data_in_merged_cells_are_named_as_such(tmp_path: Path) -> None:
    rows = table(POSITION, POSITION | {"NAMA JABATAN": "Arsiparis"})

    (problem,) = read(tmp_path, xlsx_bytes(rows, merged=["B2:B3"]))[1]

    assert (problem.key, problem.cell) == ("cell.merged", "B3")
