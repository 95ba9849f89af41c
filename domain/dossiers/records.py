"""What is read and kept for officers at a list of proposals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.plans.findings import OpenFinding
from domain.proposals import Direction, Status


class Mark(StrEnum):
    """What to look for in a list besides the status."""

    FOUND = "found"
    UNTOLD = "untold"
    OBJECTING = "objecting"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which proposals are wanted; what is None or empty does not narrow.

    `words`: a part of the name, in any case. `person_id`: found by a NIP.
    """

    wave_id: int | None = None
    status: Status | None = None
    mark: Mark | None = None
    from_unit: int | None = None
    to_unit: int | None = None
    words: str = ""
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One proposal in a list. `findings`: those that are not answered yet."""

    proposal_id: int
    wave_id: int
    person_id: int
    name: str
    from_unit: str
    to_unit: str
    status: Status
    findings: int
    has_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCount:
    """How many proposals of a wave leave a unit, or lead to it."""

    unit_id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What one officer wrote to the others."""

    by: str
    text: str
    written_at: datetime


class Field(StrEnum):
    """What an officer may change of a draft."""

    DESTINATION = "destination"
    EFFECTIVE_ON = "effective_on"
    REASON = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftChange:
    """One change of a draft; days are written as ISO 8601. `by`: an actor's label."""

    field: Field
    before: str
    after: str
    by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A post on the position map. `need`, `actual` None: the map does not say."""

    id: int
    unit_id: int
    unit: str
    position: str
    job_class: int | None
    need: int | None
    actual: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewValues:
    """A draft's values that an officer may set; all of them, as they are to stand."""

    seat: Seat | None
    direction: Direction
    reason: str
    planned_effective_on: date | None


Shown = Mapping[str, str]
"""What a person would see of their proposal, field by field."""


class Dossiers(Protocol):
    """Lists of proposals for officers, and what officers add to proposals."""

    def statuses(self, wave_ids: Sequence[int]) -> Mapping[int, Mapping[Status, int]]:
        """How many proposals of each wave stand where."""

    def open_findings(self, wave_ids: Sequence[int]) -> Mapping[int, int]:
        """Findings of drafts that are not answered in writing, by wave."""

    def page(self, wanted: Wanted, *, limit: int, offset: int) -> tuple[list[Line], int]:
        """A page by name, and how many there are in all."""

    def findings(self, proposal_id: int) -> list[OpenFinding]:
        """What the last check found of one proposal, with the answers."""

    def found(self, wave_id: int, *, limit: int, offset: int) -> tuple[list[OpenFinding], int]:
        """A page of the findings of a wave's drafts, those without an answer first; and how many in all."""

    def units(self, wave_id: int, *, to: bool) -> list[UnitCount]:
        """The units that a wave's proposals leave, or lead to; by name."""

    def comment(self, proposal_id: int, text: str, *, by: int, now: datetime) -> None: ...

    def comments(self, proposal_id: int) -> list[Comment]:
        """Oldest first."""

    def seat(self, post_id: int) -> Seat:
        """Raise NotFound."""

    def seats(self, unit_id: int) -> list[Seat]:
        """The posts of a unit on the position map, by name."""

    def change_draft(
        self, proposal_id: int, values: NewValues, change: DraftChange, *, by: str, now: datetime
    ) -> None:
        """Set the values and keep what changed; the wave's check is out of date. `seat` None: as it is."""

    def changes(self, proposal_id: int) -> list[DraftChange]:
        """Oldest first."""

    def drafts(self, wave_id: int) -> list[int]:
        """The numbers of a wave's drafts, in their order."""

    def shown(self, wave_id: int) -> dict[int, Shown]:
        """What each person of the wave's drafts would see, by proposal."""

    def keep_requested(self, wave_id: int, shown: Mapping[int, Shown]) -> None:
        """Keep what was asked to be published, instead of what was before."""

    def requested(self, wave_id: int) -> dict[int, Shown]: ...

    def names(self, proposal_ids: Sequence[int]) -> dict[int, str]:
        """Names of their people, with titles; for officers."""
