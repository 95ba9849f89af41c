"""Everything that is shown to somebody of their own objection."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from domain.calendar.off_days import Estimate
from domain.deadlines import ClockStanding, Limit, ObjectionClock
from domain.objections.decrees import Decree, answer_due, clock_of, decree_of
from domain.objections.records import Objection, SignedFile, State
from domain.people import Person
from domain.transfers import proposals_of
from domain.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnObjection:
    """Everything that is shown of it. `decree` None: there is none yet, and then nothing else is there.

    `has_proposal`: a transfer is proposed and shown. `safe_days_left` and `days_left` (to the last day by any
    reading) are below zero when that day is past. `answer_due`: HR's clock, once it is handed in.
    """

    person: Person
    has_proposal: bool
    decree: Decree | None = None
    clock: ObjectionClock | None = None
    standing: ClockStanding | None = None
    safe_days_left: int = 0
    days_left: int = 0
    is_reminded: bool = False
    objection: Objection | None = None
    files: tuple[SignedFile, ...] = ()
    answer_due: Limit | None = None

    @property
    def is_drafted(self) -> bool:
        """Whether there is a letter that waits to be handed in."""
        return self.objection is not None and self.objection.state is State.DRAFTED


def own_objection(
    work: Work, person_id: int, *, estimate: Estimate, zone: tzinfo, now: datetime
) -> OwnObjection:
    """Read it; the clock is counted anew each time."""
    person = work.people.get(person_id)
    decree = decree_of(work, person_id, zone=zone)
    if decree is None:
        return OwnObjection(person=person, has_proposal=bool(proposals_of(work, person_id)))
    clock, today = clock_of(work, decree, estimate), now.astimezone(zone).date()
    objection = work.objections.newest(decree.proposal.id)
    return OwnObjection(
        person=person,
        has_proposal=True,
        decree=decree,
        clock=clock,
        standing=clock.standing(today),
        safe_days_left=(clock.safe.last_day - today).days,
        days_left=(clock.last_day - today).days,
        is_reminded=work.objections.is_reminded(decree.proposal.id),
        objection=objection,
        files=tuple(work.objections.files(objection.id)) if objection else (),
        answer_due=answer_due(work, objection, estimate, zone=zone) if objection else None,
    )
