"""One invented region for all the tests that only read it."""

from datetime import date

import pytest

from bot.trial import write_region
from tests.bot.trial.region import Written, read_back

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return read_back(write_region(tmp_path_factory.mktemp("region"), today=TODAY))
