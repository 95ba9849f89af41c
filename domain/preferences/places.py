"""Looking for a unit to wish for: by name, by the way to it, on a list by district."""

from dataclasses import dataclass

from domain.organisation import Unit
from domain.preferences.finding import find_units
from domain.preferences.refusals import NothingFound
from domain.work import Store

FOUND_AT_MOST = 12
TYPED_AT_MOST = 100  # letters of a search that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A unit and the minutes to it."""

    unit: Unit
    minutes: int


class PlaceDesk:
    """Reads units; nothing here is anybody's."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, typed: str) -> list[Unit]:
        """The units that a name may mean, best first. Raise NothingFound."""
        with self._store.read() as work:
            units = work.organisation.units()
        found = find_units(units, typed[:TYPED_AT_MOST], limit=FOUND_AT_MOST)
        if not found:
            raise NothingFound
        return found

    def unit(self, unit_id: int) -> Unit:
        """Raise NotFound."""
        with self._store.read() as work:
            return work.organisation.unit(unit_id)

    def districts(self) -> list[str]:
        """Every place (kecamatan) with units in it, by name."""
        with self._store.read() as work:
            return sorted({unit.location for unit in work.organisation.units() if unit.location})

    def in_district(self, district: str) -> list[Unit]:
        """Its units, by name."""
        with self._store.read() as work:
            return [unit for unit in work.organisation.units() if unit.location == district]

    def nearest(self, person_id: int) -> list[Near]:
        """Other units by the way to them from where the person works, as far as the travel table knows it.

        Where somebody lives is in no file, so the way from home is not guessed.
        """
        with self._store.read() as work:
            own = work.people.get(person_id).unit_id
            here = work.organisation.unit(own).location
            minutes = work.preferences.travel_from(here)
            units = [unit for unit in work.organisation.units() if unit.id != own]
        near = [
            Near(unit=unit, minutes=0 if unit.location == here else minutes[unit.location])
            for unit in units
            if here and (unit.location == here or unit.location in minutes)
        ]
        return sorted(near, key=lambda one: (one.minutes, one.unit.name, one.unit.id))
