"""Effective working time (waktu kerja efektif, WKE): the minutes a year that one person has for tasks.

1,250 h is taken as the constant that it is, never derived: 235 days of 5 h 30 min are 1,292.5 h, and the
training page that prints 1,245 had read 5:30 as 5.3 (domain.md 2.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Period(StrEnum):
    """The span over which a worksheet counts a volume."""

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True, kw_only=True)
class WkeProfile:
    """One agreed set: minutes a year, and how often each period comes round in that year."""

    name: str
    minutes_a_year: int
    months: int
    weeks: int
    days: int
    hours: int

    def times_a_year(self, period: Period) -> int:
        """What a volume is multiplied with, so that work of every period is yearly before it is added up."""
        times = {
            Period.YEAR: 1,
            Period.MONTH: self.months,
            Period.WEEK: self.weeks,
            Period.DAY: self.days,
            Period.HOUR: self.hours,
        }
        return times[period]


# PermenPANRB 1/2020 and Peraturan BKN 9/2022: 1,250 h; 235 days where a week has five, 287 where it has six.
FIVE_DAYS = WkeProfile(
    name="permenpanrb_1_2020", minutes_a_year=75_000, months=12, weeks=52, days=235, hours=1_250
)
SIX_DAYS = WkeProfile(
    name="permenpanrb_1_2020_six_days", minutes_a_year=75_000, months=12, weeks=52, days=287, hours=1_250
)
# The 1,200 h of Permendagri 12/2008 [K: BKPSDM to confirm], as applications of regions still
# hold it: 6,000 minutes a month, 1,500 a week, 300 a day, 60 an hour.
LEGACY = WkeProfile(
    name="permendagri_12_2008", minutes_a_year=72_000, months=12, weeks=48, days=240, hours=1_200
)
PROFILES = {profile.minutes_a_year: profile for profile in (FIVE_DAYS, LEGACY)}


class MixedProfiles(ValueError):
    """Loads measured against two effective working times were to be added up: the sum would mean nothing."""


class UnknownProfile(ValueError):
    """An effective working time that belongs to no profile, or none at all."""


def refuse_mixture(profiles: Iterable[WkeProfile]) -> None:
    """Raise MixedProfiles where the years differ; weeks of five and of six days share one year."""
    years = {profile.minutes_a_year for profile in profiles}
    if len(years) > 1:
        raise MixedProfiles(" / ".join(str(minutes) for minutes in sorted(years)))


def profile_of(effective_minutes: Iterable[Decimal]) -> WkeProfile:
    """The profile that a worksheet's own column (WAKTU EFEKTIF, minutes a year) names.

    Raise UnknownProfile for a figure of no profile or no figure at all, MixedProfiles where two differ.
    """
    figures = set(effective_minutes)
    if not figures or figures - PROFILES.keys():
        raise UnknownProfile(" / ".join(sorted(str(figure) for figure in figures)))
    refuse_mixture(PROFILES[int(figure)] for figure in figures)
    return PROFILES[int(figures.pop())]
