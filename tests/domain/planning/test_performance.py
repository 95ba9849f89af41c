"""Ratings from results and conduct, and two years of them (domain.md 3.3 and 1.4)."""

import pytest

from domain.imports.rows import Predicate
from domain.planning.arithmetic.performance import Expectation, check_ratings, predicate_of

ABOVE, MEETS, BELOW = Expectation.ABOVE, Expectation.MEETS, Expectation.BELOW


@pytest.mark.parametrize(
    ("results", "conduct", "predicate"),
    [
        (ABOVE, ABOVE, "sangat_baik"),
        (ABOVE, MEETS, "baik"),
        (MEETS, ABOVE, "baik"),
        (MEETS, MEETS, "baik"),
        (BELOW, MEETS, "butuh_perbaikan"),
        (BELOW, ABOVE, "butuh_perbaikan"),
        (MEETS, BELOW, "kurang"),
        (ABOVE, BELOW, "kurang"),
        (BELOW, BELOW, "sangat_kurang"),
    ],
)
def test_results_and_conduct_together_give_the_rating(
    results: Expectation, conduct: Expectation, predicate: Predicate
) -> None:
    """PermenPANRB 6/2022, as mapped in domain.md 3.3."""
    assert predicate_of(results, conduct) == predicate


@pytest.mark.parametrize(
    ("ratings", "is_met", "below", "missing"),
    [
        pytest.param({2024: "baik", 2025: "sangat_baik"}, True, (), (), id="both good"),
        pytest.param({2024: "baik", 2025: "butuh_perbaikan"}, False, (2025,), (), id="the last is worse"),
        pytest.param({2024: "kurang", 2025: "baik"}, False, (2024,), (), id="the one before is worse"),
        pytest.param({2025: "baik"}, None, (), (2024,), id="one is missing"),
        pytest.param({2025: "sangat_kurang"}, False, (2025,), (2024,), id="one is missing, one is worse"),
        pytest.param({}, None, (), (2025, 2024), id="none is there"),
        pytest.param({2023: "baik", 2022: "baik"}, None, (), (2025, 2024), id="older ones do not count"),
        pytest.param({2026: "kurang", 2024: "baik", 2025: "baik"}, True, (), (), id="nor does a later one"),
    ],
)
def test_the_last_two_years_must_be_at_least_baik_and_missing_years_are_named(
    ratings: dict[int, Predicate],
    *,
    is_met: bool | None,
    below: tuple[int, ...],
    missing: tuple[int, ...],
) -> None:
    checked = check_ratings(ratings, last_year=2025)

    assert (checked.is_met, checked.below, checked.missing) == (is_met, below, missing)


def test_the_facts_are_the_ratings_of_the_years_asked_about() -> None:
    checked = check_ratings({2023: "kurang", 2024: "baik", 2025: "sangat_baik"}, last_year=2025)

    assert checked.ratings == {2025: "sangat_baik", 2024: "baik"}


def test_how_many_years_is_the_regions_to_set() -> None:
    assert check_ratings({2024: "kurang", 2025: "baik"}, last_year=2025, years=1).is_met
