"""Receipt codes of reports without return, and the counting of guesses."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from threading import Lock

from domain.concerns.refusals import NotAReceipt, TooManyGuesses
from domain.typed_codes import random_code, read_signs

RECEIPT_LENGTH = 20  # 100 random bits
_GROUP = 5
GUESSES_AT_MOST = 5
GUESSES_WITHIN = timedelta(hours=1)
_WATCHED_AT_MOST = 10_000


def new_receipt() -> str:
    """A code as it is shown: four groups of five signs that cannot be mistaken for each other."""
    drawn = random_code(RECEIPT_LENGTH)
    return "-".join(drawn[at : at + _GROUP] for at in range(0, RECEIPT_LENGTH, _GROUP))


def read_receipt(text: str) -> str:
    """What a person typed, as it is kept in mind: case, spaces, dashes and look-alikes do not matter.

    Raise NotAReceipt.
    """
    kept = read_signs(text)
    if kept is None or len(kept) != RECEIPT_LENGTH:
        raise NotAReceipt
    return kept


class Guesses:
    """Wrong codes by Telegram account, in this process's memory alone, and there under a hash.

    Nothing is written down: who comes with a code must leave no trace. A code has 100 bits, so the limit is
    against noise; it never locks out anybody but the one who guesses.
    """

    def __init__(self) -> None:
        self._pepper = secrets.token_bytes(32)
        self._wrong: dict[bytes, list[datetime]] = {}
        self._lock = Lock()

    def ensure_few(self, asked_by: int, *, now: datetime) -> None:
        """Raise TooManyGuesses."""
        with self._lock:
            wrong = self._recent(asked_by, now)
        if len(wrong) >= GUESSES_AT_MOST:
            left = wrong[-GUESSES_AT_MOST] + GUESSES_WITHIN - now
            raise TooManyGuesses(minutes=max(1, -(-int(left.total_seconds()) // 60)))

    def count(self, asked_by: int, *, now: datetime) -> None:
        with self._lock:
            if len(self._wrong) >= _WATCHED_AT_MOST:
                self._wrong = {
                    who: kept for who, kept in self._wrong.items() if kept[-1] > now - GUESSES_WITHIN
                }
            self._wrong[self._name(asked_by)] = [*self._recent(asked_by, now), now]

    def _recent(self, asked_by: int, now: datetime) -> list[datetime]:
        return [one for one in self._wrong.get(self._name(asked_by), []) if one > now - GUESSES_WITHIN]

    def _name(self, asked_by: int) -> bytes:
        return hmac.digest(self._pepper, str(asked_by).encode(), hashlib.sha256)
