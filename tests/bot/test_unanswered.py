"""An answer that Telegram did not take: given anew if it surely did not go out, without a second effect."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application
from telegram.request import RequestData

from bot.mailbox import note_escaped
from bot.transport.errors import NotSent, NotSentInTime, OutcomeUnknown
from handlers.dispatch import DEFAULTS, Dispatch
from handlers.office import Office
from handlers.routes import TABLE
from storage.store import SqlStore
from tests.bot.deliveries import arrive, open_mailbox, pressed, said, serve_for
from tests.chat import TOKEN, Wire
from tests.people import SITI, TONO_USER_ID, kemuning
from tests.storage.worker import open_store, row_of
from tests.virtual_time import this_loop, virtually


@dataclass(slots=True)
class Line(Wire):
    """Telegram, which for a while does not take messages."""

    fault: TelegramError = field(default_factory=lambda: NotSent("no route"))
    away_until: float = 60.0
    tries: list[float] = field(default_factory=list)

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **more: Any
    ) -> tuple[int, bytes]:
        if url.endswith(("/sendMessage", "/editMessageText", "/answerCallbackQuery")):
            self.tries.append(this_loop().time())
            if self.tries[-1] < self.away_until:
                raise self.fault
        return await Wire.do_request(self, url, method, request_data, *args, **more)


@pytest.fixture
def store(quick_store: SqlStore, tmp_path: Path) -> SqlStore:
    return open_store(quick_store.engine, quick_store.vault, tmp_path / "hour_keys")


@pytest.fixture
def office(office: Office, store: SqlStore) -> Office:
    """The office's clock and the loop's are one."""
    began = office.clock()
    kemuning(store, began)
    return replace(office, store=store, clock=lambda: began + timedelta(seconds=_passed()))


def _passed() -> float:
    try:
        return this_loop().time()
    except RuntimeError:
        return 0.0


def serve(office: Office, line: Line, *, seconds: float = 120) -> None:
    async def play() -> None:
        application = (
            Application.builder()
            .token(TOKEN)
            .defaults(DEFAULTS)
            .request(line)
            .get_updates_request(Wire())
            .updater(None)
            .job_queue(None)
            .build()
        )
        Dispatch(office, TABLE).register(application)
        application.add_error_handler(note_escaped)
        await application.initialize()
        await serve_for(seconds, open_mailbox(office, application.process_update, application.bot))

    virtually(play())


def shown(line: Line) -> list[str]:
    return [one.plain for one in line.shown.values()]


@pytest.mark.parametrize("fault", [NotSent("no route"), NotSentInTime("no connection in time")])
def test_what_was_asked_while_telegram_was_away_is_answered_once_when_it_is_back(
    office: Office, store: SqlStore, fault: TelegramError, caplog: pytest.LogCaptureFixture
) -> None:
    arrive(office, said(1, SITI.user_id, "/mutasi", at=office.clock()))
    line = Line(fault=fault)
    serve(office, line)

    (answer,) = shown(line)
    assert answer.startswith("Usulan penataan")
    assert (row_of(store, 1).state, row_of(store, 1).failures) == ("done", 0)
    assert 10 < len(line.tries) < 60
    assert "incident" not in caplog.messages


def test_a_press_is_answered_anew_too(office: Office, store: SqlStore) -> None:
    screen = said(9, SITI.user_id, "Menu", at=office.clock())["message"]
    press = pressed(1, SITI.user_id, "v1:card")
    press["callback_query"]["message"] = screen
    arrive(office, press)
    line = Line()
    serve(office, line)

    assert [one.startswith("Usulan penataan") for one in shown(line)] == [True]
    assert len(line.of("answerCallbackQuery")) == 1


def test_what_took_effect_takes_it_once_and_the_next_word_finds_it(office: Office, store: SqlStore) -> None:
    """No answer is kept anywhere: what it says may be what a person confided."""
    arrive(office, said(1, TONO_USER_ID, "/start a-letters-token", at=office.clock()))
    away = Line(away_until=30)
    serve(office, away, seconds=60)
    arrive(office, said(2, TONO_USER_ID, "halo", at=office.clock()))
    back = Line(away_until=0)
    serve(office, back)

    assert (shown(away), len(away.tries), row_of(store, 1).state) == ([], 1, "done")
    assert [one.startswith("Pemberitahuan privasi") for one in shown(back)] == [True]


def test_an_answer_that_may_have_arrived_is_given_once_more_and_no_third_time(
    office: Office, store: SqlStore
) -> None:
    """Twice the same answer is better than silence."""
    arrive(office, said(1, SITI.user_id, "/menu", at=office.clock()))
    line = Line(fault=OutcomeUnknown("cut"), away_until=10**6)
    serve(office, line)

    assert (len(line.tries), row_of(store, 1).state) == (2, "done")


def test_an_answer_of_unknown_end_is_not_repeated_after_an_effect(office: Office, store: SqlStore) -> None:
    arrive(office, said(1, TONO_USER_ID, "/start a-letters-token", at=office.clock()))
    line = Line(fault=OutcomeUnknown("cut"), away_until=10**6)
    serve(office, line)

    assert (len(line.tries), row_of(store, 1).state) == (1, "done")


def test_telegrams_own_wait_is_kept_for_answers_and_told_to_all_postmen(
    office: Office, store: SqlStore
) -> None:
    people = range(701, 721)
    arrive(office, *(said(one, one, "/menu", at=office.clock()) for one in people))
    line = Line(fault=RetryAfter(17), away_until=1)
    began = office.clock()
    serve(office, line)

    assert len(shown(line)) == len(people)
    assert not [one for one in line.tries if 1 < one < 17]
    with store.read() as work:
        assert work.outbox.holding(now=began + timedelta(seconds=16)) is not None
        assert work.outbox.holding(now=began + timedelta(seconds=18)) is None


def test_a_revoked_token_is_not_tried_on_and_on(office: Office, store: SqlStore) -> None:
    arrive(office, *(said(one, one, "/menu", at=office.clock()) for one in range(701, 721)))
    line = Line(fault=InvalidToken(), away_until=10**6)
    serve(office, line)

    assert len(line.tries) <= 20 * (1 + 120 // 30)
    with store.read() as work:
        hold = work.outbox.holding(now=office.clock() + timedelta(seconds=100))
    assert hold is not None
    assert hold[1] == "token"


def test_a_worker_that_stops_meanwhile_leaves_the_question_to_the_next(
    office: Office, store: SqlStore
) -> None:
    arrive(office, said(1, SITI.user_id, "/menu", at=office.clock()))
    serve(office, Line(), seconds=5)
    waiting = row_of(store, 1).state
    line = Line(away_until=0)
    serve(office, line)

    assert (waiting, len(shown(line))) == ("new", 1)
