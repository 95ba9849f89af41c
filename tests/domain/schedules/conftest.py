"""A place for schedules, on both databases."""

import pytest
from sqlalchemy import Engine

from tests.domain.schedules.units import Units


@pytest.fixture
def units(engine: Engine) -> Units:
    return Units(engine)
