"""Limits that run while a proposal stands where it stands (domain.md 1.6, 1.8, 1.9)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.calendar.decrees import shipped_decrees
from domain.calendar.off_days import CalendarYear
from domain.calendar.working_days import WorkingDays
from domain.deadlines import LimitCode, limits_of
from domain.proposals import Direction, Placement, Proposal, StageEntry, Status

_ZONE = ZoneInfo("Asia/Jakarta")
_PLACE = Placement(unit="UPTD Puskesmas Selensen", position="Perawat", job_class=6, location="Selensen")


def _calendar() -> WorkingDays:
    return WorkingDays([*shipped_decrees(), CalendarYear(year=2027, off_days=(), is_official=False)])


def _standing(status: Status, *entered: datetime) -> Proposal:
    return Proposal(
        id=1,
        wave_id=1,
        person_id=1,
        direction=Direction.ROTASI,
        own_request=False,
        origin=_PLACE,
        target=_PLACE,
        reason="",
        planned_effective_on=None,
        status=status,
        stages=tuple(StageEntry(status=status, entered_at=at) for at in entered),
    )


def _limits(proposal: Proposal) -> dict[LimitCode, date]:
    return {one.code: one.last_day for one in limits_of(proposal, _calendar(), zone=_ZONE)}


@pytest.mark.parametrize(
    ("received", "safe", "objection", "inauguration"),
    [
        (date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 27), date(2026, 4, 21)),
        (date(2026, 3, 16), date(2026, 3, 30), date(2026, 4, 13), date(2026, 5, 6)),
        (date(2026, 5, 11), date(2026, 5, 25), date(2026, 6, 5), date(2026, 6, 30)),
        (date(2026, 8, 10), date(2026, 8, 24), date(2026, 9, 1), date(2026, 9, 23)),
    ],
)
def test_after_the_decree_the_cautious_limit_the_legal_one_and_the_inaugurations_run(
    received: date, safe: date, objection: date, inauguration: date
) -> None:
    decree = _standing(Status.DECREE, datetime(received.year, received.month, received.day, 3, tzinfo=UTC))

    assert _limits(decree) == {
        LimitCode.OBJECTION_SAFE: safe,
        LimitCode.OBJECTION: objection,
        LimitCode.INAUGURATION: inauguration,
    }


def test_at_bkn_the_digital_limit_runs_beside_the_one_of_the_regulation() -> None:
    sent = _standing(Status.PERTEK, datetime(2026, 3, 2, 3, tzinfo=UTC))

    assert _limits(sent) == {
        LimitCode.PERTEK_DIGITAL: date(2026, 3, 9),
        LimitCode.PERTEK: date(2026, 3, 30),
    }


def test_a_file_that_was_completed_begins_its_limit_anew() -> None:
    again = _standing(
        Status.PERTEK, datetime(2026, 3, 2, 3, tzinfo=UTC), datetime(2026, 8, 10, 3, tzinfo=UTC)
    )

    assert _limits(again)[LimitCode.PERTEK] == date(2026, 9, 2)


def test_the_day_is_the_regions_not_greenwichs() -> None:
    late = _standing(Status.PERTEK, datetime(2026, 3, 1, 17, 30, tzinfo=UTC))

    assert _limits(late)[LimitCode.PERTEK_DIGITAL] == date(2026, 3, 9)


def test_a_limit_over_days_off_that_are_not_decreed_yet_says_so() -> None:
    into_2027 = _standing(Status.DECREE, datetime(2026, 12, 14, 3, tzinfo=UTC))

    official = {one.code: one.is_official for one in limits_of(into_2027, _calendar(), zone=_ZONE)}

    assert official[LimitCode.OBJECTION_SAFE]
    assert not official[LimitCode.INAUGURATION]


def test_nothing_runs_where_the_law_sets_no_limit() -> None:
    assert _limits(_standing(Status.BOARD, datetime(2026, 3, 2, tzinfo=UTC))) == {}
    assert _limits(_standing(Status.DECREE)) == {}
