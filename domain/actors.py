"""Who does something: for authorisation and for the audit."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an officer may do; an employee needs no role to see what is their own."""

    OFFICER = "officer"
    PLANNER = "planner"
    APPROVER = "approver"
    LIAISON = "liaison"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person of the region, or (person_id None) the operator at the machine."""

    person_id: int | None = None

    @property
    def label(self) -> str:
        return "operator" if self.person_id is None else f"person:{self.person_id}"


OPERATOR = Actor()
