"""What the owner of a proposal, or a colleague, could rightly complain of; before anybody is shown a wave.

Each finding is mended or justified in writing. It is for HR's eyes: colleagues are row numbers. Codes:

- `rule_…` with the rule's code: a hard rule that failed and was not set aside, or a step down however
  strictly the region holds that rule; facts of the rule.
- `better_colleague`: somebody fits better, wants that seat, could be had and would not have counted less;
  person_id, jpm, own_jpm, points, own_points, wish_rank.
- `wish_wasted`: a place that the person wished for more stays free; rank, unit, position, need, actual_plan.
- `spouses_split`: minutes_before, minutes_after.
- `donor_left_short`: unit, position, need, actual, actual_plan.
- `reason_not_borne_out`: the typed reason's claims, and whether the data bear each out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from domain.explanations import Explanation, ReasonCode, Verdict
from domain.planning.attributes import hundredths
from domain.planning.explaining import Explainer
from domain.planning.pairings import wish_met
from domain.planning.rule_codes import RuleCode
from domain.planning.rules.overrides import Override, blocking
from domain.planning.spouse_way import spouse_way
from domain.planning.unmet_wishes import WishCause, unmet_wish
from domain.planning.weighing import BARRED
from domain.plans.findings import Finding

_RULE = "rule_"


@dataclass(frozen=True, slots=True)
class _Wisher:
    person: int
    points: int
    jpm: int
    wish_rank: int


class Contest:
    """Tests the moves of one plan."""

    def __init__(self, explainer: Explainer) -> None:
        self._planned = explainer.planned
        self._weighing = explainer.weighing
        self._wishers: dict[int, list[_Wisher]] = {}

    def findings(
        self, move: int, explained: Explanation, overrides: Iterable[Override] = ()
    ) -> tuple[Finding, ...]:
        """What could be held against the move in that place of the plan; each code at most once."""
        return (
            *_broken_rules(explained, overrides),
            *self._better_colleague(move),
            *self._wasted_wish(move),
            *self._split(move),
            *_short_donor(explained),
            *_unfounded(explained),
        )

    def _better_colleague(self, move: int) -> Iterator[Finding]:
        mover, target = int(self._planned.mover[move]), int(self._planned.target[move])
        own_points, own_jpm = self._weighing.weigh(mover, target).total, self._weighing.jpm(mover, target)
        for wisher in self._wishers_of(target):
            if wisher.points < own_points:
                return
            if wisher.jpm > own_jpm and self._could_be_had(wisher, move):
                yield Finding(
                    code="better_colleague",
                    facts={
                        "person_id": self._planned.candidate(wisher.person).person_id,
                        "jpm": hundredths(wisher.jpm),
                        "own_jpm": hundredths(own_jpm),
                        "points": wisher.points,
                        "own_points": own_points,
                        "wish_rank": wisher.wish_rank,
                    },
                )
                return

    def _wishers_of(self, target: int) -> Sequence[_Wisher]:
        """Who wishes for the post and may take it, by points."""
        if target not in self._wishers:
            wishing = self._weighing.wishing.get(self._planned.post(target).unit_id, np.array([], np.int64))
            points = self._weighing.of_people(wishing, target) if len(wishing) else wishing
            found = []
            for person, worth in zip(wishing.tolist(), points.tolist(), strict=True):
                wish = wish_met(self._planned.basis, person, target)
                if wish is not None and worth > BARRED:
                    jpm = self._weighing.jpm(person, target)
                    found.append(_Wisher(person, worth, jpm, wish.rank))
            self._wishers[target] = sorted(found, key=lambda one: (-one.points, one.person))
        return self._wishers[target]

    def _could_be_had(self, wisher: _Wisher, move: int) -> bool:
        held, goes_to = int(self._planned.basis.held_post[wisher.person]), self._planned.goes_to
        if wisher.person in goes_to:
            met = wish_met(self._planned.basis, wisher.person, goes_to[wisher.person])
            return met is None or met.rank > wisher.wish_rank
        if held < 0 or held == int(self._planned.target[move]):
            return False
        return held == int(self._planned.origin[move]) or self._planned.is_above_need(held)

    def _wasted_wish(self, move: int) -> Iterator[Finding]:
        mover, target = int(self._planned.mover[move]), int(self._planned.target[move])
        met = wish_met(self._planned.basis, mover, target)
        for wish in sorted(self._planned.candidate(mover).wishes, key=lambda one: one.rank):
            if met is not None and wish.rank >= met.rank:
                return
            unmet = unmet_wish(self._planned, self._weighing, mover, wish)
            if unmet.post is not None and unmet.cause is WishCause.FREE and self._has_room(mover, unmet.post):
                post = self._planned.post(unmet.post)
                yield Finding(
                    code="wish_wasted",
                    facts={
                        "rank": wish.rank,
                        "unit": post.unit,
                        "position": post.name,
                        "need": self._planned.basis.needs[unmet.post].staff_need,
                        "actual_plan": self._planned.actual_after[unmet.post],
                    },
                )
                return

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


def _broken_rules(explained: Explanation, overrides: Iterable[Override]) -> Iterator[Finding]:
    set_aside = tuple(overrides)
    broken = blocking(explained.rules, set_aside)
    for rule in explained.rules:
        is_step_down = rule.code == RuleCode.DEMOTION and rule.verdict is Verdict.FAILED
        if rule in broken or (is_step_down and rule.code not in {one.code for one in set_aside}):
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
