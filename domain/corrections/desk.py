"""Showing somebody the facts that were used, and taking in what they say is wrong."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from domain.actors import Actor, Role
from domain.corrections.facts import own_facts
from domain.corrections.notice import tell_answered
from domain.corrections.records import (
    ANSWER_WITHIN,
    Correction,
    CorrectionStatus,
    DataWindow,
    FactCode,
    OwnFact,
    Paper,
)
from domain.forms import finish_form
from domain.people import Person
from domain.plans.own_reasons import own_explanation
from domain.proposals import Proposal
from domain.refusals import AlreadyDone, OwnRequest, Refusal
from domain.rights import acting_as
from domain.transfers import open_proposal
from domain.work import Store, Work

TEXT_AT_MOST = 1_000
ANSWER_AT_MOST = 1_000
OPEN_AT_MOST = 10
"""Requests without an answer that one person may have: about as many as there are facts."""
# Without the letters and figures that are taken for each other.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_NUMBER_OF_SIGNS = 8


class CorrectionEmpty(Refusal):
    """What is right has to be said in words."""


class CorrectionTooLong(Refusal):
    """`limit` signs at most."""


class TooManyCorrections(Refusal):
    """`limit` requests wait for an answer already; a human helps with more."""


class CorrectionAnswerNeeded(Refusal):
    """HR says what was changed, or why nothing is."""


class CorrectionAnswerTooLong(Refusal):
    """`limit` signs at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """`window` None: no transfer is proposed. `filed`: one's requests, the newest first."""

    facts: tuple[OwnFact, ...]
    window: DataWindow | None
    filed: Sequence[Correction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A correction with whom it is about, for HR's eyes."""

    correction: Correction
    person: Person
    is_overdue: bool


class CorrectionDesk:
    """The owner's side and HR's."""

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone

    def own(self, person_id: int, *, now: datetime) -> OwnData:
        """What planning uses of this person; of a proposal only what is shown to them."""
        with self._store.read() as work:
            person = work.people.get(person_id)
            proposal = open_proposal(work, person_id)
            explained = None if proposal is None else own_explanation(work, proposal.id)
            return OwnData(
                facts=own_facts(
                    person,
                    work.corrections.record_of(person_id),
                    explained,
                    today=now.astimezone(self._zone).date(),
                ),
                window=None if proposal is None else self._window(work, proposal),
                filed=work.corrections.of_person(person_id),
            )

    def file(
        self,
        person_id: int,
        fact: FactCode,
        text: str,
        *,
        paper: Paper | None = None,
        content: bytes | None = None,
        form_of: int | None = None,
        now: datetime,
    ) -> Correction:
        """Take in a request; it may come at any time, in the window or outside of it.

        `content`: the bytes of the paper. `form_of`: whose form it finishes. Raise CorrectionEmpty,
        CorrectionTooLong, TooManyCorrections.
        """
        said = text.strip()
        check_text(said)
        with self._store.write() as work:
            waiting = [
                one for one in work.corrections.of_person(person_id) if one.status is CorrectionStatus.NEW
            ]
            if len(waiting) >= OPEN_AT_MOST:
                raise TooManyCorrections(limit=OPEN_AT_MOST)
            proposal = open_proposal(work, person_id)
            filed = Correction(
                number="".join(secrets.choice(_SIGNS) for _ in range(_NUMBER_OF_SIGNS)),
                person_id=person_id,
                proposal_id=None if proposal is None else proposal.id,
                fact=fact,
                text=said,
                paper=paper,
                status=CorrectionStatus.NEW,
                answer="",
                filed_at=now,
                due_at=now + ANSWER_WITHIN,
                answered_at=None,
            )
            work.corrections.file(filed, content)
            work.audit.add(
                "correction.filed", by=f"person:{person_id}", subject=_subject(filed), now=now, fact=fact
            )
            finish_form(work, form_of)
            work.commit()
        return filed

    def waiting(self, *, by: Actor, now: datetime) -> list[Request]:
        """What waits for HR, the one that is due first on top. Officers only: raise NotPermitted."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            found = work.corrections.open()
            people = work.people.several([one.person_id for one in found])
            return [_request(people[one.person_id], one, now) for one in found]

    def show(self, number: str, *, by: Actor, now: datetime) -> Request:
        """One request; that it was opened stands in the trail. Raise NotFound, NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            kept = work.corrections.get(number)
            shown = _request(work.people.get(kept.person_id), kept, now)
            work.audit.add("correction.opened", by=by.label, subject=_subject(shown.correction), now=now)
            work.commit()
        return shown

    def paper(self, number: str, *, by: Actor, now: datetime) -> bytes:
        """The paper that came with it. Raise NotFound where none did, NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            content = work.corrections.paper(number)
            work.audit.add("correction.paper_opened", by=by.label, subject=f"correction:{number}", now=now)
            work.commit()
        return content

    def answer(
        self, number: str, status: CorrectionStatus, answer: str, *, by: Actor, now: datetime
    ) -> Correction:
        """Accept with what was changed, or reject with the reason; its owner is told in the same unit.

        Raise CorrectionAnswerNeeded, CorrectionAnswerTooLong, OwnRequest, AlreadyDone, NotFound,
        NotPermitted.
        """
        said = answer.strip()
        if not said:
            raise CorrectionAnswerNeeded
        if len(said) > ANSWER_AT_MOST:
            raise CorrectionAnswerTooLong(limit=ANSWER_AT_MOST)
        if status is CorrectionStatus.NEW:
            raise ValueError("an answer accepts or rejects")
        with self._store.write() as work:
            officer = acting_as(work, by, Role.OFFICER)
            asked = work.corrections.get(number)
            if asked.person_id == officer:
                raise OwnRequest
            if asked.status is not CorrectionStatus.NEW:
                raise AlreadyDone(subject=number)
            work.corrections.answer(number, status, said, by=officer, now=now)
            answered = work.corrections.get(number)
            tell_answered(work, answered, now=now)
            work.audit.add(
                "correction.answered", by=by.label, subject=_subject(answered), now=now, status=status
            )
            work.commit()
        return answered

    def _window(self, work: Work, proposal: Proposal) -> DataWindow:
        wave = work.waves.get(proposal.wave_id)
        shown_at = wave.published_at
        return DataWindow(
            first=None if shown_at is None else shown_at.astimezone(self._zone).date(),
            last=wave.calendar.data_check_until,
            decision_on=wave.calendar.decision_on,
        )


def check_text(text: str) -> None:
    """Raise CorrectionEmpty or CorrectionTooLong, as soon as it is typed."""
    if not text.strip():
        raise CorrectionEmpty
    if len(text) > TEXT_AT_MOST:
        raise CorrectionTooLong(limit=TEXT_AT_MOST)


def _request(person: Person, correction: Correction, now: datetime) -> Request:
    return Request(
        correction=correction,
        person=person,
        is_overdue=correction.is_overdue(now),
    )


def _subject(correction: Correction) -> str:
    return f"correction:{correction.number}"
