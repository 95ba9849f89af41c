"""What the invented region is made of, as kemuning.toml says it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LEVEL_CODES = ("M.01", "M.02", "M.03", "M.04", "M.05", "M.06", "M.07", "M.08", "SK.01")
CAPITAL = "Ibu Kota"


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a post; `minutes` for one product."""

    description: str
    product: str
    measure: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A kind of post: who may hold it and what they do. `fields`: (education, title behind the name)."""

    name: str
    kind: str
    job_class: int
    grades: tuple[str, ...]
    ages: tuple[int, int]
    education: str
    fields: tuple[tuple[str, str], ...]
    levels: tuple[int, ...]
    tasks: tuple[Task, ...]
    echelon: str = ""
    title_front: str = ""

    @property
    def is_head(self) -> bool:
        return bool(self.echelon) or self.name.startswith("Kepala")


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit and how many holders of each post it usually needs, by the post's name."""

    name: str
    location: str
    staffing: dict[str, int]


@cache
def kemuning() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("kemuning.toml").read_text(encoding="utf-8"))


@cache
def posts() -> dict[str, Post]:
    return {
        name: _post(name, raw) for raw in kemuning()["post"] for name in (raw["name"], *raw.get("also", ()))
    }


def unit_plans() -> list[UnitPlan]:
    """Every unit of the region: offices, districts, their clinics and their schools."""
    raw = kemuning()
    staffing, extra = raw["staffing"], raw["extra"]
    plans = [
        UnitPlan(name, CAPITAL, {head: 1} | staffing["office"] | extra.get(name, {}))
        for name, head in raw["offices"]
    ]
    for district in raw["districts"]:
        plans.append(UnitPlan(f"Kecamatan {district}", district, staffing["district"]))
        plans.append(UnitPlan(f"UPTD Puskesmas {district}", district, staffing["clinic"]))
        plans += [
            UnitPlan(f"SD Negeri {number:03} {district}", district, staffing["school"])
            for number in range(1, raw["schools_per_district"] + 1)
        ]
    return plans


def _post(name: str, raw: dict[str, Any]) -> Post:
    return Post(
        name=name,
        kind=raw["kind"],
        job_class=raw["class"],
        grades=tuple(raw["grades"]),
        ages=(raw["ages"][0], raw["ages"][1]),
        education=raw["education"],
        fields=tuple((field, title) for field, title in raw["fields"]),
        levels=tuple(raw["levels"]),
        tasks=tuple(Task(*task) for task in raw["tasks"]),
        echelon=raw.get("echelon", ""),
        title_front=raw.get("title_front", ""),
    )
