"""Keys of an hour: once destroyed, nothing that was sealed with them can be read again."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from domain.work import StoreAway
from storage.database import open_engine
from storage.hour_keys import HourKeys, KeyGone, hour_of
from storage.vault import Vault
from tests.databases import Databases
from tests.full_disk import no_room
from tests.storage.worker import finish, keep, numbers, open_store, row_of, take, update

HOUR = timedelta(hours=1)
SECRET = "Atasan saya meminta uang 5 juta"
PLACE = "inbox.body:777:1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "hour_keys"


@pytest.fixture
def keys(engine: Engine, folder: Path) -> HourKeys:
    return HourKeys(folder, engine)


@pytest.fixture
def shared(databases: Databases) -> Iterator[list[Engine]]:
    """Two hosts' connections to one PostgreSQL."""
    url = databases.postgresql()
    engines = [open_engine(url), open_engine(url)]
    yield engines
    for one in engines:
        one.dispose()


def test_what_is_sealed_opens_again_also_after_a_restart(
    keys: HourKeys, engine: Engine, folder: Path, now: datetime
) -> None:
    sealed = keys.seal(hour_of(now), SECRET, place=PLACE)

    assert keys.open(hour_of(now), sealed, place=PLACE) == SECRET
    assert HourKeys(folder, engine).open(hour_of(now), sealed, place=PLACE) == SECRET


def test_a_body_that_was_moved_to_another_row_does_not_open(keys: HourKeys, now: datetime) -> None:
    sealed = keys.seal(hour_of(now), SECRET, place=PLACE)

    with pytest.raises(KeyGone):
        keys.open(hour_of(now), sealed, place="inbox.body:777:2")


def test_once_destroyed_it_opens_for_nobody(
    keys: HourKeys, engine: Engine, folder: Path, now: datetime
) -> None:
    sealed = keys.seal(hour_of(now), SECRET, place=PLACE)

    assert keys.destroy_before(now + HOUR) == [hour_of(now)]

    for one in (keys, HourKeys(folder, engine)):
        with pytest.raises(KeyGone):
            one.open(hour_of(now), sealed, place=PLACE)
    assert list(folder.iterdir()) == []


def test_the_keys_of_later_hours_stay(keys: HourKeys, now: datetime) -> None:
    sealed = keys.seal(hour_of(now), SECRET, place=PLACE)

    assert keys.destroy_before(now) == []
    assert keys.open(hour_of(now), sealed, place=PLACE) == SECRET


def test_what_a_crash_left_of_an_old_key_is_destroyed_too(
    keys: HourKeys, folder: Path, now: datetime
) -> None:
    left = [folder / f".{hour_of(at)}-00000000.1" for at in (now, now + HOUR)]
    for one in left:
        one.write_bytes(b"0" * 32)

    keys.destroy_before(now + HOUR)

    assert list(folder.iterdir()) == [left[1]]


def test_only_the_owner_may_read_the_keys(keys: HourKeys, folder: Path, now: datetime) -> None:
    keys.seal(hour_of(now), SECRET, place=PLACE)

    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_without_room_for_a_new_key_nothing_is_kept_and_it_heals_by_itself(
    engine: Engine, vault: Vault, folder: Path, now: datetime
) -> None:
    store, next_hour = open_store(engine, vault, folder), now + HOUR
    keep(store, update(1), now=now)
    before = list(folder.iterdir())

    for _ in range(3):
        with no_room(), pytest.raises(StoreAway, match="keys of the hour"):
            keep(store, update(2), now=next_hour)
    assert list(folder.iterdir()) == before

    assert keep(store, update(2), now=next_hour) == 1


def test_a_key_that_another_process_of_this_host_destroys_meanwhile_stops_nobody(
    keys: HourKeys, engine: Engine, folder: Path, now: datetime
) -> None:
    keys.seal(hour_of(now), SECRET, place=PLACE)
    with ThreadPoolExecutor(2) as threads:
        hosts = [HourKeys(folder, engine), keys]
        list(threads.map(lambda one: one.destroy_before(now + HOUR), hosts))

    assert list(folder.iterdir()) == []


def test_open_updates_are_resealed_before_their_key_is_destroyed(
    engine: Engine, vault: Vault, folder: Path, now: datetime
) -> None:
    store, later = open_store(engine, vault, folder), now + 23 * HOUR
    keep(store, update(1, body=SECRET), now=now)

    with store.aside() as work:
        assert work.inbox.reseal(before_hour=hour_of(later), now=later) == 1
        work.commit()
    HourKeys(folder, engine).destroy_before(later)

    anew = open_store(engine, vault, folder)
    assert [one.body for one in take(anew, now=later)] == [SECRET]


