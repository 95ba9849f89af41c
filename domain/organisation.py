"""Work units (unit kerja) and the posts (jabatan) on their position map."""

from dataclasses import dataclass
from typing import Protocol


def name_key(name: str) -> str:
    """The same unit or post under another spelling of case and spaces."""
    return " ".join(name.casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A work unit (unor). `parent_id`: the unit directly above it, where that is known."""

    id: int
    name: str
    location: str
    parent_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One post on a unit's position map (peta jabatan): staffing B, need K, people; class 1-17."""

    unit_id: int
    name: str
    job_class: int | None
    staff_actual: int | None
    staff_need: int | None


class Organisation(Protocol):
    """The units kept here."""

    def units(self) -> list[Unit]: ...

    def unit(self, unit_id: int) -> Unit:
        """Raise NotFound when there is no such unit."""

    def unit_named(self, name: str) -> Unit | None: ...

    def below(self, unit_ids: frozenset[int]) -> frozenset[int]:
        """These units and everything below them."""

    def place(self, unit_id: int, *, under: int | None) -> None:
        """Say which unit stands above it; None: none does."""

    def position(self, unit_id: int, name: str) -> Position | None: ...
