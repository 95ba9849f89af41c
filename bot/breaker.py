"""Stops a run that goes wrong for everybody, before everybody has been bothered."""

from collections import deque
from datetime import timedelta

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.outcomes import seconds_of
from bot.transport.errors import NotSent
from domain.outbox import TOO_MANY_REFUSED, Final, Outcome, Unknown

_LOOKED_AT = 200
_REFUSED_AT_MOST = 0.05
_TOO_FEW_TO_JUDGE = 20
_UNANSWERED_AT_MOST = 5
_AWAY_FOR = timedelta(seconds=30)
UNTIL_A_HUMAN_LOOKS = timedelta(days=3650)


class Breaker:
    """Watches the last outcomes; `verdict` says for how long nobody may send, and why."""

    def __init__(self) -> None:
        self._refused: deque[bool] = deque(maxlen=_LOOKED_AT)
        self._unanswered = 0

    def verdict(self, outcome: Outcome, fault: TelegramError | None) -> tuple[timedelta, str] | None:
        """Telegram's own wait, a revoked token, Telegram away, or too many texts and chats refused."""
        if isinstance(fault, RetryAfter):
            return timedelta(seconds=seconds_of(fault)), "retry_after"
        if isinstance(fault, InvalidToken):
            return UNTIL_A_HUMAN_LOOKS, "token"
        if isinstance(outcome, Unknown) or isinstance(fault, NotSent):
            return self._without_answer()
        self._unanswered = 0
        return self._answered(refused=isinstance(outcome, Final) and outcome.state == "refused")

    def _without_answer(self) -> tuple[timedelta, str] | None:
        """A few in a row: whoever else is written to now would perhaps be written to twice."""
        self._unanswered += 1
        return (_AWAY_FOR, "away") if self._unanswered >= _UNANSWERED_AT_MOST else None

    def _answered(self, *, refused: bool) -> tuple[timedelta, str] | None:
        self._refused.append(refused)
        number = sum(self._refused)
        if len(self._refused) >= _TOO_FEW_TO_JUDGE and number > _REFUSED_AT_MOST * len(self._refused):
            self._refused.clear()
            return UNTIL_A_HUMAN_LOOKS, TOO_MANY_REFUSED
        return None
