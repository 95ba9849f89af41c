"""What `sapa import` prints: names, words and numbers that an HR administrator knows, at 80 columns."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.commands.import_report import field_words
from storage.imports.datasets import DATASETS
from storage.imports.values import PERSON_PLAIN
from tests.bot.terminal import report, sapa
from tests.sample import sample_folder

PEOPLE = sample_folder() / "siasn-export.csv"
POSITIONS = sample_folder() / "peta-jabatan-abk.xlsx"
COMPETENCIES = sample_folder() / "kompetensi-kinerja.xlsx"
SEALED = {"nip_hash", "nip_sealed", "phone_sealed"}
KEPT = {column for dataset in DATASETS.values() for column in dataset.plain} - SEALED


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAPA_DATA_DIR", str(folder))
        report("import", PEOPLE, POSITIONS, COMPETENCIES)
    return folder


@pytest.fixture(autouse=True)
def data(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAPA_DATA_DIR", str(filled))


@pytest.mark.parametrize("field", sorted(KEPT | {*PERSON_PLAIN, "nip", "phone", "unit", "in_service"}))
def test_every_kept_column_has_a_name_in_words(field: str) -> None:
    assert "_" not in field_words(field)


def test_a_part_of_a_column_is_named_too() -> None:
    assert field_words("levels.M.01") == "Kompetensi M.01"


def test_a_changed_need_names_unit_and_post_and_writes_numbers_plainly(tmp_path: Path) -> None:
    book = load_workbook(POSITIONS)
    posts, tasks = book.worksheets
    unit, post = posts["B6"].value, posts["C6"].value
    posts["F6"] = 987
    tasks["G4"] = 2500.5
    book.save(tmp_path / "peta.xlsx")
    shown = sapa("import", "--dry-run", tmp_path / "peta.xlsx").stdout

    assert f"{unit} · {post}" in shown
    assert "Kebutuhan pegawai (K)" in shown
    assert "2500.5" in shown
    assert "siasn:" not in shown
    assert ".0000" not in shown


def test_one_changed_level_is_one_line_with_the_persons_name(tmp_path: Path) -> None:
    book = load_workbook(COMPETENCIES)
    sheet = book.worksheets[0]
    name, level = sheet["B2"].value, int(sheet["C2"].value)
    sheet["C2"] = level % 5 + 1
    book.save(tmp_path / "kompetensi.xlsx")
    changes = report("import", "--dry-run", tmp_path / "kompetensi.xlsx")["changes"]

    assert [(one["subject"], one["field"], one["before"]) for one in changes] == [
        (name, "levels.M.01", str(level))
    ]


def test_a_nip_stays_in_one_piece_in_a_narrow_terminal(tmp_path: Path) -> None:
    with PEOPLE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    with (tmp_path / "dua.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*rows, rows[1]])
    done = sapa("import", tmp_path / "dua.csv", columns=80)

    assert rows[1][1].strip("'") in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_file_that_is_none_shows_no_empty_table(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("halo\n", encoding="utf-8")
    done = sapa("import", tmp_path / "x.csv")

    assert "Ringkasan" not in done.stdout
    assert "Tidak ada yang disimpan" in done.stderr


def test_who_imports_proposals_is_told_that_nobody_sees_them_yet() -> None:
    done = sapa("import", sample_folder() / "usulan-mutasi.xlsx")

    assert done.exit_code == 0, done.stderr
    assert "masih rancangan" in done.stdout
    assert "sapa wave publish" in done.stdout


def test_whoever_is_not_there_to_type_the_number_is_told_how_to_give_it(tmp_path: Path) -> None:
    with PEOPLE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    with (tmp_path / "sedikit.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows[:-90])
    done = sapa("import", "--complete", tmp_path / "sedikit.csv")

    assert done.exit_code == 2
    assert "ulangi dengan --confirm 90" in done.stderr
