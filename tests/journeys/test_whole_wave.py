"""A wave of sixty people from HR's list to the report, on each database; `pytest -s` prints its days."""

from collections.abc import Iterator

import pytest

from tests.databases import Databases
from tests.journeys.wave.region import WaveRegion, opened
from tests.journeys.wave.story import Story

pytestmark = pytest.mark.slow

# Working days of the story.
DAYS = {
    1: (
        Story.officers_come,
        Story.people_come,
        Story.list_comes_in,
        Story.is_checked,
        Story.is_planned,
        Story.is_mended,
        Story.is_asked_for,
        Story.is_approved,
        Story.all_are_told,
    ),
    2: (Story.liaison_brings_the_word, Story.they_read_and_speak, Story.concerns_come),
    3: (Story.correction_is_answered, Story.concerns_are_answered, Story.one_is_withdrawn),
    10: (Story.board_has_the_list,),
    15: (Story.is_decided,),
    25: (Story.decree_is_signed,),
    30: (Story.joko_objects,),
    45: (Story.objection_is_answered,),
    50: (Story.takes_effect, Story.is_reported),
}


@pytest.fixture(params=["sqlite", "postgresql"])
def region(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WaveRegion]:
    postgresql = databases.empty_postgresql() if request.param == "postgresql" else ""
    with opened(tmp_path_factory.mktemp("wave") / "data", postgresql) as begun:
        yield begun


def test_a_wave_of_sixty_people_from_the_list_to_the_report(region: WaveRegion) -> None:
    story = Story(region)

    for day, steps in DAYS.items():
        if day > 1:
            region.wakes_on(day)
        for step in steps:
            step(story)
