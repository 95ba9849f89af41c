"""A region in need of a wave, straight into the tables: posts that can give people, posts that lack eight."""

import random
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, insert

from storage import tables
from storage.database import open_engine
from storage.schema import upgrade
from tests.benchmarks.region_tables import NOW

AS_OF = date(2026, 11, 24)
PLACES = 24
# A post that gives people has eight and needs four; one that takes them needs eight and has none.
PLACES_A_POST = 8
_CODES = (*(f"M.0{number}" for number in range(1, 9)), "SK.01")
_FIELDS = 30
_AT_ONCE = 20_000


def main(url: str, people: str) -> None:
    """So many people in an eighth as many posts, and a tenth as many posts that lack eight each."""
    region = _Region(int(people))
    engine = open_engine(url)
    upgrade(engine)
    with engine.begin() as connection:
        for table, rows in region.rows():
            for start in range(0, len(rows), _AT_ONCE):
                connection.execute(insert(table), rows[start : start + _AT_ONCE])


class _Region:
    def __init__(self, people: int) -> None:
        self._chance = random.Random(people)
        self._people = people
        self._units = max(1, people // 200)
        self._names = max(80, people // 1000)
        self._holders: list[tuple[int, int]] = []

    def rows(self) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
        yield tables.imports, [_an_import()]
        yield tables.unit, [self._unit(number) for number in range(1, self._units + 1)]
        posts = list(self._posts())
        yield tables.position, [_a_position(number, *post) for number, post in enumerate(posts, start=1)]
        yield tables.task, [row for unit, name, need in posts for row in _tasks(unit, name, need)]
        yield tables.standard, [self._standard(name) for name in range(self._names)]
        yield tables.person, [self._person(number) for number in range(1, self._people + 1)]
        yield tables.competency, [self._competency(number) for number in range(1, self._people + 1)]
        yield tables.wish, list(self._wishes())
        yield tables.travel, list(self._travel())

    def _unit(self, number: int) -> dict[str, Any]:
        name = f"unit {number}"
        return {
            "id": number,
            "key": f"name:{name}",
            "name_key": name,
            "name": name.title(),
            "location": f"Tempat {number % PLACES}",
        }

    def _posts(self) -> Iterator[tuple[int, int, int]]:
        """Unit, name and need. A unit has each name once, so it gives some kinds of post and lacks others."""
        giving = self._people // PLACES_A_POST
        taking = self._people // 10
        free = [(unit, name) for name in range(self._names) for unit in range(1, self._units + 1)]
        self._chance.shuffle(free)
        for unit, name in free[:giving]:
            self._holders.append((unit, name))
            yield unit, name, PLACES_A_POST // 2
        for unit, name in free[giving : giving + taking]:
            yield unit, name, PLACES_A_POST

    def _standard(self, name: int) -> dict[str, Any]:
        levels = {code: self._chance.randint(2, 3) for code in _CODES}
        fields = [f"S-1 Bidang {(name + step) % _FIELDS}" for step in range(3)]
        key = f"jabatan {name}"
        return {
            "position_key": key,
            "position": key.title(),
            "levels": levels,
            "education_min": "S-1",
            "education_fields": fields,
            **_origin(),
        }

    def _person(self, number: int) -> dict[str, Any]:
        unit, name = self._holders[number % len(self._holders)]
        mark = number.to_bytes(4, "big")
        return {
            "id": number,
            "siasn_id": f"S{number}",
            "nip_hash": mark,
            "nip_sealed": mark,
            "name": f"N{number}",
            "title_front": "",
            "title_back": "",
            "kind": "pns",
            "legal_status": "Aktif",
            "grade": "III/a",
            "position_kind": "pelaksana",
            "position": f"Jabatan {name}",
            "position_since": date(self._chance.randint(2016, 2023), self._chance.randint(1, 12), 1),
            "education_level": "S-1",
            "education": f"S-1 Bidang {name % _FIELDS}",
            "location": f"Tempat {unit % PLACES}",
            "echelon": "",
            "unit_id": unit,
            **_origin(),
        }

    def _competency(self, number: int) -> dict[str, Any]:
        return {
            "person_id": number,
            "levels": {code: self._chance.randint(2, 3) for code in _CODES},
            "assessed_on": date(2026, 1, 15),
            "ratings": {"2024": "baik", "2025": self._chance.choice(("baik", "sangat_baik"))},
            "discipline": "tidak_ada",
            **_origin(),
        }

    def _wishes(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self._people + 1):
            units = self._chance.sample(
                range(1, self._units + 1), k=min(self._units, self._chance.randint(0, 3))
            )
            for rank, unit in enumerate(units, start=1):
                yield {"person_id": number, "rank": rank, "unit_id": unit, "position_key": "", **_origin()}

    def _travel(self) -> Iterator[dict[str, Any]]:
        for start in range(PLACES):
            for end in range(PLACES):
                if start != end and self._chance.random() < 0.9:
                    yield {
                        "origin": f"Tempat {start}",
                        "destination": f"Tempat {end}",
                        "minutes": self._chance.randint(10, 240),
                        "mode": "darat",
                        "source": "",
                        **_origin(),
                    }


def _an_import() -> dict[str, Any]:
    return {
        "id": 1,
        "applied_at": NOW,
        "applied_by": "operator",
        "digest": "",
        "complete": True,
        "summary": {},
        "map_as_of": date(2025, 12, 31),
    }


def _a_position(number: int, unit: int, name: int, need: int) -> dict[str, Any]:
    key = f"jabatan {name}"
    return {
        "id": number,
        "unit_id": unit,
        "name_key": key,
        "name": key.title(),
        "job_class": 7,
        "staff_actual": None,
        "staff_need": need,
        **_origin(),
    }


def _tasks(unit: int, name: int, need: int) -> Iterator[dict[str, Any]]:
    """Four tasks that together need so many people."""
    for number in range(1, 5):
        yield {
            "unit_id": unit,
            "position_key": f"jabatan {name}",
            "number": number,
            "description": f"Tugas {number}",
            "product": "Dokumen",
            "measure": "Dokumen",
            "volume": Decimal(need * 75_000 // 4 // 25),
            "minutes": Decimal(25),
            "effective_minutes": Decimal(75_000),
            "need": None,
            **_origin(),
        }


def _origin() -> dict[str, Any]:
    return {"digest": b"", "import_id": 1}


if __name__ == "__main__":
    main(*sys.argv[1:])
