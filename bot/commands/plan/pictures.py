"""Pictures that planning commands leave in a file."""

from collections.abc import Iterable
from pathlib import Path

from bot.commands.speaking import say, text
from domain.planning.matching.comparing import UnitChange


def draw_changes(path: Path, units: Iterable[UnitChange]) -> None:
    """How full the changed units are, before and after."""
    from files.pictures.loads import Bar, draw_loads

    bars = [Bar(name=one.unit, before=one.util_before, after=one.util_after) for one in units]
    draw_loads(path, bars, say=text)
    say("commands.plan.written", path=str(path))
