"""`sapa backup` and `sapa restore`: after a restore nothing is sent again, and nothing is lost unseen."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.house import House, open_house
from bot.settings import read_settings
from domain.inbox import Accepted
from domain.leases import WorkerSeen
from domain.schedules.records import LateRule, Missed, Plan
from domain.schedules.rules import EveryMinutes
from storage.tables import audit, occurrence, outbox
from tests.bot.terminal import report, sapa
from tests.databases import Databases
from tests.storage.sending import claim, message, put, row_of, settle, tally
from tests.tools import on_path

LEASE = timedelta(seconds=60)


@pytest.fixture(autouse=True, params=["sqlite", "postgresql"])
def region(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, databases: Databases
) -> None:
    on_path(monkeypatch)
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SAPA_TELEGRAM_TOKEN", raising=False)
    if request.param == "postgresql":
        monkeypatch.setenv("SAPA_DATABASE_URL", databases.postgresql())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "sapa.copy"


def in_flight(house: House) -> None:
    """One message in each state on its way, one sent, and an update in each state on its way."""
    now = house.now()
    put(house.store, *(message(name, chat_id=ord(name)) for name in "abc"), now=now)
    first, _second, _third = claim(house.store, now=now)
    settle(house.store, [first], now=now)
    put(house.store, message("d", chat_id=4), now=now)
    with house.store.aside() as work:
        work.inbox.keep([Accepted(41, '{"text": "satu"}', 501), Accepted(42, "{}", 502)], now=now)
        work.inbox.take(1, owner="a", lease=LEASE, now=now)
        seen = WorkerSeen(id="a", host="kantor", pid=1, roles=("intake",), started_at=now, seen_at=now)
        work.leases.sign_in(seen)
        work.leases.acquire("clock", holder="a")
        work.commit()


def column(house: House, what: Any) -> list[Any]:
    with house.store.engine.connect() as connection:
        return list(connection.scalars(select(what)))


def test_a_copy_is_told_in_figures(copy: Path) -> None:
    with open_house(read_settings(), exclusive=True) as house:
        in_flight(house)
        told = report("backup", "--out", copy)

    assert (told["bytes"], told["rows"]["outbox"]) == (copy.stat().st_size, 4)
    assert sapa("backup", "--out", copy).exit_code == 2


def test_what_was_in_flight_is_held_and_listed(copy: Path) -> None:
    with open_house(read_settings()) as house:
        in_flight(house)
    sapa("backup", "--out", copy)

    told = report("restore", copy, "--yes")

    assert (told["epoch"], told["messages"], told["updates"], told["unreadable"]) == (1, 3, 2, 0)
    listed = report("outbox", "list")
    assert listed["states"] == {"sent": 1, "held": 3}
    assert {one["message"] for one in listed["doubtful"]} == {"b", "c", "d"}
    assert {one["incident"] for one in report("inbox", "list")["aside"]} == {"restored"}
    assert report("workers") == {"workers": [], "posts": []}
    with open_house(read_settings()) as house:
        assert row_of(house.store, "d").cause == "restored"
        assert column(house, audit.c.action) == ["database.restored"]
        assert claim(house.store, now=house.now() + LEASE) == []


def test_each_restore_begins_an_epoch(copy: Path, tmp_path: Path) -> None:
    sapa("backup", "--out", copy)
    report("restore", copy, "--yes")
    sapa("backup", "--out", tmp_path / "second")

    assert report("restore", tmp_path / "second", "--yes")["epoch"] == 2


def test_an_update_can_be_retried_while_its_key_is_here_and_is_named_when_it_is_gone(
    copy: Path, tmp_path: Path
) -> None:
    with open_house(read_settings()) as house:
        in_flight(house)
    sapa("backup", "--out", copy)
    report("restore", copy, "--yes")
    assert "satu" in sapa("inbox", "show", "41").stdout
    assert report("inbox", "retry", "41")["state"] == "new"

    with open_house(read_settings()) as house:
        house.hour_keys.destroy_before(house.now() + timedelta(hours=2))
    assert report("restore", copy, "--yes")["unreadable"] == 2

    assert {one["state"] for one in report("inbox", "list")["aside"]} == {"malformed"}


def test_what_came_due_meanwhile_is_reported_and_not_carried_out(copy: Path) -> None:
    late = LateRule(send_if_less_than=timedelta(days=9), missed=Missed.COALESCED)
    with open_house(read_settings()) as house, house.store.aside() as work:
        begun = house.now() - timedelta(minutes=10)
        plan = Plan(
            name="menyapa", kind="k", rule=EveryMinutes(minutes=5), zone=house.settings.zone, late=late
        )
        work.schedules.add(plan, handled_through=begun, next_at=begun + timedelta(minutes=5))
        work.commit()
    sapa("backup", "--out", copy)

    report("restore", copy, "--yes")

    with open_house(read_settings()) as house:
        assert column(house, occurrence.c.outcome) == ["reported"]
        with house.store.read() as work:
            assert work.schedules.due(now=house.now()) == []


def test_nothing_is_restored_while_a_process_serves(copy: Path) -> None:
    sapa("backup", "--out", copy)
    with open_house(read_settings(), serving=True) as house:
        put(house.store, message("a"), now=house.now())
        done = sapa("restore", copy, "--yes")

        assert (done.exit_code, tally(house.store)) == (2, {"new": 1})
        assert "proses lain" in done.stderr


@pytest.mark.parametrize(("typed", "status"), [("sapa.copy\n", 0), ("ya\n", 2), (None, 2)])
def test_the_name_of_the_file_is_typed_first(copy: Path, typed: str | None, status: int) -> None:
    sapa("backup", "--out", copy)
    with open_house(read_settings()) as house:
        put(house.store, message("a"), now=house.now())

    done = sapa("restore", copy, typed=typed)

    assert done.exit_code == status
    with open_house(read_settings()) as house:
        assert tally(house.store) == ({} if status == 0 else {"new": 1})


def test_a_copy_sealed_with_another_key_is_refused_before_anything_is_touched(
    copy: Path, tmp_path: Path
) -> None:
    sapa("backup", "--out", copy)
    (tmp_path / "data" / "trial" / "secret.key").write_text("A" * 43)

    done = sapa("restore", copy, "--yes")

    assert done.exit_code == 2
    assert "SAPA_SECRET_KEY" in done.stderr


@contextmanager
def at_work(house: House) -> Iterator[list[str]]:
    """A worker puts messages and sends them for as long as the block runs; it yields what it has sent."""
    sent: list[str] = []
    over, begun = threading.Event(), threading.Event()

    def work() -> None:
        number = 0
        while not over.is_set():
            now = house.now()
            for _ in range(3):
                number += 1
                put(house.store, message(f"m{number}", chat_id=number), now=now)
            for claimed in claim(house.store, limit=2, now=now):
                sent.append(claimed.message.unique)
                settle(house.store, [claimed], now=now)
            begun.set()

    worker = threading.Thread(target=work)
    worker.start()
    begun.wait(30)
    try:
        yield sent
    finally:
        over.set()
        worker.join()


def test_a_backup_during_load_is_whole_and_nothing_is_sent_again(copy: Path) -> None:
    with open_house(read_settings(), serving=True) as house, at_work(house) as sent:
        assert sapa("backup", "--out", copy).exit_code == 0
        while len(sent) < 60:
            threading.Event().wait(0.01)
    told = report("restore", copy, "--yes")

    with open_house(read_settings()) as house:
        later = house.now() + timedelta(days=1)
        assert claim(house.store, now=later) == []
        states = tally(house.store)
        kept = set(column(house, outbox.c.unique_key))
    assert set(states) <= {"sent", "held"}
    assert states.get("held", 0) == told["messages"]
    assert sum(states.values()) == told["rows"]["outbox"] == len(kept)
