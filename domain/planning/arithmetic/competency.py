"""Job-person match (JPM): attained levels against those that a post's standard asks for, in percent.

`JPM = mean(attained / required) × 100` (domain.md 3.2 [K: BKPSDM to confirm]). A competency that was never
assessed is named, and then there is no percentage: nothing would be as wrong as counting it as zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from domain.planning.arithmetic.rounding import two_decimals

LEVELS = range(1, 6)  # paham, dasar, menengah, mumpuni, ahli (PermenPANRB 38/2017)

# The technical part's share by rung of the expert branch, in one ministry's rule No. 35/2020 (domain.md 3.2);
# the managerial and sociocultural part has the rest.
TECHNICAL_WEIGHTS: Mapping[str, Decimal] = {
    "ahli_pertama": Decimal("0.60"),
    "ahli_muda": Decimal("0.50"),
    "ahli_madya": Decimal("0.40"),
}
EVEN_WEIGHT = Decimal("0.50")


class FillingCategory(StrEnum):
    """For filling a post (uji kompetensi): the two first pass."""

    MS = "memenuhi_syarat"
    MMS = "masih_memenuhi_syarat"
    KMS = "kurang_memenuhi_syarat"


class MappingCategory(StrEnum):
    """For mapping and promotion."""

    OPTIMAL = "optimal"
    CUKUP = "cukup_optimal"
    KURANG = "kurang_optimal"


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryBounds:
    """The least percentage of the best category and of the middle one."""

    best: Decimal
    middle: Decimal


FILLING_BOUNDS = CategoryBounds(best=Decimal(80), middle=Decimal(68))  # a ministry's rule No. 35/2020
MAPPING_BOUNDS = CategoryBounds(best=Decimal(90), middle=Decimal(78))  # Peraturan BRIN 3/2023 art. 33


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyFit:
    """One competency: the level asked for and the level assessed, None where there is no assessment."""

    code: str
    required: int
    attained: int | None

    @property
    def gap(self) -> int | None:
        """Levels above the standard; negative is below it."""
        return None if self.attained is None else self.attained - self.required


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPersonMatch:
    """`percent`, and its two parts, rounded to two decimals; None where something is missing or invalid.

    `missing` are competencies asked for and never assessed, `invalid` those with a level that does not exist.
    Without any competency in the standard there is nothing to match and no percentage either.
    """

    percent: Decimal | None
    technical: Decimal | None
    managerial: Decimal | None
    items: tuple[CompetencyFit, ...]
    missing: tuple[str, ...]
    invalid: tuple[str, ...]


def is_technical(code: str) -> bool:
    """Tell a technical competency (T.xx) from managerial (M.xx) and sociocultural (SK.xx) ones."""
    return code.startswith("T.")


def job_person_match(
    attained: Mapping[str, int],
    required: Mapping[str, int],
    *,
    cap: bool = True,
    technical_weight: Decimal = EVEN_WEIGHT,
) -> JobPersonMatch:
    """Match one person with one standard.

    `cap` counts more than required as required. `technical_weight`, from 0 to 1, matters only where the
    standard has both parts.
    """
    items = tuple(
        CompetencyFit(code=code, required=level, attained=attained.get(code))
        for code, level in required.items()
    )
    missing = tuple(item.code for item in items if item.attained is None)
    invalid = tuple(item.code for item in items if not _is_valid(item))
    technical = managerial = percent = None
    if not missing and not invalid:
        technical = _mean([item for item in items if is_technical(item.code)], cap=cap)
        managerial = _mean([item for item in items if not is_technical(item.code)], cap=cap)
        percent = weighted(technical, managerial, technical_weight=technical_weight)
    return JobPersonMatch(
        percent=_rounded(percent),
        technical=_rounded(technical),
        managerial=_rounded(managerial),
        items=items,
        missing=missing,
        invalid=invalid,
    )


def weighted(
    technical: Fraction | None, managerial: Fraction | None, *, technical_weight: Decimal
) -> Fraction | None:
    """The two parts by their shares; where a standard has one part only, that part is the whole."""
    if technical is None or managerial is None:
        return managerial if technical is None else technical
    share = Fraction(technical_weight)
    return share * technical + (1 - share) * managerial


def filling_category(percent: Decimal, bounds: CategoryBounds = FILLING_BOUNDS) -> FillingCategory:
    """For filling a post, of a percentage rounded to two decimals."""
    if percent >= bounds.best:
        return FillingCategory.MS
    return FillingCategory.MMS if percent >= bounds.middle else FillingCategory.KMS


def mapping_category(percent: Decimal, bounds: CategoryBounds = MAPPING_BOUNDS) -> MappingCategory:
    """For mapping and promotion [K: that the two tables are split by purpose], rounded to two decimals."""
    if percent >= bounds.best:
        return MappingCategory.OPTIMAL
    return MappingCategory.CUKUP if percent >= bounds.middle else MappingCategory.KURANG


def _is_valid(item: CompetencyFit) -> bool:
    return item.required in LEVELS and (item.attained is None or item.attained in LEVELS)


def _mean(items: Sequence[CompetencyFit], *, cap: bool) -> Fraction | None:
    shares = [Fraction(item.attained or 0, item.required) for item in items]
    if not shares:
        return None
    counted = [min(share, Fraction(1)) for share in shares] if cap else shares
    return sum(counted, Fraction(0)) / len(counted) * 100


def _rounded(percent: Fraction | None) -> Decimal | None:
    return None if percent is None else two_decimals(percent)
