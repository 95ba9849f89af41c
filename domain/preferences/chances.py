"""Peluang Jujur: for each wish the open seats, how many wish for it, and how the last wave went.

People are never shown as an exact number, and never anew for one's own doing. Three rules together:

- figures are counted once a day, for everybody at once, and are the same for whoever looks;
- they are shown in bands, and the lowest band reaches to nine;
- the figures of the last wave are in the same bands.

Why nine and not four: whoever adds their own wish one day and takes it back the next sees a band change
where the others are exactly one below its edge. At an edge of five that would tell of four people; at ten it
tells of nine, and six who act together are needed before anything under five could be told apart.
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from domain.preferences.records import Choice, Counted
from domain.preferences.standing import consenting
from domain.work import Store, Work


class Band(StrEnum):
    """How many people, about."""

    FEW = "few"
    SOME = "some"
    MANY = "many"
    VERY_MANY = "very_many"


_EDGES = ((50, Band.VERY_MANY), (20, Band.MANY), (10, Band.SOME))


def band_of(people: int) -> Band:
    """FEW: up to nine, none included. SOME: ten to 19. MANY: 20 to 49. VERY_MANY: from 50 on."""
    return next((band for edge, band in _EDGES if people >= edge), Band.FEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """One wish. `seats` None: the position map does not say; they are posts, not people."""

    choice: Choice
    seats: int | None
    wanting: Band
    wished_before: Band
    got_before: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """The wishes in their order. `last_wave` empty: none was shown to its people yet."""

    chances: tuple[Chance, ...]
    counted_on: date
    map_day: date | None
    last_wave: str


class ChanceDesk:
    """Shows a person what their own wishes meet."""

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone

    def own(self, person_id: int, *, now: datetime) -> Chances:
        """Raise PreferencesNotConsented, NotLinked."""
        today = now.astimezone(self._zone).date()
        with self._store.read() as work:
            consenting(work, person_id)
            if work.preferences.counted_on() == today:
                return _read(work, person_id, today)
        # The first who looks has the day's count made; it is no effect of their own.
        with self._store.aside() as work:
            work.preferences.count(today=today)
            work.commit()
        with self._store.read() as work:
            return _read(work, person_id, today)


def _read(work: Work, person_id: int, today: date) -> Chances:
    choices = work.preferences.sheet(person_id).choices
    return Chances(
        chances=tuple(_chance(work, one) for one in choices),
        counted_on=today,
        map_day=work.preferences.map_day(),
        last_wave=work.preferences.last_wave() or "",
    )


def _chance(work: Work, choice: Choice) -> Chance:
    counted: Counted = work.preferences.counted(choice.unit_id, choice.position)
    return Chance(
        choice=choice,
        seats=work.preferences.open_seats(choice.unit_id, choice.position),
        wanting=band_of(counted.wanting),
        wished_before=band_of(counted.wished_before),
        got_before=band_of(counted.got_before),
    )
