"""Performance ratings (predikat kinerja, PermenPANRB 6/2022).

A rating is relative, not absolute: ratings follow a distribution that the organisation's own rating guides
(where the organisation is "Baik", at most some 70 % of its people are), so it does not compare people of two
units, and whoever explains a rating says so (domain.md 3.3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.imports.rows import Predicate

RATED_YEARS = 2  # Peraturan BKN 5/2019 as practised (domain.md 1.4, PERF_2Y)
GOOD: frozenset[Predicate] = frozenset({"sangat_baik", "baik"})


class Expectation(StrEnum):
    """Where results or conduct stand against what was expected."""

    ABOVE = "above"
    MEETS = "meets"
    BELOW = "below"


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceCheck:
    """Whether every year asked about was rated at least "Baik".

    `is_met` is None where no year is worse but some have no rating: they are in `missing`, newest first.
    """

    is_met: bool | None
    ratings: Mapping[int, Predicate]
    below: tuple[int, ...]
    missing: tuple[int, ...]


def predicate_of(results: Expectation, conduct: Expectation) -> Predicate:
    """The rating that results (hasil kerja) and conduct (perilaku kerja) give together.

    The table is the one commonly quoted [K: BKPSDM to confirm] (domain.md 3.3).
    """
    below = Expectation.BELOW
    if results is below:
        return "sangat_kurang" if conduct is below else "butuh_perbaikan"
    if conduct is below:
        return "kurang"
    return "sangat_baik" if results is conduct is Expectation.ABOVE else "baik"


def check_ratings(
    ratings: Mapping[int, Predicate], *, last_year: int, years: int = RATED_YEARS
) -> PerformanceCheck:
    """Look at `years` full years up to and including `last_year`."""
    asked = range(last_year, last_year - years, -1)
    known = {year: ratings[year] for year in asked if year in ratings}
    below = tuple(year for year, rating in known.items() if rating not in GOOD)
    missing = tuple(year for year in asked if year not in known)
    return PerformanceCheck(
        is_met=False if below else None if missing else True,
        ratings=known,
        below=below,
        missing=missing,
    )
