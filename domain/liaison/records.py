"""What was handed over on paper, by whom, and what the person had said for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.acknowledgements import Acknowledgement


class Hindrance(StrEnum):
    """Why not even paper has reached somebody. A closed list: free words would soon tell of illness."""

    ON_LEAVE = "on_leave"
    AWAY_ON_DUTY = "away_on_duty"
    NOT_MET = "not_met"
    ADDRESS_UNKNOWN = "address_unknown"
    DECLINED = "declined"


class Act(StrEnum):
    """What was recorded: the envelope handed over, that it could not be, or a concern sent for somebody."""

    PAPER = "paper"
    UNREACHABLE = "unreachable"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """`told_on`: the day of an envelope; `hindrance`: of UNREACHABLE. `by`: as in the audit trail.

    `acknowledgement` only with the word that lay in the envelope. A CONCERN names neither case nor receipt.
    """

    act: Act
    person_id: int
    proposal_id: int | None
    by: str
    told_on: date | None = None
    hindrance: Hindrance | None = None
    acknowledgement: Acknowledgement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(NewDelivery):
    """As it is kept. One that was taken back stays, and counts for nothing."""

    id: int
    recorded_at: datetime
    taken_back_at: datetime | None = None


class Silence(StrEnum):
    """Why no message reaches somebody: never linked, the bot blocked, or not seen for long."""

    UNLINKED = "unlinked"
    BLOCKED = "blocked"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody whom no message reaches."""

    person_id: int
    full_name: str
    position: str
    unit_id: int
    unit: str
    silence: Silence


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCard:
    """A printed card. `code`: official. `salt` and `digest` of the word inside; b"" where there is none."""

    person_id: int
    proposal_id: int | None
    code: str
    salt: bytes
    digest: bytes
    by: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(NewCard):
    """As it is kept. `failures`: wrong words so far. `used_at`: when its word was given."""

    id: int
    failures: int
    used_at: datetime | None


class Deliveries(Protocol):
    """What liaisons record. Newest first where several are given; taken back ones are left out."""

    def told_on_paper(self, person_id: int, proposal_id: int, *, on: date, by: str, now: datetime) -> int:
        """The news of this proposal lay in an envelope that was handed over on that day."""

    def unreachable(
        self, person_id: int, proposal_id: int, reason: Hindrance, *, by: str, now: datetime
    ) -> int:
        """The news of this proposal could not be handed over."""

    def keep(self, new: NewDelivery, *, now: datetime) -> int: ...

    def of_proposals(self, proposal_ids: Sequence[int]) -> Mapping[int, Delivery]:
        """What stands for each: an envelope before a hindrance, then the newest. No concerns."""

    def of_person(self, person_id: int) -> Sequence[Delivery]: ...

    def get(self, delivery_id: int) -> Delivery | None:
        """Also one that was taken back."""

    def take_back(self, delivery_id: int, *, now: datetime) -> bool:
        """It counts no more; False when it did not before."""

    def unreached(
        self,
        units: frozenset[int] | None,
        *,
        seen_after: datetime,
        name: str = "",
        limit: int,
        offset: int = 0,
    ) -> Sequence[Colleague]:
        """People in service whom no message reaches, by unit and name. `units` None: everywhere."""

    def count_unreached(
        self, units: frozenset[int] | None, *, seen_after: datetime, name: str = ""
    ) -> Mapping[int, int]:
        """How many there are, by unit; units without any are left out."""

    def print_card(self, card: NewCard, *, now: datetime) -> int: ...

    def card_of(self, person_id: int) -> Card | None:
        """The newest card with a word inside, locked until the unit ends."""

    def count_failure(self, card_id: int) -> None: ...

    def use_card(self, card_id: int, *, now: datetime) -> bool:
        """Its word was given; False when it had been before."""

    def reopen_card(self, person_id: int, *, used_at: datetime) -> None:
        """The word that was given at that moment counts again, if one was."""
