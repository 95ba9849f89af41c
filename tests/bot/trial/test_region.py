"""The invented region agrees with itself, whatever the seed and the day."""

import re
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import phonenumbers
import pytest

from bot.trial import write_region
from domain.nip import Nip, parse_nip
from files.import_files import read_files
from tests.bot.trial.region import Written, read_back
from tests.sample import invented_folder, sample_folder

FILES = {"siasn-export.csv", "peta-jabatan-abk.xlsx", "kompetensi-kinerja.xlsx", "usulan-mutasi.xlsx"}


def on(text: str) -> date:
    return datetime.strptime(text, "%d-%m-%Y").date()  # noqa: DTZ007 -- a date as it is typed has no zone


def effective_on(cell: str | date) -> date:
    return on(cell) if isinstance(cell, str) else date(cell.year, cell.month, cell.day)


def test_the_same_seed_and_day_give_the_same_bytes(tmp_path: Path, today: date) -> None:
    first = write_region(tmp_path / "first", today=today)
    second = write_region(tmp_path / "second", today=today)

    assert [one.read_bytes() for one in first.files] == [one.read_bytes() for one in second.files]


def test_another_seed_gives_other_people(tmp_path: Path, today: date, written: Written) -> None:
    other = write_region(tmp_path, today=today, seed=7)

    assert other.people.read_bytes() != written.region.people.read_bytes()


def test_the_four_files_bear_the_names_that_hr_uses(written: Written) -> None:
    assert {path.name for path in written.region.files} == FILES
    assert {path.name for path in written.region.folder.iterdir()} == FILES


def test_a_few_hundred_people_work_in_about_fifty_units(written: Written) -> None:
    assert 300 <= len(written.people) <= 500
    assert 48 <= len({row["UNOR NAMA"] for row in written.people}) <= 52


def test_every_number_is_valid_invented_and_agrees_with_its_row(written: Written, today: date) -> None:
    for row in written.people:
        nip = parse_nip(row["NIP BARU"].removeprefix("'"), today=today)

        assert isinstance(nip, Nip)
        assert 901 <= int(nip.serial) <= 999
        assert nip.birth_on == on(row["TANGGAL LAHIR"])
        assert nip.sex == {"M": "L", "F": "P"}[row["JENIS KELAMIN"]]
        assert nip.kind == ("pppk" if row["JENIS PEGAWAI NAMA"] == "PPPK" else "pns")
        assert not nip.is_late_appointment


def test_no_number_belongs_to_two_people(written: Written) -> None:
    assert len({row["NIP BARU"] for row in written.people}) == len(written.people)
    assert len({row["PNS ID"] for row in written.people}) == len(written.people)


def test_telephones_are_invented_unique_and_spelt_in_several_ways(written: Written) -> None:
    spelt = [
        row["NOMOR HP"].removeprefix("'") for row in written.people if row["NOMOR HP"] not in {"", "null"}
    ]
    numbers = [phonenumbers.parse(one, "ID") for one in spelt]

    assert {str(number.national_number)[:6] for number in numbers} == {"899000"}
    assert len({number.national_number for number in numbers}) == len(numbers)
    assert len({re.sub(r"\d", "9", one) for one in spelt}) >= 4


def test_some_have_no_telephone_written_in_both_ways(written: Written) -> None:
    assert {"", "null"} <= {row["NOMOR HP"] for row in written.people}


def test_no_civil_registration_number_could_be_anybodys(written: Written) -> None:
    birth_days = {row["NIK"].removeprefix("'")[6:8] for row in written.people}

    assert birth_days == {"00"}


def test_careers_come_in_their_order(written: Written, today: date) -> None:
    for row in written.people:
        born, appointed, in_post = (on(row[key]) for key in ("TANGGAL LAHIR", "TMT CPNS", "TMT JABATAN"))

        assert born.year + 18 < appointed.year <= in_post.year
        assert appointed <= in_post <= today
        assert int(row["TAHUN LULUS"]) <= appointed.year


def test_the_position_map_counts_the_people_of_the_export(written: Written) -> None:
    counted = Counter((row["UNOR NAMA"], row["JABATAN NAMA"]) for row in written.people)
    mapped = {(row["UNIT KERJA"], row["NAMA JABATAN"]): row["B"] for row in written.posts if row["B"]}

    assert mapped == counted


