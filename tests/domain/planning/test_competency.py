"""Job-person match with its vectors (domain.md 3.2), and what is said where it cannot be worked out."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.planning.arithmetic.competency import (
    FILLING_BOUNDS,
    TECHNICAL_WEIGHTS,
    CategoryBounds,
    FillingCategory,
    MappingCategory,
    filling_category,
    job_person_match,
    mapping_category,
    weighted,
)
from domain.planning.arithmetic.rounding import two_decimals

CODES = ("M.01", "M.02", "M.03", "M.04", "M.05", "M.06", "M.07", "M.08", "SK.01")
ALL_3 = dict.fromkeys(CODES, 3)


def levels(text: str) -> dict[str, int]:
    return dict(zip(CODES, map(int, text.split(",")), strict=True))


@pytest.mark.parametrize(
    ("attained", "cap", "percent", "filling", "mapping"),
    [
        pytest.param(
            "3,3,2,3,3,2,3,3,3", True, "92.59", FillingCategory.MS, MappingCategory.OPTIMAL, id="two below"
        ),
        pytest.param(
            "4,3,2,3,3,2,3,3,2", True, "88.89", FillingCategory.MS, MappingCategory.CUKUP, id="capped"
        ),
        pytest.param(
            "4,3,2,3,3,2,3,3,2", False, "92.59", FillingCategory.MS, MappingCategory.OPTIMAL, id="uncapped"
        ),
        pytest.param(
            "2,2,2,2,2,2,2,2,2", True, "66.67", FillingCategory.KMS, MappingCategory.KURANG, id="all below"
        ),
    ],
)
def test_jpm_vectors_of_nine_competencies_all_required_at_3(
    attained: str, *, cap: bool, percent: str, filling: FillingCategory, mapping: MappingCategory
) -> None:
    """Worked by hand for domain.md 3.2: the cap changes the category."""
    match = job_person_match(levels(attained), ALL_3, cap=cap)

    assert match.percent == Decimal(percent)
    assert filling_category(match.percent) is filling
    assert mapping_category(match.percent) is mapping


@pytest.mark.parametrize(
    ("rung", "technical", "managerial", "percent"),
    [
        pytest.param("ahli_muda", 82, 70, "76.00", id="Muda 50/50"),
        pytest.param("ahli_madya", 60, 75, "69.00", id="Madya 40/60"),
        pytest.param("ahli_pertama", 66, 71, "68.00", id="Pertama 60/40, on the boundary"),
    ],
)
def test_jpm_vectors_weighted_by_rung_are_all_masih_memenuhi_syarat(
    rung: str, technical: int, managerial: int, percent: str
) -> None:
    """A ministry's inpassing rule No. 35/2020 (domain.md 3.2)."""
    whole = weighted(Fraction(technical), Fraction(managerial), technical_weight=TECHNICAL_WEIGHTS[rung])

    assert whole is not None
    assert str(two_decimals(whole)) == percent
    assert filling_category(two_decimals(whole)) is FillingCategory.MMS


@pytest.mark.parametrize(
    ("percent", "category"),
    [
        ("100", FillingCategory.MS),
        ("80.00", FillingCategory.MS),
        ("79.99", FillingCategory.MMS),
        ("68.00", FillingCategory.MMS),
        ("67.99", FillingCategory.KMS),
        ("0", FillingCategory.KMS),
    ],
)
def test_categories_for_filling_a_post_close_at_80_and_68(percent: str, category: FillingCategory) -> None:
    assert filling_category(Decimal(percent)) is category


@pytest.mark.parametrize(
    ("percent", "category"),
    [
        ("90.00", MappingCategory.OPTIMAL),
        ("89.99", MappingCategory.CUKUP),
        ("78.00", MappingCategory.CUKUP),
        ("77.99", MappingCategory.KURANG),
    ],
)
def test_categories_for_mapping_close_at_90_and_78(percent: str, category: MappingCategory) -> None:
    assert mapping_category(Decimal(percent)) is category


def test_the_bounds_are_the_regions_to_set() -> None:
    bounds = CategoryBounds(best=Decimal(85), middle=FILLING_BOUNDS.middle)

    assert filling_category(Decimal(84), bounds) is FillingCategory.MMS


