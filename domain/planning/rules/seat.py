"""The seat itself: a place that is free and needed, and no line of command within a family."""

from domain.explanations import Facts
from domain.planning.rule_codes import RuleCode
from domain.planning.rules.rule import Rule, never
from domain.planning.rules.views import KIND_NAMES, UNKNOWN, Kind, SeatView, Truth
from domain.planning.settings import PlanningSettings


def _has_no_room(seat: SeatView, _settings: PlanningSettings) -> Truth:
    # Without a known need nothing shows that anybody is needed there.
    return (seat.need == UNKNOWN) | (seat.actual_after > seat.need)


def _is_commanded_by_family(seat: SeatView, _settings: PlanningSettings) -> Truth:
    commands = (seat.kind == Kind.STRUCTURAL) | (seat.spouse_kind == Kind.STRUCTURAL)
    return seat.spouse_is_there & commands


def _may_be_commanded(seat: SeatView, _settings: PlanningSettings) -> Truth:
    # Kinship is not kept here beyond the spouse who wishes to be near; HR states the rest for who commands.
    unknown = (seat.kind == Kind.UNKNOWN) | (seat.spouse_kind == Kind.UNKNOWN)
    return (seat.kind == Kind.STRUCTURAL) | (seat.spouse_is_there & unknown)


def _room(seat: SeatView, _settings: PlanningSettings) -> Facts:
    return {"need": None if seat.need == UNKNOWN else seat.need, "actual_after": seat.actual_after}


def _family(seat: SeatView, _settings: PlanningSettings) -> Facts:
    return {
        "spouse_there": seat.spouse_is_there,
        "kind": KIND_NAMES[seat.kind],
        "spouse_kind": KIND_NAMES[seat.spouse_kind],
    }


VACANCY = Rule(
    code=RuleCode.VACANCY,
    source="Peraturan BKN 5/2019; PermenPANRB 1/2020",
    fails=_has_no_room,
    warns=never,
    facts=_room,
)
COI = Rule(
    code=RuleCode.COI,
    source="PP 11/2017 ps. 190 (5)",
    fails=_is_commanded_by_family,
    warns=_may_be_commanded,
    facts=_family,
)
