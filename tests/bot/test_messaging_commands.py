"""`sapa inbox`, `sapa outbox` and `sapa workers` at the terminal."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.house import House, open_house
from bot.settings import read_settings
from bot.sweeper import sweep
from domain.inbox import FAILURES_AT_MOST, Accepted
from domain.leases import SEEN_WITHIN, WorkerSeen
from domain.outbox import UnknownRule
from storage.tables import audit, worker
from tests.bot.terminal import report, sapa
from tests.storage.sending import claim, message, put, settle, settle_stranded

SECRET = "Atasan saya meminta uang"
LEASE = timedelta(seconds=60)


@pytest.fixture(autouse=True)
def _region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SAPA_TELEGRAM_TOKEN", raising=False)


def set_aside(number: int) -> None:
    """Let an update fail until it is set aside."""
    with open_house(read_settings()) as house, house.store.aside() as work:
        now = house.now()
        work.inbox.keep([Accepted(number, json.dumps({"text": SECRET}), 501)], now=now)
        for _ in range(FAILURES_AT_MOST):
            (taken,) = work.inbox.take(9, owner="a", lease=LEASE, now=now)
            work.inbox.fail(taken, owner="a", incident="ABCD", now=now)
        work.commit()


def audited(house: House) -> list[tuple[str, str]]:
    with house.store.engine.connect() as connection:
        return [(row.action, row.subject) for row in connection.execute(select(audit))]


def test_what_was_set_aside_is_listed_without_its_content() -> None:
    set_aside(41)

    listed = report("inbox", "list")
    shown = sapa("inbox", "list").stdout

    assert listed["open"] == 0
    (aside,) = listed["aside"]
    assert (aside["update"], aside["state"], aside["failures"]) == (41, "quarantined", FAILURES_AT_MOST)
    assert "berulang kali gagal" in shown
    assert "ABCD" in shown
    assert SECRET not in shown + json.dumps(listed)


def test_an_empty_list_says_so() -> None:
    done = sapa("inbox", "list")

    assert "Tidak ada yang disisihkan." in done.stdout
    assert "0 pesan masuk terbuka; yang tertua sejak –." in done.stdout


def test_one_is_shown_as_it_came_and_that_it_was_read_is_on_record() -> None:
    set_aside(41)

    done = sapa("inbox", "show", "41")

    assert json.loads(done.stdout) == {"text": SECRET}
    with open_house(read_settings()) as house:
        assert audited(house) == [("inbox.shown", "update:41")]


def test_one_is_retried_and_counts_as_new() -> None:
    set_aside(41)

    assert report("inbox", "retry", "41") == {"update": 41, "state": "new"}
    assert report("inbox", "list")["open"] == 1


@pytest.mark.parametrize("act", ["show", "retry"])
def test_a_number_that_was_not_set_aside_is_refused(act: str) -> None:
    done = sapa("inbox", act, "42")

    assert done.exit_code == 2
    assert "42" in done.stderr


def test_messages_are_told_by_state_and_add_up() -> None:
    with open_house(read_settings()) as house:
        now = house.now() - timedelta(minutes=9)
        held = message("wave:1:2", chat_id=2, unknown_rule=UnknownRule.HOLD)
        put(house.store, message("wave:1:1", chat_id=1), held, message("wave:2:3", chat_id=3), now=now)
        claimed = claim(house.store, limit=2, now=now)
        settle(house.store, claimed[:1], now=now)
        settle_stranded(house.store, now=house.now())

    assert report("outbox", "list") == {
        "states": {"sent": 1, "held": 1, "new": 1},
        "doubtful": [{"message": "wave:1:2", "state": "held"}],
        "held": None,
    }
    assert report("outbox", "list", "--prefix", "wave:2:")["states"] == {"new": 1}
    shown = sapa("outbox", "list").stdout
    assert "ditahan untuk diperiksa" in shown
    assert "wave:1:2" in shown


@pytest.mark.parametrize("cause", ["token", "refused", "retry_after", "away"])
def test_a_stop_is_told_with_its_cause_and_released_by_a_human(cause: str) -> None:
    with open_house(read_settings()) as house, house.store.aside() as work:
        work.outbox.hold(house.now() + timedelta(days=9), cause)
        work.commit()

    told = sapa("outbox", "list").stdout
    assert report("outbox", "release")["released"]

    assert ("token" in told, "ditolak" in told) == (cause == "token", cause == "refused")
    assert report("outbox", "list")["held"] is None
    with open_house(read_settings()) as house:
        assert audited(house) == [("outbox.released", cause)]


def test_releasing_what_is_not_stopped_does_nothing() -> None:
    assert report("outbox", "release") == {"released": False, "held": None}
    assert "tidak sedang dihentikan" in sapa("outbox", "release").stdout


def serve(number: str, *, for_long_gone: bool = False) -> None:
    with open_house(read_settings()) as house:
        now = house.now()
        roles = ("intake", "mailbox")
        seen = WorkerSeen(id=number, host="kantor", pid=1, roles=roles, started_at=now, seen_at=now)
        sweep(house.store, seen, now=now)
        if for_long_gone:
            with house.store.engine.begin() as connection:
                connection.execute(worker.update().values(seen_at=now - SEEN_WITHIN))


def test_who_serves_and_who_holds_which_post_is_told() -> None:
    serve("kantor:2:y", for_long_gone=True)
    serve("kantor:1:x")
    with open_house(read_settings()) as house, house.store.aside() as work:
        work.leases.acquire("poller", holder="kantor:1:x")
        work.commit()

    told = report("workers")

    assert {one["id"]: one["alive"] for one in told["workers"]} == {"kantor:1:x": True, "kantor:2:y": False}
    (post,) = told["posts"]
    assert (post["post"], post["holder"], post["term"]) == ("poller", "kantor:1:x", 1)
    shown = sapa("workers").stdout
    assert "penerima" in shown
    assert "kantor:2:y" in shown


def test_where_nobody_serves_it_says_so() -> None:
    assert "Tidak ada proses yang melayani." in sapa("workers").stdout
    assert report("workers") == {"workers": [], "posts": []}
