"""Five years ahead, unit by unit: retirements (BUP) and contract ends against the need of today's map.

Nobody is assumed to be hired, extended or moved (`domain.planning.arithmetic.projection`). What the data do
not tell is counted, never guessed: a contract's end stands in no file, and a post whose kind is unknown has
no retirement age.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.planning.arithmetic.projection import (
    YEARS_AHEAD,
    Cause,
    Member,
    Projection,
    departure_of,
    project,
)
from domain.planning.arithmetic.retirement import RETIREMENT_AGES, retirement_tier
from domain.plans.records import Serving


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Somebody who leaves within the years ahead. `day`: the first one out of service."""

    person_id: int
    day: date
    cause: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAhead:
    """One unit. `staff_need` None where the need of one of its posts is unknown.

    `contracts_unknown`: PPPK whose contract's end is in no file; `retirement_unknown`: people whose day of
    retirement the data do not tell. `leaving` by day.
    """

    unit_id: int
    unit: str
    projection: Projection
    contracts_unknown: int
    retirement_unknown: int
    leaving: tuple[Leaving, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTotal:
    """All units together in one year. `lacking` at its end, where the need is known."""

    year: int
    retirements: int
    contract_ends: int
    lacking: int


def units_ahead(
    serving: Iterable[Serving],
    needs: Mapping[int, int | None],
    names: Mapping[int, str],
    *,
    as_of: date,
) -> tuple[UnitAhead, ...]:
    """Every unit with people in it or a need, by its name. `needs`: K by unit, of those on the map."""
    members: dict[int, list[Member]] = defaultdict(list)
    for one in serving:
        members[one.unit_id].append(member_of(one))
    every = sorted({*members, *needs}, key=lambda unit: (names[unit], unit))
    return tuple(_unit(unit, names[unit], members[unit], need=needs.get(unit), as_of=as_of) for unit in every)


def member_of(one: Serving) -> Member:
    """What tells when somebody leaves; of PPPK only the retirement is known."""
    tier = retirement_tier(one.position_kind, one.position, echelon=one.echelon)
    return Member(
        person=one.person_id,
        kind=one.kind,
        birth_on=one.birth_on,
        retirement_age=None if tier is None else RETIREMENT_AGES[tier],
    )


def totals(units: Sequence[UnitAhead]) -> tuple[YearTotal, ...]:
    """All of them together, year by year; none where there is no unit."""
    if not units:
        return ()
    by_year = zip(*(one.projection.years for one in units), strict=True)
    return tuple(
        YearTotal(
            year=years[0].year,
            retirements=sum(one.retirements for one in years),
            contract_ends=sum(one.contract_ends for one in years),
            lacking=sum(max(0, -(one.net or 0)) for one in years),
        )
        for years in by_year
    )


def lacking_at_end(one: UnitAhead) -> int:
    """How many people the unit lacks when the last year ends; 0 where its need is unknown."""
    return max(0, -(one.projection.years[-1].net or 0))


def _unit(unit_id: int, unit: str, members: Sequence[Member], *, need: int | None, as_of: date) -> UnitAhead:
    gone = [(one, left) for one in members if (left := departure_of(one)) is not None]
    last = date(as_of.year + YEARS_AHEAD, 12, 31)
    leaving = [
        Leaving(person_id=one.person, day=day, cause=cause) for one, (day, cause) in gone if day <= last
    ]
    return UnitAhead(
        unit_id=unit_id,
        unit=unit,
        projection=project(members, staff_need=need, as_of=as_of),
        contracts_unknown=sum(one.kind == "pppk" and one.contract_ends_on is None for one in members),
        retirement_unknown=sum(one.birth_on is None or one.retirement_age is None for one in members),
        leaving=tuple(sorted(leaving, key=lambda one: (one.day, one.person_id))),
    )
