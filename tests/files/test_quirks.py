"""What real files do that is no fault: it is read for what it means."""

import codecs
from dataclasses import fields
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.imports.rows import PersonRow
from domain.proposals import Direction
from files.sheets.names import proper_name
from tests.files.builders import (
    COMPETENCY,
    PERSON,
    PROPOSAL,
    STANDARD,
    TASK,
    csv_bytes,
    read,
    table,
    xlsx_bytes,
)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_in_every_usual_form(tmp_path: Path, separator: str, encoding: str) -> None:
    person = PERSON | {"NAMA": "René Agustina"}

    files, problems = read(tmp_path, csv_bytes(table(person), separator=separator, encoding=encoding))

    assert ([row.name for row in files.people], problems) == (["René Agustina"], [])


def test_csv_and_spreadsheet_say_the_same(tmp_path: Path) -> None:
    said = [
        read(tmp_path, content)[0].people for content in (csv_bytes(table(PERSON)), xlsx_bytes(table(PERSON)))
    ]

    assert said[0] == said[1]


def test_a_person_is_read_without_apostrophes_nulls_and_private_columns(tmp_path: Path) -> None:
    (person,) = read(tmp_path, csv_bytes(table(PERSON)))[0].people

    assert (person.nip, person.phone, person.title_back, person.echelon) == (
        "198609262015051901",
        "+6289900000001",
        "",
        "",
    )
    assert not {"1404252527535124", "Jalan Rahasia 7"} & {
        str(getattr(person, one.name)) for one in fields(PersonRow)
    }


@pytest.mark.parametrize(
    "written",
    [
        "01-02-2027",
        "1/2/2027",
        "01.02.2027",
        "2027-02-01",
        "2027-02-01T00:00:00",
        "1 Februari 2027",
        "1 Feb 2027",
        date(2027, 2, 1),
        datetime.combine(date(2027, 2, 1), time(8)),
        46419,
    ],
)
def test_a_date_is_read_however_it_is_written(tmp_path: Path, written: Any) -> None:
    (proposal,) = read(tmp_path, xlsx_bytes(table(PROPOSAL | {"RENCANA TMT": written})))[0].proposals

    assert proposal.planned_effective_on == date(2027, 2, 1)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5.000", "5000"),
        ("1.250,5", "1250.5"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        (5000, "5000"),
        ("1,250.5", "1250.5"),
    ],
)
def test_a_number_is_read_with_either_mark(tmp_path: Path, written: Any, meant: str) -> None:
    (task,) = read(tmp_path, xlsx_bytes(table(TASK | {"JUMLAH HASIL": written, "KEBUTUHAN": None})))[0].tasks

    assert task.volume == Decimal(meant)


@pytest.mark.parametrize(
    ("written", "direction", "own_request"),
    [
        ("Rotasi", Direction.ROTASI, False),
        ("PROMOSI", Direction.PROMOSI, False),
        ("demosi", Direction.DEMOSI, False),
        ("Atas permintaan sendiri", None, True),
        ("Rotasi (APS)", Direction.ROTASI, True),
    ],
)
def test_a_kind_of_transfer_is_a_direction_and_a_request(
    tmp_path: Path, written: str, direction: Direction | None, *, own_request: bool
) -> None:
    (proposal,) = read(tmp_path, xlsx_bytes(table(PROPOSAL | {"JENIS MUTASI": written})))[0].proposals

    assert (proposal.direction, proposal.own_request) == (direction, own_request)


def test_levels_and_ratings_are_kept_by_code_and_year(tmp_path: Path) -> None:
    (row,) = read(tmp_path, xlsx_bytes(table(COMPETENCY)))[0].competencies

    assert row.levels == {"M.01": 3, "M.02": 4, "SK.01": 2}
    assert row.ratings == {2024: "baik", 2025: "sangat_baik"}
    assert row.discipline == "tidak_ada"


def test_fields_of_education_are_a_list(tmp_path: Path) -> None:
    (row,) = read(tmp_path, xlsx_bytes(table(STANDARD)))[0].standards

    assert row.education_fields == ("D-III Akuntansi", "S-1 Akuntansi")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<b>Siti</b> & Co", "<b>Siti</b> & Co"),
        ("  Siti\u00a0 Aminah\n", "Siti Aminah"),
        ("Siti\u202e Aminah", "Siti Aminah"),
        ("Rene\u0301", "René"),
        ("Nur 'Aini", "Nur 'Aini"),
    ],
)
def test_a_name_is_text_whatever_it_holds(tmp_path: Path, written: str, kept: str) -> None:
    (person,) = read(tmp_path, xlsx_bytes(table(PERSON | {"NAMA": written})))[0].people

    assert person.name == kept


@pytest.mark.parametrize(
    ("written", "kept"), [("III/D", "III/d"), ("34", "III/d"), ("IIId", "III/d"), ("ix", "IX"), (34, "III/d")]
)
def test_a_grade_is_kept_in_one_form(tmp_path: Path, written: Any, kept: str) -> None:
    (person,) = read(tmp_path, xlsx_bytes(table(PERSON | {"GOL AKHIR NAMA": written})))[0].people

    assert person.grade == kept


@pytest.mark.parametrize(
    ("written", "proper"),
    [
        ("KARMAN AGUSTINA", "Karman Agustina"),
        ("Karman de Agustina", "Karman de Agustina"),
        ("MA'RUF AL-FARISI", "Ma'ruf Al-Farisi"),
        ("O'NEIL D'COSTA", "O'Neil D'Costa"),
        ("RADEN M. SURYO", "Raden M. Suryo"),
        ("HAMENGKU BUWONO IX", "Hamengku Buwono IX"),
        ("PAKU ALAM XII", "Paku Alam XII"),
        ("AHMAD BIN SALEH", "Ahmad bin Saleh"),
        ("VIVI IDA", "Vivi Ida"),
        ("ÉLODIE ÇELIK", "Élodie Çelik"),
    ],
)
def test_a_name_in_capitals_has_an_ordinary_casing(written: str, proper: str) -> None:
    assert proper_name(written) == proper


def test_a_file_begins_with_a_mark_of_order_only_once(tmp_path: Path) -> None:
    files, problems = read(tmp_path, codecs.BOM_UTF8 + csv_bytes(table(PERSON)))

    assert (len(files.people), problems) == (1, [])


def test_a_stray_cell_at_the_end_of_a_row_spoils_that_row_only(tmp_path: Path) -> None:
    headings, values = table(PERSON)
    other = [*values]
    other[0], other[1], other[8] = "78470695-B39D-4CA3-9266-1475725819F0", "198609262015051902", ""

    files, problems = read(tmp_path, csv_bytes([headings, [*values, "?"], other]))

    assert [row.row for row in files.people] == [3]
    assert [(problem.key, problem.row) for problem in problems] == [("row.width", 2)]
