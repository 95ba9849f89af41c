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


def percent(value: object) -> str:
    """A share that an explanation or a scenario holds, in percent."""
    if value is None:
        return NOTHING
    return f"{format_decimal(Decimal(str(value)), '#,##0.##', locale=language())} %"
