"""`sapa` as it would run on another day: its one clock is ahead by as many seconds as a file says.

Started in the place of `sapa` by a story that takes weeks; everything else of the product is as it is.
"""

import os
import sys
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import bot.wall_clock

AHEAD_FILE = "TEST_CLOCK_AHEAD"
PROGRAM = (sys.executable, "-m", "tests.journeys.moved_clock")


class _Moved(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override] # a plain one will do
        ahead = float(Path(os.environ[AHEAD_FILE]).read_text("ascii"))
        return datetime.now(tz) + timedelta(seconds=ahead)  # noqa: TID251 -- the real clock, moved


# When it is imported, so that the planner's own process is moved as well.
if AHEAD_FILE in os.environ:
    bot.wall_clock.datetime = _Moved  # type: ignore[attr-defined] # the name that it has imported


def main() -> None:
    """`sapa`, whose scheduler begins now: it counts by the machine's clock."""
    import bot.clock  # noqa: PLC0415 -- the planner's process does without
    from bot.__main__ import main as sapa  # noqa: PLC0415 -- as said above

    bot.clock.wall_now = lambda: datetime.now(UTC)  # type: ignore[attr-defined] # noqa: TID251 -- as said above
    sapa()


if __name__ == "__main__":
    main()
