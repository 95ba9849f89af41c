"""A run that goes wrong for everybody is stopped before everybody has been bothered."""

from datetime import timedelta

from telegram.error import InvalidToken, RetryAfter

from bot.breaker import UNTIL_A_HUMAN_LOOKS, Breaker
from bot.transport.errors import NotSent
from domain.outbox import Final, Later, Outcome, Sent, Unknown

REFUSED = Final("refused", "Bad Request: chat not found")
BLOCKED = Final("unreachable", "Forbidden: bot was blocked by the user")


def verdicts(breaker: Breaker, *outcomes: Outcome) -> list[str]:
    """The causes for which all were held."""
    found = [breaker.verdict(one, None) for one in outcomes]
    return [one[1] for one in found if one is not None]


def test_telegrams_own_wait_holds_everybody_as_long_as_it_asks() -> None:
    wait = RetryAfter(timedelta(seconds=9))

    assert Breaker().verdict(Later(timedelta(seconds=9)), wait) == (timedelta(seconds=9), "retry_after")


def test_a_revoked_token_holds_everybody_until_a_human_looks() -> None:
    assert Breaker().verdict(Later(timedelta()), InvalidToken()) == (UNTIL_A_HUMAN_LOOKS, "token")


def test_a_wrong_text_stops_after_twenty() -> None:
    assert verdicts(Breaker(), *[REFUSED] * 19) == []
    assert verdicts(Breaker(), *[REFUSED] * 20) == ["refused"]


def test_one_in_twenty_is_no_reason_and_one_more_is() -> None:
    breaker = Breaker()

    assert verdicts(breaker, *[Sent(1)] * 190, *[REFUSED] * 10) == []
    assert verdicts(breaker, REFUSED) == ["refused"]


def test_people_who_blocked_the_bot_stop_nobody() -> None:
    assert verdicts(Breaker(), *[BLOCKED] * 200) == []


def test_after_a_human_has_looked_the_count_begins_anew() -> None:
    breaker = Breaker()
    verdicts(breaker, *[REFUSED] * 20)

    assert verdicts(breaker, *[REFUSED] * 19) == []


def test_telegram_that_does_not_answer_five_times_in_a_row_is_left_in_peace() -> None:
    breaker = Breaker()

    assert verdicts(breaker, *[Unknown("OutcomeUnknown")] * 4) == []
    assert breaker.verdict(Later(timedelta()), NotSent("no connection")) == (timedelta(seconds=30), "away")
    assert verdicts(breaker, Unknown("OutcomeUnknown")) == ["away"]


def test_one_answer_ends_the_row() -> None:
    breaker = Breaker()

    assert verdicts(breaker, *([Unknown("x")] * 4 + [Sent(1)]) * 9) == []
