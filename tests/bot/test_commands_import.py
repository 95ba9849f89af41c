"""`sapa import` at the terminal: every row accounted for, nothing by halves, and a way back."""

import csv
import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.bot.terminal import digest, report, sapa
from tests.journeys.words import label
from tests.sample import sample_folder

PEOPLE = sample_folder() / "siasn-export.csv"
FILES = (PEOPLE, *sorted(sample_folder().glob("*.xlsx")))
SHEETS = {
    ("peta-jabatan-abk", 0): "positions",
    ("peta-jabatan-abk", 1): "tasks",
    ("kompetensi-kinerja", 0): "competencies",
    ("kompetensi-kinerja", 1): "standards",
    ("usulan-mutasi", 0): "proposals",
}
HEADINGS = {"NIP", "NAMA JABATAN"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Any]]:
    """A folder into which the four files went, and what was reported."""
    folder = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAPA_DATA_DIR", str(folder))
        yield folder, report("import", *FILES)


@pytest.fixture
def data(filled: tuple[Path, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with the four files in it."""
    folder = tmp_path / "data"
    shutil.copytree(filled[0], folder)
    monkeypatch.setenv("SAPA_DATA_DIR", str(folder))
    return folder


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def export() -> tuple[list[str], list[list[str]]]:
    with PEOPLE.open(encoding="utf-8-sig", newline="") as file:
        headings, *rows = csv.reader(file)
    return headings, rows


def changed_export(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([export()[0], *rows])
    return path


def rows_below_headings(path: Path, sheet: int) -> int:
    """Counted without the product's reader."""
    with closing(load_workbook(path, read_only=True, data_only=True)) as book:
        rows = list(book.worksheets[sheet].values)
    first = next(at for at, row in enumerate(rows) if HEADINGS & set(row))
    return sum(any(cell is not None for cell in row) for row in rows[first + 1 :])


def tallied(reported: Any, what: str) -> dict[str, int]:
    return {kind: tally[what] for kind, tally in reported["tallies"].items()}


def test_every_row_of_hrs_four_files_is_accounted_for(filled: tuple[Path, Any]) -> None:
    counted = {
        kind: rows_below_headings(sample_folder() / f"{name}.xlsx", sheet)
        for (name, sheet), kind in SHEETS.items()
    }

    assert tallied(filled[1], "new") == {"people": len(export()[1]), **counted}
    assert [problem for problem in filled[1]["problems"] if problem["severity"] == "refused"] == []


def test_a_second_time_nothing_changes(data: Path) -> None:
    before = digest(data)

    again = sapa("import", *FILES)

    assert again.exit_code == 0
    assert label("commands.import.nothing_changed") in again.stdout
    assert digest(data) == before


def test_a_dry_run_keeps_nothing(empty: Path) -> None:
    assert sapa("policy", "show").exit_code == 0
    before = digest(empty)

    dry = sapa("import", "--dry-run", *FILES)

    assert dry.exit_code == 0
    assert label("commands.import.dry_run_done") in dry.stdout
    assert digest(empty) == before


def test_a_change_is_shown_before_and_after_and_can_be_undone(data: Path, tmp_path: Path) -> None:
    headings, rows = export()
    at = headings.index("JABATAN NAMA")
    old, rows[0][at] = rows[0][at], "Jabatan Yang Diubah"
    path = changed_export(tmp_path, rows)

    changed = report("import", path)
    undone = report("import", "--undo")
    again = report("import", "--dry-run", PEOPLE)

    assert [(one["before"], one["after"]) for one in changed["changes"]] == [(old, "Jabatan Yang Diubah")]
    assert undone["undone"] == changed["import"]
    assert tallied(again, "changed")["people"] == 0
    assert again["leavers"] == []


def test_what_was_undone_is_not_undone_twice(data: Path) -> None:
    report("import", "--undo")

    assert sapa("import", "--undo").exit_code == 2


def test_absence_from_a_file_ends_nobody(data: Path, tmp_path: Path) -> None:
    path = changed_export(tmp_path, export()[1][:-3])

    kept = sapa("import", path)

    assert kept.exit_code == 0
    assert label("commands.import.leavers_kept") in kept.stdout
    assert report("import", "--dry-run", PEOPLE)["tallies"]["people"]["changed"] == 0


def test_many_leavers_of_a_complete_file_are_ended_only_by_typing_their_number(
    data: Path, tmp_path: Path
) -> None:
    path = changed_export(tmp_path, export()[1][:-90])
    before = digest(data)

    refused = sapa("import", "--complete", path, typed="12\n")
    unasked = sapa("import", "--complete", "--json", path)
    assert (refused.exit_code, unasked.exit_code) == (2, 2)
    assert label("refusal.confirmation_needed") in refused.stderr
    assert digest(data) == before

    ended = sapa("import", "--complete", path, typed="90\n")
    assert ended.exit_code == 0, ended.stderr
    assert len(report("import", "--dry-run", "--complete", path)["leavers"]) == 0


def test_the_number_may_be_given_beforehand(data: Path, tmp_path: Path) -> None:
    path = changed_export(tmp_path, export()[1][:-90])

    assert sapa("import", "--complete", "--confirm", "90", path).exit_code == 0


def test_faulty_cells_are_marked_in_a_spreadsheet(data: Path, tmp_path: Path) -> None:
    headings, rows = export()
    rows[4][headings.index("NIP BARU")] = "12"
    marked = tmp_path / "bertanda.xlsx"

    refused = sapa("import", "--marked", marked, changed_export(tmp_path, rows))

    assert refused.exit_code == 2
    written = load_workbook(marked)
    comments = [cell.value for sheet in written for row in sheet for cell in row if cell.comment]
    assert comments == ["12"]


def test_a_trial_warns_that_it_can_be_read_by_all(data: Path) -> None:
    assert label("commands.import.trial_warning") in sapa("import", "--dry-run", PEOPLE).stderr


def test_without_a_file_it_says_how(empty: Path) -> None:
    asked = sapa("import")

    assert asked.exit_code == 2
    assert label("commands.import.no_files") in asked.stderr


def test_what_is_reported_to_programs_is_json_also_when_refused(data: Path, tmp_path: Path) -> None:
    bad = tmp_path / "rusak.xlsx"
    bad.write_bytes(b"%PDF-1.7")

    refused = sapa("import", "--json", "--marked", tmp_path / "bertanda.xlsx", bad)

    assert refused.exit_code == 2
    (problem,) = json.loads(refused.stdout)["problems"]
    assert (problem["key"], problem["file"]) == ("file.wrong_kind", "rusak.xlsx")
