"""What stands on a paper, in words already: both writers set the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Value = str | int | Decimal | date | None
"""None: an empty cell. A number whose cell says why it is not told is text."""

Kind = Literal["text", "number", "ratio", "date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column. `width` in letters; in print the columns share the page in these proportions."""

    text: str
    kind: Kind = "text"
    width: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table with what has to be known to read it. `total`: its last line, which stands out."""

    title: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Value]]
    total: Sequence[Value] | None = None
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line of a chart. `shares`: for each part of the legend, from 0 up; None where it is not told.

    `said`: the same in words, which the chart shows beside it.
    """

    name: str
    shares: Sequence[Decimal | None]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars, each of parts that stand in a row (`is_stacked`) or below one another.

    `full`: the share at which a bar takes the whole width.
    """

    title: str
    legend: Sequence[str]
    bars: Sequence[Bar]
    is_stacked: bool
    full: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """`facts`: day of the data, source, scope. `mark`: who may read it. `code`: by which it is checked."""

    title: str
    office: str
    mark: str
    facts: Sequence[tuple[str, str]]
    lead: Sequence[str]
    charts: Sequence[Chart]
    listings: Sequence[Listing]
    code: str
    code_note: str
    page_of: str
    language: str
    dated_on: date
