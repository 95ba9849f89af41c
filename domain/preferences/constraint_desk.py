"""What weighs on people, as officers read it: acknowledged, or declined with a reason that its owner reads.

What is acknowledged counts in planning as a special circumstance in HR's spreadsheet does, whatever its kind:
the spreadsheet knows no kinds either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from domain.actors import Actor, Role
from domain.official.notices import tell_person
from domain.people import Person
from domain.preferences.records import Constraint, ConstraintState, ToldConstraint
from domain.preferences.refusals import DeclineReasonNeeded, DeclineReasonTooLong
from domain.refusals import AlreadyDone, NotFound, OwnRequest
from domain.rights import acting_as
from domain.typed_codes import read_signs
from domain.work import Store, Work

REASON_LENGTH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A constraint with whom it weighs on, and the name of their unit."""

    constraint: Constraint
    person: Person
    unit: str


class ConstraintDesk:
    """HR's side. Officers only: everything raises NotPermitted.

    What is changed, taken back, or not consented to any more is not found; one's own raises OwnRequest.
    """

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone

    def waiting(self, *, by: Actor) -> Sequence[Weighed]:
        """What nobody has answered, oldest first, without the officer's own."""
        with self._store.read() as work:
            officer = acting_as(work, by, Role.OFFICER)
            return [
                _weighed(work, one) for one in work.preferences.open_constraints() if one.person_id != officer
            ]

    def show(self, number: str, *, by: Actor, now: datetime) -> Weighed:
        """One of them, answered ones too. Raise NotFound, OwnRequest."""
        with self._store.write() as work:
            _, told = _of_another(work, number, by)
            work.audit.add(
                "constraint.opened", by=by.label, subject=_subject(told.constraint.number), now=now
            )
            work.commit()
            return _weighed(work, told)

    def document(self, number: str, *, by: Actor, now: datetime) -> bytes:
        """The paper that came with it. Raise NotFound where none did, OwnRequest."""
        with self._store.write() as work:
            _, told = _of_another(work, number, by)
            content = work.preferences.constraint_document(told.constraint.number)
            if content is None:
                raise NotFound(subject=number)
            work.audit.add(
                "constraint.document_opened", by=by.label, subject=_subject(told.constraint.number), now=now
            )
            work.commit()
        return content

    def acknowledge(self, number: str, *, by: Actor, now: datetime) -> None:
        """Let it count in planning; its owner is told in the same unit.

        Raise NotFound, AlreadyDone, OwnRequest.
        """
        self._answer(number, ConstraintState.ACKNOWLEDGED, "", by=by, now=now)

    def decline(self, number: str, reason: str, *, by: Actor, now: datetime) -> None:
        """Say why it does not count; its owner is told that there is an answer, and reads the reason.

        Raise DeclineReasonNeeded, DeclineReasonTooLong, NotFound, AlreadyDone, OwnRequest.
        """
        said = reason.strip()
        if not said:
            raise DeclineReasonNeeded
        if len(said) > REASON_LENGTH:
            raise DeclineReasonTooLong(most=REASON_LENGTH)
        self._answer(number, ConstraintState.DECLINED, said, by=by, now=now)

    def _answer(self, number: str, state: ConstraintState, reason: str, *, by: Actor, now: datetime) -> None:
        today = now.astimezone(self._zone).date()
        with self._store.write() as work:
            officer, told = _of_another(work, number, by)
            kept = told.constraint
            if kept.state is not ConstraintState.OPEN:
                raise AlreadyDone(subject=kept.number)
            work.preferences.answer_constraint(kept.number, state, reason=reason, by=officer, today=today)
            _tell(work, told, state, now=now)
            # Which kind it is would tell of a family: the number leads there while it is kept.
            work.audit.add(
                "constraint.answered", by=by.label, subject=_subject(kept.number), now=now, state=state
            )
            work.commit()


def _of_another(work: Work, number: str, by: Actor) -> tuple[int, ToldConstraint]:
    officer = acting_as(work, by, Role.OFFICER)
    told = work.preferences.told_constraint(read_signs(number) or number)
    if told.person_id == officer:
        raise OwnRequest
    return officer, told


def _weighed(work: Work, told: ToldConstraint) -> Weighed:
    person = work.people.get(told.person_id)
    unit = work.organisation.unit(person.unit_id).name
    return Weighed(constraint=told.constraint, person=person, unit=unit)


def _tell(work: Work, told: ToldConstraint, state: ConstraintState, *, now: datetime) -> None:
    """That HR has answered. What it is about and why stand on the person's own screen alone."""
    tell_person(
        work,
        told.person_id,
        unique=f"constraint:{told.constraint.number}:{state}",
        text_key=f"wishes.notice.{state}",
        buttons=(("wishes.button.constraints", "v1:constraint"),),
        now=now,
    )


def _subject(number: str) -> str:
    return f"constraint:{number}"
