"""Telegram's posts: who may post, what is kept, and when Telegram is told."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.house import House
from bot.metrics import TURNED_AWAY
from bot.webhook import BODY_AT_MOST, RETRY_AFTER_SECONDS, SECRET_HEADER, webhook_secrets
from storage.vault import Key, Vault
from tests.bot.doors import Door, database_away, door, house, opened_door, opened_house, until
from tests.databases import Databases
from tests.full_disk import no_room
from tests.sandbox.driver import BUDI, SITI
from tests.silence import through_silence

__all__ = ["door", "house"]


def update(number: int, **content: object) -> bytes:
    return json.dumps({"update_id": number, **content}).encode()


def telegram_posts_here(door: Door) -> None:
    door.telegram.webhook.set(door.address + door.path, door.secret)


async def test_what_is_answered_with_200_is_on_the_disk(door: Door) -> None:
    answer = await door.post(update(7, message={"from": {"id": 501}, "text": "halo"}))

    assert answer.status_code == 200
    assert door.kept == [7]
    assert door.nudges == 1


@pytest.mark.parametrize("secret", ["", "x", "\u00e9"])
async def test_nobody_posts_without_the_secret(door: Door, secret: str) -> None:
    answer = await door.post(update(7), secret=secret)

    assert (answer.status_code, door.kept) == (403, [])


async def test_the_secret_is_asked_before_the_body_is_read(door: Door) -> None:
    """A body that never comes keeps nobody waiting."""
    host, _, port = door.address.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = f"POST {door.path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\n"
    writer.write(head.encode())

    async with asyncio.timeout(10):
        assert b" 403 " in await reader.readline()
    writer.close()


async def test_a_post_that_is_cut_off_is_no_fault_of_ours(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    host, _, port = door.address.removeprefix("http://").partition(":")
    _, writer = await asyncio.open_connection(host, int(port))
    head = f"POST {door.path} HTTP/1.1\r\nHost: {host}\r\n{SECRET_HEADER}: {door.secret}\r\n"
    writer.write(f"{head}Content-Length: 1000\r\n\r\n{{".encode())
    await writer.drain()
    before = TURNED_AWAY.labels(cause="cut")._value.get()
    writer.close()

    await until(lambda: TURNED_AWAY.labels(cause="cut")._value.get() == before + 1)
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


def test_the_secret_is_one_that_telegram_takes_and_is_no_other_bots(vault: Vault) -> None:
    (secret,) = webhook_secrets(vault, 1)

    assert re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret)
    assert webhook_secrets(vault, 2) != [secret]


def test_while_the_key_is_changed_the_old_secret_is_known_too() -> None:
    old, new = Key(bytes(32)), Key(bytes(range(32)))

    assert webhook_secrets(Vault([new, old]), 1) == webhook_secrets(Vault([new]), 1) + webhook_secrets(
        Vault([old]), 1
    )


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_beyond_a_megabyte_is_refused(door: Door, announced: bool) -> None:  # noqa: FBT001 -- a case
    body = update(7, message={"text": "x" * BODY_AT_MOST})

    async def in_parts() -> AsyncIterator[bytes]:
        yield body

    answer = await door.post(body if announced else in_parts())

    assert (answer.status_code, door.kept) == (413, [])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"null",
        b'{"message": {}}',
        b'{"update_id": "x"}',
        b'{"update_id": null}',
        update(-1),
        update(2**63),
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
async def test_what_is_no_update_is_refused_and_stops_nobody(door: Door, body: bytes) -> None:
    refused, kept = await asyncio.gather(door.post(body), door.post(update(8)))

    assert (refused.status_code, kept.status_code) == (400, 200)
    assert door.kept == [8]


async def test_posts_at_the_same_moment_share_a_commit(door: Door) -> None:
    commits: list[int] = []
    event.listen(door.house.store.engine, "commit", lambda _connection: commits.append(1))

    answers = await asyncio.gather(*(door.post(update(number)) for number in range(100, 140)))

    assert {answer.status_code for answer in answers} == {200}
    assert door.kept == list(range(100, 140))
    assert len(commits) < 40


async def test_telegrams_deliveries_are_kept_once_however_often_they_come(door: Door) -> None:
    door.telegram.faults.order({"kind": "duplicate_updates"})
    telegram_posts_here(door)
    door.writes("satu", "dua", "tiga")

    await until(lambda: not door.telegram.updates.pending())

    assert len(door.kept) == 3


async def test_one_persons_updates_are_handed_out_in_order_though_they_come_reordered(door: Door) -> None:
    door.telegram.faults.order({"kind": "reorder_updates", "probability": 0.5})
    telegram_posts_here(door)
    for word in ("satu", "dua", "tiga"):
        door.writes(word, user_id=SITI)
        door.writes(word, user_id=BUDI)
    await until(lambda: not door.telegram.updates.pending())

    said: dict[int, list[str]] = {SITI: [], BUDI: []}
    for _ in range(6):
        for message in taken(door.house):
            said[message["from"]["id"]].append(message["text"])

    assert said == {SITI: ["satu", "dua", "tiga"], BUDI: ["satu", "dua", "tiga"]}


def taken(house: House) -> list[dict[str, Any]]:
    """Take up what may be taken up, and be done with it."""
    now = house.now()
    with house.store.aside() as work:
        begun = work.inbox.take(50, owner="test", lease=timedelta(minutes=1), now=now)
        work.inbox.finish(begun, owner="test", now=now)
        work.commit()
    return [json.loads(one.body)["message"] for one in begun]


async def test_while_the_database_is_away_telegram_keeps_the_update(door: Door) -> None:
    telegram_posts_here(door)
    with database_away(door.house.store.engine):
        door.writes("halo")
        await until(lambda: door.telegram.webhook.last_error is not None)
        direct = await door.post(update(7))
    assert door.kept == []

    await door.clock.advance(5)
    await until(lambda: not door.telegram.updates.pending())

    assert (direct.status_code, direct.headers["Retry-After"]) == (503, "5")
    assert len(door.kept) == 1


async def test_without_room_for_a_new_key_of_the_hour_telegram_keeps_the_update(door: Door) -> None:
    with no_room():
        refused = await door.post(update(7))
    kept = await door.post(update(7))

    assert (refused.status_code, refused.headers["Retry-After"], kept.status_code) == (503, "5", 200)
    assert door.kept == [7]


def in_the_way(house: House) -> AbstractContextManager[object]:
    """Somebody who holds SQLite's lock for long."""
    engine = house.store.engine.execution_options(sqlite_begin="EXCLUSIVE")
    return engine.begin()


async def test_a_locked_database_keeps_telegram_waiting_for_seconds_only(
    databases: Databases, tmp_path: Path
) -> None:
    with opened_house(databases.sqlite(), tmp_path) as house:
        async with opened_door(house) as door:
            with in_the_way(house):
                began = time.monotonic()
                answer = await door.post(update(7))
                took = time.monotonic() - began
            later = await door.post(update(7))

    assert (answer.status_code, answer.headers["Retry-After"], later.status_code) == (503, "5", 200)
    assert took < RETRY_AFTER_SECONDS


async def test_a_database_that_says_nothing_keeps_nobody_waiting_for_long(
    databases: Databases, tmp_path: Path
) -> None:
    with through_silence(databases.postgresql()) as (url, silence), opened_house(url, tmp_path) as house:
        async with opened_door(house) as door:
            silence.is_silent = True
            began = time.monotonic()
            answers = await asyncio.gather(door.post(update(7)), door.get("/readyz"), door.get("/metrics"))
            took = time.monotonic() - began

    assert [answer.status_code for answer in answers] == [503, 503, 503]
    assert answers[0].headers["Retry-After"] == "5"
    assert took < RETRY_AFTER_SECONDS
