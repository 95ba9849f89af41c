"""`sapa status`: the numbers, and an exit status that says whether a human is needed."""

import json
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from bot.house import House, open_house
from bot.posts import acquire
from bot.settings import read_settings
from bot.status import observe
from domain.inbox import Accepted
from domain.leases import WorkerSeen
from domain.outbox import Lane, Message
from storage.tables import inbox, outbox
from tests.bot.terminal import sapa
from tests.people import CAST, kemuning

MINUTE = timedelta(minutes=1)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A trial with the cast in it, and nobody serving."""
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path))
    with open_house(read_settings()) as opened:
        kemuning(opened.store, opened.now())
        yield opened


def begins(house: House) -> None:
    """A worker signs in and takes the poller's post."""
    now = house.now()
    worker = WorkerSeen(
        id="w", host=socket.gethostname(), pid=4711, roles=("intake",), started_at=now, seen_at=now
    )
    with house.store.write() as work:
        work.leases.sign_in(worker)
        work.commit()
    acquire(house.store, "poller", "w")


def needs(house: House) -> list[str]:
    return observe(house, now=house.now()).needs


def put(house: House, unique: str, lane: Lane = Lane.REMINDER) -> None:
    with house.store.write() as work:
        message = Message(unique=unique, chat_id=7, language="id", text_key="help.text", lane=lane)
        work.outbox.put(message, now=house.now())
        work.commit()


def test_people_waves_and_queues_are_counted(house: House) -> None:
    begins(house)
    put(house, "a")
    put(house, "b", Lane.BROADCAST)
    with house.store.aside() as work:
        work.inbox.keep([Accepted(7, "{}", 1)], now=house.now())
        work.commit()

    told = json.loads(sapa("status", "--json").stdout)

    assert (told["people"], told["linked"]) == (len(CAST), len(CAST))
    assert told["waves"] == {"published": 0, "draft": 1}
    assert told["inbox"]["count"] == 1
    assert told["outbox"]["reminder"] == {"new": 1}
    assert told["outbox"]["broadcast"] == {"new": 1}
    assert told["schema_is_current"] is True
    assert [worker["pid"] for worker in told["workers"]] == [4711]
    assert [post["name"] for post in told["posts"]] == ["poller"]
    assert told["last_import"] is not None
    assert told["disk_free"] > 0


def test_it_ends_with_0_when_all_is_well(house: House) -> None:
    begins(house)
    done = sapa("status")

    assert (done.exit_code, done.stderr) == (0, "")
    assert "Tidak ada yang perlu dilihat manusia." in done.stdout
    assert "4711" in done.stdout


def test_it_ends_with_1_and_says_why_when_a_human_is_needed(house: House) -> None:
    begins(house)
    with house.store.write() as work:
        work.outbox.hold(house.now() + MINUTE, "refused")
        work.commit()

    done = sapa("status")

    assert done.exit_code == 1
    assert "terlalu banyak pesan ditolak Telegram" in done.stdout
    assert "sapa outbox" in done.stdout


def test_telegrams_own_wait_needs_nobody(house: House) -> None:
    begins(house)
    with house.store.write() as work:
        work.outbox.hold(house.now() + MINUTE, "retry_after")
        work.commit()

    assert needs(house) == []


def test_held_messages_and_updates_set_aside_need_a_human(house: House) -> None:
    begins(house)
    put(house, "a")
    with house.store.engine.begin() as connection:
        connection.execute(update(outbox).values(state="held"))
        row = {"bot_id": 1, "update_id": 7, "state": "malformed", "hour": "", "received_at": house.now()}
        connection.execute(insert(inbox).values(row))

    assert needs(house) == ["set_aside", "held"]


def test_an_update_that_waits_and_nobody_who_serves_need_a_human(house: House) -> None:
    with house.store.aside() as work:
        work.inbox.keep([Accepted(7, "{}", 1)], now=house.now() - 11 * MINUTE)
        work.commit()

    assert needs(house) == ["nobody_serves", "waits_long"]


def test_workers_of_whom_none_receives_need_a_human(house: House) -> None:
    begins(house)
    with house.store.write() as work:
        work.leases.release("poller", holder="w")
        work.commit()

    assert needs(house) == ["nobody_receives"]


def test_it_names_nobody(house: House) -> None:
    told = sapa("status", "--json").stdout

    assert [who.name for who in CAST if who.name in told or who.nip in told or who.phone in told] == []
