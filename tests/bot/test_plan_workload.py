"""`sapa plan workload`, `surge` and `settings` at the terminal, on HR's four files."""

import shutil
from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.bot.terminal import report, sapa
from tests.sample import sample_folder

FILES = (sample_folder() / "siasn-export.csv", *sorted(sample_folder().glob("*.xlsx")))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("planning")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAPA_DATA_DIR", str(folder))
        report("import", *FILES)
        yield folder


@pytest.fixture(autouse=True)
def _data(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of one's own with the four files in it."""
    shutil.copytree(filled, tmp_path / "data")
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))


def _posts() -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (one["unit"], post["position"]): post for one in report("plan", "workload") for post in one["posts"]
    }


def _sheet(index: int) -> list[dict[str, Any]]:
    """The rows of the map's file below the row that holds the headings."""
    workbook = load_workbook(sample_folder() / "peta-jabatan-abk.xlsx", read_only=True)
    rows = list(workbook.worksheets[index].iter_rows(values_only=True))
    at = next(place for place, row in enumerate(rows) if "NAMA JABATAN" in row)
    headings = [str(cell) for cell in rows[at]]
    return [dict(zip(headings, row, strict=True)) for row in rows[at + 1 :] if row[0] is not None]


def test_the_need_is_the_sheets_own_k_for_every_post_but_the_structural_ones() -> None:
    posts, stated = _posts(), {(one["UNIT KERJA"], one["NAMA JABATAN"]): one["K"] for one in _sheet(0)}

    differing = {place: post for place, post in posts.items() if post["need"] != stated[place]}

    assert posts.keys() == stated.keys()
    assert {post["basis"] for post in differing.values()} <= {"structural"}
    assert {post["need"] for post in differing.values()} <= {1}


def test_the_need_is_what_the_tasks_add_up_to_rounded_once() -> None:
    added: Counter[tuple[str, str]] = Counter()
    for one in _sheet(1):
        minutes = Decimal(str(one["JUMLAH HASIL"])) * Decimal(str(one["WAKTU PENYELESAIAN (MENIT)"]))
        added[one["UNIT KERJA"], one["NAMA JABATAN"]] += minutes  # type: ignore[assignment] # exact numbers add up too

    for place, post in _posts().items():
        if post["basis"] == "tasks":
            people = (Decimal(added[place]) / 75_000).quantize(Decimal(1), ROUND_HALF_UP)
            assert post["need"] == int(people), place


def test_each_difference_from_the_sheet_is_listed_with_its_reason() -> None:
    stated = {(one["UNIT KERJA"], one["NAMA JABATAN"]): one["K"] for one in _sheet(0)}
    differing = sum(post["need"] != stated[place] for place, post in _posts().items())

    shown = sapa("plan", "workload").stdout

    assert shown.count("(jabatan struktural selalu satu)") == differing


def test_people_are_counted_where_they_serve() -> None:
    stated = sum(one["B"] for one in _sheet(0))

    assert sum(one["actual"] for one in report("plan", "workload")) == stated


def test_a_reported_surge_raises_the_need_and_is_named_as_the_reason() -> None:
    (unit, position), post = next(
        (place, one) for place, one in _posts().items() if one["basis"] == "tasks" and one["need"] > 2
    )
    words = ["plan", "surge", "report", unit, position, "--task", "Imunisasi kejar"]
    figures = ["--volume", "7500", "--minutes", "20,0", "--from", "2026-01-01", "--to", "2026-12-31"]

    made = report(*words, *figures, "--evidence", "Surat 440/901/2026")

    day = ["--as-of", "2026-06-01"]
    after = {one["position"]: one for one in report("plan", "workload", "--unit", unit, *day)[0]["posts"]}
    assert after[position]["need"] == post["need"] + 2
    assert "(termasuk lonjakan yang dilaporkan)" in sapa("plan", "workload", "--unit", unit, *day).stdout
    assert report("plan", "surge", "list")[0]["surge"] == made["surge"]
    report("plan", "surge", "withdraw", str(made["surge"]))
    assert not report("plan", "surge", "list")[0]["counts"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--volume", "nihil", "--evidence", "x"), "nihil bukan angka"),
        (("--volume", "0", "--evidence", "x"), "lebih dari nol"),
        (("--volume", "10"), "memerlukan bukti"),
    ],
)
def test_a_surge_that_cannot_be_counted_is_refused_in_words(words: tuple[str, ...], said: str) -> None:
    place = next(iter(_posts()))
    rest = ("--task", "Tugas", "--minutes", "10", "--from", "2026-01-01", "--to", "2026-12-31")

    refused = sapa("plan", "surge", "report", *place, *words, *rest)

    assert refused.exit_code == 2
    assert said in refused.stderr


def test_a_unit_that_is_not_there_is_said_to_be_missing() -> None:
    assert "Tidak ditemukan: Dinas Antah" in sapa("plan", "workload", "--unit", "Dinas Antah").stderr


def test_the_map_that_is_written_is_read_again_without_a_problem(tmp_path: Path) -> None:
    written = tmp_path / "peta.xlsx"
    sapa("plan", "workload", "--out", written)

    again = report("import", "--dry-run", written)

    assert again["problems"] == []
    assert sum(again["tallies"]["positions"][one] for one in ("new", "changed", "unchanged")) == len(_posts())


def test_a_picture_of_every_units_load_is_drawn(tmp_path: Path) -> None:
    picture = tmp_path / "beban.png"

    assert sapa("plan", "workload", "--picture", picture).exit_code == 0
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_choice_of_the_region_is_kept_with_what_it_rests_on() -> None:
    chosen = ("plan", "settings", "min_tenure_months", "6")
    assert "dasar pilihan" in sapa(*chosen).stderr

    report(*chosen, "--source", "SE BKN 7/2025")

    kept = {one["name"]: one for one in report("plan", "settings")}
    assert (kept["min_tenure_months"]["value"], kept["min_tenure_months"]["source"]) == ("6", "SE BKN 7/2025")
    assert (kept["max_tenure_months"]["value"], kept["max_tenure_months"]["source"]) == ("60", "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("min_tenure_months", "dua"),
        ("min_tenure_months", "2.5"),
        ("most_released", "-1"),
        ("jpm_pass", "101"),
        ("wke_minutes", "70000"),
        ("pppk_moves", "all"),
        ("weight.fit", "1e9"),
    ],
)
def test_a_value_that_a_setting_does_not_take_is_refused_and_nothing_changes(name: str, value: str) -> None:
    before = report("plan", "settings")

    refused = sapa("plan", "settings", "--source", "x", "--", name, value)

    assert refused.exit_code == 2
    assert f"tidak berlaku untuk {name}" in refused.stderr
    assert report("plan", "settings") == before


def test_without_a_position_map_the_command_says_what_to_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "empty"))

    assert "Belum ada peta jabatan" in sapa("plan", "workload").stderr
