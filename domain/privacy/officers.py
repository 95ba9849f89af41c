"""HR's side: what waits with its clock, and the answer that its owner reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.actors import Actor, Role
from domain.official.notices import tell_person
from domain.people import Person
from domain.privacy.desk import lift
from domain.privacy.effects import note
from domain.privacy.records import Request, Right, State
from domain.privacy.refusals import RefusalReasonNeeded, RequestNotOpen, RightsAnswerTooLong
from domain.refusals import OwnRequest
from domain.rights import acting_as
from domain.views.desk import note_view
from domain.views.records import Purpose
from domain.work import Store, Work

ANSWER_AT_MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One request and whose it is. `can_be_told`: their chat is linked, so an answer reaches them there."""

    request: Request
    person: Person
    can_be_told: bool


class RightsOffice:
    """Officers read and answer; nobody decides on a request of their own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def queue(self, *, by: Actor) -> Sequence[Request]:
        """What waits, the first due on top: by its number and its kind, so nobody's log of views has it."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            return work.privacy.open()

    def waiting(self, *, by: Actor, now: datetime) -> Sequence[Waiting]:
        """What waits, the first due on top. That it was read stands in the owners' logs of views."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            found = [_waiting(work, one) for one in work.privacy.open()]
            note_view(work, [one.person.id for one in found], Purpose.RIGHTS, by=by, now=now)
            work.commit()
        return found

    def show(self, request_id: str, *, by: Actor, now: datetime) -> Waiting:
        """One request, whatever became of it. Raise NotFound, NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            found = _waiting(work, work.privacy.get(request_id))
            note_view(work, [found.person.id], Purpose.RIGHTS, by=by, now=now)
            work.commit()
        return found

    def answer(self, request_id: str, state: State, words: str, *, by: Actor, now: datetime) -> Waiting:
        """Say that it is carried out, or refuse it with the reason; its owner is told in the same unit.

        A restriction that is refused ends. Raise RefusalReasonNeeded, RightsAnswerTooLong, RequestNotOpen,
        OwnRequest, NotFound, NotPermitted.
        """
        said = words.strip()
        if state is State.REFUSED and not said:
            raise RefusalReasonNeeded
        if len(said) > ANSWER_AT_MOST:
            raise RightsAnswerTooLong(limit=ANSWER_AT_MOST)
        with self._store.write() as work:
            officer = acting_as(work, by, Role.OFFICER)
            request = work.privacy.get(request_id)
            if request.state is not State.OPEN:
                raise RequestNotOpen
            if request.person_id == officer:
                raise OwnRequest
            if request.right is Right.RESTRICTION and state is State.REFUSED:
                lift(work, request.person_id, by=by.label, now=now)
            work.privacy.close(request_id, state, answer=said, by=officer, now=now)
            note(work, f"privacy.{state}", request, by=by.label, now=now)
            answered = _waiting(work, work.privacy.get(request_id))
            _tell(work, answered, now=now)
            work.commit()
        return answered


def _waiting(work: Work, request: Request) -> Waiting:
    account = work.linking.account_of(request.person_id)
    return Waiting(
        request=request, person=work.people.get(request.person_id), can_be_told=account is not None
    )


def _tell(work: Work, answered: Waiting, *, now: datetime) -> None:
    request = answered.request
    said = "with_words" if request.answer else "plain"
    tell_person(
        work,
        request.person_id,
        unique=f"privacy:{request.id}:{request.state}",
        text_key=f"privacy.told.{request.state}.{said}",
        facts={"number": request.id, "answer": request.answer},
        buttons=(("privacy.button.open", "v1:privacy"),),
        now=now,
    )
