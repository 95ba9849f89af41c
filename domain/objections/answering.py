"""HR's side of objections: what waits, by when, and the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from domain.actors import Actor, Role
from domain.calendar.off_days import Estimate
from domain.deadlines import Limit, ObjectionClock
from domain.objections.decrees import Decree, answer_due, clock_of, decree_on
from domain.objections.records import Answer, Objection, Request, SignedFile, State, Verdict
from domain.objections.refusals import NoObjectionOpen, ObjectionAnswered
from domain.official.notices import tell_person
from domain.people import Person
from domain.refusals import NotFound, OwnRequest, Refusal
from domain.rights import acting_as
from domain.views.desk import note_view
from domain.views.records import Purpose
from domain.work import Store, Work

REASON_AT_MOST = 1_000


class AnswerReasonNeeded(Refusal):
    """Whatever the answer is, its person is told why."""


class AnswerReasonTooLong(Refusal):
    """More than one screen can hold; the letter holds the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One objection as HR sees it. `came_late`: after the last day by any reading."""

    objection: Objection
    person: Person
    decree: Decree
    clock: ObjectionClock
    submitted_on: date
    due: Limit
    days_left: int
    files: tuple[SignedFile, ...]

    @property
    def came_late(self) -> bool:
        return self.submitted_on > self.clock.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """One that waits, without whose it is. `last_day`: until when it is answered."""

    number: str
    request: Request
    last_day: date


class ObjectionAnswerDesk:
    """For officers of HR; drafts are their person's own affair and are never shown here."""

    def __init__(self, store: Store, *, estimate: Estimate, zone: tzinfo) -> None:
        self._store = store
        self._estimate = estimate
        self._zone = zone

    def queue(self, *, by: Actor) -> Sequence[Queued]:
        """What waits, the first due first: it names nobody, so nobody's log of views has it."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            dues = [
                (one, answer_due(work, one, self._estimate, zone=self._zone))
                for one in work.objections.submitted()
            ]
        found = [
            Queued(number=one.number or "", request=one.writing.request, last_day=due.last_day)
            for one, due in dues
            if due is not None
        ]
        return sorted(found, key=lambda one: (one.last_day, one.number))

    def waiting(self, *, by: Actor, now: datetime) -> Sequence[Waiting]:
        """Those without an answer, the first due first. Raise NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            found = [self._waiting(work, one, now) for one in work.objections.submitted()]
            self._seen(work, found, by, now)
            work.commit()
        return sorted(found, key=lambda one: (one.due.last_day, one.objection.number or ""))

    def show(self, number: str, *, by: Actor, now: datetime) -> Waiting:
        """One of any state, by its number. Raise NotPermitted, NotFound."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            found = self._waiting(work, _numbered(work, number), now)
            self._seen(work, [found], by, now)
            work.commit()
        return found

    def contents(self, number: str, *, by: Actor, now: datetime) -> Sequence[tuple[SignedFile, bytes]]:
        """What was handed in. Raise NotPermitted, NotFound."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            objection = _numbered(work, number)
            note_view(work, [objection.person_id], Purpose.OBJECTION, by=by, now=now)
            work.audit.add("objection.files", by=by.label, subject=f"objection:{objection.id}", now=now)
            found = [(one, work.objections.content(one.id)) for one in work.objections.files(objection.id)]
            work.commit()
        return found

    def answer(
        self, number: str, verdict: Verdict, *, letter: str, reason: str, by: Actor, now: datetime
    ) -> Waiting:
        """Record the answer and tell its person that there is one. The proposal itself stays as it is.

        Raise NotPermitted, NotFound, OwnRequest, ObjectionAnswered, NoObjectionOpen, AnswerReasonNeeded,
        AnswerReasonTooLong.
        """
        if not reason.strip():
            raise AnswerReasonNeeded
        if len(reason) > REASON_AT_MOST:
            raise AnswerReasonTooLong(count=len(reason), limit=REASON_AT_MOST)
        with self._store.write() as work:
            officer = acting_as(work, by, Role.OFFICER)
            objection = _numbered(work, number)
            if objection.person_id == officer:
                raise OwnRequest
            if objection.state is State.ANSWERED:
                raise ObjectionAnswered
            if objection.state is not State.SUBMITTED:
                raise NoObjectionOpen
            answer = Answer(verdict=verdict, letter=letter.strip(), reason=reason.strip(), by=officer, at=now)
            work.objections.answer(objection.id, answer)
            work.audit.add(
                "objection.answered",
                by=by.label,
                subject=f"objection:{objection.id}",
                now=now,
                verdict=verdict,
            )
            _tell(work, objection, now)
            answered = self._waiting(work, _numbered(work, number), now)
            work.commit()
        return answered

    def _waiting(self, work: Work, objection: Objection, now: datetime) -> Waiting:
        decree = decree_on(work, work.proposals.get(objection.proposal_id), zone=self._zone)
        due = answer_due(work, objection, self._estimate, zone=self._zone)
        if decree is None or due is None or objection.submitted_at is None:
            raise NotFound(subject=objection.number or "")
        return Waiting(
            objection=objection,
            person=work.people.get(objection.person_id),
            decree=decree,
            clock=clock_of(work, decree, self._estimate),
            submitted_on=objection.submitted_at.astimezone(self._zone).date(),
            due=due,
            days_left=(due.last_day - now.astimezone(self._zone).date()).days,
            files=tuple(work.objections.files(objection.id)),
        )

    def _seen(self, work: Work, shown: Sequence[Waiting], by: Actor, now: datetime) -> None:
        people = [one.person.id for one in shown if one.person.id != by.person_id]
        if people:
            note_view(work, people, Purpose.OBJECTION, by=by, now=now)


def _numbered(work: Work, number: str) -> Objection:
    objection = work.objections.numbered(number.strip().upper())
    if objection is None:
        raise NotFound(subject=number)
    return objection


def _tell(work: Work, objection: Objection, now: datetime) -> None:
    """What the answer is is read in the private chat."""
    tell_person(
        work,
        objection.person_id,
        unique=f"objection:{objection.id}:answered",
        text_key="objection.notice.answered",
        buttons=(("objection.button.open", "v1:objection"),),
        now=now,
    )
