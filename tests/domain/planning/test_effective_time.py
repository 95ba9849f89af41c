"""The effective working time that loads are measured against (domain.md 2.1)."""

from decimal import Decimal

import pytest

from domain.planning.arithmetic.effective_time import (
    FIVE_DAYS,
    LEGACY,
    SIX_DAYS,
    MixedProfiles,
    Period,
    UnknownProfile,
    WkeProfile,
    profile_of,
    refuse_mixture,
)


def test_the_years_are_those_of_the_rules() -> None:
    assert (FIVE_DAYS.minutes_a_year, SIX_DAYS.minutes_a_year) == (75_000, 75_000)
    assert LEGACY.minutes_a_year == 72_000


@pytest.mark.parametrize(
    ("period", "minutes"), [(Period.MONTH, 6_000), (Period.WEEK, 1_500), (Period.DAY, 300), (Period.HOUR, 60)]
)
def test_the_legacy_year_divides_into_its_own_constants(period: Period, minutes: int) -> None:
    assert LEGACY.minutes_a_year / LEGACY.times_a_year(period) == minutes


@pytest.mark.parametrize(("profile", "days"), [(FIVE_DAYS, 235), (SIX_DAYS, 287)])
def test_a_year_has_the_days_of_its_week(profile: WkeProfile, days: int) -> None:
    assert profile.times_a_year(Period.DAY) == days


def test_a_sheet_names_its_profile() -> None:
    assert profile_of([Decimal(75_000), Decimal("75000.0")]) is FIVE_DAYS
    assert profile_of([Decimal(72_000)]) is LEGACY


def test_two_profiles_in_one_sheet_are_never_mixed() -> None:
    with pytest.raises(MixedProfiles, match="72000 / 75000"):
        profile_of([Decimal(75_000), Decimal(72_000)])


@pytest.mark.parametrize("figures", [[], [Decimal(70_000)], [Decimal(75_000), Decimal(0)], [Decimal("NaN")]])
def test_a_figure_of_no_profile_is_not_guessed(figures: list[Decimal]) -> None:
    with pytest.raises(UnknownProfile):
        profile_of(figures)


def test_weeks_of_five_and_six_days_share_a_year() -> None:
    refuse_mixture([FIVE_DAYS, SIX_DAYS, FIVE_DAYS])

    with pytest.raises(MixedProfiles):
        refuse_mixture([SIX_DAYS, LEGACY])
