"""What a rule is, and how it becomes a result with its facts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from domain.explanations import Facts, RuleResult, Verdict
from domain.planning.rule_codes import RuleCode, Strictness
from domain.planning.rules.views import Truth
from domain.planning.settings import PlanningSettings

View = TypeVar("View")

_PASSED, _WARNING, _FAILED = Verdict.PASSED, Verdict.WARNING, Verdict.FAILED


def never(_view: object, _settings: PlanningSettings) -> bool:
    """The condition of a rule that knows no such outcome."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[View]):
    """One rule: `fails` and `warns` over a view; failing goes before warning. `source`: its article."""

    code: RuleCode
    source: str
    fails: Callable[[View, PlanningSettings], Truth]
    warns: Callable[[View, PlanningSettings], Truth]
    facts: Callable[[View, PlanningSettings], Facts]
    default: Strictness = "hard"

    def strictness(self, settings: PlanningSettings) -> Strictness:
        return settings.strictness.get(self.code, self.default)

    def check(self, view: View, settings: PlanningSettings, *, as_of: date | None) -> RuleResult | None:
        """The result for one person with data of that day; None where the region switched the rule off."""
        strictness = self.strictness(settings)
        if strictness == "off":
            return None
        verdict = _PASSED
        if self.fails(view, settings):
            verdict = _FAILED
        elif self.warns(view, settings):
            verdict = _WARNING
        return RuleResult(
            code=self.code,
            verdict=verdict,
            is_hard=strictness == "hard",
            facts=self.facts(view, settings),
            as_of=as_of,
            source=self.source,
        )
