"""The trail (S9): whatever is done to it is found, and where; appending to it holds nobody up."""

import os
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from storage.backup import back_up
from storage.database import open_engine
from storage.holding import hold_in_flight
from storage.hour_keys import HourKeys
from storage.marks import KeyMarks, set_mode_mark
from storage.moving import move
from storage.replacing import successor
from storage.rotation import rotate
from storage.store import SqlStore
from storage.tables import audit, audit_link
from storage.trail.anchors import AnchorFile, read
from storage.trail.check import FaultKind
from storage.trail.seals import keep_former
from storage.trail.trail import SqlAuditTrail
from storage.trail.verdict import judge, noted, verify
from storage.vault import Key, Vault
from tests.databases import Databases
from tests.people import SITI, kemuning
from tests.storage.mutations import MUTATIONS, Attack, lay_open, named

_LENGTH = 30
# `make trail` asks for the full ten thousand.
_MUTATIONS = int(os.environ.get("SAPA_TEST_MUTATIONS", "0"))
_SHORT = {"sqlite": 900, "postgresql": 90}
_ACTIONS = ("wave.published", "account.linked", "linking.failed", "proposal.moved", "views.read")


def fill(store: SqlStore, anchors: AnchorFile, length: int, now: datetime) -> None:
    """A trail as it grows: some rows, chained and anchored, again and again."""
    chance = random.Random(7)
    for number in range(length):
        with store.engine.begin() as connection:
            SqlAuditTrail(connection, store.vault).add(
                chance.choice(_ACTIONS),
                by=f"person:{chance.randrange(9)}",
                subject=f"wave:{number}",
                now=now + timedelta(seconds=number),
                count=number,
                cause="é“kata”",
            )
        if number % 10 == 9:
            chain(store, anchors, now + timedelta(seconds=number))


def chain(store: SqlStore, anchors: AnchorFile | None, now: datetime) -> int:
    with store.engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        chained = SqlAuditTrail(connection, store.vault).chain(limit=1_000, now=now)
    with store.engine.connect() as connection:
        SqlAuditTrail(connection, store.vault, anchors).anchor(now=now)
    return chained


@pytest.fixture
def anchors(tmp_path: Path) -> AnchorFile:
    return AnchorFile(tmp_path / "anchors", tmp_path / "copy")


def test_every_change_is_found_and_its_place_named(
    store: SqlStore, anchors: AnchorFile, tmp_path: Path, now: datetime
) -> None:
    fill(store, anchors, _LENGTH, now)
    lines = read(tmp_path / "anchors")
    seed = random.randrange(10**6)
    chance, count = random.Random(seed), _MUTATIONS or _SHORT[store.engine.dialect.name]
    done: dict[str, int] = {}
    writing = store.engine.execution_options(sqlite_begin="IMMEDIATE")
    with writing.connect() as connection:
        lay_open(connection)
        clean = judge(connection, store.vault, [lines])
        assert {fault.kind for fault in clean.faults} == {FaultKind.UNGUARDED}
        for number in range(count):
            mutate = MUTATIONS[number % len(MUTATIONS)]
            savepoint = connection.begin_nested()
            hurt = mutate(Attack(connection, store.vault, chance, _LENGTH))

            verdict = judge(connection, store.vault, [lines])

            assert verdict.found > clean.found, (seed, number, mutate.__name__)
            assert named(verdict, hurt), (seed, number, mutate.__name__, hurt, verdict.faults)
            savepoint.rollback()
            done[mutate.__name__] = done.get(mutate.__name__, 0) + 1
        connection.rollback()
    sys.stdout.write(f"{store.engine.dialect.name}: {count} of {count} changes found, seed {seed}: {done}\n")


def test_a_trail_that_nobody_touched_is_whole_and_its_head_stands_outside_and_on_paper(
    store: SqlStore, anchors: AnchorFile, tmp_path: Path, now: datetime
) -> None:
    fill(store, anchors, _LENGTH, now)
    with store.write() as work:
        work.audit.add("wave.published", by="operator", subject="wave:1", now=now)
        work.commit()

    files = [tmp_path / "anchors", tmp_path / "copy"]
    verdict = verify(store.engine, store.vault, files)

    assert (verdict.is_whole, verdict.chained, verdict.waiting) == (True, _LENGTH, 1)
    assert verdict.anchors == 2 * _LENGTH // 10
    paper = noted(f"{verdict.chained}:{verdict.code}")
    assert paper is not None
    assert verify(store.engine, store.vault, [], witnesses=[paper]).is_whole
    wrong = noted(f"{verdict.chained - 1}:{verdict.code}")
    assert wrong is not None
    assert not verify(store.engine, store.vault, [], witnesses=[wrong]).is_whole


def test_the_database_itself_refuses_to_change_or_delete(
    store: SqlStore, anchors: AnchorFile, now: datetime
) -> None:
    fill(store, anchors, 10, now)
    for statement in (
        "UPDATE audit SET actor = 'x'",
        "DELETE FROM audit",
        "DELETE FROM audit_link WHERE number = 10",
        "UPDATE audit_link SET number = number + 100",
    ):
        with pytest.raises(DBAPIError, match="only ever added to"), store.engine.begin() as connection:
            connection.execute(text(statement))


