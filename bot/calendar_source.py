"""The off-days of years for which no decree is kept yet, as the `holidays` library estimates them.

The library is loaded with the first estimate: a region that keeps its decrees needs none. A year is estimated
once by a process: screens ask for it again and again, and it costs them a tenth of a second.
"""

from functools import cache
from importlib.metadata import version

from domain.calendar.off_days import OffDay, OffDayKind


def estimated_off_days(year: int) -> list[OffDay]:
    """Feasts that follow the moon may still move by a day or two; joint leave is rarely known ahead."""
    return list(_estimated(year))


@cache
def _estimated(year: int) -> tuple[OffDay, ...]:
    import holidays  # noqa: PLC0415 -- as said above
    from holidays.constants import GOVERNMENT, PUBLIC  # noqa: PLC0415 -- as said above

    source = f"holidays {version('holidays')}"
    kinds = {PUBLIC: OffDayKind.NATIONAL_HOLIDAY, GOVERNMENT: OffDayKind.JOINT_LEAVE}
    off_days: dict[object, OffDay] = {}
    for category, kind in kinds.items():
        listed = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
        for day, name in listed.items():
            off_days.setdefault(day, OffDay(day=day, name=name, kind=kind, source=source))
    return tuple(off_days.values())
