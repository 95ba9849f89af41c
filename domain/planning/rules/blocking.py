"""Which rules stand in the way; HR sets one aside by answering its finding (`domain/plans/checks.py`)."""

from collections.abc import Iterable

from domain.explanations import RuleResult, Verdict


def blocking(results: Iterable[RuleResult]) -> tuple[RuleResult, ...]:
    """The hard rules that failed."""
    return tuple(one for one in results if one.is_hard and one.verdict is Verdict.FAILED)
