"""The one table of how long what is kept (domain.md 6, promises.md 7; UU 27/2022 art. 42-44).

Decisions, objections and proofs of consent are archives: the region's own schedule (JRA) destroys them, no
clock. Until a region has one, the times here are the house's own; each says whence it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.retention.records import Kind
from domain.work import Store, Work

_YEAR = timedelta(days=365)
_MONTH = timedelta(days=30)
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`counted_from` and `left` are keys of words, `retention.from.*` and `retention.left.*`."""

    kind: Kind
    keep: timedelta
    counted_from: str
    left: str


RULES: tuple[Rule, ...] = (
    # What was said in a message is needed to prove what somebody was told; after a year its case is over.
    Rule(kind=Kind.MESSAGE_FACTS, keep=_YEAR, counted_from="settled", left="that_it_was_sent"),
    Rule(kind=Kind.INVITATION, keep=_YEAR, counted_from="closed", left="nothing"),
    # The paper proves the correction until HR's record has it; a copy for a dispute's length after that.
    Rule(kind=Kind.CORRECTION_PAPER, keep=_YEAR, counted_from="answered", left="answer"),
    # An import is undone within a day; a year serves whoever asks what stood there.
    Rule(kind=Kind.FORMER_VALUES, keep=_YEAR, counted_from="applied", left="that_it_was_applied"),
    Rule(kind=Kind.ENDED_CLAIM, keep=_YEAR, counted_from="closed", left="nothing"),
    # The hash of a word that opens nothing any more; a month for whoever asks whether a card was genuine.
    Rule(kind=Kind.PAPER_CARD, keep=_MONTH, counted_from="used_or_expired", left="nothing"),
    # Whether the news was handed over proves the first word as a sent message does, and stays as that does.
    # That a concern went out by way of a liaison, and what was recorded by mistake, prove nothing of it.
    Rule(kind=Kind.DELIVERY, keep=_YEAR, counted_from="recorded", left="whether_handed_over"),
)


def due(work: Work, *, now: datetime) -> Mapping[Kind, int]:
    """What would be let go now."""
    return {rule.kind: work.retention.due(rule.kind, before=now - rule.keep) for rule in RULES}


def apply(store: Store, *, now: datetime) -> Mapping[Kind, int]:
    """Let go whatever is due, in short units; what was done stands in the audit, in counts."""
    gone: dict[Kind, int] = {}
    for rule in RULES:
        gone[rule.kind], more = 0, _AT_ONCE
        while more == _AT_ONCE:
            with store.aside() as work:
                more = work.retention.let_go(rule.kind, before=now - rule.keep, limit=_AT_ONCE)
                work.commit()
            gone[rule.kind] += more
    if any(gone.values()):
        with store.aside() as work:
            counts = {str(kind): count for kind, count in gone.items() if count}
            work.audit.add("retention.applied", by="clock", subject="retention", now=now, **counts)
            work.commit()
    return gone
