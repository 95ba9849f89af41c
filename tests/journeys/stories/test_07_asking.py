"""Item 7: asking as one types, about oneself too; what nobody knows becomes an answer for the next person."""

from pathlib import Path

import pytest

from bot.trial.cast import RINA
from tests.journeys.stories.conftest import Call
from tests.journeys.stories.employee import Employee
from tests.journeys.stories.region import Region

pytestmark = pytest.mark.slow

WHEN = {"id": "kpn tmt sy", "en": "when do i start there"}
WHO = {"id": "yg nentuin mutasi sp", "en": "who decides about a transfer"}
UNKNOWN = {"id": "brp uang lembur tukang parkir", "en": "price of lunch vouchers in canteen"}
ANSWER = {"id": "Tanyakan kepada bendahara unit.", "en": "Ask the treasurer of your unit."}
ENTRY = """
question_id = "{asked}"
question_en = "{asked}"
answer_id = "{id}"
answer_en = "{en}"
source = "Standar biaya daerah"
"""


def test_a_question_about_oneself_is_answered_with_ones_own_date(region: Region, employee: Employee) -> None:
    answered = employee.writes(WHEN[employee.language])
    planned = employee.proposal(region.house).planned_effective_on

    assert planned is not None
    assert employee.day(planned) in answered
    assert employee.label("ask.button.helped") in employee.buttons


def test_what_is_not_clear_is_offered_as_a_choice(employee: Employee) -> None:
    employee.writes("tpp")
    offered = employee.sees("ask.offer")
    choice = next(one for one in employee.buttons if "?" in one)
    message = employee.presses_text(choice)

    assert offered
    assert message["message_id"] == employee.received[-1]["message_id"]


def test_an_answer_that_did_not_help_reaches_hrs_list_with_the_reason(
    region: Region, employee: Employee
) -> None:
    employee.writes(WHO[employee.language])
    employee.presses_on("ask.button.not_helped")
    thanked = employee.presses_on("ask.why.unclear")
    waiting = region.report("answer", "list", "--by", RINA.nip)

    assert employee.label("ask.noted") in thanked
    assert ("who_decides", "unclear") in [(one["about"], one["why"]) for one in waiting]


def test_what_nobody_knew_an_officer_writes_and_the_next_person_learns(
    region: Region, employee: Employee, call: Call, tmp_path: Path
) -> None:
    asked = UNKNOWN[employee.language]
    before = {one["number"] for one in region.report("answer", "list", "--by", RINA.nip)}
    unanswered = employee.writes(asked)
    (number,) = {one["number"] for one in region.report("answer", "list", "--by", RINA.nip)} - before
    entry = tmp_path / "entry.toml"
    entry.write_text(ENTRY.format(asked=asked, **ANSWER), "utf-8")
    region.sapa("answer", "write", entry, "--for", number, "--by", RINA.nip)
    learnt = call(2).writes(asked)

    assert employee.label("ask.unknown") in unanswered
    assert employee.label("button.contact") in employee.buttons
    assert ANSWER[employee.language] in learnt
