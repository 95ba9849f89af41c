"""What an outage has kept waiting is answered sensibly, not replayed as if new."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from telegram.ext import Application

from bot.mailbox import note_escaped
from handlers.dispatch import DEFAULTS, Dispatch
from handlers.office import Office
from handlers.routes import TABLE
from storage.store import SqlStore
from tests.bot.conftest import Moment
from tests.bot.deliveries import Json, arrive, open_mailbox, pressed, said, serve_for
from tests.chat import TOKEN, Wire
from tests.storage.worker import open_store, row_of
from tests.virtual_time import virtually

SITI, BUDI = 501, 502
OUTAGE = timedelta(hours=2)
APOLOGY = "baru dapat dijawab sekarang"


@pytest.fixture
def store(quick_store: SqlStore, tmp_path: Path) -> SqlStore:
    return open_store(quick_store.engine, quick_store.vault, tmp_path / "hour_keys")


@pytest.fixture
def office(office: Office, store: SqlStore) -> Office:
    return replace(office, store=store)


@pytest.fixture
def answers(office: Office, wire: Wire) -> Callable[[], list[str]]:
    """Let the product handle what was kept; what it said, oldest first."""

    def serve() -> list[str]:
        virtually(_serve(office, wire))
        return [one.plain for one in wire.shown.values()]

    return serve


async def _serve(office: Office, wire: Wire) -> None:
    application = (
        Application.builder()
        .token(TOKEN)
        .defaults(DEFAULTS)
        .request(wire)
        .get_updates_request(Wire())
        .updater(None)
        .job_queue(None)
        .build()
    )
    Dispatch(office, TABLE).register(application)
    application.add_error_handler(note_escaped)
    await application.initialize()
    await serve_for(5, open_mailbox(office, application.process_update, application.bot))


def said_long_ago(number: int, user_id: int, text: str, office: Office) -> Json:
    return said(number, user_id, text, at=office.clock() - OUTAGE)


def test_what_was_asked_just_now_is_answered_without_ado(
    office: Office, answers: Callable[[], list[str]]
) -> None:
    arrive(office, said(1, SITI, "/menu", at=office.clock() - timedelta(minutes=9)))

    (answer,) = answers()

    assert APOLOGY not in answer


def test_what_was_asked_before_the_outage_is_answered_with_its_time_first(
    office: Office, answers: Callable[[], list[str]]
) -> None:
    arrive(office, said_long_ago(1, SITI, "/menu", office))

    (answer,) = answers()

    first_line = answer.partition("\n")[0]
    assert APOLOGY in first_line
    assert "Selasa, 24 November 2026 pukul 07.00 WIB" in first_line


def test_of_several_late_commands_only_the_last_is_answered(
    office: Office, store: SqlStore, answers: Callable[[], list[str]]
) -> None:
    commands = ("/start", "/bantuan", "/menu")
    arrive(office, *(said_long_ago(number, SITI, text, office) for number, text in enumerate(commands, 1)))

    assert len(answers()) == 1
    assert [row_of(store, number).state for number in (1, 2, 3)] == ["done"] * 3


def test_a_command_of_somebody_who_shares_the_queue_overtakes_nobody(
    office: Office, answers: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.inbox_queue.SHARDS", 1)
    arrive(office, said_long_ago(1, SITI, "/menu", office), said_long_ago(2, BUDI, "/menu", office))

    assert len(answers()) == 2


def test_a_late_sentence_is_never_passed_over(office: Office, answers: Callable[[], list[str]]) -> None:
    sentences = ("Kapan saya pindah?", "/menu")
    arrive(office, *(said_long_ago(number, SITI, text, office) for number, text in enumerate(sentences, 1)))

    said_back = answers()

    assert len(said_back) == 2
    assert all(APOLOGY in one for one in said_back)


def test_a_late_press_that_was_followed_by_another_is_passed_over(
    office: Office, moment: Moment, now: datetime, answers: Callable[[], list[str]]
) -> None:
    arrive(office, pressed(1, SITI, "v1:menu"), said(2, SITI, "/menu", at=now))
    moment.now = now + OUTAGE

    assert len(answers()) == 1
