"""A trial run on real people: what was decided, and the list of guests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from domain.refusals import Refusal

if TYPE_CHECKING:
    from domain.work import Work


class NotAGuest(Refusal):
    """During the trial run only those on the list of guests may link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """`guests_only`: the list counts. `a_day`: people told within 24 hours at most, None: no limit."""

    guests_only: bool = False
    a_day: int | None = None
    halted: bool = False


class Pilots(Protocol):
    """The decision and the list."""

    def get(self) -> Pilot: ...

    def decide(self, pilot: Pilot) -> None: ...

    def invite(self, person_ids: Iterable[int], *, now: datetime) -> int:
        """Put people on the list; return how many are new on it."""

    def dismiss(self, person_ids: Iterable[int]) -> int:
        """Take people off the list; return how many were on it."""

    def is_guest(self, person_id: int) -> bool: ...

    def count(self) -> int: ...

    def told(self, *, since: datetime) -> int: ...


def only_guests(work: "Work", person_id: int) -> None:
    """Raise NotAGuest where a list counts and the person is not on it."""
    if work.pilots.get().guests_only and not work.pilots.is_guest(person_id):
        raise NotAGuest
