"""How concerns were answered: counted from the cases' own days, without anybody's name or unit.

A case is answered with the first answer or closing of an officer, and in time where that day is no later than
fourteen working days after it came in (`domain.concerns.clock`), whatever became of it afterwards. Withdrawn
ones were received and wait for nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.concerns.clock import ANSWER_WITHIN
from domain.concerns.records import CountedCase
from domain.concerns.taxonomy import Concern
from domain.standing.hiding import GROUP


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCount:
    """Cases of one kind (None: of several small ones, or of all). `in_time` is part of `answered`."""

    concern: Concern | None
    received: int
    answered: int
    in_time: int
    waiting: int
    overdue: int


def count_cases(
    cases: Iterable[CountedCase], *, add_working_days: Callable[[date, int], date], today: date
) -> Sequence[CaseCount]:
    """By kind in the order of the taxonomy, kinds without a case left out."""
    by_kind: dict[Concern, list[CountedCase]] = {}
    for case in cases:
        by_kind.setdefault(case.concern, []).append(case)
    counts = []
    for concern in Concern:
        of_kind = by_kind.get(concern, [])
        if not of_kind:
            continue
        answered = [(one.opened_on, on) for one in of_kind if (on := one.answered_on) is not None]
        waiting = [one for one in of_kind if one.waits_for_answer]
        counts.append(
            CaseCount(
                concern=concern,
                received=len(of_kind),
                answered=len(answered),
                in_time=sum(on <= add_working_days(opened, ANSWER_WITHIN) for opened, on in answered),
                waiting=len(waiting),
                overdue=sum(one.answer_due_on < today for one in waiting),
            )
        )
    return counts


def all_cases(counts: Sequence[CaseCount]) -> CaseCount:
    """Their sums."""
    return CaseCount(
        concern=None,
        received=sum(one.received for one in counts),
        answered=sum(one.answered for one in counts),
        in_time=sum(one.in_time for one in counts),
        waiting=sum(one.waiting for one in counts),
        overdue=sum(one.overdue for one in counts),
    )


def joined_small(counts: Sequence[CaseCount]) -> Sequence[CaseCount]:
    """For everybody's eyes: kinds with fewer than five cases become one line, and it too has five or more.

    Where all of them together are fewer, nothing is left: then not even their number is told.
    """
    ordered = sorted(counts, key=lambda one: (one.received, one.concern or ""))
    small = [one for one in ordered if one.received < GROUP]
    kept = [one for one in ordered if one.received >= GROUP]
    while small and kept and sum(one.received for one in small) < GROUP:
        small.append(kept.pop(0))
    if small and sum(one.received for one in small) < GROUP:
        return []
    kept.sort(key=lambda one: (-one.received, one.concern or ""))
    return [*kept, *([all_cases(small)] if small else [])]
