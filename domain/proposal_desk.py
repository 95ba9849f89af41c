"""Recording where a proposal stands on its route, and telling its person what they may know."""

from datetime import datetime

from domain.actors import Actor
from domain.dossiers.words import written
from domain.forms import finish_form
from domain.proposal_notice import tell_moved
from domain.proposals import Proposal, Status
from domain.refusals import ChangedMeanwhile, Refusal
from domain.rights import acting_as
from domain.route import needs_note, next_steps
from domain.transfers import is_shown
from domain.work import Store, Work

# Between them nothing changes that a person may know (domain.md 1.7, "Notify ASN?").
_TOLD = {
    Status.COMPETENCY,
    Status.DECREE,
    Status.INAUGURATION,
    Status.START_STATEMENT,
    Status.EFFECTIVE,
    Status.REJECTED,
    Status.CANCELLED,
}


class NotNext(Refusal):
    """The route does not lead from where the proposal stands to where it was to go."""


class NoteNeeded(Refusal):
    """Sending back, rejecting and cancelling need a reason in writing."""


class ProposalDesk:
    """Moves one proposal one step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def move(
        self,
        proposal_id: int,
        to: Status,
        *,
        seen: Status | None = None,
        note: str = "",
        form_of: int | None = None,
        by: Actor,
        now: datetime,
    ) -> Proposal:
        """Record the step. `seen`: where the officer saw it; moved on since, it is refused.

        `form_of`: whose form it finishes. Raise NotNext, NoteNeeded, WordsTooLong, NotPermitted,
        ChangedMeanwhile, NotFound.
        """
        with self._store.write() as work:
            proposal = work.proposals.get(proposal_id)
            if seen is not None and proposal.status is not seen:
                raise ChangedMeanwhile(subject=f"proposal {proposal_id}")
            moved = record_step(work, proposal, to, note=note, by=by, now=now)
            finish_form(work, form_of)
            work.commit()
        return moved


def record_step(
    work: Work, proposal: Proposal, to: Status, *, note: str, by: Actor, now: datetime
) -> Proposal:
    """The same for a desk that records many in one unit. Raises as `ProposalDesk.move`."""
    role = next_steps(proposal.status).get(to)
    if role is None:
        raise NotNext(proposal=proposal.id)
    acting_as(work, by, role)
    if needs_note(to) and not note.strip():
        raise NoteNeeded(proposal=proposal.id)
    said = written(note) if note.strip() else ""
    work.proposals.enter([proposal.id], to, by=by.label, note=said, now=now)
    work.audit.add("proposal.moved", by=by.label, subject=f"proposal:{proposal.id}", now=now, status=to)
    moved = work.proposals.get(proposal.id)
    _tell(work, moved, now=now)
    return moved


def _tell(work: Work, moved: Proposal, *, now: datetime) -> None:
    """A notice without content, to who may see the card it leads to."""
    if moved.status not in _TOLD or not is_shown(moved, before_decree=bool(work.policy.shows_before_decree)):
        return
    account = work.linking.account_of(moved.person_id)
    if account is not None:
        tell_moved(work, moved, account, now=now)
