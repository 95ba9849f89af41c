"""Reading a year's decree on off-days."""

from collections import Counter
from datetime import date

import pytest

from domain.calendar.decrees import NotADecree, read_decree, shipped_decrees
from domain.calendar.off_days import OffDay, OffDayKind

DECREE = """
year = 2031
source = "SKB 3 Menteri 1/2030"
[national_holiday]
2031-01-01 = "Tahun Baru 2031 Masehi"
[joint_leave]
2031-12-24 = "Cuti bersama Natal"
"""


def test_a_decree_gives_each_day_its_name_kind_and_source() -> None:
    assert read_decree(DECREE).off_days == (
        OffDay(
            day=date(2031, 1, 1),
            name="Tahun Baru 2031 Masehi",
            kind=OffDayKind.NATIONAL_HOLIDAY,
            source="SKB 3 Menteri 1/2030",
        ),
        OffDay(
            day=date(2031, 12, 24),
            name="Cuti bersama Natal",
            kind=OffDayKind.JOINT_LEAVE,
            source="SKB 3 Menteri 1/2030",
        ),
    )


def test_a_decree_is_official() -> None:
    assert read_decree(DECREE).is_official


@pytest.mark.parametrize(
    ("spoilt", "why"),
    [
        pytest.param("year = ", "value", id="no TOML"),
        pytest.param(DECREE.replace("year = 2031", ""), "year is missing", id="no year"),
        pytest.param(DECREE.replace("source", "sumber"), "source is missing", id="no source"),
        pytest.param(DECREE.replace("[joint_leave]", "[cuti]"), "joint_leave is missing", id="no leave"),
        pytest.param(DECREE.replace("2031-12-24", "2031-02-30"), "day", id="a day that does not exist"),
        pytest.param(DECREE.replace("2031-12-24", "2030-12-24"), "not in 2031", id="another year's day"),
        pytest.param(DECREE.replace("2031-12-24", "2031-01-01"), "both tables", id="a day twice"),
        pytest.param(DECREE.replace("2031-12-24 =", "2031-12-24 = 1 #"), "no name", id="a nameless day"),
        pytest.param(
            'year = 2031\nsource = "x"\nnational_holiday = 3\njoint_leave = 4',
            "no table of days",
            id="numbers instead of days",
        ),
        pytest.param(
            'year = 2031\nsource = "x"\n[national_holiday]\n[joint_leave]',
            "no off-day is named",
            id="an empty year",
        ),
    ],
)
def test_what_is_no_decree_is_refused_with_the_reason(spoilt: str, why: str) -> None:
    with pytest.raises(NotADecree, match=why):
        read_decree(spoilt)


def test_the_release_brings_17_holidays_and_8_days_of_joint_leave_for_2026() -> None:
    (year,) = shipped_decrees()

    assert (year.year, Counter(off.kind for off in year.off_days)) == (
        2026,
        {OffDayKind.NATIONAL_HOLIDAY: 17, OffDayKind.JOINT_LEAVE: 8},
    )


def test_every_day_of_2026_names_the_decree() -> None:
    (year,) = shipped_decrees()

    assert {off.source for off in year.off_days} == {"SKB 3 Menteri 1497/2025, 2/2025, 5/2025"}
