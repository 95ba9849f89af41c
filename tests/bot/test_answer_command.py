"""`sapa answer` at the terminal: from a question without an answer to the answer of the next person."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.house import open_house
from bot.settings import read_settings
from bot.wiring import knowledge_desk
from domain.knowledge.records import Found
from locales.words import Words
from tests.bot.terminal import report, sapa
from tests.people import ANDI, RINA, kemuning

ASKED = "brp uang lembur tukang parkir"
ENTRY = """
question_id = "Berapa uang lembur?"
question_en = "How much is overtime pay?"
answer_id = "Uang lembur diatur dalam standar biaya daerah. Tanyakan kepada bendahara unit."
answer_en = "Overtime pay is set by the region's cost standard. Ask the treasurer of your unit."
source = "Standar biaya daerah"
"""


@pytest.fixture(autouse=True)
def _region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rina is an officer, and somebody asked what nobody knows."""
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SAPA_TELEGRAM_TOKEN", raising=False)
    with open_house(read_settings()) as house:
        kemuning(house.store, house.now() - timedelta(minutes=9))
    ask(ASKED)


def ask(question: str) -> Found:
    with open_house(read_settings()) as house:
        desk = knowledge_desk(house.store, Words.load(), zone=house.settings.zone)
        return desk.ask(question, now=house.now())


def listed() -> list[dict[str, object]]:
    found: list[dict[str, object]] = report("answer", "list", "--by", RINA.nip)
    return found


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    path = tmp_path / "overtime.toml"
    path.write_text(ENTRY, "utf-8")
    return path


def test_the_questions_that_wait_are_shown_without_who_asked() -> None:
    (one,) = listed()
    shown = sapa("answer", "list", "--by", RINA.nip).stdout

    assert (one["question"], one["times"]) == ("berapa lembur parkir tukang uang", 1)
    assert "berapa lembur parkir tukang uang" in shown
    assert "Belum ada jawaban" in shown


def test_an_answer_that_an_officer_writes_closes_its_question_and_answers_the_next_person(
    entry: Path,
) -> None:
    gap = str(listed()[0]["number"])
    done = sapa("answer", "write", entry, "--for", gap, "--by", RINA.nip)

    assert "versi 1 sudah berlaku" in done.stdout
    assert ask(ASKED).ids == ("overtime",)
    assert listed() == []
    assert "Tidak ada pertanyaan" in sapa("answer", "list", "--by", RINA.nip).stdout


def test_an_entry_may_be_written_anew_and_withdrawn(entry: Path) -> None:
    for version in (1, 2):
        assert report("answer", "write", entry, "--by", RINA.nip) == {"entry": "overtime", "version": version}

    assert sapa("answer", "withdraw", "overtime", "--by", RINA.nip).exit_code == 0
    assert sapa("answer", "withdraw", "overtime", "--by", RINA.nip).exit_code == 2


def test_a_question_may_be_set_aside() -> None:
    assert sapa("answer", "set-aside", str(listed()[0]["number"]), "--by", RINA.nip).exit_code == 0
    assert listed() == []


@pytest.mark.parametrize(
    "content",
    [
        ENTRY.replace('source = "Standar biaya daerah"', ""),
        "question_id = ",
        ENTRY + 'dated = "kapan"',
        "\x00",
    ],
)
def test_a_file_that_is_no_entry_is_refused_and_nothing_is_kept(entry: Path, content: str) -> None:
    entry.write_text(content, "utf-8")
    done = sapa("answer", "write", entry, "--by", RINA.nip)

    assert (done.exit_code, done.stderr != "") == (2, True)
    assert sapa("answer", "withdraw", "overtime", "--by", RINA.nip).exit_code == 2


def test_a_file_that_is_not_there_and_who_is_no_officer_are_refused(entry: Path) -> None:
    for words in ((entry.with_name("none.toml"), "--by", RINA.nip), (entry, "--by", ANDI.nip)):
        assert sapa("answer", "write", *words).exit_code == 2
    assert sapa("answer", "list", "--by", ANDI.nip).exit_code == 2
