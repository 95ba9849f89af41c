"""Messages that a change causes: committed with it, sent afterwards by the postman.

States: new -> sending (committed before the call) -> sent | unreachable | refused | unknown;
unknown -> new again or held, by the message's own rule (docs/states.md, docs/decisions/0005-sending.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Protocol

from domain.refusals import Fact


class Lane(IntEnum):
    """In order of urgency."""

    INTERACTIVE = 0
    TRANSACTIONAL = 1
    REMINDER = 2
    BROADCAST = 3


# A message that was under way that often, at last when its process died, may be what kills them.
DEATHS_AT_MOST = 3
# The cause of a hold of which HR must be told, and people who wait may hear, all the same.
TOO_MANY_REFUSED = "refused"


class UnknownRule(StrEnum):
    """What becomes of a message that may or may not have arrived."""

    RESEND = "resend"
    HOLD = "hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Words by key and facts, to one bound private chat. `unique` names the occurrence: it exists once.

    `written`: what officers wrote, shown whole. `protect`: personal, so it cannot be forwarded.
    `buttons`: rows of one, (key of the label, value). `expires_at`: from then on it would mislead, and is not
    sent any more.
    """

    unique: str
    chat_id: int
    language: str
    text_key: str
    facts: dict[str, Fact] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    lane: Lane = Lane.TRANSACTIONAL
    protect: bool = False
    unknown_rule: UnknownRule = UnknownRule.RESEND
    buttons: tuple[tuple[str, str], ...] = ()
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One text for everybody who is linked; each row is named `<unique>:<account>`.

    `written`: what officers wrote, kept once for all rows. `language`: only those who are answered in it.
    `addressed`: only the addressees of that announcement (`domain.announcements`). `expires_at`: as a
    message's.
    """

    unique: str
    text_key: str
    written: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None
    addressed: str | None = None
    unknown_rule: UnknownRule = UnknownRule.RESEND
    buttons: tuple[tuple[str, str], ...] = ()
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message whose attempt has been committed; it may start `after` this long from now, at `start`."""

    id: int
    attempt: int
    after: timedelta
    start: datetime
    message: Message


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has it, under this number."""

    telegram_id: int


@dataclass(frozen=True, slots=True)
class Later:
    """Surely not sent; may be tried again."""

    after: timedelta


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not have arrived."""

    cause: str


@dataclass(frozen=True, slots=True)
class Final:
    """Surely not sent and not to be tried again: unreachable, refused by Telegram, or expired."""

    state: str
    cause: str


Outcome = Sent | Later | Unknown | Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """How fast one bot may send, messages a second, for all workers together.

    `ahead`: how far ahead of their start messages may be claimed. `lead`: how long the claim's commit takes;
    no start is planned before its end.
    """

    rate: float = 30.0
    broadcast_rate: float = 25.0
    ahead: timedelta = timedelta(milliseconds=45)
    lead: timedelta = timedelta()


class Outbox(Protocol):
    """What is to be sent."""

    def put(self, message: Message, *, now: datetime) -> bool:
        """Keep the message; False when this occurrence is kept already, or reminds who wants no reminders.

        It waits for the person's own hours (`domain.settings`), unless somebody waits for it (INTERACTIVE) or
        it would have expired by then.
        """

    def announce(self, announcement: Announcement, *, now: datetime) -> int:
        """Keep one row for each linked account, in one statement, due in their own hours; return how many.

        Those who cannot be reached get theirs when they give a sign of life (`domain.reach`).
        """

    def cancel(self, unique_prefix: str, *, now: datetime) -> int:
        """Take back what has not begun; return how many.

        What is on its way, held or unreachable is not tried a second time.
        """

    def give_back(self, starts: Sequence[datetime], rate: float) -> None:
        """Say which planned starts did not happen; nobody was called then."""

    def claim(self, limit: int, *, owner: str, pacing: Pacing, busy: bool, now: datetime) -> list[Claimed]:
        """Commit attempts before any call: at most one a chat, within the pace, the urgent first.

        Within a lane a chat's messages keep their order, also when an earlier one has to wait.

        `busy`: people are waiting for answers, so broadcasts leave head-room.
        """

    def settle(self, outcomes: Sequence[tuple[Claimed, Outcome]], *, owner: str, now: datetime) -> None:
        """Record what became of attempts that are still this worker's."""

    def settle_stranded(self, *, claimed_before: datetime, now: datetime) -> int:
        """Decide what is unknown since before then, by each message's rule; return how many.

        An attempt without a trustworthy answer is repeated once: the second time it is held for a human. One
        whose process died is repeated once or twice: what may be killing them all is held, too.
        """

    def hold(self, until: datetime, cause: str) -> None:
        """Let nobody send for this bot until then; when too many were refused, the urgent still go."""

    def holding(self, *, now: datetime) -> tuple[datetime, str] | None: ...

    def release(self) -> None:
        """Let everybody send again."""

    def tally(self, unique_prefix: str = "") -> dict[str, int]:
        """Rows by state; the numbers add up to everything that was ever put."""

    def doubtful(self, unique_prefix: str, limit: int) -> list[tuple[str, str]]:
        """(unique, state) of rows that are held, unknown or may have arrived twice."""