def test_a_percentage_is_compared_after_rounding() -> None:
    """67.995 is 68.00, which passes."""
    whole = weighted(Fraction("67.99"), Fraction(68), technical_weight=Decimal("0.5"))

    assert whole == Fraction("67.995")
    assert filling_category(two_decimals(whole)) is FillingCategory.MMS


def test_three_thirds_are_one() -> None:
    """Added up as decimals they would fall short of it, and 71.875 would be rounded down."""
    required = dict(zip(CODES, (3, 3, 3, 4, 4, 4, 4, 4), strict=False))
    attained = dict(zip(CODES, (1, 1, 1, 3, 4, 4, 4, 4), strict=False))

    assert job_person_match(attained, required).percent == Decimal("71.88")


def test_the_technical_part_is_weighted_against_the_rest() -> None:
    match = job_person_match(
        {"T.01": 2, "M.01": 3, "SK.01": 3},
        {"T.01": 4, "M.01": 3, "SK.01": 3},
        technical_weight=Decimal("0.4"),
    )

    assert (match.technical, match.managerial) == (Decimal(50), Decimal(100))
    assert match.percent == Decimal(80)


@pytest.mark.parametrize("code", ["T.01", "M.01"])
def test_where_a_standard_has_one_part_only_that_part_is_the_whole(code: str) -> None:
    match = job_person_match({code: 1}, {code: 2}, technical_weight=Decimal("0.9"))

    assert match.percent == Decimal(50)


def test_each_competency_says_how_far_it_is_from_the_standard() -> None:
    match = job_person_match({"M.01": 4, "M.02": 2}, {"M.01": 3, "M.02": 3})

    assert [(item.code, item.gap) for item in match.items] == [("M.01", +1), ("M.02", -1)]


def test_a_competency_never_assessed_is_named_instead_of_counted_as_zero() -> None:
    match = job_person_match({"M.01": 3}, {"M.01": 3, "M.02": 3, "SK.01": 3})

    assert (match.percent, match.technical, match.managerial) == (None, None, None)
    assert match.missing == ("M.02", "SK.01")
    assert match.items[1].gap is None


def test_somebody_never_assessed_has_no_percentage() -> None:
    assert job_person_match({}, ALL_3).missing == CODES


def test_a_post_without_a_standard_matches_nobody_to_zero() -> None:
    match = job_person_match(ALL_3, {})

    assert (match.percent, match.items) == (None, ())


@pytest.mark.parametrize(
    ("attained", "required"),
    [({"M.01": 3}, {"M.01": 0}), ({"M.01": 6}, {"M.01": 3}), ({"M.01": -1}, {"M.01": 3})],
)
def test_a_level_that_does_not_exist_is_named(
    attained: Mapping[str, int], required: Mapping[str, int]
) -> None:
    match = job_person_match(attained, required)

    assert (match.percent, match.invalid) == (None, ("M.01",))


level = st.integers(1, 5)
codes = st.sampled_from((*CODES, "T.01", "T.02", "T.03"))
standards = st.dictionaries(codes, level, min_size=1)
weights = st.decimals(0, 1, places=2)


@given(standards, st.data(), weights)
def test_capped_a_match_is_never_above_100_and_never_above_uncapped(
    required: dict[str, int], data: st.DataObject, weight: Decimal
) -> None:
    attained = {code: data.draw(level) for code in required}

    capped = job_person_match(attained, required, technical_weight=weight).percent
    uncapped = job_person_match(attained, required, cap=False, technical_weight=weight).percent

    assert capped is not None
    assert uncapped is not None
    assert 0 < capped <= min(uncapped, Decimal(100))


@given(standards, st.data(), weights)
def test_one_level_more_never_lowers_a_match(
    required: dict[str, int], data: st.DataObject, weight: Decimal
) -> None:
    cap = data.draw(st.booleans())
    attained = {code: data.draw(st.integers(1, 4)) for code in required}
    raised = data.draw(st.sampled_from(sorted(required)))
    before = job_person_match(attained, required, cap=cap, technical_weight=weight).percent

    after = job_person_match(
        {**attained, raised: attained[raised] + 1}, required, cap=cap, technical_weight=weight
    ).percent

    assert before is not None
    assert after is not None
    assert after >= before


@given(standards)
def test_who_meets_every_level_matches_to_100(required: dict[str, int]) -> None:
    assert job_person_match(required, required).percent == 100
