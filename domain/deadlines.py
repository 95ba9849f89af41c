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


def limits_of(proposal: Proposal, calendar: WorkingDays, *, zone: tzinfo) -> tuple[Limit, ...]:
    """The limits that began when the proposal came into its status; none where nothing runs."""
    begun = next(
        (entry.entered_at for entry in reversed(proposal.stages) if entry.status is proposal.status), None
    )
    if begun is None:
        return ()
    day = begun.astimezone(zone).date()
    safe = (
        [Limit(code=LimitCode.OBJECTION_SAFE, last_day=day + _SAFE_OBJECTION, is_official=True)]
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
