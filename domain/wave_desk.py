"""A wave's calendar: data check, wishes, board, decision, effective date."""

from dataclasses import astuple
from datetime import datetime
from itertools import pairwise

from domain.actors import Actor
from domain.refusals import Refusal
from domain.rights import preparing
from domain.waves import Wave, WaveCalendar
from domain.work import Store


class DaysOutOfOrder(Refusal):
    """A wave's days follow one another: data check, aspirations, board, decision, effective date."""


class WaveDesk:
    """Sets what a wave goes by."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def set_calendar(self, wave_id: int, calendar: WaveCalendar, *, by: Actor, now: datetime) -> Wave:
        """Raise DaysOutOfOrder; days that are not known yet may be left out."""
        days = [day for day in astuple(calendar) if day is not None]
        if any(earlier > later for earlier, later in pairwise(days)):
            raise DaysOutOfOrder
        with self._store.write() as work:
            preparing(work, by)
            work.waves.get(wave_id)
            work.waves.set_calendar(wave_id, calendar)
            work.audit.add("wave.calendar_set", by=by.label, subject=f"wave:{wave_id}", now=now)
            wave = work.waves.get(wave_id)
            work.commit()
        return wave
