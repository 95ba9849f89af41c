"""One office of invented people for the tests of linking."""

from datetime import datetime

import pytest

from storage.store import SqlStore
from tests.domain.linking.town import Town


@pytest.fixture
def town(quick_store: SqlStore, now: datetime) -> Town:
    return Town(quick_store, now)
