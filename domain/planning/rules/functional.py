"""Into another functional post (JF): PNS, and S1/D4 (keahlian) or SLTA (keterampilan) at least.

Competence test, two years of related experience, health and the age limit (53, 55 or 60) are in no data that
the planner is given, so every such move carries a warning: they are still to be shown.
"""

from domain.explanations import Facts
from domain.planning.rule_codes import RuleCode
from domain.planning.rules.rule import Rule
from domain.planning.rules.views import KIND_NAMES, UNKNOWN, Kind, PostView, Truth
from domain.planning.settings import PlanningSettings

_LEVELS = {UNKNOWN: "unknown", 0: "below", 1: "reached"}


def _enters_other(pair: PostView) -> Truth:
    return (pair.kind == Kind.FUNCTIONAL) & (pair.is_same_post ^ True)


def _may_not_enter(pair: PostView, _settings: PlanningSettings) -> Truth:
    return _enters_other(pair) & (pair.person.is_pppk | (pair.reaches_branch == 0))


def _is_still_to_show(pair: PostView, _settings: PlanningSettings) -> Truth:
    unknown_kind = (pair.kind == Kind.UNKNOWN) & (pair.is_same_post ^ True)
    return _enters_other(pair) | unknown_kind


def _entry(pair: PostView, _settings: PlanningSettings) -> Facts:
    return {
        "kind": KIND_NAMES[pair.kind],
        "same_post": pair.is_same_post,
        "pppk": pair.person.is_pppk,
        "level": _LEVELS[pair.reaches_branch],
    }


JF_MOVE = Rule(
    code=RuleCode.JF_MOVE,
    source="PermenPANRB 1/2023",
    fails=_may_not_enter,
    warns=_is_still_to_show,
    facts=_entry,
)
