"""The town on each of the two databases."""

from datetime import datetime

import pytest

from storage.store import SqlStore
from tests.domain.preferences.willing import Town, town_on


@pytest.fixture
def town(store: SqlStore, now: datetime) -> Town:
    return town_on(store, now)
