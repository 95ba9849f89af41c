"""Spreadsheets in a process of their own: what goes in and out, and what is said when that process dies."""

import os
import subprocess
import sys
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot import spreadsheets
from bot.planner import Progress
from bot.spreadsheets import OwnSpreadsheets
from domain.imports.reading import TEMPLATES, ReadingStopped, Sent
from files.templates import TEMPLATES as WRITTEN
from locales.words import Words
from tests.files.builders import PERSON, csv_bytes, table

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 24)


def die(_files: object, _today: date, *, progress: Progress) -> None:
    os.abort()


def test_files_are_read_and_marked_apart() -> None:
    own, told = OwnSpreadsheets(words=Words.load()), dict[str, float]()
    bad = csv_bytes(table({**PERSON, "NIP BARU": "'12345"}))
    sent = [Sent("pegawai.csv", csv_bytes(table(PERSON))), Sent("keliru.csv", bad)]
    files, problems = own.read(sent, today=TODAY, progress=told.__setitem__)
    marked = own.marked(sent, problems, "id")

    assert [row.name_proper for row in files.people] == ["Karman Agustina"]
    assert told == {"pegawai.csv": 1.0, "keliru.csv": 1.0}
    assert {one.file for one in problems if one.is_refusal} == {"keliru.csv"}
    assert len(load_workbook(BytesIO(marked)).worksheets) == 2


def test_a_reader_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "read_now", partial(die))
    with pytest.raises(ReadingStopped):
        OwnSpreadsheets(words=Words.load()).read([], today=TODAY, progress=lambda _name, _share: None)


def test_every_template_is_offered() -> None:
    assert tuple(WRITTEN) == TEMPLATES


def test_the_serving_process_loads_neither_readers_nor_writers() -> None:
    asked = (
        "import sys; import bot.wiring; "
        "print(sorted(one for one in sys.modules if one.startswith(('openpyxl', 'files.sheets', 'numpy'))))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )

    assert loaded.stdout.strip() == "[]"
