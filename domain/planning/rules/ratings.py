"""At least "Baik" in each of the last years (Peraturan BKN 5/2019: two appraisals in the file)."""

from domain.explanations import Facts
from domain.planning.rule_codes import RuleCode
from domain.planning.rules.rule import Rule, never
from domain.planning.rules.views import PersonView, Truth
from domain.planning.settings import PlanningSettings


def _is_not_well(person: PersonView, settings: PlanningSettings) -> Truth:
    # A year without a rating is a paper that the file lacks: it fails, it does not warn.
    return person.years_well < settings.rated_years


def _years(person: PersonView, settings: PlanningSettings) -> Facts:
    return {"well": person.years_well, "missing": person.years_missing, "needed": settings.rated_years}


PERF_2Y = Rule(
    code=RuleCode.PERF_2Y, source="Peraturan BKN 5/2019", fails=_is_not_well, warns=never, facts=_years
)