def test_one_body_without_its_key_stops_neither_the_others_nor_the_resealing(
    engine: Engine, vault: Vault, folder: Path, now: datetime
) -> None:
    store, later = open_store(engine, vault, folder), now + HOUR
    keep(store, update(1, person=1, body=SECRET), now=now)
    HourKeys(folder, engine).destroy_before(later)
    store = open_store(engine, vault, folder)
    keep(store, update(2, person=2), now=later)

    assert numbers(take(store, now=later)) == [2]
    with store.aside() as work:
        assert work.inbox.reseal(before_hour=hour_of(later + HOUR), now=later + HOUR) == 1


def test_two_hosts_share_their_keys_through_postgresql(
    shared: list[Engine], tmp_path: Path, now: datetime
) -> None:
    one, other = (HourKeys(tmp_path / str(host), engine) for host, engine in enumerate(shared))

    sealed = one.seal(hour_of(now), SECRET, place=PLACE)
    answer = other.seal(hour_of(now), "terima kasih", place=PLACE)

    assert other.open(hour_of(now), sealed, place=PLACE) == SECRET
    assert one.open(hour_of(now), answer, place=PLACE) == "terima kasih"


def test_hosts_that_begin_an_hour_at_the_same_moment_read_each_other(
    shared: list[Engine], tmp_path: Path, now: datetime
) -> None:
    hosts = [HourKeys(tmp_path / str(host), engine) for host, engine in enumerate(shared)]

    with ThreadPoolExecutor(2) as threads:
        sealed = list(threads.map(lambda host: host.seal(hour_of(now), SECRET, place=PLACE), hosts))

    for host in hosts:
        assert [host.open(hour_of(now), one, place=PLACE) for one in sealed] == [SECRET] * 2


def test_a_crash_of_the_server_that_empties_the_shared_table_is_healed_by_a_hosts_next_connection(
    shared: list[Engine], tmp_path: Path, now: datetime
) -> None:
    one, other = (HourKeys(tmp_path / str(host), engine) for host, engine in enumerate(shared))
    sealed = one.seal(hour_of(now), SECRET, place=PLACE)
    with shared[0].begin() as connection:
        connection.execute(text("TRUNCATE hour_key"))
    # Meanwhile the other host needs a key of this hour, and makes one of its own.
    answer = other.seal(hour_of(now), "terima kasih", place=PLACE)
    with pytest.raises(KeyGone):
        other.open(hour_of(now), sealed, place=PLACE)

    shared[0].dispose()
    with shared[0].connect():
        assert other.open(hour_of(now), sealed, place=PLACE) == SECRET
    assert one.open(hour_of(now), answer, place=PLACE) == "terima kasih"


def test_the_shared_table_is_in_no_write_ahead_log(shared: list[Engine], tmp_path: Path) -> None:
    HourKeys(tmp_path / "host", shared[0])

    with shared[0].connect() as connection:
        kind = connection.scalar(text("SELECT relpersistence FROM pg_class WHERE relname = 'hour_key'"))
    assert kind in {"u", b"u"}


def test_a_destroyed_key_is_gone_from_the_shared_table(
    shared: list[Engine], tmp_path: Path, now: datetime
) -> None:
    one, other = (HourKeys(tmp_path / str(host), engine) for host, engine in enumerate(shared))
    sealed = one.seal(hour_of(now), SECRET, place=PLACE)

    one.destroy_before(now + HOUR)

    with pytest.raises(KeyGone):
        other.open(hour_of(now), sealed, place=PLACE)


def test_no_byte_of_a_body_is_ever_in_the_database_or_its_log(
    databases: Databases, vault: Vault, folder: Path, now: datetime
) -> None:
    url = databases.sqlite()
    engine = open_engine(url)
    store = open_store(engine, vault, folder)
    keep(store, update(1, person=628990001, body=SECRET), now=now)
    sealed = bytes(row_of(store, 1).body_sealed)
    path = Path(str(engine.url.database))
    finish(store, *take(store, now=now), now=now)

    before = [file.read_bytes() for file in path.parent.glob(f"{path.name}*")]
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    engine.dispose()

    assert not any(SECRET.encode() in file or b"628990001" in file for file in before)
    after = [file.read_bytes() for file in path.parent.glob(f"{path.name}*")]
    # Even what was sealed is overwritten where it stood.
    assert not any(sealed in file for file in after)
