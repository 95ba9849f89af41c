"""Templates explain themselves, and what is filled into them imports."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from files.import_files import read_files
from files.template_examples import EXAMPLES
from files.templates import TEMPLATES, write_template
from tests.files.builders import TODAY


def say(key: str, **facts: Any) -> str:
    return " ".join([key, *map(str, facts.values())])


def written(folder: Path, kind: str) -> Path:
    path = folder / f"{kind}.xlsx"
    write_template(kind, path, say)
    return path


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_filled_with_its_examples_imports_without_a_word(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, kind)
    book = load_workbook(path)
    for page in TEMPLATES[kind]:
        title, examples = EXAMPLES[page.kind]
        for column, example in enumerate(examples, 1):
            book[title].cell(2, column, example.value)
    book.save(path)

    files, problems = read_files([path], today=TODAY)

    assert problems == []
    assert [(sheet.kind, sheet.rows) for sheet in files.sheets] == [
        (page.kind, 1) for page in TEMPLATES[kind]
    ]


@pytest.mark.parametrize("kind", TEMPLATES)
def test_an_unfilled_template_is_only_empty(tmp_path: Path, kind: str) -> None:
    _, problems = read_files([written(tmp_path, kind)], today=TODAY)

    assert {problem.key for problem in problems} == {"file.no_rows", "sheet.no_rows"}


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_column_is_explained_with_an_example(tmp_path: Path, kind: str) -> None:
    guide = load_workbook(written(tmp_path, kind)).worksheets[-1]
    said = "\n".join(str(row[0].value) for row in guide.iter_rows())

    for page in TEMPLATES[kind]:
        for example in EXAMPLES[page.kind][1]:
            assert f"{example.heading} {example.value}" in said


def test_what_the_reader_needs_is_called_required(tmp_path: Path) -> None:
    guide = load_workbook(written(tmp_path, "people")).worksheets[-1]
    said = [str(row[0].value) for row in guide.iter_rows()]

    required = {line.split()[1] for line in said if line.startswith("import.template.required")}
    assert required == {"PNS", "NIP", "NAMA", "JABATAN", "UNOR"}


def test_choices_are_offered_and_headings_stay_in_sight(tmp_path: Path) -> None:
    sheet = load_workbook(written(tmp_path, "proposals")).worksheets[0]

    (offered,) = sheet.data_validations.dataValidation
    assert offered.formula1 == '"Rotasi,Promosi,Demosi,Atas permintaan sendiri"'
    assert sheet.freeze_panes == "A2"


def test_numbers_that_are_names_stay_text(tmp_path: Path) -> None:
    sheet = load_workbook(written(tmp_path, "people")).worksheets[0]

    assert sheet.column_dimensions["B"].number_format == "@"
