"""Small regions drawn by chance, the same for the same seed: few people, but every rule and wish occurs."""

import random
from dataclasses import replace
from datetime import date

from domain.people import EmployeeKind
from domain.planning.settings import PlanningSettings, Weights
from domain.planning.snapshot import Candidate, Post, Snapshot, Standard, Wish
from tests.domain.planning.small_region import nurse, post, region

NAMES = ("pengelola data", "arsiparis terampil", "analis anggaran")
PLACES = ("Selensen", "Keritang", "Tuk Jimun")
_LEVELS = ({"M.01": 2, "M.02": 2}, {"M.01": 3, "M.02": 2}, {"M.01": 3, "M.02": 4})
_STANDARDS = {
    name: Standard(levels=levels, education_min="SLTA", education_fields=())
    for name, levels in zip(NAMES, _LEVELS, strict=True)
}


def chance_region(seed: int, *, people: int = 7, couples: bool = False, swaps: bool = False) -> Snapshot:
    """Up to so many people in up to eight posts of four units in three places."""
    chance = random.Random(seed)
    posts = tuple(_a_post(chance, number) for number in range(1, chance.randint(3, 8) + 1))
    # Mostly people of posts that need few, so that many may be moved.
    held = list(posts) if swaps else [one for one in posts if not one.stated_need] + list(posts[:2])
    crowd = [_somebody(chance, number, held) for number in range(1, chance.randint(2, people) + 1)]
    if couples:
        crowd = _married(chance, crowd)
    if swaps:
        crowd = [replace(one, swaps=chance.random() < 0.9, wishes=_broad_wishes(chance)) for one in crowd]
    travel = {
        (start, end): chance.randrange(0, 120)
        for start in PLACES
        for end in PLACES
        if start != end and chance.random() < 0.8
    }
    return region(tuple(crowd), posts, standards=_STANDARDS, travel=travel)


def grown_region(seed: int) -> Snapshot:
    """A region of three hundred people in twelve units."""
    chance = random.Random(seed)
    posts = tuple(
        post(
            number,
            unit_id=number % 12,
            unit=f"Unit {number % 12}",
            location=PLACES[number % 12 % 3],
            name=NAMES[number % 3],
            key=NAMES[number % 3],
            kind="pelaksana",
            job_class=7,
            stated_need=0 if number <= 20 else chance.randint(1, 4),
        )
        for number in range(1, 61)
    )
    crowd = [
        replace(
            one,
            person_id=number,
            unit_id=posts[number % 20].unit_id,
            post=posts[number % 20].id,
            position_key=posts[number % 20].key,
            position_kind="pelaksana",
        )
        for number in range(300)
        for one in chance_region(seed * 1000 + number, people=2).candidates[:1]
    ]
    return replace(chance_region(seed), posts=posts, candidates=tuple(crowd))


def chance_settings(seed: int) -> PlanningSettings:
    """Limits and weights by chance, often narrow ones."""
    chance = random.Random(-seed)
    return PlanningSettings(
        most_released=chance.choice((None, 1, 2)),
        most_received=chance.choice((None, 1, 2)),
        weights=Weights(
            fit=chance.randint(0, 2),
            wish=chance.choice((0, 5, 40)),
            tenure=chance.randint(0, 15),
            travel=chance.randint(0, 4),
            hardship=chance.choice((0, 60)),
            unknown_travel=chance.choice((0, 10)),
        ),
    )


def _a_post(chance: random.Random, number: int) -> Post:
    unit = chance.randint(1, 4)
    name = chance.choice(NAMES)
    return post(
        number,
        unit_id=unit,
        unit=f"Unit {unit}",
        location=PLACES[unit % 3] if chance.random() < 0.95 else "",
        name=name.title(),
        key=name,
        kind="struktural" if chance.random() < 0.06 else "pelaksana",
        job_class=chance.choice((7, 7, 7, 7, 7, 6, None)),
        stated_need=chance.choice((0, 0, 0, 1, 1, 2, 3, None)),
    )


def _somebody(chance: random.Random, number: int, posts: list[Post]) -> Candidate:
    held = chance.choice(posts)
    kind: EmployeeKind = "pppk" if chance.random() < 0.1 else "pns"
    return nurse(
        number,
        unit_id=held.unit_id,
        post=held.id if chance.random() < 0.95 else None,
        kind=kind,
        position_kind=held.kind,
        position_key=held.key,
        position_since=date(chance.choice((2018, 2020, 2022, 2022, 2026)), chance.randint(1, 11), 1),
        education_level=chance.choice(("SLTA", "S-1")),
        education="S-1 Manajemen",
        levels={} if chance.random() < 0.05 else {"M.01": chance.randint(2, 4), "M.02": chance.randint(1, 4)},
        wishes=tuple(_wishes(chance)),
        hardship=chance.random() < 0.15,
    )


def _wishes(chance: random.Random) -> list[Wish]:
    return [
        Wish(rank=rank, unit_id=chance.randint(1, 5), position_key=chance.choice((None, None, *NAMES)))
        for rank in range(1, chance.randint(0, 3) + 1)
    ]


def _broad_wishes(chance: random.Random) -> tuple[Wish, ...]:
    units = chance.sample(range(1, 5), k=chance.randint(1, 3))
    return tuple(Wish(rank=rank, unit_id=unit) for rank, unit in enumerate(units, start=1))


def _married(chance: random.Random, crowd: list[Candidate]) -> list[Candidate]:
    chance.shuffle(crowd)
    pairs = chance.randint(0, len(crowd) // 2)
    for left, right in zip(range(0, 2 * pairs, 2), range(1, 2 * pairs, 2), strict=True):
        crowd[left] = replace(crowd[left], spouse=crowd[right].person_id)
        crowd[right] = replace(crowd[right], spouse=crowd[left].person_id)
    return sorted(crowd, key=lambda one: one.person_id)
