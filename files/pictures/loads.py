"""How full units are, before and after: one bar a unit, with the line at which work and people are even."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import matplotlib as mpl
from babel.numbers import format_decimal
from matplotlib.figure import Figure

from files.spreadsheet import Say

mpl.use("Agg")

_BEFORE, _AFTER, _EVEN = "#9AA5B1", "#1F6FB2", "#B23A48"
_INCH_A_BAR = 0.34
_WIDTH = 8.0
_LONGEST_NAME = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One unit: load against people (EU), 1.00 is even; None where unknown."""

    name: str
    before: Decimal | None
    after: Decimal | None


def draw_loads(path: Path, bars: Sequence[Bar], *, say: Say) -> None:
    """Write a PNG; units as they are given, the first on top."""
    has_after = any(bar.after is not None for bar in bars)
    figure = Figure(figsize=(_WIDTH, 1.6 + _INCH_A_BAR * max(1, len(bars))), dpi=120, layout="constrained")
    axes = figure.add_subplot()
    places = range(len(bars))
    height = 0.38 if has_after else 0.7
    before = [float(bar.before or 0) for bar in bars]
    axes.barh(
        [at - (height / 2 if has_after else 0) for at in places],
        before,
        height,
        color=_BEFORE,
        label=say("files.picture.before"),
    )
    if has_after:
        after = [float(bar.after or 0) for bar in bars]
        axes.barh(
            [at + height / 2 for at in places], after, height, color=_AFTER, label=say("files.picture.after")
        )
    axes.axvline(1.0, color=_EVEN, linewidth=1.2, linestyle="--", label=say("files.picture.even"))
    axes.set_yticks(list(places), [_short(bar.name) for bar in bars], fontsize=8)
    axes.set_ylim(len(bars) - 0.4, -0.6)
    axes.xaxis.set_major_formatter(
        lambda value, _at: format_decimal(value, "0.0", locale=say("files.picture.locale"))
    )
    axes.set_xlabel(say("files.picture.axis"), fontsize=9)
    axes.set_title(say("files.picture.title"), fontsize=11)
    axes.legend(fontsize=8, loc="lower right")
    axes.spines[["top", "right"]].set_visible(False)
    # Not the writer's name and time: the same figures give the same picture.
    figure.savefig(path, format="png", metadata={"Software": None})


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
