"""When each message may start, so that no second has more starts than the platform allows.

Starts are planned evenly. A place that was lost, because a commit took long or a start came too late and gave
its place back, is made up for in the next moments: what counts is how many start in a second, and the second
that has lost one has room for one more.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# The second in which Telegram may count no more starts than the rate: what leaves here a second apart arrives
# some milliseconds nearer when the first was held up on its way.
STARTS_WITHIN = timedelta(seconds=1.006)
# So much later than planned a start still fits between those of others; a later one waits for a new place.
LATE_AT_MOST = timedelta(seconds=0.003)
# Who is further behind had nothing to send, and has nothing to make up for.
_MADE_UP_FOR = timedelta(milliseconds=150)
# More than can be given back while they are remembered: what was counted out must not leave a gap.
_SPARE = 50
# At a faster pace a start too many is one in hundreds, and to count them one by one would cost more of them.
NARROW = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What is planned of one bot's starts.

    `next_at`: the next even place; `starts`: those of the last second at least, oldest first.
    """

    next_at: datetime
    starts: tuple[datetime, ...] = ()

    def without(self, given_back: Sequence[datetime], rate: float) -> "Pace":
        """The pace when these starts, planned at that rate, did not happen: others make up for them."""
        kept = tuple(one for one in self.starts if one not in given_back)
        return Pace(next_at=self.next_at - (len(self.starts) - len(kept)) * apart(rate), starts=kept)


def plan(
    pace: Pace, rates: Sequence[float], *, soonest: datetime, most: float
) -> tuple[list[datetime], Pace]:
    """Plan one start a rate, in order, none before `soonest`; the plan, and the pace after it.

    `rates`: messages a second that may start with each of them in their second; `most`: of all of them.
    """
    starts, kept, even = [], list(pace.starts), _even(pace, soonest)
    for rate in rates:
        start = max(soonest, even, *_room_after(kept, rate))
        starts.append(start)
        kept.append(start)
        even += apart(rate)
    forgotten = max(0, len(kept) - int(most) - _SPARE) if most <= NARROW else len(kept)
    return starts, Pace(next_at=even, starts=tuple(kept[forgotten:]))


def room(pace: Pace, limit: int, rate: float, *, soonest: datetime, ahead: timedelta) -> int:
    """How many of at most `limit` may start no later than `ahead` of the soonest moment."""
    nearest = apart(rate) / 2 if rate <= NARROW else apart(rate)
    starts, _ = plan(pace, [rate] * min(limit, ahead // nearest + 1), soonest=soonest, most=rate)
    return sum(one <= soonest + ahead for one in starts)


def apart(rate: float) -> timedelta:
    """The even distance of two starts, rounded up: no second may see one start too many."""
    return timedelta(microseconds=math.ceil(STARTS_WITHIN / timedelta(microseconds=1) / rate))


def _even(pace: Pace, soonest: datetime) -> datetime:
    return pace.next_at if pace.next_at >= soonest - _MADE_UP_FOR else soonest


def _room_after(kept: Sequence[datetime], rate: float) -> list[datetime]:
    """Not too near the last start, and not in a second that is full."""
    if not kept or rate > NARROW:
        return []
    full = [kept[-int(rate)] + STARTS_WITHIN] if len(kept) >= int(rate) >= 1 else []
    return [kept[-1] + apart(rate) / 2, *full]
