"""Who does something: for authorisation and for the audit."""

from dataclasses import dataclass, field
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
class Grant:
    """A role that somebody holds: for one unit and all below it, or (unit_id None) the whole region."""

    person_id: int
    role: Role
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person of the region, or (person_id None) the operator at the machine.

    `at_terminal`: the operator named this person in a command. Who runs commands holds the region's keys, so
    no second factor could add to that; in the chat it is never set.
    """

    person_id: int | None = None
    at_terminal: bool = field(default=False, compare=False)

    @property
    def label(self) -> str:
        return "operator" if self.person_id is None else f"person:{self.person_id}"


OPERATOR = Actor()
