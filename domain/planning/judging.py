"""Every rule for one person in one seat, with the facts: what the person may see of what was checked."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from domain.explanations import RuleResult
from domain.planning.rule_codes import RuleCode
from domain.planning.rules.catalogue import PERSON_RULES, POST_RULES, SEAT_RULES
from domain.planning.rules.rule import Rule
from domain.planning.rules.views import PostView, SeatView
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot

View = TypeVar("View")


def judge(
    snapshot: Snapshot, settings: PlanningSettings, before: PostView, *, person: int, seat: SeatView
) -> tuple[RuleResult, ...]:
    """Check every rule that is on. `person`: the place in the snapshot; `before`: see `Columns.before`."""
    days = {
        RuleCode.JPM: snapshot.candidates[person].assessed_on,
        RuleCode.VACANCY: snapshot.map_as_of,
    }

    def checked(rules: Iterable[Rule[View]], view: View) -> Iterator[RuleResult]:
        for rule in rules:
            result = rule.check(view, settings, as_of=days.get(rule.code, snapshot.as_of))
            if result is not None:
                yield result

    return (
        *checked(PERSON_RULES, before.person),
        *checked(POST_RULES, before),
        *checked(SEAT_RULES, seat),
    )
