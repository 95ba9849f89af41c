"""The schema's steps, on both databases."""

import pytest

from storage.database import open_engine
from storage.revisions import current_revision, newest_revision
from storage.schema import differences, downgrade, head, upgrade
from tests.databases import Databases


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    return databases.empty_sqlite() if request.param == "sqlite" else databases.empty_postgresql()


def test_every_step_goes_up_down_and_up_again(empty_url: str) -> None:
    engine = open_engine(empty_url)
    upgrade(engine)
    downgrade(engine, "base")
    emptied = current_revision(engine)
    upgrade(engine)
    reached = current_revision(engine)
    engine.dispose()

    assert (emptied, reached) == (None, newest_revision())


def test_the_tables_in_code_are_the_tables_after_migration(database_url: str) -> None:
    engine = open_engine(database_url)
    found = differences(engine)
    engine.dispose()

    assert found == []


def test_the_newest_step_by_its_name_is_the_last_of_the_steps() -> None:
    assert newest_revision() == head()
