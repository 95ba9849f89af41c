"""The problems as a spreadsheet that an officer can mend the file by."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from domain.imports.problems import Problem
from files import marked
from files.import_files import read_files
from files.marked import write_marked
from tests.files.builders import PERSON, PROPOSAL, TODAY, csv_bytes, table, xlsx_bytes


def say(key: str, **facts: Any) -> str:
    return f"{key} {facts.get('value', '')}".strip()


def mark(folder: Path, name: str, content: bytes, *more: Problem) -> Any:
    """Read, write the marked copy, and open it."""
    path, out = folder / name, folder / "marked.xlsx"
    path.write_bytes(content)
    _, problems = read_files([path], today=TODAY)
    write_marked(out, [path], [*problems, *more], say)
    return load_workbook(out)


def test_the_list_says_where_what_and_what_to_do(tmp_path: Path) -> None:
    book = mark(tmp_path, "usulan.xlsx", xlsx_bytes(table(PROPOSAL | {"NIP": "17"})))

    assert [cell.value for cell in book.worksheets[0][2]] == [
        "usulan.xlsx",
        "Lembar 1",
        "2",
        "NIP",
        "17",
        "import.marked.refused",
        "import.problem.nip.not_18_digits.wrong 17",
        "import.problem.nip.not_18_digits.mend 17",
    ]


def test_a_faulty_cell_is_marked_at_its_own_address(tmp_path: Path) -> None:
    rows = [["DAFTAR USULAN"], [], *table(PROPOSAL, PROPOSAL | {"NIP": "17"})]

    sheet = mark(tmp_path, "usulan.xlsx", xlsx_bytes(rows)).worksheets[1]

    marked_cells = {
        cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment
    }
    assert list(marked_cells) == ["B5"]
    assert "nip.not_18_digits.wrong" in marked_cells["B5"]
    assert (sheet["B3"].value, sheet["B5"].value, sheet["C5"].value) == ("NIP", "17", "Karman Agustina")


def test_private_columns_are_not_copied(tmp_path: Path) -> None:
    book = mark(tmp_path, "pegawai.csv", csv_bytes(table(PERSON | {"TMT JABATAN": "besok"})))

    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "besok" in said
    assert not {"'1404252527535124", "1404252527535124", "Jalan Rahasia 7"} & said


def test_no_cell_of_the_copy_can_run(tmp_path: Path) -> None:
    content = csv_bytes(table(PERSON | {"NAMA": "=HYPERLINK(1)", "GELAR DEPAN": "@SUM(1)"}))

    book = mark(tmp_path, "pegawai.csv", content)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}


def test_what_the_import_desk_found_is_marked_by_the_usual_heading(tmp_path: Path) -> None:
    found = Problem(
        key="proposal.unknown_nip", file="usulan.xlsx", sheet="Lembar 1", row=2, column="NIP", value="1"
    )

    sheet = mark(tmp_path, "usulan.xlsx", xlsx_bytes(table(PROPOSAL)), found).worksheets[1]

    assert "proposal.unknown_nip" in sheet["B2"].comment.text


def test_of_a_long_sheet_only_the_faulty_rows_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked, "COPIED_WHOLE", 2)
    rows = table(PROPOSAL, PROPOSAL, PROPOSAL, PROPOSAL | {"NIP": "17"})

    sheet = mark(tmp_path, "usulan.xlsx", xlsx_bytes(rows)).worksheets[1]

    assert "17" in {sheet.cell(row, 2).value for row in range(1, sheet.max_row + 1)}
    assert sheet.max_row < len(rows)


def test_a_file_that_cannot_be_read_again_has_its_line_only(tmp_path: Path) -> None:
    book = mark(tmp_path, "usulan.xlsx", b"%PDF-1.7")

    assert [sheet.title for sheet in book] == ["import.marked.sheet"]


def test_the_copy_is_for_its_owner_alone(tmp_path: Path) -> None:
    mark(tmp_path, "usulan.xlsx", xlsx_bytes(table(PROPOSAL | {"NIP": "17"})))

    assert (tmp_path / "marked.xlsx").stat().st_mode & 0o777 == 0o600
