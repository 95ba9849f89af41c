"""A damaged file through `sapa import`: its own line in words, exit status 2, the database as it was."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.imports.problems import SEVERITIES
from tests.bot.terminal import digest, sapa
from tests.files import builders, test_damage, test_harmful_files
from tests.files.builders import (
    PERSON,
    PROPOSAL,
    SHEET,
    csv_bytes,
    repacked,
    rows_part,
    sheet_part,
    table,
    text_part,
    xlsx_bytes,
)
from tests.journeys.words import label

KEPT = xlsx_bytes(
    *(table(record) for record in (PERSON, builders.POSITION, builders.TASK)),
    *(table(record) for record in (builders.COMPETENCY, builders.STANDARD)),
    table({**builders.POSITION, "UNIT KERJA": "Dinas Kesehatan"}),
)
STRANGER = PROPOSAL | {"NIP": builders.NIPS[2], "NAMA": "Bukan Pegawai"}


def of(promise: Callable[..., None]) -> Iterator[Any]:
    """The table of cases that the reader's own promise is held to."""
    for mark in promise.pytestmark:  # type: ignore[attr-defined]  # pytest puts it there
        yield from mark.args[1]


def with_cell(cell: str) -> bytes:
    """A list of proposals in whose first row this markup stands for the name."""
    rows = rows_part(*table(PROPOSAL)).replace(text_part(2, 2, PROPOSAL["NAMA"]), cell)
    return repacked(xlsx_bytes(table(PROPOSAL)), {SHEET: sheet_part(rows)})


CELLS = [
    pytest.param(xlsx_bytes([["DAFTAR"], *table({**record, column: value})]), key, id=case.id)
    for case in of(test_damage.test_a_faulty_cell_is_named_by_row_and_heading)
    for record, column, value, key in [case.values]
]
HIDDEN = [
    pytest.param(with_cell(cell), key, id=case.id)
    for case in of(test_damage.test_what_a_spreadsheet_can_hide_in_a_cell_is_refused)
    for cell, key in [case.values]
]
ROWS = [
    pytest.param(xlsx_bytes(table(*records)), key, id=f"{key}: {case.id}")
    for case in of(test_damage.test_rows_that_contradict_each_other_are_named)
    for records, key, *_ in [case.values]
]
FILES = list(of(test_harmful_files.test_the_first_line_says_what_is_wrong_with_the_file))
HEADINGS = [
    pytest.param(xlsx_bytes(table(PROPOSAL), merged=["F1:G1"]), "heading.merged", id="merged headings"),
    pytest.param(csv_bytes([row[1:] for row in table(PERSON)]), "heading.missing", id="a heading missing"),
    pytest.param(
        xlsx_bytes([[*row, row[1]] for row in table(PROPOSAL)]), "heading.twice", id="a heading twice"
    ),
]
AGAINST_WHAT_IS_KEPT = [
    pytest.param(xlsx_bytes(table(STRANGER)), "proposal.unknown_nip", id="a proposal for nobody"),
    pytest.param(
        xlsx_bytes(table(PROPOSAL | {"UNIT KERJA BARU": "Dinas Tiada"})), "unit.unknown", id="an unknown unit"
    ),
    pytest.param(
        csv_bytes(table(PERSON | test_damage.OTHER_ID)), "nip.taken", id="a number that somebody else has"
    ),
]
DAMAGE = [
    case
    for case in [*CELLS, *HIDDEN, *ROWS, *FILES, *HEADINGS, *AGAINST_WHAT_IS_KEPT]
    if SEVERITIES[case.values[1]] == "refused"
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which one person is kept; every refused file must leave it as it is."""
    folder = tmp_path_factory.mktemp("kept")
    whole = folder / "utuh.xlsx"
    whole.write_bytes(KEPT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAPA_DATA_DIR", str(folder))
        done = sapa("import", whole)
        assert done.exit_code == 0, done.stdout
        yield folder


@pytest.mark.parametrize(("content", "key"), DAMAGE)
def test_it_is_refused_in_its_own_words_and_nothing_is_kept(
    data: Path, tmp_path: Path, content: bytes, key: str
) -> None:
    damaged = tmp_path / "rusak.xlsx"
    damaged.write_bytes(content)
    before = digest(data)

    refused = sapa("import", damaged)

    assert refused.exit_code == 2
    assert label(f"import.problem.{key}.wrong") in refused.stdout
    assert label(f"import.problem.{key}.mend") in refused.stdout
    assert "Traceback" not in refused.output
    assert digest(data) == before


def test_one_damaged_file_keeps_the_whole_set_out(data: Path, tmp_path: Path) -> None:
    good, damaged = tmp_path / "baik.xlsx", tmp_path / "rusak.csv"
    good.write_bytes(xlsx_bytes(table(builders.POSITION | {"NAMA JABATAN": "Arsiparis"})))
    damaged.write_bytes(csv_bytes(table(PERSON | {"NIP BARU": "12"})))
    before = digest(data)

    assert sapa("import", good, damaged).exit_code == 2
    assert digest(data) == before


def test_more_than_twenty_five_kinds_are_tried() -> None:
    assert len({case.values[1] for case in DAMAGE}) >= 25
