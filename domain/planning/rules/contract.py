"""Contract staff (PPPK) stay in the post they were contracted for (reports of BKN, Nov 2025 and Jan 2026)."""

from domain.explanations import Facts
from domain.planning.rule_codes import RuleCode
from domain.planning.rules.rule import Rule, never
from domain.planning.rules.views import PostView, Truth
from domain.planning.settings import PlanningSettings


def _leaves_contract(pair: PostView, settings: PlanningSettings) -> Truth:
    return pair.person.is_pppk & ((pair.is_same_post ^ True) | (settings.pppk_moves == "none"))


def _contract(pair: PostView, settings: PlanningSettings) -> Facts:
    return {
        "pppk": pair.person.is_pppk,
        "same_post": pair.is_same_post,
        "allowed": settings.pppk_moves,
    }


PPPK_SCOPE = Rule(
    code=RuleCode.PPPK_SCOPE,
    source="PP 49/2018; kebijakan redistribusi PPPK",
    fails=_leaves_contract,
    warns=never,
    facts=_contract,
)
