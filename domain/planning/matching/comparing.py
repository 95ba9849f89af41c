"""Scenarios side by side: what each makes of the region, in the figures by which one is chosen."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from domain.planning.arithmetic.effective_time import PROFILES
from domain.planning.arithmetic.rounding import two_decimals
from domain.planning.arithmetic.utilisation import PostLoad, unit_util
from domain.planning.matching.objective import Pairing
from domain.planning.matching.pairings import pairing_of
from domain.planning.matching.planned import Move, Planned
from domain.planning.region.basis import Basis
from domain.planning.region.needs import Balance, balance_of
from domain.planning.region.places import UNKNOWN

_HUNDREDTHS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """A unit from which or to which somebody moves: people, and EU rounded; None where no load is known."""

    unit_id: int
    unit: str
    staff_before: int
    staff_after: int
    util_before: Decimal | None
    util_after: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioFigures:
    """One scenario. Means are over those moves of which the figure is known; None where it is of none.

    `mean_fit` in percent. `wishes_met`: moves by the rank of the wish that they meet; `wishes_unmet`: people
    who move though it meets none of their wishes; `wishes_waiting`: people with wishes who do not move.
    `mean_travel`: minutes from the present place of work. `units` by their row numbers.
    """

    moves: int
    before: Balance
    after: Balance
    mean_fit: Decimal | None
    fit_unknown: int
    wishes_met: Mapping[int, int]
    wishes_unmet: int
    wishes_waiting: int
    mean_travel: Decimal | None
    travel_unknown: int
    units: tuple[UnitChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedUnit:
    """One unit as it is, and as each scenario leaves it, in the order of the scenarios."""

    unit_id: int
    unit: str
    staff_before: int
    util_before: Decimal | None
    staff_after: tuple[int, ...]
    util_after: tuple[Decimal | None, ...]


def scenario_figures(basis: Basis, moves: Iterable[Move]) -> ScenarioFigures:
    """What these moves, seats filled and swaps alike, make of the region. Raise UnknownMove."""
    planned = Planned(basis, moves)
    pairings = [pairing_of(basis, person, post) for person, post in planned.goes_to.items()]
    fits = [pairing.jpm for pairing in pairings if pairing.jpm != UNKNOWN]
    ways = [pairing.travel_minutes for pairing in pairings if pairing.travel_minutes is not None]
    people = basis.snapshot.candidates
    mean_fit, mean_travel = _mean(fits), _mean(ways)
    return ScenarioFigures(
        moves=len(pairings),
        before=balance_of(need.gap for need in basis.needs),
        after=balance_of(_gaps_after(planned)),
        mean_fit=None if mean_fit is None else two_decimals(mean_fit / _HUNDREDTHS),
        fit_unknown=len(pairings) - len(fits),
        wishes_met=_by_rank(pairings),
        wishes_unmet=sum(
            bool(people[person].wishes) and pairing.wish_rank is None
            for person, pairing in zip(planned.goes_to, pairings, strict=True)
        ),
        wishes_waiting=sum(
            bool(one.wishes) and person not in planned.goes_to for person, one in enumerate(people)
        ),
        mean_travel=None if mean_travel is None else two_decimals(mean_travel),
        travel_unknown=len(pairings) - len(ways),
        units=tuple(_unit_changes(planned)),
    )


def compared_units(scenarios: Iterable[ScenarioFigures]) -> tuple[ComparedUnit, ...]:
    """Units that any of the scenarios changes, by their row numbers."""
    changed = [{unit.unit_id: unit for unit in scenario.units} for scenario in scenarios]
    every = {unit_id: unit for units in changed for unit_id, unit in units.items()}
    return tuple(
        ComparedUnit(
            unit_id=unit_id,
            unit=unit.unit,
            staff_before=unit.staff_before,
            util_before=unit.util_before,
            staff_after=tuple(
                units[unit_id].staff_after if unit_id in units else unit.staff_before for units in changed
            ),
            util_after=tuple(
                units[unit_id].util_after if unit_id in units else unit.util_before for units in changed
            ),
        )
        for unit_id, unit in sorted(every.items())
    )


def _by_rank(pairings: Iterable[Pairing]) -> Mapping[int, int]:
    met = Counter(pairing.wish_rank for pairing in pairings if pairing.wish_rank is not None)
    return dict(sorted(met.items()))


def _mean(figures: list[int]) -> Fraction | None:
    return Fraction(sum(figures), len(figures)) if figures else None


def _gaps_after(planned: Planned) -> list[int | None]:
    return [
        None if need.staff_need is None else actual - need.staff_need
        for need, actual in zip(planned.basis.needs, planned.actual_after, strict=True)
    ]


def _unit_changes(planned: Planned) -> Iterator[UnitChange]:
    basis = planned.basis
    origins = [post for post in planned.origin.tolist() if post != UNKNOWN]
    changed = {int(basis.unit_of_post[post]) for post in [*origins, *planned.target.tolist()]}
    posts_of: dict[int, list[int]] = {unit: [] for unit in sorted(changed)}
    for post, unit in enumerate(basis.unit_of_post.tolist()):
        if unit in posts_of:
            posts_of[unit].append(post)
    before = [need.staff_actual for need in basis.needs]
    for posts in posts_of.values():
        first = basis.snapshot.posts[posts[0]]
        yield UnitChange(
            unit_id=first.unit_id,
            unit=first.unit,
            staff_before=sum(before[post] for post in posts),
            staff_after=sum(planned.actual_after[post] for post in posts),
            util_before=_util(basis, posts, before),
            util_after=_util(basis, posts, planned.actual_after),
        )


def _util(basis: Basis, posts: list[int], staff: list[int]) -> Decimal | None:
    profile = PROFILES[basis.settings.wke_minutes]
    needs = basis.needs
    return unit_util(
        [
            PostLoad(
                post=needs[post].post,
                load_minutes=needs[post].load_minutes,
                staff_actual=staff[post],
                profile=profile,
            )
            for post in posts
        ]
    ).ratio
