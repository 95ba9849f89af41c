"""Which words an explanation takes: the key of each part and the facts that fill it.

The chat says them with markup, the terminal without; both say the same.
"""

from collections.abc import Callable
from typing import TypeVar

from domain.explanations import (
    Facts,
    LostSeat,
    Reason,
    ReasonCode,
    Rival,
    RuleResult,
    WouldChange,
)
from domain.plans.findings import Finding
from locales.explained import worded_facts
from locales.words import Words

Said = tuple[str, Facts]

_RULE = "rule_"
Sentence = TypeVar("Sentence", bound=str)


def reason_words(reason: Reason) -> Said:
    """What speaks for or against, in one sentence."""
    if reason.code is ReasonCode.OTHER_WISH:
        return f"plan.reason.other_wish.{reason.facts['cause']}", reason.facts
    if reason.code is ReasonCode.TRAVEL and reason.facts["minutes"] is None:
        return "plan.reason.travel.unknown", reason.facts
    if reason.code is ReasonCode.JOB_CLASS and reason.facts["before"] == reason.facts["after"]:
        return "plan.reason.job_class.same", reason.facts
    side = "for" if reason.speaks_for else "against"
    return f"plan.reason.{reason.code}.{side}", reason.facts


def rule_words(rule: RuleResult) -> Said:
    """What the rule asks for, with the figures it was checked by."""
    return f"plan.rule.{rule.code}", rule.facts


def seat_words(seat: LostSeat) -> Said:
    """Why the best other seat was not proposed."""
    facts = {"position": seat.place.position, "unit": seat.place.unit, "lost_by": seat.lost_by}
    return f"plan.lost.seat.{seat.cause}", {**seat.facts, **facts}


def rival_words(rival: Rival) -> Said:
    """Why the best other person was not proposed; for HR's eyes only."""
    return f"plan.lost.rival.{rival.cause}", {**rival.facts, "lost_by": rival.lost_by}


def change_words(change: WouldChange) -> Said:
    """What would lead to another outcome. Of a rule, `rule` is its code, which `in_words` words."""
    return f"plan.change.{change.code}", change.facts


def finding_words(finding: Finding) -> Said:
    """What could rightly be complained of. Of a rule, `rule` is its code, which `in_words` words."""
    if finding.code.startswith(_RULE):
        return "plan.finding.rule", {**finding.facts, "rule": finding.code.removeprefix(_RULE)}
    return f"plan.finding.{finding.code}", finding.facts


def in_words(said: Said, words: Words, language: str, say: Callable[..., Sentence]) -> Sentence:
    """One sentence, said by `say`; a rule that it names is put into words first."""
    key, facts = said
    shown = worded_facts(words, language, facts)
    rule = facts.get("rule")
    if isinstance(rule, str):
        without = {name: value for name, value in facts.items() if name != "rule"}
        shown["rule"] = in_words((f"plan.rule.{rule}", without), words, language, say)
    return say(key, **shown)
