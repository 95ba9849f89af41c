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


class Pictures(Protocol):
    """Numbers by the digest of everything that is in the drawing, and of the bot that sent it."""

    def sent(self, digest: str) -> str | None:
        """Telegram's number (file_id) of this very drawing."""

    def keep(self, digest: str, file_id: str, *, now: datetime) -> None:
        """Keep the number, instead of an earlier one."""
