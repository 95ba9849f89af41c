"""Limits that run while a proposal stands where it stands, in working days (domain.md 1.6 and 1.8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from domain.calendar.working_days import WorkingDays
from domain.proposals import Proposal, Status


class LimitCode(StrEnum):
    """What has to have happened by then."""

    PERTEK = "pertek"
    PERTEK_DIGITAL = "pertek_digital"
    OBJECTION_SAFE = "objection_safe"
    OBJECTION = "objection"
    OBJECTION_ANSWER = "objection_answer"
    INAUGURATION = "inauguration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The last day. `is_official`: every day off on the way is by decree, none by estimate."""

    code: LimitCode
    last_day: date
    is_official: bool


# BKN decides within 15 once the file is complete (Peraturan BKN 5/2019), digitally within 5 (stated in
# January 2026); objections within 14 (PP 79/2021 [K: that these are working days]); pelantikan within 30.
_WORKING_DAYS: Mapping[Status, Mapping[LimitCode, int]] = {
    Status.PERTEK: {LimitCode.PERTEK: 15, LimitCode.PERTEK_DIGITAL: 5},
    Status.DECREE: {LimitCode.OBJECTION: 14, LimitCode.INAUGURATION: 30},
}
# The most cautious reading of the same limit: calendar days from the decree. It is shown first.
_SAFE_OBJECTION = timedelta(days=14)
# An objection is answered within 21 (PP 79/2021 [K: that these are working days]).
_ANSWER = 21


class ClockStanding(StrEnum):
    """Where a day stands on the clock of an objection."""

    SAFE = "safe"
    DOUBTFUL = "doubtful"  # past the cautious reading, within another one
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionClock:
    """Both readings of the limit for an objection (domain.md 1.8): nobody is told the later one alone.

    `safe`: 14 calendar days from the decree. `by_decree` and `by_receipt`: the working days counted from the
    decree, and from the day on which its person received it, where they have said so.
    """

    decree_on: date
    received_on: date | None
    safe: Limit
    by_decree: Limit
    by_receipt: Limit | None

    @property
    def last_day(self) -> date:
        """The last day by any reading."""
        return max(self.by_decree.last_day, self.by_receipt.last_day if self.by_receipt else date.min)

    @property
    def is_official(self) -> bool:
        return self.by_decree.is_official and (self.by_receipt is None or self.by_receipt.is_official)

    def standing(self, today: date) -> ClockStanding:
        if today <= self.safe.last_day:
            return ClockStanding.SAFE
        return ClockStanding.DOUBTFUL if today <= self.last_day else ClockStanding.LATE


def objection_clock(decree_on: date, received_on: date | None, calendar: WorkingDays) -> ObjectionClock:
    """The clock of an objection to a decree of that day."""
    working = _WORKING_DAYS[Status.DECREE][LimitCode.OBJECTION]
    return ObjectionClock(
        decree_on=decree_on,
        received_on=received_on,
        safe=Limit(code=LimitCode.OBJECTION_SAFE, last_day=safe_objection_day(decree_on), is_official=True),
        by_decree=_limit(LimitCode.OBJECTION, decree_on, working, calendar),
        by_receipt=None
        if received_on is None
        else _limit(LimitCode.OBJECTION, received_on, working, calendar),
    )


def safe_objection_day(decree_on: date) -> date:
    """The last day by the most cautious reading, for which no calendar of working days is needed."""
    return decree_on + _SAFE_OBJECTION


def objection_answer(submitted_on: date, calendar: WorkingDays) -> Limit:
    """Until when HR's office answers an objection that came in on that day."""
    return _limit(LimitCode.OBJECTION_ANSWER, submitted_on, _ANSWER, calendar)


def limits_of(proposal: Proposal, calendar: WorkingDays, *, zone: tzinfo) -> tuple[Limit, ...]:
    """The limits that began when the proposal came into its status; none where nothing runs."""
    begun = next(
        (entry.entered_at for entry in reversed(proposal.stages) if entry.status is proposal.status), None
    )
    if begun is None:
        return ()
    day = begun.astimezone(zone).date()
    safe = (
        [Limit(code=LimitCode.OBJECTION_SAFE, last_day=safe_objection_day(day), is_official=True)]
        if proposal.status is Status.DECREE
        else []
    )
    counted = [
        _limit(code, day, days, calendar) for code, days in _WORKING_DAYS.get(proposal.status, {}).items()
    ]
    return tuple(sorted([*safe, *counted], key=lambda one: (one.last_day, one.code)))


def _limit(code: LimitCode, day: date, days: int, calendar: WorkingDays) -> Limit:
    last = calendar.add_working_days(day, days)
    return Limit(code=code, last_day=last, is_official=calendar.is_official(day, last))
