"""Behind a real PgBouncer that pools transactions, where it is installed: no session outlives one."""

import asyncio
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, make_url, select, text

from bot.wakeups import Wakeups
from bot.wiring import in_threads
from domain.actors import OPERATOR
from domain.imports.desk import ImportDesk
from handlers.office import Office
from storage.backup import back_up
from storage.database import open_engine
from storage.postgresql import ThroughPooler
from storage.store import SqlStore
from storage.tables import person
from storage.vault import Vault
from storage.wakeups import INBOX
from tests.databases import Databases
from tests.filesets import file_set
from tests.storage.worker import finish, keep, numbers, open_store, take, update

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""
pytestmark = pytest.mark.skipif(not PGBOUNCER, reason="PgBouncer is not installed on this machine")

SETTINGS = """
[databases]
* = host={host} port={port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
server_round_robin = 1
"""


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    direct = make_url(databases.postgresql())
    with socket.create_server(("127.0.0.1", 0)) as free:
        own = free.getsockname()[1]
    # It refuses to run as root; the server's own user may enter the server's folder.
    folder = Path(str(direct.query["host"]))
    user = folder.owner() if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    settings = folder / f"pgbouncer.{own}.ini"
    settings.write_text(SETTINGS.format(host=folder, port=direct.port or 5432, own=own))
    with subprocess.Popen([PGBOUNCER, "-q", "-u", user, settings], stderr=subprocess.DEVNULL) as pooler:
        _wait_for(own)
        near = direct.difference_update_query(["host"]).set(host="127.0.0.1", port=own)
        yield near.render_as_string(hide_password=False)
        pooler.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise TimeoutError


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    # Three sessions, of which every transaction gets the next.
    with engine.connect() as one, engine.connect() as two, engine.connect() as three:
        for connection in (one, two, three):
            connection.execute(text("SELECT 1"))
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine, vault: Vault, tmp_path: Path) -> SqlStore:
    return open_store(engine, vault, tmp_path / "hour_keys")


def settings_in_force(engine: Engine) -> dict[str, str]:
    names = ("synchronous_commit", "idle_in_transaction_session_timeout", "timezone")
    with engine.connect() as connection:
        return {name: str(connection.scalar(text(f"SHOW {name}"))) for name in names}


def test_every_transaction_is_durable_whichever_session_it_gets(engine: Engine) -> None:
    for _ in range(5):
        assert settings_in_force(engine) == {
            "synchronous_commit": "on",
            "idle_in_transaction_session_timeout": "10s",
            "timezone": "UTC",
        }


def test_nothing_is_left_behind_for_whoever_gets_the_session_next(engine: Engine) -> None:
    settings_in_force(engine)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.autocommit = True
        shown = driver.execute("SHOW idle_in_transaction_session_timeout").fetchone()
        driver.autocommit = False

    assert shown == ("0",)


def test_what_many_workers_repeat_is_prepared_for_no_session(
    store: SqlStore, engine: Engine, now: datetime
) -> None:
    """A driver prepares what it repeats, and would then ask a session that has never heard of it."""
    for number in range(20):
        keep(store, update(number, person=number), now=now)
        (taken,) = take(store, now=now)
        finish(store, taken, now=now)

    keep(store, update(99), now=now)
    assert numbers(take(store, now=now)) == [99]


async def test_that_nothing_can_be_heard_is_said_at_once_and_nothing_is_listened_for(
    engine: Engine, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office = replace(office, run=in_threads())
    async with asyncio.timeout(3):
        await Wakeups(engine, office, {INBOX: lambda: None}).run(asyncio.Event())

    assert caplog.messages == ["wakeups_impossible"]
    with engine.connect() as connection:
        assert connection.scalars(text("SELECT pg_listening_channels()")).all() == []


def test_a_copy_is_refused_for_what_its_tool_would_leave_behind(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(ThroughPooler):
        back_up(engine, tmp_path / "copy")

    assert not (tmp_path / "copy").exists()


def test_files_are_imported_though_nothing_temporary_outlives_a_transaction(
    store: SqlStore, engine: Engine, now: datetime
) -> None:
    desk = ImportDesk(store)
    for people in (6, 9):
        preview = desk.preview(file_set(people), [], is_complete=False, by=OPERATOR)
        desk.apply(preview, by=OPERATOR, now=now)

    with engine.connect() as connection:
        assert connection.scalar(select(func.count(person.c.id))) == 9
