"""What a move does to the two posts and their units, in people and in load: each post worked out once.

Loads are EJ of the post and EU of its unit (domain.md 2.2): before, with this move alone, with the plan.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from domain.explanations import Facts, FactValue, Reason, ReasonCode
from domain.planning.arithmetic.effective_time import PROFILES
from domain.planning.arithmetic.utilisation import LOAD_BOUNDS, PostLoad, unit_util
from domain.planning.matching.planned import Planned
from domain.planning.region.needs import NeedBasis
from domain.planning.region.places import UNKNOWN

_SOURCES = {
    NeedBasis.TASKS: "workload",
    NeedBasis.MAP: "position_map",
    NeedBasis.STRUCTURAL: "structural_post",
    NeedBasis.UNKNOWN: "position_map",
}


_Change = tuple[int, int]  # a post, and how many more people it has

# A move that a list sends to the very post somebody holds changes nothing, and is told as one into it.
NEEDS = {+1: ReasonCode.TARGET_NEED, 0: ReasonCode.TARGET_NEED, -1: ReasonCode.ORIGIN_SURPLUS}
LOADS = {+1: ReasonCode.TARGET_LOAD, 0: ReasonCode.TARGET_LOAD, -1: ReasonCode.ORIGIN_LOAD}


class PostFacts:
    """Reasons that hang on the posts alone, not on who is moved."""

    def __init__(self, planned: Planned) -> None:
        self._planned = planned
        self._basis = planned.basis
        self._profile = PROFILES[planned.basis.settings.wke_minutes]
        self._posts_of_unit: dict[int, list[int]] = defaultdict(list)
        for post, unit in enumerate(self._basis.unit_of_post.tolist()):
            self._posts_of_unit[unit].append(post)
        self._units = self._basis.unit_of_post.tolist()
        self._people = [need.staff_actual for need in self._basis.needs]
        self._kept: dict[tuple[int, tuple[_Change, ...]], tuple[Reason, ...]] = {}
        self._loads: dict[tuple[_Change, ...], Decimal | None] = {}

    def reasons(self, origin: int, target: int) -> tuple[Reason, ...]:
        """Need and load of the target, then of the origin (UNKNOWN: none); what is not known is left out."""
        arrival, departure = (target, +1), (origin, -1)
        if origin == UNKNOWN:
            return self._about(target, (arrival,))
        if origin == target:
            return self._about(target, ((target, 0),))
        if self._units[origin] == self._units[target]:
            both = (arrival, departure)
            return (*self._about(target, both), *self._about(origin, both))
        return (*self._about(target, (arrival,)), *self._about(origin, (departure,)))

    def ej(self, post: int, staff: int) -> Decimal | None:
        """Load of one post on so many people, rounded; None where it is not known or nobody is there."""
        return self._ratio(((post, staff),))

    def _about(self, post: int, changes: tuple[_Change, ...]) -> tuple[Reason, ...]:
        if (post, changes) not in self._kept:
            self._kept[post, changes] = tuple(self._reasons(post, dict(changes)))
        return self._kept[post, changes]

    def _reasons(self, post: int, changes: Mapping[int, int]) -> Iterator[Reason]:
        need, change = self._basis.needs[post], changes[post]
        where: dict[str, FactValue] = {
            "unit": self._planned.post(post).unit,
            "position": self._planned.post(post).name,
        }
        if need.staff_need is not None:
            people: dict[str, FactValue] = {
                "need": need.staff_need,
                "actual": need.staff_actual,
                "actual_after": need.staff_actual + change,
                "actual_plan": self._planned.actual_after[post],
            }
            speaks_for = (need.staff_need - need.staff_actual) * change > 0
            yield self._reason(NEEDS[change], where | people, _SOURCES[need.basis], speaks_for=speaks_for)
        if need.load_minutes is not None:
            loads = self._load_facts(post, changes)
            speaks_for = self._is_well_loaded(self.ej(post, need.staff_actual + change), change)
            yield self._reason(LOADS[change], where | loads, "workload", speaks_for=speaks_for)

    def _load_facts(self, post: int, changes: Mapping[int, int]) -> dict[str, FactValue]:
        people = self._people
        unit = self._posts_of_unit[self._units[post]]
        after = {one: people[one] + changes.get(one, 0) for one in unit}
        plan = self._planned.actual_after
        return {
            "ej": self.ej(post, people[post]),
            "ej_after": self.ej(post, after[post]),
            "ej_plan": self.ej(post, plan[post]),
            "eu": self._ratio(tuple((one, people[one]) for one in unit)),
            "eu_after": self._ratio(tuple(after.items())),
            "eu_plan": self._ratio(tuple((one, plan[one]) for one in unit)),
        }

    def _ratio(self, staffing: tuple[_Change, ...]) -> Decimal | None:
        if staffing not in self._loads:
            posts = [
                PostLoad(
                    post=post,
                    load_minutes=self._basis.needs[post].load_minutes,
                    staff_actual=staff,
                    profile=self._profile,
                )
                for post, staff in staffing
            ]
            self._loads[staffing] = unit_util(posts).ratio
        return self._loads[staffing]

    def _is_well_loaded(self, ej_after: Decimal | None, change: int) -> bool:
        """Whoever comes finds enough work; whoever stays behind is not left with too much."""
        if ej_after is None:
            return False
        return ej_after >= LOAD_BOUNDS.spare if change >= 0 else ej_after <= LOAD_BOUNDS.full

    def _reason(self, code: ReasonCode, facts: Facts, source: str, *, speaks_for: bool) -> Reason:
        return Reason(
            code=code,
            speaks_for=speaks_for,
            points=0,
            facts=facts,
            as_of=self._basis.snapshot.map_as_of,
            source=source,
        )
