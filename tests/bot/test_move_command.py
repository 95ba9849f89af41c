"""`sapa move`: the same region on PostgreSQL, down to what was on its way."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.house import House, open_house
from bot.settings import read_settings
from bot.sweeper import sweep
from domain.inbox import Accepted
from domain.leases import WorkerSeen
from storage.database import open_engine, sqlite_url
from storage.tables import metadata
from tests.bot.terminal import report, sapa, trial_database
from tests.databases import Databases
from tests.people import kemuning
from tests.storage.sending import MINUTE, claim, message, put, tally, uniques

CHANGED = {"audit", "lease", "worker"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A region on SQLite with something on its way."""
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SAPA_TELEGRAM_TOKEN", raising=False)
    with open_house(read_settings()) as house:
        fill(house)
    return tmp_path / "data"


@pytest.fixture
def url(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> str:
    url = databases.empty_postgresql()
    monkeypatch.setenv("SAPA_DATABASE_URL", url)
    return url


def fill(house: House) -> None:
    now = house.now()
    kemuning(house.store, now)
    put(house.store, message("sending", chat_id=1), now=now)
    claim(house.store, now=now)
    put(house.store, message("new", chat_id=2), now=now)
    with house.store.aside() as work:
        work.inbox.keep([Accepted(41, '{"text": "satu"}', 501)], now=now)
        work.leases.sign_in(
            WorkerSeen(id="a", host="kantor", pid=1, roles=("intake",), started_at=now, seen_at=now)
        )
        work.commit()


def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    engine = open_engine(url)
    with engine.connect() as connection:
        found = {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
            if name not in CHANGED
        }
    engine.dispose()
    return found


def test_every_row_is_the_same_on_the_other_side(folder: Path, url: str) -> None:
    before = everything(sqlite_url(trial_database(folder)))

    told = report("move")

    assert everything(url) == before
    assert told["rows"]["person"] == len(before["person"]) > 0
    assert not trial_database(folder).exists()
    assert everything(sqlite_url(Path(told["kept"]))) == before


def test_what_was_on_its_way_goes_on_there(url: str) -> None:
    report("move")

    with open_house(read_settings()) as house:
        now = house.now() + MINUTE + timedelta(seconds=1)
        seen = WorkerSeen(id="b", host="kantor", pid=2, roles=("postman",), started_at=now, seen_at=now)
        sweep(house.store, seen, now=now)
        assert tally(house.store) == {"new": 2}
        assert put(house.store, message("another", chat_id=3), now=now) == [True]
        assert uniques(claim(house.store, now=now)) == ["sending", "new", "another"]
        assert "satu" in sapa("inbox", "show", "41").stdout


def test_a_database_that_holds_something_is_left_alone(folder: Path, url: str) -> None:
    with open_house(read_settings()):
        pass

    told = sapa("move")

    assert told.exit_code == 2
    assert trial_database(folder).exists()
    with open_house(read_settings()) as house:
        assert tally(house.store) == {}


def test_while_somebody_serves_nothing_is_moved(
    folder: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAPA_DATABASE_URL")
    with open_house(read_settings(), serving=True):
        monkeypatch.setenv("SAPA_DATABASE_URL", url)
        assert sapa("move").exit_code == 2

    assert trial_database(folder).exists()


def test_without_postgresql_there_is_nowhere_to_move_to(folder: Path) -> None:
    assert sapa("move").exit_code == 2
    assert trial_database(folder).exists()


def test_a_region_that_has_never_been_on_sqlite_has_nothing_to_move(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "other"))

    assert sapa("move").exit_code == 2
    assert not trial_database(tmp_path / "other").exists()
