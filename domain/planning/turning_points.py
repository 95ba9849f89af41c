"""What would lead to another outcome, with the figure that would have to be reached."""

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
from domain.planning.rules.overrides import blocking
from domain.planning.settings import PlanningSettings
from domain.planning.unmet_wishes import WishCause

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
) -> Iterator[WouldChange]:
    """Follow from what decided: needs, a wish that opens, a close choice, a rule; and wrong data always."""
    for reason in reasons:
        yield from _from_reason(reason)
    yield from _from_choice(reasons, seats, rivals, settings)
    for rule in blocking(rules):
        yield WouldChange(code="rule_met", facts={"rule": rule.code, **rule.facts})
    yield WouldChange(code="data_corrected", facts={})


def _from_reason(reason: Reason) -> Iterator[WouldChange]:
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
        yield from _from_wish(facts)


def _from_wish(facts: Facts) -> Iterator[WouldChange]:
    where = {name: facts[name] for name in ("rank", "unit", "position") if name in facts}
    need, actual = facts.get("need"), facts.get("actual")
    if facts["cause"] == WishCause.NO_VACANCY and isinstance(actual, int):
        yield WouldChange(code="wish_opens", facts=where | {"need": need, "would_need": actual + 1})
    elif facts["cause"] == WishCause.TAKEN:
        yield WouldChange(code="wish_freed", facts=where)


def _from_choice(
    reasons: Iterable[Reason],
    seats: Iterable[LostSeat],
    rivals: Iterable[Rival],
    settings: PlanningSettings,
) -> Iterator[WouldChange]:
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
    told = {reason.code for reason in reasons}
    closest = min((one.lost_by for one in rivals if one.lost_by is not None), default=None)
    is_close = closest is not None and 0 <= closest < weights.hardship
    if is_close and not told & {ReasonCode.HARDSHIP, ReasonCode.WISH}:
        # How close the other one came is for HR's eyes only, among the rivals.
        yield WouldChange(code="hardship_acknowledged", facts={"hardship_points": weights.hardship})
