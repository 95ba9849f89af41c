"""A place for schedules, on both databases."""

import pytest
from sqlalchemy import Engine

from storage.tables import metadata
from tests.domain.schedules.units import Units


@pytest.fixture
def units(engine: Engine) -> Units:
    metadata.create_all(engine)
    return Units(engine)
