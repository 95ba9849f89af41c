"""Wishes, couples, circumstances and travel times: HR's sheets for them, in and out."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.house import open_house
from bot.settings import read_settings
from domain.planning.snapshot import Snapshot
from tests.bot.terminal import report, sapa
from tests.sample import sample_folder

PEOPLE = sample_folder() / "siasn-export.csv"


@pytest.fixture(autouse=True)
def _filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    report("import", PEOPLE, sample_folder() / "peta-jabatan-abk.xlsx")


def _people() -> list[dict[str, str]]:
    with PEOPLE.open(encoding="utf-8-sig", newline="") as file:
        return [{name: value.strip("'") for name, value in row.items()} for row in csv.DictReader(file)]


def _nips() -> list[str]:
    return [one["NIP BARU"] for one in _people()[:4]]


def _sheet(folder: Path, name: str, *rows: tuple[object, ...]) -> Path:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _snapshot() -> Snapshot:
    with open_house(read_settings()) as house, house.store.read() as work:
        return work.planning.snapshot(as_of=datetime(2026, 11, 24, tzinfo=UTC).date())


def _words(refused: Any) -> set[str]:
    return {one["key"] for one in refused["problems"]}


def test_wishes_reach_the_planner_in_their_order(tmp_path: Path) -> None:
    nip, unit = _nips()[0], _people()[-1]["UNOR NAMA"]
    sheet = _sheet(
        tmp_path,
        "preferensi",
        ("NIP", "PERINGKAT", "UNIT TUJUAN", "JABATAN TUJUAN"),
        (f"'{nip}", 2, unit.upper(), ""),
        (f"'{nip}", 1, unit, "Bendahara"),
    )

    tallies = report("import", sheet)["tallies"]["wishes"]

    assert (tallies["new"], tallies["unchanged"]) == (2, 0)
    (wishing,) = [one for one in _snapshot().candidates if one.wishes]
    assert [(one.rank, one.position_key) for one in wishing.wishes] == [(1, "bendahara"), (2, None)]
    assert report("import", sheet)["tallies"]["wishes"]["unchanged"] == 2


def test_a_couple_counts_where_both_wish_it(tmp_path: Path) -> None:
    one, other, third, _ = _nips()
    sheet = _sheet(
        tmp_path,
        "pasangan",
        ("NIP", "NIP PASANGAN"),
        (f"'{one}", f"'{other}"),
        (f"'{other}", f"'{one}"),
        (f"'{third}", f"'{one}"),
    )

    report("import", sheet)

    assert sum(person.spouse is not None for person in _snapshot().candidates) == 2


def test_circumstances_say_that_there_is_one_and_never_which(tmp_path: Path) -> None:
    one, other, third, _ = _nips()
    sheet = _sheet(
        tmp_path,
        "kondisi",
        ("NIP", "KONDISI KHUSUS", "BERSEDIA BERTUKAR"),
        (f"'{one}", "Ya", "Tidak"),
        (f"'{other}", "tidak", "YA"),
        (f"'{third}", "", ""),
    )

    report("import", sheet)

    people = _snapshot().candidates
    assert (sum(one.hardship for one in people), sum(one.swaps for one in people)) == (1, 1)


def test_travel_times_are_minutes_from_place_to_place(tmp_path: Path) -> None:
    sheet = _sheet(
        tmp_path,
        "tempuh",
        ("LOKASI ASAL", "LOKASI TUJUAN", "MENIT", "MODA", "SUMBER"),
        ("Ibu Kota", "Kemuning", 240, "Darat", "Dinas Perhubungan"),
        ("Kemuning", "Ibu Kota", 260, "Darat", "Dinas Perhubungan"),
    )

    report("import", sheet)

    assert _snapshot().travel == {("Ibu Kota", "Kemuning"): 240, ("Kemuning", "Ibu Kota"): 260}


@pytest.mark.parametrize(
    ("headings", "rows", "problem"),
    [
        (("NIP", "PERINGKAT", "UNIT TUJUAN"), [("{nip}", 1, "Dinas Antah Berantah")], "unit.unknown"),
        (("NIP", "PERINGKAT", "UNIT TUJUAN"), [("{nip}", 0, "{unit}")], "number.out_of_range"),
        (("NIP", "PERINGKAT", "UNIT TUJUAN"), [("{nip}", 1, "{unit}")] * 2, "wish.twice"),
        (("NIP", "NIP PASANGAN"), [("{nip}", "{nip}")], "couple.same_person"),
        (("NIP", "KONDISI KHUSUS", "BERSEDIA BERTUKAR"), [("{nip}", "mungkin", "Ya")], "answer.unknown"),
        (("LOKASI ASAL", "LOKASI TUJUAN", "MENIT"), [("A", "B", 10), ("a", "b", 12)], "travel.twice"),
    ],
)
def test_a_faulty_row_is_refused_and_nothing_is_kept(
    tmp_path: Path, headings: tuple[str, ...], rows: list[tuple[object, ...]], problem: str
) -> None:
    known = {"{nip}": f"'{_nips()[0]}", "{unit}": _people()[0]["UNOR NAMA"]}
    filled = [tuple(known.get(str(cell), cell) for cell in row) for row in rows]

    refused = sapa("import", _sheet(tmp_path, "lembar", headings, *filled))

    assert refused.exit_code == 2
    assert "Tidak ada yang disimpan" in refused.stderr
    listed = _reported(tmp_path / "lembar.csv")
    assert problem in _words(listed)


def _reported(path: Path) -> Any:

    return json.loads(sapa("import", "--dry-run", path, "--json").stdout)


def test_a_number_that_nobody_here_has_is_remarked_and_the_others_are_kept(tmp_path: Path) -> None:
    unit = _people()[0]["UNOR NAMA"]
    sheet = _sheet(
        tmp_path,
        "preferensi",
        ("NIP", "PERINGKAT", "UNIT TUJUAN"),
        (f"'{_nips()[0]}", 1, unit),
        ("'199003152015052998", 1, unit),
    )

    done = report("import", sheet)

    assert _words(done) - {"heading.absent"} == {"person.unknown_nip"}
    assert done["tallies"]["wishes"]["new"] == 1


@pytest.mark.parametrize("kind", ["preferences", "travel"])
def test_the_template_of_each_is_read_again_as_what_it_is(tmp_path: Path, kind: str) -> None:
    sapa("template", kind, "--out", tmp_path / "kosong.xlsx")

    problems = _reported(tmp_path / "kosong.xlsx")["problems"]

    assert {one["key"] for one in problems} <= {"sheet.no_rows", "file.no_rows", "sheet.not_recognised"}
