"""What Telegram's answer, or its absence, says of a message: one classifier, one retry layer."""

from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.transport.errors import NotSent
from domain.outbox import Final, Later, Outcome, Unknown

TRY_AGAIN_AFTER = timedelta(seconds=30)
# Seen to pass by itself: three strikes make it final.
_PASSING = "bot can't send messages to the user"
_STRIKES = 3


def outcome_of(fault: TelegramError, *, attempt: int) -> Outcome:
    """Order matters: PTB's BadRequest and TimedOut are NetworkErrors too (docs/decisions/0005-sending.md)."""
    match fault:
        case RetryAfter():
            outcome: Outcome = Later(timedelta(seconds=seconds_of(fault)))
        case InvalidToken() | Conflict() | NotSent():
            outcome = Later(TRY_AGAIN_AFTER)
        case Forbidden() if _PASSING in fault.message and attempt < _STRIKES:
            outcome = Later(TRY_AGAIN_AFTER * attempt)
        case Forbidden():
            outcome = Final("unreachable", fault.message)
        case ChatMigrated() | BadRequest():
            outcome = Final("refused", fault.message)
        case _:
            outcome = Unknown(type(fault).__name__)
    return outcome


def seconds_of(wait: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    after = wait.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
