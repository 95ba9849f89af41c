"""What is kept of second factors: one for each officer, the wrong tries, and how long a proof holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.refusals import Refusal

IDLE_FOR = timedelta(minutes=10)
"""A telephone left on a desk: a proof ends that long after the last act that needed it.

OWASP ASVS 4.0.3, 3.3.2 (level 2: 30 minutes idle); an office where colleagues share a table is stricter.
"""
PROVEN_FOR = timedelta(hours=8)
"""A working day: however busy somebody is, they prove themselves anew (NIST SP 800-63B-4, 2.2.3: 12 h)."""


class SecondFactorNeeded(Refusal):
    """The act asks for a PIN or a code first. `is_set` 0: the officer has neither yet."""


class Kind(StrEnum):
    """What an officer proves themselves with."""

    PIN = "pin"
    TOTP = "totp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One officer's second factor; what it is proven against stays in the store.

    `failures` are the wrong tries since the last right one.
    """

    person_id: int
    kind: Kind
    set_at: datetime
    failures: int = 0
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A proof, given by one Telegram account (`account_id`: its link)."""

    account_id: int
    begun_at: datetime
    used_at: datetime

    def counts(self, account_id: int, *, now: datetime) -> bool:
        """Tell whether the proof still holds for what this account does now."""
        is_alive = now - self.used_at < IDLE_FOR and now - self.begun_at < PROVEN_FOR
        return is_alive and account_id == self.account_id


class SecondFactors(Protocol):
    """At most one factor, one that is being set up, and one living proof for each officer."""

    def of(self, person_id: int) -> Factor | None:
        """The one in force. In a unit that writes it stays locked, so that tries are counted in turn."""

    def propose(self, person_id: int, kind: Kind, secret: bytes, *, now: datetime) -> None:
        """Keep what is being set up: the digits of a PIN, the shared secret of a TOTP."""

    def proposed(self, person_id: int) -> Factor | None: ...

    def withdraw(self, person_id: int) -> None:
        """Forget what was being set up."""

    def fits(self, person_id: int, answer: str, *, is_proposed: bool = False, now: datetime) -> bool:
        """Tell whether the digits are right; the code of a TOTP is then used up."""

    def confirm(self, person_id: int, *, now: datetime) -> None:
        """What was being set up is in force; the former one and its proof are gone."""

    def note_try(
        self, person_id: int, *, failures: int, locked_until: datetime | None, is_proposed: bool = False
    ) -> None: ...

    def drop(self, person_id: int) -> bool:
        """Delete everything of the officer's; False where no factor was in force."""

    def session(self, person_id: int) -> Session | None: ...

    def begin(self, person_id: int, *, account_id: int, now: datetime) -> None: ...

    def touch(self, person_id: int, *, now: datetime) -> None:
        """The officer has just acted; nothing in a unit that only reads."""

    def end(self, person_id: int) -> bool:
        """The proof holds no longer; False where there was none."""
