"""What is counted, by unit. Every number means people unless it says otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from domain.corrections.records import FactCode


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveCount:
    """The people of a wave who serve in one unit when they are proposed, the unit that they would leave.

    Whoever is a draft, was withdrawn or rejected is not counted: there is nothing to tell them. Two ways to
    split `people`, which always add up:

    - `told` (privately, on paper, or they have opened their card), `beyond_reach` (an officer or liaison has
      recorded why nothing reaches them), and the rest, who are still to be told;
    - `linked` (a live account), and the rest.

    `understood`, `not_understood`, `objecting`: by the newest word that somebody said of their explanation,
    in the chat or on paper. Whoever was told and said none is silent, so these four add up to `told`.
    """

    unit_id: int
    unit: str
    people: int
    linked: int
    told: int
    beyond_reach: int
    understood: int
    not_understood: int
    objecting: int

    @property
    def untold(self) -> int:
        return self.people - self.told - self.beyond_reach

    @property
    def silent(self) -> int:
        return self.told - self.understood - self.not_understood - self.objecting

    @property
    def answers(self) -> tuple[int, int, int, int]:
        """In the order of `ANSWERS`."""
        return self.understood, self.not_understood, self.objecting, self.silent


ANSWERS = ("understood", "not_understood", "objecting", "silent")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCount:
    """Everybody in service in one unit, and how many of them have a live account."""

    unit_id: int
    unit: str
    people: int
    linked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCount:
    """The people of one unit against its need (K, the sum over its posts on the position map; None: unknown).

    `before` the wave, `now` by HR's record, and `after` it, when all of its moves are done. A move is done
    when its person is on record in the unit that it leads to.
    """

    unit_id: int
    unit: str
    need: int | None
    before: int
    now: int
    after: int

    def share(self, people: int) -> Decimal | None:
        """How much work falls to each: need against people, 1 is even. None: unknown, or nobody is there."""
        return None if self.need is None or people <= 0 else Decimal(self.need) / people


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionCount:
    """Requests (not people) about one fact. `waiting` includes `overdue`; it and the last two add up."""

    fact: FactCode
    waiting: int
    overdue: int
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How many wish for a unit in any post, by the day's count (`storage.chances`)."""

    unit: str
    wanting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WavePerson:
    """One person of a wave. `word`: one of `ANSWERS`, `beyond_reach` or `untold`."""

    person_id: int
    unit: str
    full_name: str
    position: str
    word: str
    is_linked: bool


class Standing(Protocol):
    """Counted by the database when asked. `units`: only those; None: all of them."""

    def of_wave(
        self, wave_id: int, *, before_decree: bool, units: frozenset[int] | None
    ) -> Sequence[WaveCount]:
        """By name. `before_decree`: the region shows proposals before there is a decree."""

    def people_of_wave(self, wave_id: int, *, before_decree: bool) -> Sequence[WavePerson]:
        """By unit and name."""

    def of_region(self, *, units: frozenset[int] | None) -> Sequence[UnitCount]: ...

    def loads(self, wave_id: int, *, units: frozenset[int] | None) -> Sequence[LoadCount]:
        """Of the units that the wave's moves leave or join, by name."""

    def corrections(self, wave_id: int | None, *, now: datetime) -> Sequence[CorrectionCount]:
        """Of the wave's people, or everybody's; by fact, facts without a request left out."""

    def wanted(self, *, at_least: int) -> Sequence[Wanted]:
        """The most wished first."""

    def wanted_on(self) -> date | None:
        """The day of that count."""

    def callers(self, wave_id: int | None) -> int:
        """How many ask for a person to explain it to them."""

    def objections(self, wave_id: int | None) -> Mapping[str, int]:
        """Formal objections (keberatan) that were handed in, by state."""

    def given_up(self, wave_id: int) -> int:
        """Proposals that had been shown to their people and were then withdrawn or rejected."""

    def wishes_met(self, wave_id: int) -> int:
        """Decided proposals that lead to a unit for which their people had wished when the wave was shown."""
