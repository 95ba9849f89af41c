"""`sapa announce` at the terminal: shown first, sent with a second officer, and how it was received."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.house import open_house
from bot.settings import read_settings
from tests.bot.terminal import report, sapa, trial_database
from tests.outbox import take_all
from tests.people import CAST, HASAN, RINA, SITI, kemuning


@pytest.fixture(autouse=True)
def _region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SAPA_TELEGRAM_TOKEN", raising=False)
    with open_house(read_settings()) as house:
        kemuning(house.store, house.now() - timedelta(minutes=9))


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "pelantikan.id.txt"
    path.write_text("Pelantikan hari Senin.\n", "utf-8")
    return path


def _waiting() -> int:
    with open_house(read_settings()) as house:
        return len(take_all(house.store, now=house.now()))


def test_without_a_second_officer_it_is_shown_and_nothing_is_sent(words: Path) -> None:
    shown = sapa("announce", "publish", "Pelantikan", "--file-id", words, "--by", RINA.nip)

    assert shown.exit_code == 0
    assert "Pelantikan hari Senin." in shown.stdout
    assert "Belum dikirim. Akan tiba pada 5 pegawai" in shown.stdout
    assert "Tanpa naskah bahasa Inggris" in shown.stdout
    assert (report("announce", "list", "--by", RINA.nip), _waiting()) == ([], 0)


def test_with_a_second_officer_it_goes_to_everybody_and_is_listed(words: Path) -> None:
    arguments = ("announce", "publish", "Pelantikan", "--file-id", words, "--by", RINA.nip)
    sent = report(*arguments, "--second", HASAN.nip)
    again = sapa(*arguments, "--second", HASAN.nip)
    (listed,) = report("announce", "list", "--by", RINA.nip)

    assert (sent["addressed"], listed["code"]) == (len(CAST), sent["code"])
    assert (listed["addressed"], listed["read"], listed["messages"]) == (len(CAST), 0, {"new": len(CAST)})
    assert (again.exit_code, "sudah dilakukan" in again.stderr) == (2, True)
    assert sent["code"] in sapa("announce", "list", "--by", RINA.nip).stdout
    assert _waiting() == len(CAST)


def test_an_english_text_needs_its_title(words: Path) -> None:
    refused = sapa(
        "announce", "publish", "Pelantikan", "--file-id", words, "--file-en", words, "--by", RINA.nip
    )

    assert (refused.exit_code, "--title-en" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Yth. {nama}", "{nama}"),
        (b"", "perlu berisi kata"),
        (b"x" * 3_300, "3.200"),
        (b"\xff\xfe", "UTF-8"),
        ("Rahasia \u202e".encode(), "U+202E"),
    ],
)
def test_a_text_that_cannot_be_announced_is_refused_in_words(words: Path, content: bytes, told: str) -> None:
    words.write_bytes(content)
    refused = sapa("announce", "publish", "Pelantikan", "--file-id", words, "--by", RINA.nip)

    assert (refused.exit_code, told in refused.stderr) == (2, True)


def test_a_day_that_is_over_and_a_file_that_is_not_there_are_refused(words: Path) -> None:
    start = ("announce", "publish", "Pelantikan", "--by", RINA.nip)
    over = sapa(*start, "--file-id", words, "--until", "2020-01-01")
    missing = sapa(*start, "--file-id", words.parent / "none.txt")

    assert (over.exit_code, "sudah lewat" in over.stderr) == (2, True)
    assert missing.exit_code == 2


def test_who_is_no_officer_neither_shows_nor_lists(words: Path, tmp_path: Path) -> None:
    shown = sapa("announce", "publish", "Pelantikan", "--file-id", words, "--by", SITI.nip)
    listed = sapa("announce", "list", "--by", SITI.nip)

    assert (shown.exit_code, listed.exit_code) == (2, 2)
    assert trial_database(tmp_path / "data").exists()