def test_changes_to_the_anchors_are_found_by_line(
    store: SqlStore, anchors: AnchorFile, tmp_path: Path, now: datetime
) -> None:
    fill(store, anchors, 2 * _LENGTH, now)
    path = tmp_path / "anchors"
    lines = path.read_text().splitlines(keepends=True)
    for changed, place in (
        ([*lines[:2], *lines[3:]], 3),
        ([lines[0].replace('"count": 10', '"count": 11'), *lines[1:]], 1),
        ([*lines[:3], lines[1], *lines[3:]], 4),
    ):
        path.write_text("".join(changed))
        faults = verify(store.engine, store.vault, [path]).faults
        assert (FaultKind.ANCHORS, place) in {(one.kind, one.place) for one in faults}
    path.write_text("".join(lines) + '{"half a li')
    assert verify(store.engine, store.vault, [path]).is_whole
    chain(store, anchors, now)
    assert verify(store.engine, store.vault, [path]).is_whole


def test_many_append_at_once_and_late_ones_are_chained_when_they_come(
    store: SqlStore, anchors: AnchorFile, tmp_path: Path, now: datetime
) -> None:
    def append(worker: int) -> None:
        for number in range(25):
            with store.write() as work:
                work.audit.add("wave.published", by=f"person:{worker}", subject=f"wave:{number}", now=now)
                work.commit()

    with ExitStack() as stack:
        if store.engine.dialect.name == "postgresql":
            # Its number is given before those of the others, and it commits after they are chained.
            late = stack.enter_context(store.engine.connect())
            SqlAuditTrail(late, store.vault).add("wave.published", by="late", subject="wave:0", now=now)
            stack.callback(late.commit)
        with ThreadPoolExecutor(4) as workers:
            appended = [workers.submit(append, number) for number in range(4)]
            while not all(one.done() for one in appended):
                chain(store, anchors, now)
        for one in appended:
            one.result()
    while chain(store, anchors, now):
        pass

    with store.engine.connect() as connection:
        count = connection.scalar(select(func.count()).select_from(audit))
        assert connection.scalar(select(func.count()).select_from(audit_link)) == count
    assert verify(store.engine, store.vault, [tmp_path / "anchors"]).is_whole


def test_what_a_person_had_erased_cannot_be_read_any_more_and_the_trail_is_still_whole(
    store: SqlStore, anchors: AnchorFile, tmp_path: Path, now: datetime
) -> None:
    region = kemuning(store, now)
    siti = region.id_of(SITI)
    with store.write() as work:
        work.audit.add_about(siti, {"reason": "rahasia"}, "views.read", by="person:1", now=now)
        work.commit()
    chain(store, anchors, now)
    with store.read() as work:
        assert work.audit.newest(1)[0].private == {"reason": "rahasia"}

    with store.write() as work:
        work.privacy.erase(siti, now=now)
        work.commit()

    with store.read() as work:
        assert work.audit.newest(1)[0].private == {}
    assert verify(store.engine, store.vault, [tmp_path / "anchors"]).is_whole


def test_when_the_secret_key_changes_former_rows_stay_provable(
    store: SqlStore, anchors: AnchorFile, tmp_path: Path, now: datetime
) -> None:
    fill(store, anchors, 20, now)
    keys = [Key(bytes([9] * 32)), *store.vault.keys]
    for newest in (keys, [Key(bytes([8] * 32)), keys[0]]):
        keep_former(store.engine, Vault(newest))
        list(rotate(store.engine, Vault(newest)))
        alone = SqlStore(store.engine, Vault(newest[:1]))
        with alone.write() as work:
            work.audit.add("key.rotated", by="operator", subject="key", now=now)
            work.commit()
        chain(alone, anchors, now)
        assert verify(store.engine, alone.vault, [tmp_path / "anchors"]).is_whole

    forger = Vault([Key(bytes([7] * 32))])
    assert not verify(store.engine, forger, [tmp_path / "anchors"]).is_whole


def test_anchors_that_are_newer_than_a_restored_copy_are_told_as_a_restore(
    quick_store: SqlStore, anchors: AnchorFile, tmp_path: Path, now: datetime
) -> None:
    store = quick_store
    set_mode_mark(store.engine, "live")
    KeyMarks(store.engine).add(store.vault.keys[0])
    fill(store, anchors, 20, now)
    back_up(store.engine, tmp_path / "older")
    fill(store, anchors, 20, now + timedelta(minutes=1))
    store.engine.dispose()
    later = now + timedelta(hours=1)
    with successor(store.engine.url.render_as_string(hide_password=False), tmp_path / "older") as (copy, _):
        copy.take_place(later)

    unsaid = verify(store.engine, store.vault, [tmp_path / "anchors"])
    assert {fault.kind for fault in unsaid.faults} == {FaultKind.TRUNCATED}

    hold_in_flight(store, HourKeys(tmp_path / "hours", store.engine), now=later)
    verdict = verify(store.engine, store.vault, [tmp_path / "anchors"])
    assert (verdict.is_whole, verdict.anchors, verdict.beyond) == (True, 2, 2)
    assert [one.chained for one in verdict.restores] == [20]
    chain(store, anchors, later + timedelta(minutes=1))
    assert verify(store.engine, store.vault, [tmp_path / "anchors"]).is_whole


def test_a_trail_that_moved_to_another_database_is_whole_there(
    quick_store: SqlStore, databases: Databases, anchors: AnchorFile, tmp_path: Path, now: datetime
) -> None:
    fill(quick_store, anchors, 20, now)
    target = databases.empty_postgresql()

    move(quick_store.engine, target, quick_store.vault, now=now)

    engine = open_engine(target)
    verdict = verify(engine, quick_store.vault, [tmp_path / "anchors"])
    engine.dispose()
    assert (verdict.is_whole, verdict.chained, verdict.waiting, verdict.anchors) == (True, 20, 1, 2)
