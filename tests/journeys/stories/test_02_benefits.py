"""Item 2: what the move brings and costs, and whether that was understood."""

import pytest
from babel.numbers import format_decimal

from bot.trial.cast import RINA
from domain.benefits.desk import BenefitDesk
from domain.benefits.records import BalanceSheet
from tests.journeys.stories.employee import Employee
from tests.journeys.stories.region import WAVE, Region

pytestmark = pytest.mark.slow


def sheet_of(region: Region, employee: Employee) -> BalanceSheet:
    sheet = BenefitDesk(region.house.store).own(employee.person_id(region.house)).sheet
    assert sheet is not None
    return sheet


def test_an_employee_reads_benefits_beside_costs_and_what_is_not_known(
    region: Region, employee: Employee
) -> None:
    employee.writes("/mutasi")
    card = employee.presses_on("button.benefits")
    words = ("understood", "not_understood", "objecting")

    assert employee.label("benefits.gaps").strip(": ") in card
    assert employee.day(sheet_of(region, employee).as_of) in card
    assert [one for one in words if employee.label(f"benefits.button.{one}") not in employee.buttons] == []


def test_the_loads_of_both_units_come_as_a_picture_with_the_same_words(
    region: Region, employee: Employee
) -> None:
    employee.writes("/manfaat")
    employee.presses_on("benefits.button.picture")
    message = employee.received[-1]
    loads = [load for one in sheet_of(region, employee).loads for load in (one.before, one.after) if load]
    figures = [format_decimal(one, "0.00", locale=employee.language) for one in loads]

    assert "photo" in message
    assert figures
    assert [one for one in figures if one not in message["caption"]] == []


def test_what_stays_unclear_is_answered_and_then_reaches_an_officer(
    region: Region, employee: Employee
) -> None:
    employee.writes("/benefits")
    employee.presses_on("benefits.button.not_understood")
    answered = employee.presses_on("benefits.unclear.button.income")
    employee.presses_on("benefits.button.still_unclear")
    callers = region.report("understanding", WAVE, "--by", RINA.nip)["callers"]

    assert employee.label("benefits.unclear.income") in answered
    assert [one["unclear"] for one in callers if employee.who.name in one["name"]] == ["income"]


def test_understanding_is_no_agreement_and_is_kept(region: Region, employee: Employee) -> None:
    employee.writes("/manfaat")
    thanked = employee.presses_on("benefits.button.understood")
    again = employee.writes("/manfaat")

    assert employee.label("benefits.understood") in thanked
    assert employee.label("benefits.word.understood") in again
    assert region.report("understanding", WAVE, "--by", RINA.nip)["counts"]["understood"] >= 1


def test_before_the_decree_an_objector_is_led_to_a_concern(employee: Employee) -> None:
    employee.writes("/manfaat")
    led = employee.presses_on("benefits.button.objecting")

    assert employee.label("benefits.lanes.concern") in led
    assert employee.label("benefits.button.objection") not in employee.buttons
