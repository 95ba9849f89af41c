"""A question nobody could answer becomes an answer for the next person, through the running product."""

import json
from pathlib import Path

import pytest

from bot.trial.cast import RINA, SITI
from tests.journeys.product import Product, sapa
from tests.journeys.telephone import Telephone
from tests.journeys.words import label

pytestmark = pytest.mark.slow

ASKED = "brp uang lembur tukang parkir"
ENTRY = """
question_id = "Berapa uang lembur?"
question_en = "How much is overtime pay?"
answer_id = "Uang lembur diatur dalam standar biaya daerah. Tanyakan kepada bendahara unit."
answer_en = "Overtime pay is set by the region's cost standard. Ask the treasurer of your unit."
source = "Standar biaya daerah"
"""


def waiting(trial: Product) -> list[dict[str, str]]:
    """HR's work list."""
    done = sapa(trial.folder, "answer", "list", "--by", RINA.nip, "--json")
    assert done.returncode == 0, done.stderr
    listed: list[dict[str, str]] = json.loads(done.stdout)
    return listed


def test_what_siti_could_not_learn_an_officer_writes_and_siti_learns(
    new_trial: Product, tmp_path: Path
) -> None:
    siti = Telephone(new_trial.address, SITI)
    siti.links()
    unanswered = siti.asks(ASKED)
    entry = tmp_path / "overtime.toml"
    entry.write_text(ENTRY, "utf-8")
    number = waiting(new_trial)[0]["number"]
    written = sapa(new_trial.folder, "answer", "write", str(entry), "--for", number, "--by", RINA.nip)

    assert label("ask.unknown") in unanswered
    assert written.returncode == 0, written.stderr
    assert "Uang lembur diatur dalam standar biaya daerah." in siti.asks(ASKED)


def test_siti_says_that_an_answer_did_not_help_and_why(new_trial: Product) -> None:
    siti = Telephone(new_trial.address, SITI)
    siti.links()
    siti.asks("yg nentuin mutasi sp")
    siti.presses("ask.button.not_helped")
    siti.presses("ask.why.unclear")
    siti.reads(label("ask.noted"))
    (gap,) = waiting(new_trial)

    assert (gap["question"], gap["about"], gap["why"]) == (
        "menentukan mutasi siapa",
        "who_decides",
        "unclear",
    )
