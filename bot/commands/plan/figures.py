"""Figures of planning as tables show them."""

from decimal import Decimal

from babel.numbers import format_decimal

from bot.commands.speaking import language

NOTHING = "–"


def people(value: int | None) -> str:
    return NOTHING if value is None else format_decimal(value, locale=language())


def signed(value: int | None) -> str:
    """With its sign, as the position map prints a gap."""
    return NOTHING if value is None else f"{'+' if value > 0 else ''}{people(value)}"


def ratio(value: Decimal | None) -> str:
    return NOTHING if value is None else format_decimal(value, "0.00", locale=language())
