"""What one person wishes, as they said it themselves or as HR's spreadsheet has it.

One truth: whoever has chosen in the chat is planned with that list alone, for as long as they consent. HR's
spreadsheet is kept beside it and counts for those who have chosen nothing in the chat; an import that names
somebody with a list of their own says so for each such row, and never replaces it
(docs/decisions/0016-own-wishes.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

RANKS_AT_MOST = 5
INTERESTS_AT_MOST = 10
INTEREST_LENGTH = 60
NOTE_LENGTH = 500


class Readiness(StrEnum):
    """Whether somebody is ready to rotate."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class ConstraintKind(StrEnum):
    """What may weigh on somebody. Health has a closed form of its own and is never told here."""

    FAMILY_CARE = "family_care"
    SPOUSE_JOB = "spouse_job"
    SCHOOLING = "schooling"
    TIMING = "timing"


# They tell of other people, too, among them children: specific data (UU 27/2022 art. 4).
OF_FAMILY = frozenset({ConstraintKind.FAMILY_CARE, ConstraintKind.SPOUSE_JOB, ConstraintKind.SCHOOLING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A wished place. `position` empty: any post there that fits."""

    unit_id: int
    unit: str
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One person's wishes, best first. `is_own` False: the choices are HR's, nothing was chosen in the chat.

    `version` rises with every change. `swaps` None: never said in the chat; `joins_swaps` is what counts.
    """

    choices: tuple[Choice, ...] = ()
    is_own: bool = False
    readiness: Readiness | None = None
    interests: tuple[str, ...] = ()
    swaps: bool | None = None
    joins_swaps: bool = False
    version: int = 0


class ConstraintState(StrEnum):
    """What HR has said of it. Only what is acknowledged counts in planning."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """Something that weighs on somebody. `note` and `document` (its file's name) may be empty.

    `number` is random and becomes another with every change: an officer answers what was read, nothing else.
    `answered_on` and `reason` (why it was declined) are empty while it is open.
    """

    number: str
    kind: ConstraintKind
    told_on: date
    note: str = ""
    document: str = ""
    state: ConstraintState = ConstraintState.OPEN
    answered_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldConstraint:
    """A constraint with whose it is."""

    person_id: int
    constraint: Constraint


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A paper that shows it, on its way in."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """People at the day's count: who wish for a place, who did in the last wave, who of them got it."""

    wanting: int = 0
    wished_before: int = 0
    got_before: int = 0


class Preferences(Protocol):
    """What is kept of people's own wishes."""

    def take(self, person_id: int) -> None:
        """Let no other unit change this person's wishes until this one ends."""

    def sheet(self, person_id: int) -> Sheet:
        """The newest word, which may count for the next wave only."""

    def keep(self, person_id: int, sheet: Sheet, *, closed_on: date | None, today: date) -> None:
        """Keep it under the next version. What stood when a window closed stays beside it."""

    def constraints(self, person_id: int) -> list[Constraint]: ...

    def constrain(
        self,
        person_id: int,
        kind: ConstraintKind,
        *,
        note: str | None,
        document: NewDocument | None,
        today: date,
    ) -> None:
        """Keep it, open and under a new number; what is None stays as it was."""

    def release(self, person_id: int, kinds: Sequence[ConstraintKind]) -> bool:
        """Delete them with note and document; False when there were none."""

    def open_constraints(self) -> list[ToldConstraint]:
        """What waits for HR, oldest first: of people in service, under a consent that holds now."""

    def told_constraint(self, number: str) -> ToldConstraint:
        """Lock it until the unit ends. Raise NotFound: changed or taken back, or the consent was."""

    def constraint_document(self, number: str) -> bytes | None:
        """The content of its document."""

    def answer_constraint(
        self, number: str, state: ConstraintState, *, reason: str, by: int, today: date
    ) -> None:
        """Keep what HR says of it."""

    def travel_from(self, location: str) -> dict[str, int]:
        """Minutes from one location to each other one of which they are known."""

    def map_day(self) -> date | None:
        """The day that the position map shows."""

    def open_seats(self, unit_id: int, position: str) -> int | None:
        """Seats that the map's figures leave open (K - B); of the whole unit without a position.

        None: the map does not say.
        """

    def counted_on(self) -> date | None: ...

    def count(self, *, today: date) -> None:
        """Count anew, unless another worker has done so for this day."""

    def counted(self, unit_id: int, position: str) -> Counted: ...

    def last_wave(self) -> str | None:
        """The name of the last wave that was shown to its people."""

    def keep_for_wave(self, wave_id: int) -> None:
        """Keep what counts now, to tell the wave's outcome by."""

    def forget_stopped(self, *, before: datetime) -> int:
        """Delete what people told who took their consent back before then; return how many they are."""
