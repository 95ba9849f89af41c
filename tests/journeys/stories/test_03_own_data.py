"""Item 3: the facts used about me, an error flagged with a document, and HR's answer."""

from pathlib import Path

import pytest

from bot.trial.cast import RINA
from tests.journeys.stories.employee import PDF, Employee
from tests.journeys.stories.region import Region

pytestmark = pytest.mark.slow

ANSWER = "Ijazah sudah kami cocokkan."


def flags(employee: Employee, right: str) -> str:
    """Flag the education with a document; return the number under which it was sent."""
    employee.writes("/data")
    employee.presses_on("correction.button.flag")
    employee.presses_on("correction.fact.education")
    employee.writes(right)
    look = employee.sends("ijazah.pdf", PDF)
    assert right in look
    sent = employee.presses_on("correction.button.send")
    return sent.splitlines()[0].rpartition(" ")[2]


def test_an_employee_reads_which_facts_are_used_and_from_where(region: Region, employee: Employee) -> None:
    mine = employee.writes("/mydata")
    units = employee.presses_on("correction.button.units")
    with region.house.store.read() as work:
        person = work.people.get(employee.person_id(region.house))
        target = employee.proposal(region.house).target

    assert (person.position in mine, person.unit in mine, person.education in mine) == (True, True, True)
    assert target.unit in units


def test_an_error_is_flagged_with_a_document_and_answered(
    region: Region, employee: Employee, tmp_path: Path
) -> None:
    right = f"S-2, ijazah 2019 ({employee.language})"
    number = flags(employee, right)
    paper = tmp_path / "ijazah.pdf"
    shown = region.report("correction", "show", number, "--by", RINA.nip, "--paper", paper)
    region.sapa("correction", "answer", number, "--accept", "--text", ANSWER, "--by", RINA.nip)
    told = employee.reads(number + " ")["text"]
    employee.writes("/data")
    filed = employee.presses_on("correction.button.filed")

    assert (shown["text"], paper.read_bytes()) == (right, PDF)
    assert ANSWER in told
    assert number in filed
    assert ANSWER in filed


def test_what_was_begun_goes_on_after_another_command_and_is_a_draft_after_leaving_it(
    employee: Employee,
) -> None:
    employee.writes("/data")
    employee.presses_on("correction.button.flag")
    employee.presses_on("correction.fact.grade")
    employee.writes("III/c sejak April")
    employee.writes("/mutasi")
    employee.writes("/data")
    open_still = employee.presses_on("correction.button.flag")
    employee.writes("/batal")
    employee.writes("/data")
    offered = employee.presses_on("correction.button.flag")
    employee.presses_on("form.button.resume")
    look = employee.presses_on("correction.button.no_paper")
    employee.presses_on("correction.button.send")

    assert employee.label("correction.form.paper") in open_still
    assert employee.label("form.draft") in offered
    assert "III/c sejak April" in look
