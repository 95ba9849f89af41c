"""Waves (gelombang): the named lists of proposals."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRequest:
    """One officer's wish to show a wave, bound to what the wave held at that moment."""

    by: int
    at: datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveCalendar:
    """The days a wave goes by, in this order; None: not yet set. Limits include their day."""

    data_check_until: date | None = None
    aspirations_until: date | None = None
    board_on: date | None = None
    decision_on: date | None = None
    effective_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """A named list of proposals. `published_at` None: nobody in it sees anything."""

    id: int
    name: str
    created_at: datetime
    request: PublicationRequest | None = None
    published_at: datetime | None = None
    calendar: WaveCalendar = WaveCalendar()
    checked_at: datetime | None = None


class Waves(Protocol):
    """The waves kept here."""

    def get(self, wave_id: int) -> Wave:
        """Raise NotFound when there is no such wave."""

    def named(self, name: str) -> Wave | None: ...

    def all(self) -> list[Wave]:
        """Newest first."""

    def open(self, name: str, *, now: datetime) -> int:
        """Begin an empty wave and return its number."""

    def set_calendar(self, wave_id: int, calendar: WaveCalendar) -> None: ...

    def mark_checked(self, wave_id: int, *, now: datetime) -> None: ...

    def request(self, wave_id: int, request: PublicationRequest) -> None: ...

    def publish(self, wave_id: int, *, by: int, now: datetime) -> bool:
        """Mark it published; False when it was already."""
