"""The log of who looked at whose record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

MACHINE = "machine"


class Purpose(StrEnum):
    """For what somebody's record was opened."""

    PROPOSAL = "proposal"
    REASONS = "reasons"
    TRANSFER_LIST = "transfer_list"
    CLAIM = "claim"
    FIT = "fit"
    PLAN = "plan"
    WAVE_CHECK = "wave_check"
    SWAPS = "swaps"
    INVITATION = "invitation"
    ROLES = "roles"
    OBJECTION = "objection"
    CORRECTION = "correction"
    RIGHTS = "rights"
    CONSTRAINT = "constraint"
    VACANCIES = "vacancies"
    IMPORT = "import"
    LIAISON = "liaison"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewView:
    """`viewer`: as in the audit trail, or `machine`. `role` "": none, as the operator of the machine."""

    viewer: str
    role: str
    purpose: Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One line of the log: how often on that day, and when last. `viewer_id` None: operator or machine."""

    viewer: str
    viewer_id: int | None
    role: str
    purpose: Purpose
    times: int
    at: datetime
    of_everybody: bool


class Views(Protocol):
    """The log. One viewer, purpose and day are one line of a person."""

    def note(self, person_ids: Sequence[int], view: NewView, *, now: datetime) -> None: ...

    def note_run(self, view: NewView, *, now: datetime) -> None:
        """A run over everybody in service: one line, whatever their number."""

    def of(self, person_id: int, *, since: datetime, limit: int, offset: int) -> Sequence[View]:
        """Newest first; runs over everybody are among them."""

    def count(self, person_id: int, *, since: datetime) -> int: ...

    def forget(self, *, before: datetime) -> int: ...
