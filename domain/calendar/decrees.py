"""The ministers' joint decrees (SKB) on off-days: one file a year, shipped or handed in by HR."""

import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

from domain.calendar.off_days import CalendarYear, OffDay, OffDayKind


class NotADecree(ValueError):
    """The text is no year of off-days; the message says what is wrong with it."""


def read_decree(text: str) -> CalendarYear:
    """Read `year`, `source` and one table a kind (`2026-01-01 = "name"`); raise NotADecree."""
    try:
        decree = tomllib.loads(text)
        year, source = int(decree["year"]), str(decree["source"])
        off_days = tuple(
            OffDay(day=date.fromisoformat(day), name=_name(day, name), kind=kind, source=source)
            for kind in OffDayKind
            for day, name in _days(decree, kind)
        )
    except KeyError as fault:
        raise NotADecree(f"{fault.args[0]} is missing") from fault
    except (ValueError, TypeError) as fault:
        raise NotADecree(str(fault)) from fault
    _check(year, off_days)
    return CalendarYear(year=year, off_days=off_days, is_official=True)


def shipped_decrees() -> list[CalendarYear]:
    """Every year that came with this release."""
    folder = files("domain.calendar") / "skb"
    pages = sorted(folder.iterdir(), key=lambda page: page.name)
    return [read_decree(page.read_text(encoding="utf-8")) for page in pages if page.name.endswith(".toml")]


def _days(decree: dict[str, Any], kind: OffDayKind) -> list[tuple[str, Any]]:
    days = decree[kind]
    if not isinstance(days, dict):
        raise NotADecree(f"{kind} is no table of days")
    return list(days.items())


def _name(day: str, name: Any) -> str:
    if not isinstance(name, str) or not name.strip():
        raise NotADecree(f"{day} has no name")
    return name


def _check(year: int, off_days: tuple[OffDay, ...]) -> None:
    days = [off.day for off in off_days]
    if strays := [day.isoformat() for day in days if day.year != year]:
        raise NotADecree(f"{strays[0]} is not in {year}")
    if len(days) != len(set(days)):
        raise NotADecree("a day stands in both tables")
    if not days:
        raise NotADecree("no off-day is named")
