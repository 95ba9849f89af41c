"""What the owner of a proposal, or a colleague, could rightly complain of; before anybody is shown a wave.

Each finding is mended or justified in writing. It is for HR's eyes: colleagues are row numbers. Codes:

- `rule_…` with the rule's code: a hard rule that failed, or a step down however
  strictly the region holds that rule; facts of the rule.
- `already_there`: the person holds the post already.
- `better_colleague`: somebody fits better, wants that seat, could be had and would not have counted less;
  person_id, jpm, own_jpm, points, own_points, wish_rank.
- `wish_wasted`: a place that the person wished for more stays free; rank, unit, position, need, actual_plan.
- `spouses_split`: minutes_before, minutes_after.
- `donor_left_short`: unit, position, need, actual, actual_plan.
- `reason_not_borne_out`: the typed reason's claims, and whether the data bear each out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from domain.explanations import Explanation, ReasonCode, Verdict
from domain.planning.explaining.explainer import Explainer
from domain.planning.explaining.spouse_way import parts_couple, spouse_way
from domain.planning.explaining.weighing import BARRED
from domain.planning.matching.pairings import wish_met
from domain.planning.region.attributes import hundredths
from domain.planning.region.basis import Ints
from domain.planning.region.places import UNKNOWN
from domain.planning.rule_codes import RuleCode
from domain.planning.rules.blocking import blocking
from domain.planning.snapshot import Wish
from domain.plans.findings import Finding

_RULE = "rule_"


_NOBODY = np.array([], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Wishers:
    """Who wishes for the unit of one post and may take that post, with points and job-person match there."""

    person: Ints
    points: Ints
    jpm: Ints


class Contest:
    """Tests the moves of one plan."""

    def __init__(self, explainer: Explainer) -> None:
        self._planned = explainer.planned
        self._weighing = explainer.weighing
        self._wishers: dict[int, _Wishers] = {}

    def findings(self, move: int, explained: Explanation) -> tuple[Finding, ...]:
        """What could be held against the move in that place of the plan; each code at most once."""
        return (
            *self._no_move(move),
            *_broken_rules(explained),
            *self._better_colleague(move),
            *self._wasted_wish(move),
            *self._split(move),
            *_short_donor(explained),
            *_unfounded(explained),
        )

    def _no_move(self, move: int) -> Iterator[Finding]:
        if self._planned.origin[move] == self._planned.target[move]:
            yield Finding(code="already_there", facts={})

    def _better_colleague(self, move: int) -> Iterator[Finding]:
        mover, target = int(self._planned.mover[move]), int(self._planned.target[move])
        own_points, own_jpm = self._weighing.weigh(mover, target).total, self._weighing.jpm(mover, target)
        wishers = self._wishers_of(target)
        better = np.flatnonzero((wishers.jpm > own_jpm) & (wishers.points >= own_points))
        for place in better[np.argsort(-wishers.points[better], kind="stable")].tolist():
            person = int(wishers.person[place])
            wish = wish_met(self._planned.basis, person, target)
            could_be_had = wish is not None and self._could_be_had(person, wish.rank, move)
            if wish is not None and could_be_had and self._may_take(person, target):
                yield Finding(
                    code="better_colleague",
                    facts={
                        "person_id": self._planned.candidate(person).person_id,
                        "jpm": hundredths(int(wishers.jpm[place])),
                        "own_jpm": hundredths(own_jpm),
                        "points": int(wishers.points[place]),
                        "own_points": own_points,
                        "wish_rank": wish.rank,
                    },
                )
                return

    def _wishers_of(self, target: int) -> _Wishers:
        if target not in self._wishers:
            basis = self._planned.basis
            person = self._weighing.wishing.get(self._planned.post(target).unit_id, _NOBODY)
            points = self._weighing.of_people(person, target) if len(person) else _NOBODY
            may = points > BARRED
            jpm = basis.columns.jpm(int(basis.columns.key_of_post[target]))[person[may]]
            self._wishers[target] = _Wishers(person[may], points[may], jpm.astype(np.int64))
        return self._wishers[target]

    def _could_be_had(self, person: int, wish_rank: int, move: int) -> bool:
        held, goes_to = int(self._planned.basis.held_post[person]), self._planned.goes_to
        if person in goes_to:
            met = wish_met(self._planned.basis, person, goes_to[person])
            return met is None or met.rank > wish_rank
        # Whose husband or wife is moved would be parted from them in the mover's stead.
        goes_with = self._planned.near_to(person) in goes_to
        if goes_with or held == UNKNOWN or held == int(self._planned.target[move]):
            return False
        return held == int(self._planned.origin[move]) or self._planned.is_above_need(held)

    def _wasted_wish(self, move: int) -> Iterator[Finding]:
        mover, target = int(self._planned.mover[move]), int(self._planned.target[move])
        met = wish_met(self._planned.basis, mover, target)
        for wish in sorted(self._planned.candidate(mover).wishes, key=lambda one: one.rank):
            if met is not None and wish.rank >= met.rank:
                return
            free = self._free_seat(mover, wish)
            if free is not None:
                post = self._planned.post(free)
                yield Finding(
                    code="wish_wasted",
                    facts={
                        "rank": wish.rank,
                        "unit": post.unit,
                        "position": post.name,
                        "need": self._planned.basis.needs[free].staff_need,
                        "actual_plan": self._planned.actual_after[free],
                    },
                )
                return

    def _free_seat(self, mover: int, wish: Wish) -> int | None:
        """A post that meets the wish, stays free, and could have been had."""
        for post in self._weighing.posts_of_unit.get(wish.unit_id, ()):
            is_met = wish.position_key in {None, self._planned.post(post).key}
            is_open = is_met and self._planned.is_free(post) and self._planned.lacks[post]
            if is_open and self._has_room(mover, post) and self._may_take(mover, post):
                return post
        return None

    def _may_take(self, person: int, post: int) -> bool:
        """Whether no rule bars it and no couple would be parted by it."""
        is_parted = parts_couple(self._planned, self._weighing, person, np.array([post]))[0]
        return not is_parted and self._weighing.allows(person, post)

    def _has_room(self, mover: int, post: int) -> bool:
        """Whether the unit may receive one more in this wave."""
        most, unit_id = self._planned.basis.settings.most_received, self._planned.post(post).unit_id
        is_inside = self._planned.candidate(mover).unit_id == unit_id
        return most is None or is_inside or self._planned.received(unit_id) < most

    def _split(self, move: int) -> Iterator[Finding]:
        way = spouse_way(self._planned, self._weighing, int(self._planned.mover[move]))
        if way is not None and way.is_split:
            facts = {"minutes_before": way.minutes_before, "minutes_after": way.minutes_after}
            yield Finding(code="spouses_split", facts=facts)


def _broken_rules(explained: Explanation) -> Iterator[Finding]:
    broken = blocking(explained.rules)
    for rule in explained.rules:
        is_step_down = rule.code == RuleCode.DEMOTION and rule.verdict is Verdict.FAILED
        if rule in broken or is_step_down:
            yield Finding(code=f"{_RULE}{rule.code}", facts=rule.facts)


def _short_donor(explained: Explanation) -> Iterator[Finding]:
    for reason in explained.reasons:
        if reason.code is ReasonCode.ORIGIN_SURPLUS:
            need, left = reason.facts["need"], reason.facts["actual_plan"]
            if isinstance(need, int) and isinstance(left, int) and left < need:
                names = ("unit", "position", "need", "actual", "actual_plan")
                facts = {name: reason.facts[name] for name in names}
                yield Finding(code="donor_left_short", facts=facts)


def _unfounded(explained: Explanation) -> Iterator[Finding]:
    if explained.stated is not None and explained.stated.is_borne_out is False:
        yield Finding(code="reason_not_borne_out", facts=explained.stated.facts)
