"""Every rule for one person in one seat, with the facts: what the person may see of what was checked."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from domain.explanations import RuleResult
from domain.planning.rule_codes import RuleCode
from domain.planning.rules.catalogue import PERSON_RULES, POST_RULES, SEAT_RULES
from domain.planning.rules.rule import Rule
from domain.planning.rules.views import PostView, SeatView
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot

View = TypeVar("View")


class Judge:
    """Checks one seat after the other; results with the same facts are the same object."""

    def __init__(self, snapshot: Snapshot, settings: PlanningSettings) -> None:
        self._settings = settings
        rules = (*PERSON_RULES, *POST_RULES, *SEAT_RULES)
        self._days = dict.fromkeys((rule.code for rule in rules), snapshot.as_of)
        self._map_day = snapshot.map_as_of
        self._kept: dict[tuple[object, ...], RuleResult] = {}

    def results(
        self, before: PostView, seat: SeatView, *, assessed_on: date | None
    ) -> tuple[RuleResult, ...]:
        """Every rule that is on, in the order of the catalogue. `assessed_on`: the day of the assessment."""
        days = {**self._days, RuleCode.JPM: assessed_on, RuleCode.VACANCY: self._map_day}
        return (
            *self._checked(PERSON_RULES, before.person, days),
            *self._checked(POST_RULES, before, days),
            *self._checked(SEAT_RULES, seat, days),
        )

    def _checked(
        self, rules: Iterable[Rule[View]], view: View, days: Mapping[RuleCode, date | None]
    ) -> Iterator[RuleResult]:
        for rule in rules:
            strictness = rule.strictness(self._settings)
            if strictness == "off":
                continue
            code, facts = rule.code, rule.facts(view, self._settings)
            # The facts hold everything that a verdict rests on, so the same facts are judged once.
            known = (code, days[code], *facts.values())
            result = self._kept.get(known)
            if result is None:
                result = self._kept[known] = RuleResult(
                    code=code,
                    verdict=rule.verdict(view, self._settings),
                    is_hard=strictness == "hard",
                    facts=facts,
                    as_of=days[code],
                    source=rule.source,
                )
            yield result
