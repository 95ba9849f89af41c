"""Staffing over the years to come: who retires and whose contract ends, and what is left against the need.

`net = B - K - BUP - PPPK_end`, positive is surplus: leaving eats into a surplus and deepens a shortage
(domain.md 2.2).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.people import EmployeeKind
from domain.planning.arithmetic.retirement import retires_on

YEARS_AHEAD = 5


class Cause(StrEnum):
    """Why somebody leaves."""

    RETIREMENT = "retirement"
    CONTRACT_END = "contract_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of today's people of a post. `contract_ends_on` is the last day of a PPPK's contract."""

    person: int
    kind: EmployeeKind
    birth_on: date | None
    retirement_age: int | None
    contract_ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAhead:
    """One year: who leaves in it, and the net staffing at its end; None where the need is unknown."""

    year: int
    retirements: int
    contract_ends: int
    net: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """The years ahead. `unknown`: people who leave on a day that the data do not tell.

    `overdue`: people counted who should have left by that day; they leave in the first year.
    """

    staff_actual: int
    staff_need: int | None
    years: tuple[YearAhead, ...]
    unknown: tuple[int, ...]
    overdue: tuple[int, ...]


def net_staff(*, staff_actual: int, staff_need: int, retirements: int, contract_ends: int) -> int:
    """B - K - BUP - PPPK_end: positive is surplus."""
    return staff_actual - staff_need - retirements - contract_ends


def departure_of(member: Member) -> tuple[date, Cause] | None:
    """The first day without the person, and why, whichever comes first; None where no day is known."""
    days = []
    if member.birth_on is not None and member.retirement_age is not None:
        days.append((retires_on(member.birth_on, member.retirement_age), Cause.RETIREMENT))
    if member.kind == "pppk" and member.contract_ends_on is not None:
        days.append((member.contract_ends_on + timedelta(days=1), Cause.CONTRACT_END))
    return min(days, default=None)


def project(
    members: Sequence[Member], *, staff_need: int | None, as_of: date, years: int = YEARS_AHEAD
) -> Projection:
    """Follow today's people of a post or unit through the full years after the day of the count.

    Nobody is assumed to be hired, extended or moved, and the need to stay as it is.
    """
    departures = [(member.person, gone) for member in members if (gone := departure_of(member))]
    first = as_of.year + 1
    leaving = Counter((max(day.year, first), cause) for _, (day, cause) in departures)
    ahead = []
    retired = ended = 0
    for year in range(first, first + years):
        retirements, contract_ends = leaving[year, Cause.RETIREMENT], leaving[year, Cause.CONTRACT_END]
        retired, ended = retired + retirements, ended + contract_ends
        net = None
        if staff_need is not None:
            net = net_staff(
                staff_actual=len(members), staff_need=staff_need, retirements=retired, contract_ends=ended
            )
        ahead.append(YearAhead(year=year, retirements=retirements, contract_ends=contract_ends, net=net))
    return Projection(
        staff_actual=len(members),
        staff_need=staff_need,
        years=tuple(ahead),
        unknown=tuple(member.person for member in members if not _is_known(member)),
        overdue=tuple(person for person, (day, _) in departures if day <= as_of),
    )


def _is_known(member: Member) -> bool:
    has_contract = member.kind == "pns" or member.contract_ends_on is not None
    return has_contract and member.birth_on is not None and member.retirement_age is not None
