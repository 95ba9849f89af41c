"""Officials are not moved in an election window without the minister's consent (UU 10/2016 art. 71(2))."""

from domain.explanations import Facts
from domain.planning.rule_codes import RuleCode
from domain.planning.rules.rule import Rule
from domain.planning.rules.views import KIND_NAMES, Kind, PostView, Truth
from domain.planning.settings import PlanningSettings


def _moves_official(pair: PostView, _settings: PlanningSettings) -> Truth:
    official = (pair.person.kind == Kind.STRUCTURAL) | (pair.kind == Kind.STRUCTURAL)
    return official & pair.is_locked


def _may_be_official(pair: PostView, _settings: PlanningSettings) -> Truth:
    unknown = (pair.person.kind == Kind.UNKNOWN) | (pair.kind == Kind.UNKNOWN)
    return unknown & pair.is_locked


def _window(pair: PostView, _settings: PlanningSettings) -> Facts:
    return {
        "locked": pair.is_locked,
        "kind_from": KIND_NAMES[pair.person.kind],
        "kind_to": KIND_NAMES[pair.kind],
    }


ELECTION_LOCK = Rule(
    code=RuleCode.ELECTION_LOCK,
    source="UU 10/2016 ps. 71 (2)",
    fails=_moves_official,
    warns=_may_be_official,
    facts=_window,
)
