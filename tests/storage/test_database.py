"""The connection itself."""

import subprocess
import sys

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from storage.database import open_engine
from tests.databases import Databases

NIP = "198609262015052901"


def test_a_fault_of_the_database_quotes_nobodys_values(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(DBAPIError) as fault:
        connection.execute(text("SELECT :nip FROM nowhere"), {"nip": NIP})

    assert NIP not in str(fault.value)


def test_a_connection_that_the_server_has_ended_is_renewed_before_anybody_notices(
    databases: Databases,
) -> None:
    engine, other = (open_engine(url) for url in [databases.postgresql()] * 2)
    with engine.connect() as connection:
        ended = connection.scalar(text("SELECT pg_backend_pid()"))
    with other.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": ended})

    with engine.connect() as connection:
        renewed = connection.scalar(text("SELECT pg_backend_pid()"))

    assert renewed != ended
    engine.dispose()
    other.dispose()


def test_who_serves_sqlite_loads_no_driver_of_postgresql() -> None:
    loads = "import sys, bot.serving, bot.commands.run, storage.store; print('psycopg' in sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == "False"
