"""Which kept unit a file means: by the national record's number first, by name otherwise."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select, update

from domain.imports.problems import Problem
from domain.imports.rows import FileSet, Row
from domain.organisation import name_key
from storage.tables import unit


@dataclass(slots=True)
class Wanted:
    """A unit that the files name."""

    name: str
    name_key: str
    locations: Counter[str] = field(default_factory=Counter)
    above: Counter[str] = field(default_factory=Counter)
    """How many of its people the files place under a unit of that name."""


class UnitIndex:
    """Kept units and those that the files bring, by key."""

    def __init__(self, connection: Connection) -> None:
        self._kept = {row.key: row for row in connection.execute(select(unit))}
        self.wanted: dict[str, Wanted] = {}
        self._keys_of_name: dict[str, set[str]] = defaultdict(set)
        for key, row in self._kept.items():
            self._keys_of_name[row.name_key].add(key)
        self._person_keys: dict[tuple[str, str], str] = {}
        self._named_keys: dict[str, str] = {}

    def key_of_person(self, siasn_id: str, name: str, location: str, above: str) -> str:
        """The key of a person's unit, remembering the unit, where its people work and what stands above."""
        said = (siasn_id, name)
        key = self._person_keys.get(said)
        if key is None:
            named = name_key(name)
            key = f"siasn:{siasn_id.upper()}" if siasn_id else f"name:{named}"
            self._person_keys[said] = key
            self._keys_of_name[named].add(key)
            self.wanted.setdefault(key, Wanted(name, named))
        if location:
            self.wanted[key].locations[location] += 1
        if above:
            self.wanted[key].above[above] += 1
        return key

    def key_named(self, name: str, *, creates: bool) -> str | None:
        """The key of a unit told by name; None where nothing, or more than one, is called so."""
        key = self._named_keys.get(name)
        if key is not None:
            return key
        named = name_key(name)
        keys = {one for one in self._keys_of_name[named] if not self._is_adopted(one)}
        if len(keys) == 1:
            key = keys.pop()
        elif not keys and creates:
            key = f"name:{named}"
            self._keys_of_name[named].add(key)
            self.wanted.setdefault(key, Wanted(name, named))
        else:
            return None
        self._named_keys[name] = key
        return key

    def problem(self, files: FileSet, row: Row, name: str, column: str) -> Problem:
        """Say why a name led to no unit."""
        is_known = bool(self._keys_of_name[name_key(name)])
        sheet = files.source(row)
        return Problem(
            key="unit.ambiguous" if is_known else "unit.unknown",
            file=sheet.file,
            sheet=sheet.name,
            row=row.row,
            column=column,
            value=name,
        )

    def _is_adopted(self, key: str) -> bool:
        """A unit known by name alone whose number the files now bring: it will carry the number's key."""
        if not key.startswith("name:"):
            return False
        numbered = [one for one in self._keys_of_name[key.removeprefix("name:")] if one.startswith("siasn:")]
        return len(numbered) == 1

    def renamed(self) -> list[tuple[str, str]]:
        """Units that keep their number under another name: before and after."""
        return [
            (self._kept[key].name, wanted.name)
            for key, wanted in self.wanted.items()
            if key in self._kept and self._kept[key].name != wanted.name
        ]

    def apply(self, connection: Connection) -> None:
        """Keep the units that the files name."""
        for key, wanted in self.wanted.items():
            values = {"key": key, "name": wanted.name, "name_key": wanted.name_key}
            if wanted.locations:
                values["location"] = wanted.locations.most_common(1)[0][0]
            by_name = f"name:{wanted.name_key}"
            row = self._kept.get(key) or (self._kept.get(by_name) if self._is_adopted(by_name) else None)
            if row is None:
                connection.execute(insert(unit).values(**values))
            elif any(getattr(row, column) != value for column, value in values.items()):
                connection.execute(update(unit).where(unit.c.id == row.id).values(**values))
        self._place(connection)

    def _place(self, connection: Connection) -> None:
        """Put units under those that the files name as above them.

        An office without any people of its own is not made for it: a role can be held for no such unit.
        """
        kept = {row.key: row for row in connection.execute(select(unit))}
        ids_of_name: dict[str, list[int]] = defaultdict(list)
        for row in kept.values():
            ids_of_name[row.name_key].append(row.id)
        for key, wanted in self.wanted.items():
            if not wanted.above:
                continue
            named = ids_of_name[name_key(wanted.above.most_common(1)[0][0])]
            above = named[0] if len(named) == 1 and named[0] != kept[key].id else None
            if above != kept[key].parent_id:
                connection.execute(update(unit).where(unit.c.id == kept[key].id).values(parent_id=above))
