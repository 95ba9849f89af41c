"""Setting a hard rule aside: only in writing, and kept with who did it and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.explanations import RuleResult, Verdict
from domain.planning.rule_codes import RuleCode


class OverrideWithoutReason(ValueError):
    """A rule can be set aside for a reason only, and somebody has to answer for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One rule set aside for one proposal. `by`: who answers for it; `at`: aware UTC.

    Raise OverrideWithoutReason where the reason or the author is blank.
    """

    code: RuleCode
    reason: str
    by: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.by.strip():
            raise OverrideWithoutReason(self.code)


def blocking(results: Iterable[RuleResult], overrides: Iterable[Override] = ()) -> tuple[RuleResult, ...]:
    """The hard rules that failed and were not set aside; a move with any of them must not go on."""
    set_aside = {one.code for one in overrides}
    return tuple(
        one for one in results if one.is_hard and one.verdict is Verdict.FAILED and one.code not in set_aside
    )
