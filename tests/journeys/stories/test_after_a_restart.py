"""What somebody has said, begun or been shown outlives the process that heard it."""

import pytest

from tests.journeys.stories.conftest import Call
from tests.journeys.stories.region import Region

pytestmark = pytest.mark.slow

BEGUN = "Pangkat III/c sejak April 2024"


def test_words_answers_and_buttons_outlive_the_process(region: Region, call: Call) -> None:
    employee = call(2)
    employee.writes("/manfaat")
    employee.presses_on("benefits.button.understood")
    employee.writes("/data")
    employee.presses_on("correction.button.flag")
    employee.presses_on("correction.fact.grade")
    employee.writes(BEGUN)
    region.begin_again()
    look = employee.presses_on("correction.button.no_paper")
    sent = employee.presses_on("correction.button.send")
    card = employee.writes("/manfaat")

    assert BEGUN in look
    assert employee.label("correction.sent") in sent
    assert employee.label("benefits.word.understood") in card
