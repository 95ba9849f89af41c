"""Off-days, send windows and shift workers' own hours."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from domain.calendar.off_days import CalendarYear, OffDay, OffDayKind
from domain.calendar.send_windows import DEFAULT_WINDOWS, OwnHours, SendWindow
from domain.calendar.weekdays import Weekday
from storage.tables import off_day, own_hours, send_window


class SqlCalendar:
    """The calendar kept here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def year(self, year: int) -> CalendarYear | None:
        rows = self._connection.execute(
            select(off_day)
            .where(off_day.c.day.between(date(year, 1, 1), date(year, 12, 31)))
            .order_by(off_day.c.day)
        ).all()
        off_days = tuple(
            OffDay(day=row.day, name=row.name, kind=OffDayKind(row.kind), source=row.source) for row in rows
        )
        return CalendarYear(year=year, off_days=off_days, is_official=True) if off_days else None

    def adopt(self, year: CalendarYear) -> None:
        if not year.is_official:
            raise ValueError("an estimate is no decree")
        first, last = date(year.year, 1, 1), date(year.year, 12, 31)
        self._connection.execute(delete(off_day).where(off_day.c.day.between(first, last)))
        self._connection.execute(
            insert(off_day),
            [
                {"day": off.day, "name": off.name, "kind": off.kind, "source": off.source}
                for off in year.off_days
            ],
        )

    def windows(self) -> Sequence[SendWindow]:
        rows = self._connection.execute(select(send_window).order_by(send_window.c.opens)).all()
        kept = [SendWindow(weekday=Weekday(row.weekday), opens=row.opens, closes=row.closes) for row in rows]
        return kept or DEFAULT_WINDOWS

    def set_windows(self, windows: Sequence[SendWindow]) -> None:
        self._connection.execute(delete(send_window))
        if windows:
            self._connection.execute(
                insert(send_window),
                [{"weekday": one.weekday, "opens": one.opens, "closes": one.closes} for one in windows],
            )

    def own_hours(self, person_id: int) -> OwnHours | None:
        row = self._connection.execute(select(own_hours).where(own_hours.c.person_id == person_id)).first()
        return None if row is None else OwnHours(opens=row.opens, closes=row.closes)

    def set_own_hours(self, person_id: int, hours: OwnHours | None) -> None:
        self._connection.execute(delete(own_hours).where(own_hours.c.person_id == person_id))
        if hours is not None:
            self._connection.execute(
                insert(own_hours).values(person_id=person_id, opens=hours.opens, closes=hours.closes)
            )
