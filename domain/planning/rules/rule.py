"""What a rule is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.explanations import Facts, Verdict
from domain.planning.rule_codes import RuleCode, Strictness
from domain.planning.rules.views import Truth
from domain.planning.settings import PlanningSettings

View = TypeVar("View")


def never(_view: object, _settings: PlanningSettings) -> bool:
    """The condition of a rule that knows no such outcome."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[View]):
    """One rule: `fails` and `warns` over a view; failing goes before warning. `source`: its article.

    `facts` tell, of one person, everything that the verdict rests on: who reads them can judge again.
    """

    code: RuleCode
    source: str
    fails: Callable[[View, PlanningSettings], Truth]
    warns: Callable[[View, PlanningSettings], Truth]
    facts: Callable[[View, PlanningSettings], Facts]
    default: Strictness = "hard"

    def strictness(self, settings: PlanningSettings) -> Strictness:
        return settings.strictness.get(self.code, self.default)

    def verdict(self, view: View, settings: PlanningSettings) -> Verdict:
        """What the rule says of one person."""
        if self.fails(view, settings):
            return Verdict.FAILED
        return Verdict.WARNING if self.warns(view, settings) else Verdict.PASSED
