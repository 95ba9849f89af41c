"""Effects and "done" of one update commit together, on each of the two databases."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from domain.conversations import Conversation
from domain.inbox import Taken
from domain.work import Overtaken
from storage.binding import Binding, bound_to
from storage.store import SqlStore
from storage.tables import audit
from storage.vault import Vault
from tests.storage.worker import BOT_ID, LEASE, finish, keep, open_store, row_of, take, take_back, update

UPDATE = 41


@pytest.fixture
def store(engine: Engine, vault: Vault, tmp_path: Path) -> SqlStore:
    return open_store(engine, vault, tmp_path / "hour_keys")


@pytest.fixture
def begun(store: SqlStore, now: datetime) -> Taken:
    keep(store, update(UPDATE, body="a secret"), now=now)
    return take(store, now=now)[0]


def binding(taken: Taken, now: datetime, owner: str = "a") -> Binding:
    return Binding(BOT_ID, taken.update_id, owner, taken.start, now)


def act(store: SqlStore, now: datetime) -> None:
    """An effect, as a desk has it."""
    with store.write() as work:
        work.audit.add("test.acted", by="test", subject="nobody", now=now)
        work.commit()


def effects(store: SqlStore) -> int:
    with store.engine.connect() as connection:
        return connection.execute(select(func.count(audit.c.id))).scalar_one()


def test_the_commit_of_a_unit_marks_its_update_done_and_empties_it(
    store: SqlStore, begun: Taken, now: datetime
) -> None:
    bound = binding(begun, now)
    with bound_to(bound):
        act(store, now)

    kept = row_of(store, UPDATE)
    assert (kept.state, kept.body_sealed, kept.shard, kept.owner) == ("done", None, None, None)
    assert kept.settled_at == now
    assert bound.is_done


def test_a_unit_that_is_left_without_a_commit_marks_nothing(
    store: SqlStore, begun: Taken, now: datetime
) -> None:
    bound = binding(begun, now)
    with bound_to(bound), store.write() as work:
        work.audit.add("test.acted", by="test", subject="nobody", now=now)

    assert not bound.is_done
    assert (row_of(store, UPDATE).state, effects(store)) == ("handling", 0)


def test_the_conversation_is_saved_with_the_update_or_not_at_all(
    store: SqlStore, begun: Taken, now: datetime
) -> None:
    take_back(store, now=now + LEASE)
    flow = Conversation(user_id=501, flow="linking", step="nip", expires_at=now + timedelta(hours=1))

    with bound_to(binding(begun, now)), store.write() as work:
        work.conversations.save(flow, now=now)
        with pytest.raises(Overtaken):
            work.commit()

    with store.read() as work:
        assert work.conversations.of(501, now=now) is None


def test_a_second_unit_of_the_same_update_is_allowed(store: SqlStore, begun: Taken, now: datetime) -> None:
    with bound_to(binding(begun, now)):
        act(store, now)
        act(store, now)

    assert effects(store) == 2


def test_a_unit_aside_marks_nothing(store: SqlStore, begun: Taken, now: datetime) -> None:
    bound = binding(begun, now)
    with bound_to(bound), store.aside() as work:
        work.audit.add("test.acted", by="test", subject="nobody", now=now)
        work.commit()

    assert not bound.is_done
    assert (row_of(store, UPDATE).state, effects(store)) == ("handling", 1)


def test_an_overtaken_workers_commit_changes_nothing(store: SqlStore, begun: Taken, now: datetime) -> None:
    later = now + LEASE
    take_back(store, now=later)
    (anew,) = take(store, "b", now=later)

    with bound_to(binding(begun, now)), pytest.raises(Overtaken):
        act(store, now)

    assert effects(store) == 0
    assert (row_of(store, UPDATE).owner, row_of(store, UPDATE).starts) == ("b", anew.start)


def test_nor_does_it_when_the_update_is_done_by_now(store: SqlStore, begun: Taken, now: datetime) -> None:
    take_back(store, now=now + LEASE)
    (anew,) = take(store, "b", now=now + LEASE)
    finish(store, anew, owner="b", now=now)

    with bound_to(binding(begun, now)), pytest.raises(Overtaken):
        act(store, now)

    assert effects(store) == 0


def test_nor_when_it_was_begun_anew_by_the_same_worker(store: SqlStore, begun: Taken, now: datetime) -> None:
    take_back(store, now=now + LEASE)
    (anew,) = take(store, now=now + LEASE)

    with bound_to(binding(begun, now)), pytest.raises(Overtaken):
        act(store, now)
    with bound_to(binding(anew, now)):
        act(store, now)

    assert effects(store) == 1


def test_a_late_worker_whom_nobody_overtook_still_commits(
    store: SqlStore, begun: Taken, now: datetime
) -> None:
    with bound_to(binding(begun, now + LEASE)):
        act(store, now + LEASE)

    assert row_of(store, UPDATE).state == "done"


KEEPS_AND_DIES = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from storage.database import open_engine
from storage.vault import Key, Vault
from tests.storage.worker import keep, open_store, update

url, folder, now = sys.argv[1:]
store = open_store(open_engine(url), Vault([Key(bytes(range(32)))]), Path(folder))
keep(store, update(41, body="accepted"), now=datetime.fromisoformat(now))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_kept_outlives_the_process_that_kept_it(
    store: SqlStore, database_url: str, tmp_path: Path, now: datetime
) -> None:
    folder = tmp_path / "hour_keys"
    root = Path(__file__).parents[2]
    arguments = [sys.executable, "-c", KEEPS_AND_DIES, database_url, str(folder), now.isoformat()]

    died = subprocess.run(arguments, cwd=root, env=os.environ, check=False)

    assert died.returncode == -9
    assert [one.body for one in take(store, now=now)] == ["accepted"]
