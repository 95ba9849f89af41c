"""A copy is whole, ours and without keys, or it is no copy."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.backup import FileThere, NotOurs, NotWhole, back_up
from storage.database import open_engine
from storage.hour_keys import HourKeys, hour_of
from storage.marks import KeyMarks, set_mode_mark
from storage.postgresql_copy import ToolFailed, ToolMissing, load
from storage.replacing import DatabaseInUse, OtherDatabase, successor
from storage.revisions import newest_revision
from storage.store import SqlStore
from storage.vault import Vault
from tests.databases import Databases
from tests.storage.sending import message, put, tally
from tests.tools import on_path


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    on_path(monkeypatch)


@pytest.fixture
def ours(store: SqlStore) -> SqlStore:
    """A store whose database is stamped, as every house's is."""
    return stamped(store)


def stamped(store: SqlStore) -> SqlStore:
    set_mode_mark(store.engine, "live")
    KeyMarks(store.engine).add(store.vault.keys[0])
    return store


def url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_a_copy_tells_what_is_in_it(ours: SqlStore, tmp_path: Path, now: datetime) -> None:
    put(ours, message("a"), message("b"), now=now)

    contents = back_up(ours.engine, tmp_path / "copy")

    assert contents.revision == newest_revision()
    assert (contents.rows["outbox"], contents.rows["outbox_text"], contents.rows["person"]) == (2, 1, 0)


def test_a_copy_is_one_file_for_its_owner_alone(ours: SqlStore, tmp_path: Path) -> None:
    back_up(ours.engine, tmp_path / "copy")

    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["copy"]
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600


def test_a_copy_replaces_no_file(ours: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("precious")

    with pytest.raises(FileThere):
        back_up(ours.engine, tmp_path / "copy")

    assert (tmp_path / "copy").read_text() == "precious"


def test_no_key_is_in_a_copy(quick_store: SqlStore, tmp_path: Path, now: datetime) -> None:
    store = stamped(quick_store)
    keys = HourKeys(tmp_path / "hour_keys", store.engine)
    keys.seal(hour_of(now), "Atasan saya meminta uang", place="inbox")
    secrets = [bytes(range(32)), *(path.read_bytes() for path in (tmp_path / "hour_keys").iterdir())]

    back_up(store.engine, tmp_path / "copy")

    content = (tmp_path / "copy").read_bytes()
    assert len(secrets) == 2
    assert [secret for secret in secrets if secret in content or secret.hex().encode() in content] == []


def test_the_keys_that_hosts_share_are_in_no_dump(
    databases: Databases, vault: Vault, tmp_path: Path, now: datetime
) -> None:
    engine, restored = (open_engine(one) for one in (databases.postgresql(), databases.empty_postgresql()))
    store = stamped(SqlStore(engine, vault))
    HourKeys(tmp_path / "hour_keys", store.engine).seal(hour_of(now), "uang", place="inbox")

    back_up(store.engine, tmp_path / "copy")

    load(restored.url, tmp_path / "copy")
    assert [shared_keys(one) for one in (engine, restored)] == [1, 0]
    for one in (engine, restored):
        one.dispose()


def shared_keys(engine: Engine) -> int:
    with engine.connect() as connection:
        return len(connection.exec_driver_sql("SELECT * FROM hour_key").all())


def test_a_copy_of_a_damaged_database_gets_no_name(
    quick_store: SqlStore, tmp_path: Path, now: datetime
) -> None:
    store = stamped(quick_store)
    put(store, message("a"), now=now)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    with closing(sqlite3.connect(str(store.engine.url.database))) as connection:
        connection.execute("DELETE FROM outbox_text")
        connection.commit()

    with pytest.raises(NotWhole):
        back_up(store.engine, tmp_path / "copy")

    assert list(tmp_path.iterdir()) == []


def test_a_database_without_our_stamp_is_not_ours(quick_store: SqlStore, tmp_path: Path) -> None:
    with pytest.raises(NotOurs):
        back_up(quick_store.engine, tmp_path / "copy")


def test_without_pg_dump_the_command_to_run_elsewhere_is_told_and_the_password_is_not(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(databases.postgresql().replace("//postgres:@", "//postgres:rahasia@"))
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ToolMissing) as refused:
        back_up(engine, tmp_path / "copy")

    engine.dispose()
    assert str(refused.value.facts["command"]).startswith("pg_dump --format=custom --no-unlogged-table-data")
    assert "rahasia" not in str(refused.value)


def test_a_copy_takes_the_place_of_the_present_database_which_is_kept(
    ours: SqlStore, tmp_path: Path, now: datetime
) -> None:
    put(ours, message("a"), now=now)
    back_up(ours.engine, tmp_path / "copy")
    put(ours, message("b"), now=now)
    ours.engine.dispose()

    with successor(url(ours.engine), tmp_path / "copy") as (copy, contents):
        kept = copy.take_place(now)

    assert contents.rows["outbox"] == 1
    assert tally(ours) == {"new": 1}
    former = open_engine(
        f"sqlite:///{kept}"
        if ours.engine.dialect.name == "sqlite"
        else url(ours.engine).replace(str(ours.engine.url.database), kept)
    )
    assert tally(SqlStore(former, ours.vault)) == {"new": 2}
    former.dispose()


def test_what_somebody_is_connected_to_is_not_replaced(ours: SqlStore, tmp_path: Path, now: datetime) -> None:
    back_up(ours.engine, tmp_path / "copy")
    put(ours, message("a"), now=now)

    with ours.engine.connect() as connection, successor(url(ours.engine), tmp_path / "copy") as (copy, _):
        connection.exec_driver_sql("SELECT 1 FROM outbox")
        if ours.engine.dialect.name == "postgresql":
            connection.rollback()  # connected is enough, and an idle transaction would be ended meanwhile
        with pytest.raises(DatabaseInUse):
            copy.take_place(now)

    assert tally(ours) == {"new": 1}


@pytest.mark.parametrize("content", [b"", b"NIP;NAMA\n", b"SQLite format 3\0" + bytes(99)])
def test_a_file_of_another_sort_is_refused(quick_store: SqlStore, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "copy").write_bytes(content)

    with pytest.raises(NotOurs), successor(url(quick_store.engine), tmp_path / "copy"):
        pass


def test_a_copy_of_the_other_kind_of_database_is_refused(ours: SqlStore, tmp_path: Path) -> None:
    back_up(ours.engine, tmp_path / "copy")
    is_here = ours.engine.dialect.name == "sqlite"
    other = "postgresql+psycopg://sapa@localhost/sapa" if is_here else f"sqlite:///{tmp_path}/sapa.db"

    with pytest.raises(OtherDatabase), successor(other, tmp_path / "copy"):
        pass


def test_a_cut_copy_is_refused_and_leaves_nothing_behind(ours: SqlStore, tmp_path: Path) -> None:
    back_up(ours.engine, tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "copy").write_bytes(whole[: len(whole) // 2])
    folder = Path(str(ours.engine.url.database)).parent if ours.engine.dialect.name == "sqlite" else tmp_path
    before = set(folder.iterdir())

    with (
        pytest.raises((NotWhole, NotOurs, ToolFailed)),
        successor(url(ours.engine), tmp_path / "copy"),
    ):
        pass

    assert set(folder.iterdir()) == before
