"""The four files that stand for HR's own: every row is read, none is lost without a word."""

from dataclasses import fields
from pathlib import Path

import pytest

from domain.imports.problems import Problem
from domain.imports.rows import FileSet, PersonRow
from files.import_files import read_files
from tests.files.builders import TODAY

DATA = Path(__file__).parents[3] / "shared" / "data"
NAMES = ("siasn-export.csv", "peta-jabatan-abk.xlsx", "kompetensi-kinerja.xlsx", "usulan-mutasi.xlsx")
ROWS = {
    "people": 1_200,
    "positions": 230,
    "tasks": 920,
    "competencies": 1_200,
    "standards": 15,
    "proposals": 48,
}

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the files are not kept in this repository")


@pytest.fixture(scope="module")
def result() -> tuple[FileSet, list[Problem]]:
    return read_files([DATA / name for name in NAMES], today=TODAY)


def test_every_row_is_read(result: tuple[FileSet, list[Problem]]) -> None:
    files, problems = result

    assert problems == []
    assert {sheet.kind.value: sheet.rows for sheet in files.sheets} == ROWS
    assert {kind: len(getattr(files, kind)) for kind in ROWS} == ROWS


def test_nothing_private_leaves_the_reader(result: tuple[FileSet, list[Problem]]) -> None:
    lines = (DATA / NAMES[0]).read_text("utf-8-sig").splitlines()
    headings = lines[0].split(",")
    private = {lines[1].split(",")[headings.index(name)].lstrip("'") for name in ("NIK", "EMAIL")}

    said = {str(getattr(person, one.name)) for person in result[0].people for one in fields(PersonRow)}

    assert len(private) == 2
    assert not private & said


def test_the_position_map_says_of_which_day_it_is(result: tuple[FileSet, list[Problem]]) -> None:
    (sheet,) = (sheet for sheet in result[0].sheets if sheet.kind == "positions")

    assert str(sheet.as_of) == "2025-12-31"


def test_the_order_of_the_files_changes_nothing(result: tuple[FileSet, list[Problem]]) -> None:
    files, _ = read_files([DATA / name for name in reversed(NAMES)], today=TODAY)

    assert [row.nip for row in files.people] == [row.nip for row in result[0].people]
    assert [row.reason for row in files.proposals] == [row.reason for row in result[0].proposals]
