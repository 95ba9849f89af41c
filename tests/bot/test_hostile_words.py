"""What a file says is shown at the terminal, never obeyed."""

import csv
from pathlib import Path

import pytest

from tests.bot.terminal import sapa
from tests.sample import sample_folder

HOSTILE = ("[/bold]", "[link=https://x.example]x[/link]", "\x1b]0;owned\x07", "\x1b[2J", "\x9b31m")
NAME = "[red] export.csv"


def export_with(folder: Path, word: str) -> Path:
    """The first two people of the SIASN export, one with this word for a NIP."""
    with (sample_folder() / "siasn-export.csv").open(encoding="utf-8-sig", newline="") as file:
        headings, first, second, *_ = csv.reader(file)
    first[headings.index("NIP BARU")] = word
    path = folder / NAME
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, first, second])
    return path


@pytest.mark.parametrize("word", HOSTILE)
def test_what_stands_in_a_file_commands_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))

    done = sapa("import", export_with(tmp_path, word), "--dry-run")

    assert (done.exit_code, type(done.exception)) == (2, SystemExit)
    assert [sign for sign in done.output if sign in "\x1b\x07\x9b"] == []
    assert NAME in done.output
