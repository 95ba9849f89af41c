"""Half up, and never in between (domain.md 2.3)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.planning.arithmetic.rounding import two_decimals, whole_people


@pytest.mark.parametrize(
    ("raw", "people"),
    [
        pytest.param("2.256", 2, id="Ajudan, Perbup Lahat"),
        pytest.param("3.973", 4, id="Pengelola Kemahasiswaan"),
        pytest.param("0.724", 1, id="54,300 minutes"),
        pytest.param("2.5", 3, id="a half goes up where Python's round goes to the even"),
        pytest.param("0.4999", 0, id="below a half"),
    ],
)
def test_a_need_is_rounded_half_up(raw: str, people: int) -> None:
    assert whole_people(Decimal(raw)) == people


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param(Decimal("0.895"), "0.90", id="a half goes up"),
        pytest.param(Decimal("0.8949"), "0.89", id="below a half"),
        pytest.param(Decimal(68), "68.00", id="always two places"),
        pytest.param(Fraction(200, 3), "66.67", id="two thirds"),
        pytest.param(Fraction(25, 27) * 100, "92.59", id="25 of 27"),
        pytest.param(Fraction(-1, 200), "-0.01", id="away from zero, as decimals do"),
    ],
)
def test_a_ratio_is_rounded_half_up_to_two_decimals(value: Decimal | Fraction, shown: str) -> None:
    assert str(two_decimals(value)) == shown


@given(st.decimals(-1000, 1000, places=5))
def test_a_decimal_is_rounded_as_its_fraction_is(value: Decimal) -> None:
    assert str(two_decimals(value)) == str(two_decimals(Fraction(value)))


@given(st.fractions(-1000, 1000))
def test_rounding_moves_a_value_by_half_a_hundredth_at_most(value: Fraction) -> None:
    assert abs(Fraction(two_decimals(value)) - value) <= Fraction(1, 200)