def test_differences_are_staffing_less_need(written: Written) -> None:
    assert all(row["+/-"] == row["B"] - row["K"] for row in written.posts)
    assert {row["KET"] for row in written.posts} == {"Sesuai", "Lebih", "Kurang"}


def test_the_tasks_of_each_post_add_up_to_its_need(written: Written) -> None:
    minutes: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in written.tasks:
        load = Decimal(str(row["JUMLAH HASIL"])) * Decimal(str(row["WAKTU PENYELESAIAN (MENIT)"]))
        minutes[row["UNIT KERJA"], row["NAMA JABATAN"]] += load
        assert abs(load / 75_000 - Decimal(str(row["KEBUTUHAN"]))) < Decimal("0.0001")
    needs = {key: int((sum_ / 75_000).quantize(Decimal(1), ROUND_HALF_UP)) for key, sum_ in minutes.items()}

    assert needs == {(row["UNIT KERJA"], row["NAMA JABATAN"]): row["K"] for row in written.posts}


def test_everybody_is_assessed_and_every_post_has_a_standard(written: Written) -> None:
    assert {row["NIP"] for row in written.assessments} == {row["NIP BARU"][1:] for row in written.people}
    assert {row["NAMA JABATAN"] for row in written.standards} >= {
        row["JABATAN NAMA"] for row in written.people
    }


def test_levels_are_levels_and_ratings_are_of_the_last_two_years(written: Written) -> None:
    codes = [key for key in written.assessments[0] if "." in key]

    assert len(codes) == 9
    assert all(row[code] in {1, 2, 3, 4, 5} for row in written.assessments for code in codes)
    assert {"PREDIKAT 2024", "PREDIKAT 2025"} <= written.assessments[0].keys()


@pytest.mark.parametrize("seed", range(8))
def test_each_seed_proposes_one_wave_that_the_rules_allow(tmp_path: Path, today: date, seed: int) -> None:
    written = read_back(write_region(tmp_path, today=today, seed=seed))
    map_ = {(row["UNIT KERJA"], row["NAMA JABATAN"]): row for row in written.posts}

    assert 15 <= len(written.proposals) <= 25
    assert len({row["NIP"] for row in written.proposals}) == len(written.proposals)
    for row in written.proposals:
        record = written.record_of(row["NIP"])
        assert (row["NAMA"].upper(), row["UNIT KERJA LAMA"]) == (record["NAMA"], record["UNOR NAMA"])
        assert map_[row["UNIT KERJA BARU"], row["JABATAN BARU"]]["+/-"] < 0
        assert (today - on(record["TMT JABATAN"])).days >= 2 * 365
        assert record["KEDUDUKAN HUKUM NAMA"] == "Aktif"
        assert effective_on(row["RENCANA TMT"]) > today
        assert row["ALASAN"]


def test_dates_of_the_wave_are_typed_in_two_ways(written: Written) -> None:
    assert {type(row["RENCANA TMT"]) for row in written.proposals} == {str, date}


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2027, 1, 1), date(2031, 12, 31)])
def test_the_region_can_be_made_on_any_day(tmp_path: Path, day: date) -> None:
    written = read_back(write_region(tmp_path, today=day))

    assert all(isinstance(parse_nip(row["NIP BARU"][1:], today=day), Nip) for row in written.people)
    assert all(effective_on(row["RENCANA TMT"]) > day for row in written.proposals)


@pytest.mark.parametrize("seed", [1404, 3])
def test_the_products_own_reader_finds_nothing_to_mend(tmp_path: Path, today: date, seed: int) -> None:
    read, problems = read_files(write_region(tmp_path, today=today, seed=seed).files, today=today)

    assert problems == []
    assert (len(read.files), len(read.sheets)) == (4, 6)


@pytest.mark.parametrize("folder", [sample_folder, invented_folder])
def test_sample_files_are_at_hand_with_or_without_those_beside_the_project(folder: object) -> None:
    assert callable(folder)

    assert {path.name for path in folder().iterdir()} >= FILES
