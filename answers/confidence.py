"""From scores to conduct: one answer, three to choose from, or a human.

The four bounds were chosen on the tuning questions of `tests/answers/`, never on the held-out ones.
"""

from collections.abc import Sequence

from answers.index import Hit
from domain.knowledge.records import Confidence, Found

ELSEWHERE = "elsewhere."
"""Before the ids of subjects that the base does not answer."""

_ANSWERS_FROM = 0.5
_COVERS_FROM = 0.6
_AHEAD_BY = 0.08
_OFFERS_FROM = 0.3
_OFFERED = 3


def judge(hits: Sequence[Hit]) -> Found:
    """Decide what becomes of the entries found, best first."""
    ours = [hit for hit in hits if not hit.id.startswith(ELSEWHERE)][:_OFFERED]
    if not ours or ours[0].score < _OFFERS_FROM or hits[0].score - ours[0].score > _AHEAD_BY:
        return Found(Confidence.HAND_OVER)
    best = ours[0]
    rival = max((hit.score for hit in hits if hit is not best), default=0.0)
    if best.score >= _ANSWERS_FROM and best.coverage >= _COVERS_FROM and best.score - rival >= _AHEAD_BY:
        return Found(Confidence.ANSWER, (best.id,))
    if hits[0] is not best and best.score < _ANSWERS_FROM:
        return Found(Confidence.HAND_OVER)
    return Found(Confidence.OFFER, tuple(hit.id for hit in ours))
