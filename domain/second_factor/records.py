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
    """One officer's second factor.

    A PIN is kept as `salt` and `digest` of scrypt, a TOTP secret sealed. `last_step`: the time step of the
    newest code that was taken, because a code counts once. `failures` are the wrong tries in a row.
    """

    person_id: int
    kind: Kind
    set_at: datetime
    salt: bytes = b""
    digest: bytes = b""
    secret: bytes = b""
    last_step: int = 0
    failures: int = 0
    locked_until: datetime | None = None

    def __repr__(self) -> str:
        return f"Factor(person:{self.person_id}, {self.kind})"


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
    """At most one factor and one living proof for each officer."""

    def of(self, person_id: int) -> Factor | None:
        """In a unit that writes it stays locked until the end, so that tries cannot race."""

    def keep(self, factor: Factor) -> None:
        """Set it, or replace what was there; a proof by the former one ends."""

    def note_try(self, person_id: int, *, failures: int, locked_until: datetime | None) -> None: ...

    def take_step(self, person_id: int, step: int) -> None:
        """Remember the time step of the code that was just taken."""

    def drop(self, person_id: int) -> bool:
        """Delete factor and proof; False where there was no factor."""

    def session(self, person_id: int) -> Session | None: ...

    def begin(self, person_id: int, *, account_id: int, now: datetime) -> None: ...

    def touch(self, person_id: int, *, now: datetime) -> None:
        """The officer has just acted; nothing in a unit that only reads."""

    def end(self, person_id: int) -> None:
        """The proof holds no longer."""
