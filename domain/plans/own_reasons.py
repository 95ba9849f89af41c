"""What a person may read of why they are proposed: their own facts, nobody else's."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.explanations import Explanation
from domain.transfers import TransferDesk
from domain.work import Store, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReasons:
    """`explanation` None: there is none yet, or HR's own reason and the data differ and HR has to mend it."""

    has_proposal: bool
    explanation: Explanation | None


class ReasonDesk:
    """Answers "why am I proposed?"."""

    def __init__(self, store: Store, transfers: TransferDesk) -> None:
        self._store = store
        self._transfers = transfers

    def own(self, person_id: int, *, now: datetime) -> OwnReasons:
        """Of the open proposal that is shown to this person. Colleagues who were weighed are left out."""
        card = self._transfers.own(person_id, now=now).current
        if card is None:
            return OwnReasons(has_proposal=False, explanation=None)
        with self._store.read() as work:
            return OwnReasons(has_proposal=True, explanation=own_explanation(work, card.proposal.id))


def own_explanation(work: Work, proposal_id: int) -> Explanation | None:
    """What its owner may read: nothing until HR has mended a reason that the data do not bear out."""
    explained = work.planning.explanation_of(proposal_id)
    if explained is None or (explained.stated is not None and explained.stated.is_borne_out is False):
        return None
    return replace(explained, rivals=())
