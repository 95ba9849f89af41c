"""Two to five years in a post (PP 11/2017 art. 190(3))."""

from domain.explanations import Facts
from domain.planning.rule_codes import RuleCode
from domain.planning.rules.rule import Rule, never
from domain.planning.rules.views import PersonView, Truth
from domain.planning.settings import PlanningSettings

SOURCE = "PP 11/2017 ps. 190 (3)"


def _is_too_short(person: PersonView, settings: PlanningSettings) -> Truth:
    # No date, no decree of the last post in the file: below every least, so it fails.
    return person.tenure_months < settings.min_tenure_months


def _is_due(person: PersonView, settings: PlanningSettings) -> Truth:
    return (person.tenure_months < 0) | (person.tenure_months > settings.max_tenure_months)


def _least(person: PersonView, settings: PlanningSettings) -> Facts:
    return {"months": person.tenure_months, "least": settings.min_tenure_months}


def _most(person: PersonView, settings: PlanningSettings) -> Facts:
    return {"months": person.tenure_months, "most": settings.max_tenure_months}


TENURE_MIN = Rule(code=RuleCode.TENURE_MIN, source=SOURCE, fails=_is_too_short, warns=never, facts=_least)
# Longer than five years is no obstacle but a priority for rotation: a warning about staying, never a failure.
TENURE_MAX = Rule(
    code=RuleCode.TENURE_MAX, source=SOURCE, fails=never, warns=_is_due, facts=_most, default="soft"
)
