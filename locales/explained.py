"""Facts of an explanation in words: exact numbers, days and what is not known, as a language writes them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from locales.words import Value, Words

# How the planner writes that a whole number is not known.
_UNKNOWN = -1

Fact = int | str | bool | date | Decimal | None


def worded_facts(words: Words, language: str, facts: Mapping[str, Fact]) -> dict[str, Value]:
    """Ready to fill a template."""
    return {name: _worded(words, language, value) for name, value in facts.items()}


def _worded(words: Words, language: str, value: Fact) -> Value:
    if value is None or (value == _UNKNOWN and not isinstance(value, bool)):
        return words.plain(language, "plan.unknown")
    if isinstance(value, bool):
        return words.plain(language, "plan.yes" if value else "plan.no")
    if isinstance(value, Decimal):
        return format_decimal(value, "#,##0.##", locale=language)
    return value
