"""Item 4: a concern before the decree, a formal objection after it, and never one for the other."""

import hashlib
from datetime import date

import pytest

from bot.trial.cast import HASAN, RINA
from domain.official.digests import short
from domain.proposals import Status
from tests.journeys.stories.conftest import Call
from tests.journeys.stories.employee import PDF, Employee
from tests.journeys.stories.region import Region

pytestmark = pytest.mark.slow

TO_THE_DECREE = (
    (Status.BOARD, RINA),
    (Status.PPK_APPROVED, HASAN),
    (Status.PERTEK, RINA),
    (Status.DECREE, HASAN),
)
WHY = "Masa tugas tercatat lima tahun, seharusnya tiga."


@pytest.fixture
def decided(region: Region, call: Call) -> Employee:
    """Somebody whose decree has come out, step by step as HR records it."""
    employee = call(1)
    proposal = employee.proposal(region.house)
    if proposal.status is not Status.DECREE:
        for status, officer in TO_THE_DECREE:
            region.sapa("proposal", "move", str(proposal.id), status, "--by", officer.nip)
    return employee


def test_before_the_decree_there_is_no_objection_and_the_concern_is_shown(employee: Employee) -> None:
    shown = employee.writes("/keberatan")

    assert employee.label("objection.not_yet") in shown
    assert employee.label("objection.button.concern") in employee.buttons
    assert employee.label("objection.button.write") not in employee.buttons


def test_after_the_decree_the_clock_shows_the_cautious_day_first(region: Region, decided: Employee) -> None:
    home = decided.writes("/objection")
    proposal = decided.proposal(region.house)
    limits = region.report("proposal", "show", str(proposal.id))["limits"]

    assert decided.day(date.fromisoformat(limits["objection_safe"])) in home
    assert decided.label("objection.button.write") in decided.buttons


def test_an_objection_from_the_first_word_to_hrs_answer(
    region: Region, call: Call, decided: Employee
) -> None:
    decided.writes("/keberatan")
    decided.presses_on("objection.button.write")
    decided.presses_on("objection.button.ground.data", mark="☐")
    decided.presses_on("objection.button.next")
    decided.writes("800/123/BKPSDM/2026")
    decided.writes(WHY)
    decided.presses_on("objection.button.next")
    decided.presses_on("objection.button.skip")
    check = decided.presses_on("objection.request.review")
    decided.presses_on("objection.button.make")
    letter = decided.is_given("surat-keberatan.pdf")
    decided.presses_on("objection.button.hand_in")
    taken = decided.sends("surat-bertanda-tangan.pdf", PDF)
    decided.presses_on("objection.button.submit")
    decided.presses_on("objection.button.submit_yes")
    home = decided.sees("objection.state.submitted")
    (waiting,) = _of(decided, region.report("objection", "list", "--by", RINA.nip))
    number = waiting["number"]
    shown = region.report("objection", "show", number, "--by", RINA.nip)
    answered = ("objection", "answer", number, "accepted", "--reason", "Data sudah diperbaiki.")
    region.sapa(*answered, "--letter", "800/200/2026", "--by", RINA.nip)
    last = decided.writes("/keberatan")

    assert WHY in check
    assert letter.startswith(b"%PDF")
    assert decided.label("objection.signed.taken") in taken
    assert number in home
    assert short(hashlib.sha256(PDF).digest()) in home
    assert shown["files"][0]["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert shown["reasons"] == WHY
    assert decided.label("objection.state.accepted") in last
    assert "Data sudah diperbaiki." in last


def _of(employee: Employee, listed: list[dict[str, str]]) -> list[dict[str, str]]:
    return [one for one in listed if employee.who.name in one["name"]]
