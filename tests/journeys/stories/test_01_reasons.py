"""Item 1: why I am proposed, what spoke against it, and what would change it."""

import pytest

from domain.explanations import Explanation
from tests.journeys.stories.employee import Employee
from tests.journeys.stories.region import WAVE, Region

pytestmark = pytest.mark.slow


def kept(region: Region, employee: Employee) -> Explanation:
    proposal = employee.proposal(region.house)
    with region.house.store.read() as work:
        explained = work.planning.explanation_of(proposal.id)
    assert explained is not None
    return explained


def test_an_employee_reads_from_the_card_why_and_what_speaks_against_it(
    region: Region, employee: Employee
) -> None:
    employee.writes("/mutasi")
    card = employee.presses_on("button.why")
    explained = kept(region, employee)
    lines = [line for line in card.splitlines() if line[:1].isdigit()]

    assert employee.label("reasons.card").strip() in card
    assert len(lines) == len(explained.reasons)
    assert employee.day(explained.as_of) in card
    needs = [one.facts["need"] for one in explained.reasons if "need" in one.facts]
    assert needs
    assert [one for one in needs if str(one) not in card] == []


def test_the_employee_reads_the_rules_and_what_would_change_it(region: Region, employee: Employee) -> None:
    employee.writes("/why")
    rules = employee.presses_on("button.rules")
    change = employee.presses_on("button.change")
    explained = kept(region, employee)

    assert employee.label("reasons.rules") in rules
    assert [one.source for one in explained.rules if one.source not in rules] == []
    assert employee.label("reasons.change") in change
    assert change.count("•") == len(explained.lost_seats) + len(explained.would_change) > 0


def test_nobody_else_is_named_in_it(region: Region, employee: Employee) -> None:
    shown = [
        employee.writes("/alasan"),
        *(employee.presses_on(f"button.{one}") for one in ("rules", "change")),
    ]
    others = {one["name"] for one in region.report("proposal", "list", WAVE)} - {employee.who.name}

    assert [name for name in others for text in shown if name in text] == []
