"""Each kind of damage gives its own clear line, in its place."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.files.builders import (
    COMPETENCY,
    NIPS,
    PERSON,
    POSITION,
    PROPOSAL,
    SHEET,
    STANDARD,
    TASK,
    Record,
    csv_bytes,
    read,
    repacked,
    rows_part,
    sheet_part,
    table,
    text_part,
    xlsx_bytes,
)

Lines = list[tuple[str, int, str]]
GOOD = xlsx_bytes(table(PROPOSAL))
OTHER_ID = {"PNS ID": "78470695-B39D-4CA3-9266-1475725819F0"}
OTHER_NIP = {"NIP BARU": NIPS[1], "TANGGAL LAHIR": "11-04-1968", "JENIS KELAMIN": "F", "NOMOR HP": ""}


def lines(folder: Path, *contents: bytes) -> Lines:
    """What is said of these files: key, row, column."""
    return [(problem.key, problem.row, problem.column) for problem in read(folder, *contents)[1]]


def one(key: str, row: int = 0, column: str = "") -> Lines:
    return [(key, row, column)]


def _in(record: Record, column: str, value: Any, key: str) -> Any:
    return pytest.param(record, column, value, key, id=f"{key}: {column}={str(value)[:24]}")


@pytest.mark.parametrize(
    ("record", "column", "value", "key"),
    [
        _in(PERSON, "NIP BARU", "19860926201505190", "nip.not_18_digits"),
        _in(PERSON, "NIP BARU", 198609262015051901.0, "nip.digits_lost"),
        _in(PERSON, "NIP BARU", "1,98609E+17", "nip.digits_lost"),
        _in(PERSON, "NIP BARU", "198602302015051901", "nip.birth_date"),
        _in(PERSON, "NIP BARU", "198609262015131901", "nip.appointment"),
        _in(PERSON, "NIP BARU", "198609262015053901", "nip.sex"),
        _in(PERSON, "NIP BARU", "198609262015051000", "nip.serial"),
        _in(PERSON, "NIP BARU", "198609261999051901", "nip.too_young"),
        _in(PERSON, "NIP BARU", "198609262026121901", "nip.in_future"),
        _in(PERSON, "NIP BARU", None, "cell.required"),
        _in(PERSON, "NAMA", "null", "cell.required"),
        _in(PERSON, "NAMA", "A" * 501, "cell.too_long"),
        _in(PERSON, "NAMA", "@SUM(A1)", "cell.formula_like"),
        _in(PERSON, "NAMA", "'+62 hitung", "cell.formula_like"),
        _in(PERSON, "PNS ID", "17", "siasn_id.not_uuid"),
        _in(PERSON, "JENIS KELAMIN", "X", "sex.unknown"),
        _in(PERSON, "JENIS KELAMIN", "F", "nip.sex_differs"),
        _in(PERSON, "NOMOR HP", "tidak ada", "phone.unreadable"),
        _in(PERSON, "GOL AKHIR NAMA", "VII/z", "grade.unknown"),
        _in(PERSON, "JENIS PEGAWAI NAMA", "Honorer", "employee_kind.unknown"),
        _in(PERSON, "JENIS PEGAWAI NAMA", "PPPK", "nip.kind_differs"),
        _in(PERSON, "JENIS JABATAN NAMA", "Lainnya", "position_kind.unknown"),
        _in(PERSON, "TMT JABATAN", "30-02-2021", "cell.not_a_date"),
        _in(PERSON, "TMT JABATAN", "01-12-2126", "date.out_of_range"),
        _in(POSITION, "KELAS", 18, "number.out_of_range"),
        _in(POSITION, "B", 2.5, "number.out_of_range"),
        _in(POSITION, "K", "empat", "cell.not_a_number"),
        _in(POSITION, "K", "-4", "number.negative"),
        _in(POSITION, "+/-", 3, "staff.difference"),
        _in(POSITION, "UNIT KERJA", "  ", "cell.required"),
        _in(TASK, "KEBUTUHAN", 2, "need.difference"),
        _in(TASK, "WAKTU EFEKTIF", 0, "number.zero"),
        _in(COMPETENCY, "M.02", 6, "number.out_of_range"),
        _in(COMPETENCY, "PREDIKAT 2024", "Istimewa", "predicate.unknown"),
        _in(COMPETENCY, "HUKUMAN DISIPLIN", "entah", "discipline.unknown"),
        _in(STANDARD, "NAMA JABATAN", "-", "cell.required"),
        _in(PROPOSAL, "JENIS MUTASI", "Naik", "proposal.kind_unknown"),
        _in(PROPOSAL, "RENCANA TMT", "segera", "cell.not_a_date"),
        _in(PROPOSAL, "NAMA", "#REF!", "cell.error"),
    ],
)
def test_a_faulty_cell_is_named_by_row_and_heading(
    tmp_path: Path, record: Record, column: str, value: Any, key: str
) -> None:
    content = xlsx_bytes([["DAFTAR"], *table({**record, column: value})])

    assert lines(tmp_path, content) == one(key, 3, column)


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        pytest.param(
            "<c r='C2'><f>A1</f><v>7</v></c>", "cell.formula", id="formula in quotes of another kind"
        ),
        pytest.param('<c r="C2" t="str"><f>A1</f><v>x</v></c>', "cell.formula", id="formula with a text"),
        pytest.param(
            '<c r="C2" t="str"><f t="shared" si="0"/><v>x</v></c>', "cell.formula", id="shared formula"
        ),
        pytest.param('<c r="C2" t="e"><v>#REF!</v></c>', "cell.error", id="an error's message"),
        pytest.param('<c r="C2" t="str"><v>a_x0001_b</v></c>', "cell.control_character", id="control"),
    ],
)
def test_what_a_spreadsheet_can_hide_in_a_cell_is_refused(tmp_path: Path, cell: str, key: str) -> None:
    rows = rows_part(*table(PROPOSAL)).replace(text_part(2, 2, PROPOSAL["NAMA"]), cell)

    assert lines(tmp_path, repacked(GOOD, {SHEET: sheet_part(rows)})) == one(key, 2, "NAMA")


@pytest.mark.parametrize(
    ("records", "key", "row", "column"),
    [
        pytest.param([PERSON, PERSON | OTHER_ID | {"NOMOR HP": ""}], "nip.twice", 3, "NIP BARU", id="nip"),
        pytest.param([PERSON, PERSON | OTHER_NIP], "siasn_id.twice", 3, "PNS ID", id="siasn id"),
        pytest.param(
            [PERSON, PERSON | OTHER_NIP | OTHER_ID | {"NOMOR HP": "+62 899 0000 0001"}],
            "phone.twice",
            3,
            "NOMOR HP",
            id="phone",
        ),
        pytest.param(
            [POSITION, POSITION | {"NAMA JABATAN": "BENDAHARA"}],
            "position.twice",
            3,
            "NAMA JABATAN",
            id="post",
        ),
        pytest.param([PROPOSAL, PROPOSAL | {"ALASAN": "lain"}], "proposal.twice", 3, "NIP", id="proposal"),
        pytest.param(
            [PERSON, PERSON | OTHER_NIP | OTHER_ID | {"UNOR NAMA": "DINAS  PENDIDIKAN"}],
            "unit.two_spellings",
            3,
            "UNOR NAMA",
            id="a unit spelt in two ways",
        ),
        pytest.param(
            [PERSON, PERSON | OTHER_NIP | OTHER_ID | {"UNOR NAMA": "Dinas Sosial"}],
            "unit.two_names",
            3,
            "UNOR NAMA",
            id="a unit with two names",
        ),
        pytest.param(
            [PROPOSAL | {"UNIT KERJA BARU": "dinas pendidikan"}],
            "proposal.no_change",
            2,
            "UNIT KERJA BARU",
            id="a move to where one is",
        ),
    ],
)
def test_rows_that_contradict_each_other_are_named(
    tmp_path: Path, records: Sequence[Record], key: str, row: int, column: str
) -> None:
    found = lines(tmp_path, xlsx_bytes(table(*records)))

    assert (key, row, column) in found
    assert {line[0] for line in found} <= {key, "unit.two_spellings"}


def test_a_proposal_under_another_persons_number_is_remarked(tmp_path: Path) -> None:
    contents = csv_bytes(table(PERSON)), xlsx_bytes(table(PROPOSAL | {"NAMA": "Siti Aminah"}))

    assert lines(tmp_path, *contents) == one("nip.name_differs", 2, "NAMA")
