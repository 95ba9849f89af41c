"""The figures of one scenario, or of two or three side by side: under each name a letter."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal

from domain.plans.records import Scenario
from handlers.visit import Visit
from locales.words import Markup

LETTERS = "ABC"
_Read = Callable[[Visit, dict[str, Any]], str]


def figure_lines(visit: Visit, scenarios: Sequence[Scenario]) -> Markup:
    """One line a figure; what nobody can know is said to be unknown, never left out."""
    return visit.office.words.joined(
        *(
            visit.say(f"plans.figure.{name}", value=_side_by_side(visit, scenarios, read))
            for name, read in _FIGURES.items()
        )
    )


def differing(visit: Visit, scenarios: Sequence[Scenario]) -> Markup:
    """The settings in which they differ; none where they do not."""
    words = visit.office.words
    names = [
        name for name in scenarios[0].settings if len({str(one.settings.get(name)) for one in scenarios}) > 1
    ]
    return words.joined(
        *(
            visit.say(
                "plans.setting",
                name=words.plain(visit.language, f"plans.setting.{name}"),
                value=_joined([str(one.settings.get(name)) for one in scenarios]),
            )
            for name in names
        )
    )


def _side_by_side(visit: Visit, scenarios: Sequence[Scenario], read: _Read) -> str:
    return _joined([read(visit, dict(one.figures)) for one in scenarios])


def _joined(values: Sequence[str]) -> str:
    if len(values) == 1:
        return values[0]
    return " · ".join(f"{letter} {value}" for letter, value in zip(LETTERS, values, strict=False))


def _whole(visit: Visit, value: int) -> str:
    return format_decimal(value, locale=visit.language)


def _moves(visit: Visit, figures: dict[str, Any]) -> str:
    return _whole(visit, figures["moves"])


def _shortage(visit: Visit, figures: dict[str, Any]) -> str:
    return f"{_whole(visit, figures['shortage_before'])} → {_whole(visit, figures['shortage_after'])}"


def _surplus(visit: Visit, figures: dict[str, Any]) -> str:
    return f"{_whole(visit, figures['surplus_before'])} → {_whole(visit, figures['surplus_after'])}"


def _points(visit: Visit, figures: dict[str, Any]) -> str:
    proof = "proven" if figures["is_proven"] else "bound"
    said = visit.office.words.plain(visit.language, f"plans.points.{proof}")
    return f"{_whole(visit, figures['points'])} ({said})"


def _fit(visit: Visit, figures: dict[str, Any]) -> str:
    return _mean(visit, figures["mean_fit"], " %")


def _travel(visit: Visit, figures: dict[str, Any]) -> str:
    minutes = visit.office.words.plain(visit.language, "plans.minutes")
    return _mean(visit, figures["mean_travel"], f" {minutes}")


def _mean(visit: Visit, value: str | None, unit: str) -> str:
    if value is None:
        return _unknown(visit)
    return f"{format_decimal(Decimal(value), '#,##0.#', locale=visit.language)}{unit}"


def _travel_unknown(visit: Visit, figures: dict[str, Any]) -> str:
    return _whole(visit, figures["travel_unknown"])


def _wishes(visit: Visit, figures: dict[str, Any]) -> str:
    return _whole(visit, sum(figures["wishes_met"].values()))


def _unmet(visit: Visit, figures: dict[str, Any]) -> str:
    return _whole(visit, figures["wishes_unmet"])


def _cost(visit: Visit, _figures: dict[str, Any]) -> str:
    # No tariff is kept: a figure that nobody can stand for is not shown.
    return _unknown(visit)


def _unknown(visit: Visit) -> str:
    return visit.office.words.plain(visit.language, "plan.unknown")


_FIGURES: dict[str, _Read] = {
    "moves": _moves,
    "shortage": _shortage,
    "surplus": _surplus,
    "points": _points,
    "fit": _fit,
    "wishes": _wishes,
    "unmet": _unmet,
    "travel": _travel,
    "travel_unknown": _travel_unknown,
    "cost": _cost,
}
