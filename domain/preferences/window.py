"""Until when wishes count for the running wave.

A wave's window closes with its day for aspirations. What is changed afterwards is kept for the next wave:
until the running one is decided, planning goes by what stood when its window closed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.waves import Wave, WaveCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """`open_until`: changes count for a wave until then, that day included. `closed_on`: the last day of a
    window behind which a wave still runs; changes count for the next. Both None: no wave sets a limit.
    """

    open_until: date | None = None
    closed_on: date | None = None


def window_on(waves: Iterable[Wave], today: date) -> Window:
    """An open window goes before a closed one: planning is then about the wave that still listens."""
    calendars = [one.calendar for one in waves]
    days = [one.aspirations_until for one in calendars if one.aspirations_until is not None]
    still_open = [day for day in days if day >= today]
    if still_open:
        return Window(open_until=min(still_open))
    running = [
        one.aspirations_until
        for one in calendars
        if one.aspirations_until is not None and not _is_over(one, today)
    ]
    return Window(closed_on=max(running, default=None))


def _is_over(calendar: WaveCalendar, today: date) -> bool:
    """Whether it is decided. Where no later day is set, it runs until another wave opens its window."""
    decided = calendar.decision_on or calendar.effective_on or calendar.board_on
    return decided is not None and decided < today
