"""Education and competency against the post's standard (PP 11/2017 art. 190(4); PermenPANRB 38/2017).

In another post, what is unknown fails: neither diploma nor assessment shows that the person fits. In the same
post elsewhere it is a warning, for the person holds that post already.
"""

from decimal import Decimal

from domain.explanations import Facts
from domain.planning.rule_codes import RuleCode
from domain.planning.rules.rule import Rule
from domain.planning.rules.views import SCHOOLING_NAMES, PostView, Schooling, Truth
from domain.planning.settings import PlanningSettings

SOURCE = "PP 11/2017 ps. 190 (4); PermenPANRB 38/2017"
HUNDREDTHS = 100


def _does_not_qualify(pair: PostView, _settings: PlanningSettings) -> Truth:
    unknown_elsewhere = (pair.schooling == Schooling.UNKNOWN) & (pair.is_same_post ^ True)
    return (pair.schooling > Schooling.FITS) | unknown_elsewhere


def _is_schooling_unknown(pair: PostView, _settings: PlanningSettings) -> Truth:
    return pair.schooling == Schooling.UNKNOWN


def _does_not_match(pair: PostView, settings: PlanningSettings) -> Truth:
    unknown_elsewhere = (pair.jpm < 0) & (pair.is_same_post ^ True)
    return ((pair.jpm >= 0) & (pair.jpm < int(settings.jpm_pass * HUNDREDTHS))) | unknown_elsewhere


def _is_match_unknown(pair: PostView, _settings: PlanningSettings) -> Truth:
    return pair.jpm < 0


def _schooling(pair: PostView, _settings: PlanningSettings) -> Facts:
    return {
        "schooling": SCHOOLING_NAMES[pair.schooling],
        "standard": pair.has_standard,
        "same_post": pair.is_same_post,
    }


def _match(pair: PostView, settings: PlanningSettings) -> Facts:
    jpm = None if pair.jpm < 0 else Decimal(pair.jpm).scaleb(-2)
    return {
        "jpm": jpm,
        "pass": settings.jpm_pass,
        "standard": pair.has_standard,
        "same_post": pair.is_same_post,
    }


EDUCATION = Rule(
    code=RuleCode.EDUCATION,
    source=SOURCE,
    fails=_does_not_qualify,
    warns=_is_schooling_unknown,
    facts=_schooling,
)
JPM = Rule(code=RuleCode.JPM, source=SOURCE, fails=_does_not_match, warns=_is_match_unknown, facts=_match)
