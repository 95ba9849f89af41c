"""Stops a run that goes wrong for everybody, before everybody has been bothered."""

from collections import deque
from datetime import timedelta

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.outcomes import seconds_of
from domain.outbox import Final, Outcome

_LOOKED_AT = 200
_REFUSED_AT_MOST = 0.05
_TOO_FEW_TO_JUDGE = 20
UNTIL_A_HUMAN_LOOKS = timedelta(days=3650)


class Breaker:
    """Watches the last outcomes; `verdict` says for how long nobody may send, and why."""

    def __init__(self) -> None:
        self._refused: deque[bool] = deque(maxlen=_LOOKED_AT)

    def verdict(self, outcome: Outcome, fault: TelegramError | None) -> tuple[timedelta, str] | None:
        """Telegram's own wait, a revoked token, or too many texts and chats refused."""
        if isinstance(fault, RetryAfter):
            return timedelta(seconds=seconds_of(fault)), "retry_after"
        if isinstance(fault, InvalidToken):
            return UNTIL_A_HUMAN_LOOKS, "token"
        self._refused.append(isinstance(outcome, Final) and outcome.state == "refused")
        refused = sum(self._refused)
        if len(self._refused) >= _TOO_FEW_TO_JUDGE and refused > _REFUSED_AT_MOST * len(self._refused):
            self._refused.clear()
            return UNTIL_A_HUMAN_LOOKS, "refused"
        return None
