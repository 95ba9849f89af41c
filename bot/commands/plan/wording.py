"""Explanations and findings as the terminal prints them."""

from collections.abc import Iterator

from bot.commands.speaking import language, text, words
from domain.explanations import Explanation, Reason, RuleResult, Verdict
from domain.plans.findings import Finding
from handlers.explained import (
    Said,
    change_words,
    finding_words,
    in_words,
    reason_words,
    rival_words,
    rule_words,
    seat_words,
)

_MARKS = {Verdict.PASSED: "✓", Verdict.WARNING: "!", Verdict.FAILED: "✗"}


def spoken(said: Said) -> str:
    """One sentence in the operator's language."""
    return in_words(said, words(), language(), text)


def explanation_lines(explained: Explanation) -> Iterator[str]:
    """Everything that decided one proposal, for HR."""
    for side, heading in ((True, "for"), (False, "against")):
        told = [one for one in explained.reasons if one.speaks_for is side]
        if told:
            yield text(f"commands.plan.explain.{heading}")
            yield from (f"  · {_reason(one)}" for one in told)
    yield text("commands.plan.explain.rules")
    yield from (f"  {_rule(one)}" for one in explained.rules)
    if explained.lost_seats or explained.rivals:
        yield text("commands.plan.explain.lost")
        yield from (f"  · {spoken(seat_words(one))}" for one in explained.lost_seats)
        yield from (f"  · {spoken(rival_words(one))}" for one in explained.rivals)
    yield text("commands.plan.explain.change")
    yield from (f"  · {spoken(change_words(one))}" for one in explained.would_change)
    if explained.stated is not None:
        verdict = {None: "unchecked", True: "borne_out", False: "not_borne_out"}[
            explained.stated.is_borne_out
        ]
        yield text(f"commands.plan.explain.stated.{verdict}", text=explained.stated.text)
    if explained.missing:
        listed = ", ".join(text(f"plan.missing.{one}") for one in explained.missing)
        yield text("commands.plan.explain.missing", listed=listed)


def finding_line(finding: Finding) -> str:
    return spoken(finding_words(finding))


def _reason(reason: Reason) -> str:
    source = text(f"plan.source.{reason.source}")
    dated = f"{source}, {reason.as_of:%d-%m-%Y}" if reason.as_of else source
    weighed = f" [{reason.points:+d}]" if reason.points else ""
    return f"{spoken(reason_words(reason))} ({dated}){weighed}"


def _rule(rule: RuleResult) -> str:
    return f"{_MARKS[rule.verdict]} {spoken(rule_words(rule))} ({rule.source})"
