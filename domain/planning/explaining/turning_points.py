"""What would lead to another outcome, with the figure that would have to be reached.

Codes and facts: `target_need_falls`, `origin_need_rises` (unit, position, need, would_need), `jpm_falls`
(jpm, below), `wish_opens`: the first wish would outweigh this seat (rank, unit, position, need,
would_need), `wish_freed`: it would, if nobody with a better claim took it (rank, unit, position),
`wish_stated`: as a first wish that free seat would have outweighed this one (unit, position, lost_by,
wish_points), `hardship_acknowledged` (hardship_points), `rule_met` (rule and its facts), `data_corrected`.
"""

from collections.abc import Iterable, Iterator, Sequence

from domain.explanations import (
    Facts,
    LostSeat,
    Reason,
    ReasonCode,
    Rival,
    RuleResult,
    WouldChange,
)
from domain.planning.explaining.unmet_wishes import WishCause
from domain.planning.rules.blocking import blocking
from domain.planning.settings import PlanningSettings

_FIT, _OTHER_WISH = ReasonCode.FIT, ReasonCode.OTHER_WISH
_NEEDS = {
    ReasonCode.TARGET_NEED: "target_need_falls",
    ReasonCode.ORIGIN_SURPLUS: "origin_need_rises",
}


def turning_points(
    reasons: Sequence[Reason],
    rules: Iterable[RuleResult],
    seats: Iterable[LostSeat],
    rivals: Iterable[Rival],
    settings: PlanningSettings,
    *,
    goes_with_spouse: bool,
) -> Iterator[WouldChange]:
    """Follow from what decided: needs, a wish that opens, a close choice, a rule; and wrong data always."""
    own_points = sum(reason.points for reason in reasons)
    for reason in reasons:
        yield from _from_reason(reason, own_points)
    yield from _from_seats(seats, settings)
    if not goes_with_spouse:  # nobody takes the place of one of two who go together
        yield from _from_rivals(reasons, rivals, settings)
    for rule in blocking(rules):
        yield WouldChange(code="rule_met", facts={"rule": rule.code, **rule.facts})
    yield WouldChange(code="data_corrected", facts={})


def _from_reason(reason: Reason, own_points: int) -> Iterator[WouldChange]:
    code, facts = reason.code, reason.facts
    if code in _NEEDS and reason.speaks_for:
        # Without a shortage there, or a surplus here, nobody is moved.
        yield WouldChange(
            code=_NEEDS[code],
            facts={
                "unit": facts["unit"],
                "position": facts["position"],
                "need": facts["need"],
                "would_need": facts["actual"],
            },
        )
    elif code is _FIT and reason.speaks_for:
        yield WouldChange(code="jpm_falls", facts={"jpm": facts["jpm"], "below": facts["pass"]})
    elif code is _OTHER_WISH:
        yield from _from_wish(facts, own_points)


def _from_wish(facts: Facts, own_points: int) -> Iterator[WouldChange]:
    points = facts.get("points")
    if not isinstance(points, int) or points <= own_points:
        return
    where = {name: facts[name] for name in ("rank", "unit", "position") if name in facts}
    need, actual = facts.get("need"), facts.get("actual")
    if facts["cause"] == WishCause.NO_VACANCY and isinstance(actual, int):
        yield WouldChange(code="wish_opens", facts=where | {"need": need, "would_need": actual + 1})
    elif facts["cause"] == WishCause.TAKEN:
        yield WouldChange(code="wish_freed", facts=where)


def _from_seats(seats: Iterable[LostSeat], settings: PlanningSettings) -> Iterator[WouldChange]:
    weights = settings.weights
    for seat in seats:
        if seat.lost_by is not None and 0 <= seat.lost_by < weights.wish and seat.facts["wish_rank"] is None:
            yield WouldChange(
                code="wish_stated",
                facts={
                    "unit": seat.place.unit,
                    "position": seat.place.position,
                    "lost_by": seat.lost_by,
                    "wish_points": weights.wish,
                },
            )


def _from_rivals(
    reasons: Iterable[Reason], rivals: Iterable[Rival], settings: PlanningSettings
) -> Iterator[WouldChange]:
    weights = settings.weights
    told = {reason.code for reason in reasons}
    closest = min((one.lost_by for one in rivals if one.lost_by is not None), default=None)
    is_close = closest is not None and 0 <= closest < weights.hardship
    if is_close and not told & {ReasonCode.HARDSHIP, ReasonCode.WISH}:
        # How close the other one came is for HR's eyes only, among the rivals.
        yield WouldChange(code="hardship_acknowledged", facts={"hardship_points": weights.hardship})
