"""Siti's transfer has been decided on Tuesday, 24 November 2026, and she may object."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.calendar.off_days import OffDay, OffDayKind
from domain.objections.answering import ObjectionAnswerDesk
from domain.objections.desk import ObjectionDesk
from domain.objections.records import Ground, Request, Writing
from domain.proposals import Status
from storage.store import SqlStore
from tests.people import SITI, Kemuning, kemuning

ZONE = ZoneInfo("Asia/Jakarta")
WRITING = Writing(
    grounds=(Ground.RULE, Ground.DATA),
    decree_number="821.2/123/BKPSDM/2026",
    reasons="Masa jabatan saya belum dua tahun.",
    documents="SK jabatan terakhir",
    request=Request.REVIEW,
)
PDF = b"%PDF-1.7\n%signed\n"


def estimated(year: int) -> list[OffDay]:
    """No day off but New Year's, as an estimate."""
    return [
        OffDay(day=date(year, 1, 1), name="Tahun Baru", kind=OffDayKind.NATIONAL_HOLIDAY, source="perkiraan")
    ]


@dataclass(frozen=True, slots=True)
class Decided:
    """The region, both desks, and Siti's row number."""

    region: Kemuning
    desk: ObjectionDesk
    answers: ObjectionAnswerDesk
    siti: int


def decided_in(store: SqlStore, now: datetime) -> Decided:
    region = kemuning(store, now)
    decide(region, now)
    return Decided(
        region,
        ObjectionDesk(store, estimate=estimated, zone=ZONE),
        ObjectionAnswerDesk(store, estimate=estimated, zone=ZONE),
        region.id_of(SITI),
    )


def decide(region: Kemuning, now: datetime) -> None:
    """Record the decree about Siti at that moment."""
    with region.region.store.write() as work:
        (proposal,) = work.proposals.of_person(region.id_of(SITI))
        work.proposals.enter([proposal.id], Status.DECREE, by="operator", now=now)
        work.commit()


@pytest.fixture
def decided(store: SqlStore, now: datetime) -> Decided:
    """On each of the two databases."""
    return decided_in(store, now)


@pytest.fixture
def later(now: datetime) -> datetime:
    """After the safe day (8 December), within the working days (14 December)."""
    return now + timedelta(days=16)
