"""What is kept about accounts: links, invitations, consents, claims and counted tries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

IDLE_FOR = timedelta(days=90)  # a telephone number may by then belong to somebody else


class Purpose(StrEnum):
    """What a person may allow or refuse, each by itself (UU 27/2022 art. 20 and 22)."""

    LINKING = "linking"
    PREFERENCES = "preferences"
    SPECIAL_DATA = "special_data"


class Cause(StrEnum):
    """Why a link, an invitation or a claim ended."""

    MOVED = "moved"
    RENEWED = "renewed"
    OWN_WISH = "own_wish"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    NOT_ME = "not_me"
    REVOKED = "revoked"
    USED = "used"
    REISSUED = "reissued"
    TOO_MANY_FAILURES = "too_many_failures"
    REJECTED = "rejected"
    NO_LONGER_POSSIBLE = "no_longer_possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One Telegram account bound to one person. `chat_id` is their private chat with the bot.

    `unreachable_since`: they blocked the bot, or Telegram says that the chat is gone.
    """

    id: int
    person_id: int
    user_id: int
    chat_id: int
    language: str
    linked_at: datetime
    last_seen_at: datetime
    unlinked_at: datetime | None = None
    unlink_cause: str | None = None
    unreachable_since: datetime | None = None

    def needs_reverification(self, now: datetime) -> bool:
        """Tell whether it was idle for so long that its owner must prove again who they are."""
        return now - self.last_seen_at > IDLE_FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A printed code as it is kept: scrypt of the peppered code, with a salt of its own."""

    salt: bytes
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvitation:
    """One letter's secrets on their way into the store, which keeps only a keyed hash of the token."""

    person_id: int
    token: str
    secret: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One letter. `failures` counts wrong codes after the right telephone."""

    id: int
    person_id: int
    secret: Secret
    expires_at: datetime
    failures: int
    closed_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        return self.closed_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClaim:
    """Somebody with a right code whose telephone is not on record."""

    person_id: int
    user_id: int
    chat_id: int
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim to be a person, decided by two officers. `effective_at` None: not yet approved twice."""

    id: int
    person_id: int
    user_id: int
    chat_id: int
    language: str
    claimed_at: datetime
    first_by: int | None = None
    second_by: int | None = None
    effective_at: datetime | None = None
    closed_at: datetime | None = None


class Accounts(Protocol):
    """The links, living and ended."""

    def account(self, account_id: int) -> Account | None:
        """A link by its number, also an ended one."""

    def account_of_user(self, user_id: int) -> Account | None:
        """The live link of a Telegram user."""

    def account_of(self, person_id: int) -> Account | None:
        """The live link of a person."""

    def was_linked(self, person_id: int, *, user_id: int) -> bool:
        """Whether a Telegram user is or ever was that person."""

    def linked_people(self, *, seen_after: datetime) -> frozenset[int]:
        """Everybody with a live link that was used after that time."""

    def link(
        self, person_id: int, *, user_id: int, chat_id: int, language: str, now: datetime
    ) -> Account: ...

    def unlink(self, account_id: int, *, cause: Cause, now: datetime) -> None: ...

    def answer(self, account_id: int, cause: Cause) -> None:
        """Keep what the old chat of an ended link said to it, as the cause of its end."""

    def seen(self, account_id: int, *, now: datetime) -> None: ...

    def speak(self, account_id: int, language: str) -> None: ...


class Invitations(Protocol):
    """The letters. What is read here stays locked until the unit ends, so that tries cannot race."""

    def peppered(self, code: str) -> Sequence[bytes]:
        """Keyed hashes of a code, that of the current key first."""

    def invite(self, invitations: Sequence[NewInvitation], *, expires_at: datetime, now: datetime) -> None:
        """Keep new letters; those that the same people had before are closed."""

    def invitation_with(self, token: str) -> Invitation | None:
        """The letter of that token, whatever became of it."""

    def newest_invitation_of(self, person_id: int) -> Invitation | None: ...

    def count_failure(self, invitation_id: int) -> int:
        """Add one wrong code and return how many there were; 0 when there is no such letter."""

    def close_invitations(self, person_id: int, *, cause: Cause, now: datetime) -> int:
        """Close whatever is open for a person and return how many letters that were."""


class Consents(Protocol):
    """Proof of consent: rows are only ever added (UU 27/2022 art. 24)."""

    def record_consent(
        self,
        user_id: int,
        purpose: Purpose,
        *,
        granted: bool,
        text_version: str,
        language: str,
        now: datetime,
    ) -> None: ...

    def consents_of(self, user_id: int) -> Mapping[Purpose, bool]:
        """The newest word on each purpose; what was never asked is refused."""

    def bind_consents(self, user_id: int, *, person_id: int) -> None:
        """Say whose consents these were, once it is known."""


class Tries(Protocol):
    """Failed tries by Telegram account, under a keyed hash."""

    def queue_up(self, user_id: int) -> None:
        """Wait until no other unit judges the same Telegram account."""

    def record_try(self, user_id: int, *, now: datetime) -> None: ...

    def tries_of(self, user_id: int, *, after: datetime) -> Sequence[datetime]:
        """When the failed tries since then were, oldest first."""

    def forget_tries(self, *, before: datetime) -> int:
        """Delete the tries that count no more; return how many."""


class Claims(Protocol):
    """Claims that officers decide."""

    def open_claim(self, claim: NewClaim, *, now: datetime) -> Claim: ...

    def claim(self, claim_id: int) -> Claim:
        """An open claim, locked until the unit ends; raise NotFound when there is none."""

    def open_claims(self) -> Sequence[Claim]:
        """Oldest first."""

    def claims_something(self, user_id: int) -> bool:
        """Tell whether this Telegram account waits for officers to decide."""

    def approve_claim(self, claim: Claim, *, by: int, effective_at: datetime | None, now: datetime) -> None:
        """Enter the first approval, or the second one with the time when it takes effect."""

    def close_claim(self, claim_id: int, *, cause: Cause, now: datetime) -> None: ...

    def close_claims_of(self, person_id: int, *, cause: Cause, now: datetime) -> int: ...


class Linking(Accounts, Invitations, Consents, Tries, Claims, Protocol):
    """Accounts and the way to them."""
