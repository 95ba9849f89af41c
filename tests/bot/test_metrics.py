"""Names under which outcomes are counted."""

from datetime import timedelta

import pytest

from bot.metrics import outcome_name
from domain.outbox import Final, Later, Outcome, Sent, Unknown


@pytest.mark.parametrize(
    ("outcome", "name"),
    [
        (Sent(1), "sent"),
        (Later(timedelta(0)), "later"),
        (Unknown("TimedOut"), "unknown"),
        (Final("unreachable", "blocked"), "unreachable"),
        (Final("refused", "too long"), "refused"),
    ],
)
def test_every_outcome_is_counted_by_its_name(outcome: Outcome, name: str) -> None:
    assert outcome_name(outcome) == name
