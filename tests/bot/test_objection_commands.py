"""`sapa objection` at the terminal: from an objection that came in to its answer."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from bot.calendar_source import estimated_off_days
from bot.house import open_house
from bot.settings import read_settings
from domain.objections.desk import ObjectionDesk
from tests.bot.terminal import report, sapa
from tests.domain.objections.conftest import PDF, WRITING, decide
from tests.people import ANDI, RINA, SITI, kemuning


@pytest.fixture(autouse=True)
def number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of the objection that Siti has handed in; Rina is an officer."""
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SAPA_TELEGRAM_TOKEN", raising=False)
    with open_house(read_settings()) as house:
        region = kemuning(house.store, house.now() - timedelta(minutes=9))
        decide(region, house.now())
        desk = ObjectionDesk(house.store, estimate=estimated_off_days, zone=house.settings.zone)
        siti = region.id_of(SITI)
        desk.write(siti, WRITING, now=house.now())
        desk.add_file(siti, "surat.pdf", PDF, now=house.now())
        kept = desk.submit(siti, on_paper=False, now=house.now()).objection
    assert kept is not None
    return kept.number or ""


def test_what_waits_is_listed_with_its_clock(number: str) -> None:
    (one,) = report("objection", "list", "--by", RINA.nip)
    shown = sapa("objection", "list", "--by", RINA.nip).stdout

    assert (one["number"], one["came_late"], one["state"]) == (number, False, "submitted")
    assert one["days_left"] >= 21
    assert number in shown
    assert "Siti Rahmawati" in shown


def test_one_is_read_whole_and_its_files_are_saved_for_their_owner_alone(number: str, tmp_path: Path) -> None:
    folder = tmp_path / "berkas"
    shown = sapa("objection", "show", number, "--files", folder, "--by", RINA.nip).stdout
    (path,) = folder.iterdir()

    assert WRITING.reasons in shown
    assert WRITING.decree_number in shown
    assert "Ketentuan peraturan tidak dipenuhi" in shown
    assert path.read_bytes() == PDF
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (file,) = report("objection", "show", number, "--by", RINA.nip)["files"]
    assert file["name"] == "surat.pdf"
    assert len(file["sha256"]) == 64


def test_an_answer_takes_it_off_the_list(number: str) -> None:
    words = ("objection", "answer", number, "rejected", "--by", RINA.nip)
    without = sapa(*words)
    done = sapa(*words, "--reason", "Telah ditelaah.", "--letter", "800/1")

    assert without.exit_code == 2
    assert "memerlukan alasan" in without.stderr
    assert done.exit_code == 0, done.stderr
    assert "sapa proposal move 1" in done.stdout
    assert report("objection", "list", "--by", RINA.nip) == []
    assert "Tidak ada keberatan" in sapa("objection", "list", "--by", RINA.nip).stdout
    assert sapa(*words, "--reason", "x").exit_code == 2


def test_who_is_no_officer_and_what_is_not_there_are_refused(number: str) -> None:
    for words in (
        ("objection", "list", "--by", ANDI.nip),
        ("objection", "show", number, "--by", ANDI.nip),
        ("objection", "show", "KBR-0000-0000", "--by", RINA.nip),
        ("objection", "answer", number, "accepted", "--reason", "x", "--by", ANDI.nip),
        ("objection", "answer", number, "veto", "--reason", "x", "--by", RINA.nip),
    ):
        assert sapa(*words).exit_code == 2, words
