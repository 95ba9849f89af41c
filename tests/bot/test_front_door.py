"""Health, readiness and metrics over HTTP, and the address they are served on."""

import socket

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from bot.front_door import AddressTaken, listening
from bot.posts import acquire
from domain.outbox import Lane, Message
from tests.bot.doors import Door, database_away, door, house
from tests.people import CAST, kemuning

__all__ = ["door", "house"]


async def test_a_living_process_says_so_even_when_the_database_is_away(door: Door) -> None:
    with database_away(door.house.store.engine):
        assert (await door.get("/healthz")).status_code == 200


async def test_ready_is_who_has_a_current_database_and_somebody_who_receives(door: Door) -> None:
    alone = await door.get("/readyz")
    acquire(door.house.store, "poller", "worker")
    together = await door.get("/readyz")

    assert (alone.status_code, alone.json()) == (503, {"database": True, "schema": True, "intake": False})
    assert (together.status_code, together.json()) == (
        200,
        {"database": True, "schema": True, "intake": True},
    )


async def test_an_older_schema_is_not_ready(door: Door) -> None:
    acquire(door.house.store, "poller", "worker")
    with door.house.store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    answer = await door.get("/readyz")

    assert (answer.status_code, answer.json()["schema"]) == (503, False)


async def test_nobody_is_ready_without_a_database(door: Door) -> None:
    with database_away(door.house.store.engine, "lease"):
        answer = await door.get("/readyz")

    assert (answer.status_code, answer.json()["database"]) == (503, False)


async def figures(door: Door) -> dict[str, float]:
    """The samples by name and labels."""
    exposed = (await door.get("/metrics")).text
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(exposed)
        for sample in family.samples
    }


async def test_what_waits_is_counted_with_the_age_of_the_oldest(door: Door) -> None:
    store, now = door.house.store, door.house.now()
    await door.post(b'{"update_id": 7}')
    with store.write() as work:
        for number, lane in enumerate((Lane.REMINDER, Lane.REMINDER, Lane.BROADCAST)):
            message = Message(
                unique=f"{number}", chat_id=number, language="id", text_key="help.text", lane=lane
            )
            work.outbox.put(message, now=now)
        work.commit()

    seen = await figures(door)

    assert seen["sapa_database_up"] == 1
    assert seen["sapa_inbox_open"] == 1
    assert seen["sapa_outbox_depth reminder"] == 2
    assert seen["sapa_outbox_depth broadcast"] == 1
    assert seen["sapa_outbox_depth interactive"] == 0
    assert 0 <= seen["sapa_outbox_oldest_seconds reminder"] < 60


async def test_posts_turned_away_are_counted_by_cause(door: Door) -> None:
    before = (await figures(door)).get("sapa_webhook_refused_total secret", 0)
    await door.post(b"", secret="wrong")

    assert (await figures(door))["sapa_webhook_refused_total secret"] == before + 1


async def test_metrics_tell_that_the_database_is_away(door: Door) -> None:
    with database_away(door.house.store.engine):
        seen = await figures(door)

    assert seen["sapa_database_up"] == 0


async def test_metrics_name_nobody(door: Door) -> None:
    kemuning(door.house.store, door.house.now())
    exposed = (await door.get("/metrics")).text

    assert "sapa_inbox_open" in exposed
    assert [who.name for who in CAST if {who.nip, who.name, who.phone} & set(exposed.split('"'))] == []


def test_a_taken_address_is_refused_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressTaken) as refused:
            listening(("127.0.0.1", port)).__enter__()

    assert refused.value.facts["address"] == f"127.0.0.1:{port}"


def test_without_an_address_nothing_is_opened() -> None:
    with listening(None) as listener:
        assert listener is None


async def test_handling_and_sending_are_measured(door: Door) -> None:
    seen = await figures(door)

    assert "sapa_handling_seconds_count" in seen
    assert "sapa_post_held poller" not in seen
    acquire(door.house.store, "poller", "worker")
    assert (await figures(door))["sapa_post_held poller"] == 1
