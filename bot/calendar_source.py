"""The off-days of years for which no decree is kept yet, as the `holidays` library estimates them.

The library is loaded with the first estimate: a region that keeps its decrees needs none.
"""

from importlib.metadata import version

from domain.calendar.off_days import OffDay, OffDayKind


def estimated_off_days(year: int) -> list[OffDay]:
    """Feasts that follow the moon may still move by a day or two; joint leave is rarely known ahead."""
    import holidays  # noqa: PLC0415 -- as said above
    from holidays.constants import GOVERNMENT, PUBLIC  # noqa: PLC0415 -- as said above

    kinds = {PUBLIC: OffDayKind.NATIONAL_HOLIDAY, GOVERNMENT: OffDayKind.JOINT_LEAVE}
    off_days: dict[object, OffDay] = {}
    for category, kind in kinds.items():
        listed = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
        for day, name in listed.items():
            off_days.setdefault(day, OffDay(day=day, name=name, kind=kind, source=_source()))
    return list(off_days.values())


def _source() -> str:
    return f"holidays {version('holidays')}"
