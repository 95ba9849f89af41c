"""Facts as JSON: dates and exact numbers are marked, so that they come back as what they were."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.explanations import Facts, FactValue


def plain_facts(facts: Facts) -> dict[str, Any]:
    return {name: plain_fact(value) for name, value in facts.items()}


def plain_fact(value: FactValue) -> Any:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def kept_facts(kept: Mapping[str, Any]) -> Facts:
    return {name: _value(value) for name, value in kept.items()}


def kept_day(kept: Any) -> date | None:
    return None if kept is None else date.fromisoformat(kept["date"])


def _value(kept: Any) -> FactValue:
    if isinstance(kept, dict):
        return date.fromisoformat(kept["date"]) if "date" in kept else Decimal(kept["decimal"])
    value: FactValue = kept
    return value
