"""A running region for all stories, once on each database, and the people who live in it."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from locales.words import LANGUAGES
from tests.databases import Databases
from tests.journeys.stories.employee import Employee
from tests.journeys.stories.region import Region, serving

Call = Callable[[int], Employee]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def region(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Region]:
    postgresql = databases.empty_postgresql() if request.param == "postgresql" else ""
    with serving(request.param, tmp_path_factory.mktemp("region") / "data", postgresql) as begun:
        yield begun


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    chosen: str = request.param
    return chosen


@pytest.fixture
def call(region: Region, language: str) -> Call:
    """Call one of the language's people by number, linked. Who is changed for good is called by one story."""
    return partial(region.called, language)


@pytest.fixture
def employee(call: Call) -> Employee:
    """Siti, or Pak Joko in English: proposed, and nothing is decided yet."""
    return call(0)
