"""The decree that an objection is about, and the clocks that run from it."""

from dataclasses import dataclass
from datetime import date, tzinfo

from domain.calendar.off_days import Estimate
from domain.calendar.records import working_days
from domain.calendar.working_days import WorkingDays
from domain.deadlines import Limit, ObjectionClock, objection_answer, objection_clock
from domain.objections.records import DecreeDays, Objection
from domain.proposals import Proposal, Status
from domain.transfers import is_decided
from domain.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Decree:
    """A decided proposal. `recorded_on`: the day on which HR recorded the decree here."""

    proposal: Proposal
    recorded_on: date
    days: DecreeDays

    @property
    def decided_on(self) -> date:
        """The earliest day known: the clock may start too soon, never too late."""
        return min(self.recorded_on, self.days.printed_on or self.recorded_on)


def decree_of(work: Work, person_id: int, *, zone: tzinfo) -> Decree | None:
    """The newest one about this person; None where there is none."""
    decided = [one for one in work.proposals.of_person(person_id) if is_decided(one)]
    found = [decree for one in decided if (decree := decree_on(work, one, zone=zone)) is not None]
    return max(found, key=lambda one: (one.recorded_on, one.proposal.id), default=None)


def decree_on(work: Work, proposal: Proposal, *, zone: tzinfo) -> Decree | None:
    """The decree of a proposal; None where HR has recorded none."""
    entered = [entry.entered_at for entry in proposal.stages if entry.status is Status.DECREE]
    if not entered or not is_decided(proposal):
        return None
    return Decree(
        proposal=proposal,
        recorded_on=entered[-1].astimezone(zone).date(),
        days=work.objections.days(proposal.id),
    )


def clock_of(work: Work, decree: Decree, estimate: Estimate) -> ObjectionClock:
    """Until when an objection may come in, by both readings."""
    received = decree.days.received_on
    calendar = _calendar(work, estimate, decree.decided_on, received or decree.decided_on)
    return objection_clock(decree.decided_on, received, calendar)


def answer_due(work: Work, objection: Objection, estimate: Estimate, *, zone: tzinfo) -> Limit | None:
    """Until when HR's office answers; None before it is handed in."""
    if objection.submitted_at is None:
        return None
    day = objection.submitted_at.astimezone(zone).date()
    return objection_answer(day, _calendar(work, estimate, day, day))


def _calendar(work: Work, estimate: Estimate, first: date, last: date) -> WorkingDays:
    return working_days(work.calendar, estimate, first_year=first.year, last_year=last.year + 1)
