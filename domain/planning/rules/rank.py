"""No step down without a basis, none up without a selection (PP 11/2017 art. 190(4))."""

from domain.explanations import Facts
from domain.planning.rule_codes import RuleCode
from domain.planning.rules.rule import Rule
from domain.planning.rules.views import UNKNOWN, PostView, Truth
from domain.planning.settings import PlanningSettings

SOURCE = "PP 11/2017 ps. 190 (4)"


def _is_step_down(pair: PostView, _settings: PlanningSettings) -> Truth:
    lower_tier = _are_tiers_known(pair) & (pair.tier < pair.person.tier)
    return lower_tier | (_are_classes_known(pair) & (pair.job_class < pair.person.job_class))


def _is_step_up(pair: PostView, _settings: PlanningSettings) -> Truth:
    return _are_tiers_known(pair) & (pair.tier > pair.person.tier)


def _is_step_unknown(pair: PostView, _settings: PlanningSettings) -> Truth:
    return _are_tiers_known(pair) ^ True | (_are_classes_known(pair) ^ True)


def _is_tier_unknown(pair: PostView, _settings: PlanningSettings) -> Truth:
    return (_are_tiers_known(pair) ^ True) & (pair.is_same_post ^ True)


def _are_tiers_known(pair: PostView) -> Truth:
    return (pair.person.tier != UNKNOWN) & (pair.tier != UNKNOWN)


def _are_classes_known(pair: PostView) -> Truth:
    return (pair.person.job_class != UNKNOWN) & (pair.job_class != UNKNOWN)


def _steps(pair: PostView, _settings: PlanningSettings) -> Facts:
    return {
        "tier_from": pair.person.tier,
        "tier_to": pair.tier,
        "class_from": pair.person.job_class,
        "class_to": pair.job_class,
        "same_post": pair.is_same_post,
    }


DEMOTION = Rule(
    code=RuleCode.DEMOTION, source=SOURCE, fails=_is_step_down, warns=_is_step_unknown, facts=_steps
)
# A plan that fills gaps does not promote: a higher tier is won in a selection, with the board's advice.
PROMOTION = Rule(
    code=RuleCode.PROMOTION, source=SOURCE, fails=_is_step_up, warns=_is_tier_unknown, facts=_steps
)
