"""Reads the card of benefits and costs, and takes down whether it was understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.acknowledgements import Acknowledgement
from domain.actors import Actor, Role
from domain.benefits.answers import Answer, Unclear, Waiting
from domain.benefits.balance import balance_sheet
from domain.benefits.records import BalanceSheet
from domain.people import Person
from domain.plans.own_reasons import own_explanation
from domain.proposals import Proposal
from domain.refusals import Refusal
from domain.rights import acting_as
from domain.transfers import is_decided, open_proposal
from domain.work import Store, Work


class ProposalMovedOn(Refusal):
    """The proposal that was answered is no longer the one that is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBenefits:
    """`proposal` None: none is shown. `sheet` None: it is not explained yet, or HR has to mend its reason."""

    proposal: Proposal | None
    sheet: BalanceSheet | None
    said: Answer | None

    @property
    def is_decided(self) -> bool:
        """Tell whether there is a decree: from then on it is no concern but an objection."""
        return self.proposal is not None and is_decided(self.proposal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody whom the answers did not help, and who waits for an officer to call."""

    person: Person
    waiting: Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """How a wave's explanations were received. `callers`: the longest waiting first."""

    counts: Mapping[Acknowledgement, int]
    callers: Sequence[Caller]


_NOTHING = OwnBenefits(proposal=None, sheet=None, said=None)


class BenefitDesk:
    """Answers "what does it bring me, what does it cost me?"."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def own(self, person_id: int) -> OwnBenefits:
        """Of the open proposal that is shown to this person, where its explanation is shown."""
        with self._store.read() as work:
            proposal = open_proposal(work, person_id)
            return _NOTHING if proposal is None else _read(work, person_id, proposal)

    def say(
        self,
        person_id: int,
        proposal_id: int,
        word: Acknowledgement,
        *,
        unclear: Unclear | None = None,
        asks_for_person: bool = False,
        now: datetime,
    ) -> OwnBenefits:
        """Take down what the owner says; the newest counts, and the same again changes nothing.

        Raise ProposalMovedOn where another proposal is open by now, or none.
        """
        said = Answer(word=word, unclear=unclear, asks_for_person=asks_for_person, said_at=now)
        with self._store.write() as work:
            proposal = open_proposal(work, person_id)
            if proposal is None or proposal.id != proposal_id:
                raise ProposalMovedOn
            before = work.explanation_answers.of(proposal_id)
            if before is None or not before.says_the_same(said):
                work.explanation_answers.say(proposal_id, person_id, said)
            own = _read(work, person_id, proposal)
            work.commit()
        return own

    def of_wave(self, wave_id: int, *, by: Actor) -> Understood:
        """How many understood, and whom to call. Officers only: raise NotPermitted."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            waiting = work.explanation_answers.waiting(wave_id)
            return Understood(
                counts=work.explanation_answers.tally(wave_id),
                callers=[Caller(person=work.people.get(one.person_id), waiting=one) for one in waiting],
            )


def _read(work: Work, person_id: int, proposal: Proposal) -> OwnBenefits:
    explained = own_explanation(work, proposal.id)
    sheet = None if explained is None else balance_sheet(explained, work.people.get(person_id), proposal)
    return OwnBenefits(proposal=proposal, sheet=sheet, said=work.explanation_answers.of(proposal.id))
