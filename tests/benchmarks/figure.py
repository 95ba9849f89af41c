"""One line of the table at the end of `make bench`."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured and what was to be reached, in words; whether it was."""

    name: str
    measured: str
    goal: str
    is_met: bool

    def say(self) -> None:
        """Print it, above all for whoever watches a long run."""
        print(_line(self), flush=True)


def at_least(name: str, measured: float, goal: float, unit: str = "x") -> Figure:
    return Figure(name, _number(measured, unit), f">= {_number(goal, unit)}", measured >= goal)


def at_most(name: str, measured: float, goal: float, unit: str = "x") -> Figure:
    return Figure(name, _number(measured, unit), f"<= {_number(goal, unit)}", measured <= goal)


def print_table(figures: Iterable[Figure]) -> None:
    print(f"\n{'figure':64}{'measured':>16}{'goal':>16}")
    for one in figures:
        print(_line(one))


def _line(one: Figure) -> str:
    return f"{one.name:64}{one.measured:>16}{one.goal:>16}  {'met' if one.is_met else 'MISSED'}"


def _number(value: float, unit: str) -> str:
    digits = 0 if value >= 100 or value == round(value, 0) else 2
    return f"{value:,.{digits}f} {unit}".strip()
