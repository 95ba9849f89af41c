"""What a person may see of their own transfer: the card, its timeline, the earlier ones."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from domain.people import Person
from domain.proposals import Proposal, Status
from domain.work import Store, Work

DECIDED = {
    Status.DECREE,
    Status.INAUGURATION,
    Status.START_STATEMENT,
    Status.EFFECTIVE,
    Status.EVALUATION,
}
UNDECIDED = {
    Status.PROPOSED,
    Status.COMPETENCY,
    Status.BOARD,
    Status.PPK_APPROVED,
    Status.MENDAGRI_CONSENT,
    Status.PERTEK,
    Status.RETURNED,
}
_ENDED = {Status.EFFECTIVE, Status.EVALUATION, Status.REJECTED, Status.CANCELLED}


class Stage(StrEnum):
    """The stages a person may know. Board, PPK, Mendagri and pertek are confidential and appear as one."""

    NEED_ANALYSIS = "need_analysis"
    PROPOSED = "proposed"
    IN_PROCESS = "in_process"
    DECREE = "decree"
    START = "start"
    EFFECTIVE = "effective"


_STAGE_OF = {
    Status.NEED_ANALYSIS: Stage.NEED_ANALYSIS,
    Status.ASPIRATION: Stage.NEED_ANALYSIS,
    Status.PROPOSED: Stage.PROPOSED,
    Status.COMPETENCY: Stage.PROPOSED,
    Status.BOARD: Stage.IN_PROCESS,
    Status.PPK_APPROVED: Stage.IN_PROCESS,
    Status.MENDAGRI_CONSENT: Stage.IN_PROCESS,
    Status.PERTEK: Stage.IN_PROCESS,
    Status.RETURNED: Stage.IN_PROCESS,
    Status.REJECTED: Stage.IN_PROCESS,
    Status.DECREE: Stage.DECREE,
    Status.INAUGURATION: Stage.START,
    Status.START_STATEMENT: Stage.START,
    Status.EFFECTIVE: Stage.EFFECTIVE,
    Status.EVALUATION: Stage.EFFECTIVE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage on the timeline: `entered_on` None when it lies ahead."""

    stage: Stage
    entered_on: date | None
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferCard:
    """One's own proposal, ready to be put into words. `days_left` None: no planned date, or it is past."""

    person: Person
    proposal: Proposal
    timeline: tuple[Step, ...]
    days_left: int | None
    is_decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfers:
    """The open proposal, if one is shown, and how many earlier ones there are."""

    person: Person
    current: TransferCard | None
    earlier: tuple[Proposal, ...]


class TransferDesk:
    """Answers "is a transfer proposed for me, and where does it stand?"."""

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone

    def own(self, person_id: int, *, now: datetime) -> Transfers:
        """Read what the region's policy shows this person of their own proposals."""
        with self._store.read() as work:
            person = work.people.get(person_id)
            shown = proposals_of(work, person_id)
        running = [one for one in shown if is_open(one)]
        current = running[0] if running else None
        return Transfers(
            person=person,
            current=self.card(person, current, now=now) if current else None,
            earlier=tuple(one for one in shown if one is not current),
        )

    def card(self, person: Person, proposal: Proposal, *, now: datetime) -> TransferCard:
        """The card of a proposal as its person sees it; who may see it is decided elsewhere."""
        today = now.astimezone(self._zone).date()
        planned = proposal.planned_effective_on
        left = (planned - today).days if planned else None
        return TransferCard(
            person=person,
            proposal=proposal,
            timeline=self._timeline(proposal),
            days_left=left if left is not None and left >= 0 else None,
            is_decided=is_decided(proposal),
        )

    def _timeline(self, proposal: Proposal) -> tuple[Step, ...]:
        entered: dict[Stage, date] = {}
        for entry in proposal.stages:
            stage = _STAGE_OF.get(entry.status)
            if stage is not None:
                entered.setdefault(stage, entry.entered_at.astimezone(self._zone).date())
        current = _STAGE_OF.get(proposal.status)
        return tuple(
            Step(stage=stage, entered_on=entered.get(stage), is_current=stage is current) for stage in Stage
        )


def proposals_of(work: Work, person_id: int) -> list[Proposal]:
    """Those that the region's policy shows this person."""
    before_decree = bool(work.policy.shows_before_decree)
    return [one for one in work.proposals.of_person(person_id) if is_shown(one, before_decree=before_decree)]


def open_proposal(work: Work, person_id: int) -> Proposal | None:
    """The one that is open and shown to this person, if there is one."""
    return next((one for one in proposals_of(work, person_id) if is_open(one)), None)


def is_open(proposal: Proposal) -> bool:
    """Whether something of it still lies ahead."""
    return proposal.status not in _ENDED


def is_decided(proposal: Proposal) -> bool:
    """Whether there is a decree."""
    return proposal.status in DECIDED


def stage_of(status: Status) -> Stage | None:
    """As which stage a person may know a status; None: as none."""
    return _STAGE_OF.get(status)


def is_shown(proposal: Proposal, *, before_decree: bool) -> bool:
    """A proposal that ended without a decree is shown only to those who had been told of it."""
    if proposal.status in DECIDED:
        return True
    if proposal.status in UNDECIDED:
        return before_decree
    was_told = any(entry.status is Status.PROPOSED for entry in proposal.stages)
    return proposal.status in {Status.REJECTED, Status.CANCELLED} and before_decree and was_told
