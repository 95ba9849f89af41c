"""What is drawn, as words and numbers; and drawings that were sent before, which Telegram sends again."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadBar:
    """One value: `share` of what the people there can carry (1 is even), None where nobody knows."""

    share: Decimal | None
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBars:
    """How full one unit is, before and after."""

    unit: str
    before: LoadBar
    after: LoadBar


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadDrawing:
    """Everything that stands in the picture, in its reader's language. `even`: what the line at 1 means."""

    title: str
    before: str
    after: str
    even: str
    units: tuple[UnitBars, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountBar:
    """One number of people or moves; None where nobody knows."""

    count: int | None
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountGroup:
    """What belongs together under one name: a scenario, a year. One bar for each of the series."""

    name: str
    bars: tuple[CountBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountDrawing:
    """Numbers side by side, in their reader's language. `series`: what the bars of a group mean."""

    title: str
    series: tuple[str, ...]
    groups: tuple[CountGroup, ...]


Drawing = LoadDrawing | CountDrawing


class Pictures(Protocol):
    """Numbers by the digest of everything that is in the drawing, and of the bot that sent it."""

    def sent(self, digest: str) -> str | None:
        """Telegram's number (file_id) of this very drawing."""

    def keep(self, digest: str, file_id: str, *, now: datetime) -> None:
        """Keep the number, instead of an earlier one."""
