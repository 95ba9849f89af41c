"""Surges of work (lonjakan), as a yearly load beside the ordinary tasks of a post."""

from decimal import Decimal

from domain.planning.snapshot import PostTask
from domain.plans.records import Surge

_DAYS_A_YEAR = Decimal(365)


def surge_task(surge: Surge, *, effective_minutes: Decimal) -> PostTask:
    """The surge as a task at its own pace for a whole year: what has to be staffed while it lasts.

    30,000 minutes within a quarter keep as many people busy as 120,000 within a year.
    """
    days = (surge.last_day - surge.first_day).days + 1
    return PostTask(
        volume=surge.volume * _DAYS_A_YEAR / days,
        minutes=surge.minutes,
        effective_minutes=effective_minutes,
        is_surge=True,
    )
