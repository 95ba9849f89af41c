"""Transfer proposals (usulan mutasi) and the stages they pass (states: docs/states.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class Status(StrEnum):
    """The internal route of a transfer, in its order."""

    DRAFT = "draft"
    NEED_ANALYSIS = "need_analysis"
    ASPIRATION = "aspiration"
    PROPOSED = "proposed"
    COMPETENCY = "competency"
    BOARD = "board"
    PPK_APPROVED = "ppk_approved"
    MENDAGRI_CONSENT = "mendagri_consent"
    PERTEK = "pertek"
    RETURNED = "returned"
    REJECTED = "rejected"
    DECREE = "decree"
    INAUGURATION = "inauguration"
    START_STATEMENT = "start_statement"
    EFFECTIVE = "effective"
    EVALUATION = "evaluation"
    CANCELLED = "cancelled"


class Direction(StrEnum):
    """Lateral, up or down."""

    ROTASI = "rotasi"
    PROMOSI = "promosi"
    DEMOSI = "demosi"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEntry:
    """When a proposal came into a status, through whom (an actor's label), and what they noted."""

    status: Status
    entered_at: datetime
    moved_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One side of a transfer. `job_class` None: not on the position map."""

    unit: str
    position: str
    job_class: int | None
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A transfer proposed for one person within a wave."""

    id: int
    wave_id: int
    person_id: int
    direction: Direction
    own_request: bool
    origin: Placement
    target: Placement
    reason: str
    planned_effective_on: date | None
    status: Status
    stages: tuple[StageEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProposal:
    """A proposal about to be kept as a draft; posts by their row numbers on the position map."""

    person_id: int
    origin_post: int
    target_post: int
    direction: Direction
    reason: str
    planned_effective_on: date | None


class Proposals(Protocol):
    """The proposals kept here."""

    def get(self, proposal_id: int) -> Proposal:
        """Raise NotFound when there is no such proposal."""

    def draft(self, wave_id: int, proposals: Sequence[NewProposal]) -> None:
        """Keep them as drafts of the wave, in the order given."""

    def of_person(self, person_id: int) -> list[Proposal]:
        """All of one person's, newest first, drafts included: the desk decides what is shown."""

    def of_wave(self, wave_id: int) -> list[Proposal]: ...

    def enter(
        self, proposal_ids: list[int], status: Status, *, by: str, note: str = "", now: datetime
    ) -> None:
        """Move proposals into a status and record when, through whom, and their note."""
