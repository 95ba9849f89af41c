"""Half up, as the field rounds (domain.md 2.3): Python's own `round(2.5)` is 2, where worksheets say 3."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_ONE_PERSON = Decimal(1)
_HUNDREDTH = Decimal("0.01")
_HUNDREDTHS = 100


def whole_people(raw: Decimal) -> int:
    """A need in whole people. Once per post, on the unrounded sum of its tasks, never task by task."""
    return int(raw.quantize(_ONE_PERSON, ROUND_HALF_UP))


def two_decimals(value: Decimal | Fraction) -> Decimal:
    """A percentage or ratio as it is shown and compared: thresholds at 0.90 or 68 close only after this.

    Exact for fractions, which decimals cannot hold: three thirds are one.
    """
    if isinstance(value, Decimal):
        return value.quantize(_HUNDREDTH, ROUND_HALF_UP) + 0  # without a minus before a zero
    exact = Fraction(value)
    hundredths = int(abs(exact) * _HUNDREDTHS + Fraction(1, 2))
    return Decimal(hundredths if exact >= 0 else -hundredths).scaleb(-2)
