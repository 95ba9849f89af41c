"""Small regions at random, in which much is missing, odd or forbidden, and enough is possible."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from domain.planning.snapshot import Candidate, Post, Snapshot, Standard, Wish
from tests.domain.planning.small_region import AS_OF, MAP_DAY, nurse, post, work

PLACES = ("Selensen", "Kemuning", "Sekara", "")
# Key, kind, class, standard: as a region has them, with one post that nobody described.
KINDS: tuple[tuple[str, str | None, int | None, Standard | None], ...] = (
    (
        "perawat terampil",
        "fungsional",
        6,
        Standard(
            levels={"M.01": 2, "M.02": 2, "T.01": 3},
            education_min="D-III",
            education_fields=("D-III Keperawatan",),
        ),
    ),
    (
        "pengolah data",
        "pelaksana",
        6,
        Standard(levels={"M.01": 1, "M.02": 3}, education_min="D-III", education_fields=()),
    ),
    (
        "pranata komputer ahli pertama",
        "fungsional",
        8,
        Standard(levels={"M.01": 2}, education_min="S-1", education_fields=("S-1 Informatika",)),
    ),
    (
        "kepala seksi",
        "struktural",
        9,
        Standard(levels={"M.01": 3, "M.02": 3}, education_min="S-1", education_fields=()),
    ),
    ("juru ukur", None, None, None),
)
STANDARDS = {key: standard for key, _, _, standard in KINDS if standard is not None}
_STUDIES = (
    ("D-III", "D-III Keperawatan"),
    ("D-III", "D-III Komputer"),
    ("S-1", "S-1 Informatika"),
    ("SLTA", "SMA"),
    ("", ""),
)


def mostly(usual: Any, *others: Any) -> st.SearchStrategy[Any]:
    """The usual three times out of four or so; hypothesis still finds the others at once."""
    return st.sampled_from((usual,) * 3 * len(others) + others)


@st.composite
def posts(draw: st.DrawFn, post_id: int, units: int) -> Post:
    """A post in one of so many units, whose place goes with it."""
    key, kind, job_class, _ = draw(st.sampled_from(KINDS))
    unit = draw(st.integers(1, units))
    return post(
        post_id,
        unit_id=unit,
        unit=f"Unit {unit}",
        location=PLACES[unit % len(PLACES)],
        name=key.title(),
        key=key,
        kind=kind,
        job_class=draw(mostly(job_class, None)),
        stated_need=draw(mostly(1, 0, 2, 3, None)),
        tasks=draw(mostly((), work("0.4"), work("1.2"), work("2.6"))),
    )


@st.composite
def people(draw: st.DrawFn, person_id: int, held: Post | None, units: int, many: int) -> Candidate:
    """Somebody in that post, or in a post that the map does not have."""
    key, kind, _, _ = draw(st.sampled_from(KINDS))
    level, study = draw(st.sampled_from(_STUDIES))
    ranked = draw(st.lists(st.integers(1, units), max_size=3, unique=True))
    spouse = draw(mostly(None, person_id % many + 1))
    return nurse(
        person_id,
        unit_id=held.unit_id if held else units,
        post=held.id if held else None,
        kind=draw(mostly("pns", "pppk")),
        legal_status=draw(mostly("Aktif", "Tugas Belajar", "CLTN", "")),
        position_kind=held.kind if held else kind,
        position_key=held.key if held else key,
        position_since=draw(mostly(date(2020, 1, 1), date(2023, 5, 31), date(2026, 1, 1), None)),
        education_level=level,
        education=study,
        levels=draw(
            st.dictionaries(st.sampled_from(("M.01", "M.02", "T.01")), st.integers(1, 5), min_size=2)
        ),
        ratings=draw(
            mostly({2024: "baik", 2025: "sangat_baik"}, {2025: "baik"}, {2024: "kurang", 2025: "baik"}, {})
        ),
        discipline=draw(mostly("tidak_ada", None, "ringan")),
        wishes=tuple(
            Wish(rank=rank, unit_id=unit, position_key=draw(mostly(None, "pengolah data")))
            for rank, unit in enumerate(ranked, start=1)
        ),
        hardship=draw(mostly(False, True)),  # noqa: FBT003 - the value itself is drawn
        spouse=spouse if spouse != person_id else None,
    )


@st.composite
def regions(draw: st.DrawFn, *, most_people: int = 6, most_posts: int = 5) -> Snapshot:
    """People, posts, standards and some travel times."""
    units = draw(st.integers(2, 4))
    placed = tuple(draw(posts(number, units)) for number in range(1, draw(st.integers(2, most_posts)) + 1))
    # The map has one line for a post in a unit.
    placed = tuple({(one.unit_id, one.key): one for one in placed}.values())
    many = draw(st.integers(1, most_people))
    candidates = tuple(
        draw(people(number, draw(mostly(draw(st.sampled_from(placed)), None)), units, many))
        for number in range(1, many + 1)
    )
    travel = draw(
        st.dictionaries(
            st.tuples(st.sampled_from(PLACES[:3]), st.sampled_from(PLACES[:3])),
            st.integers(0, 95),
            max_size=4,
        )
    )
    return Snapshot(
        as_of=AS_OF,
        map_as_of=MAP_DAY,
        posts=placed,
        candidates=candidates,
        standards=STANDARDS,
        travel=travel,
    )


@st.composite
def busy_regions(draw: st.DrawFn) -> Snapshot:
    """Nurses in too great and too small numbers, nearly all of whom may be moved: much to choose from."""
    places = draw(st.integers(2, 4))
    placed = tuple(
        post(
            number,
            unit_id=number,
            unit=f"Unit {number}",
            location=PLACES[number % places],
            stated_need=draw(st.integers(0, 3)),
        )
        for number in range(1, draw(st.integers(2, 5)) + 1)
    )
    many = draw(st.integers(2, 8))
    couples = draw(st.lists(st.integers(1, many), max_size=4, unique=True))
    couple_of = dict(zip(couples[::2], couples[1::2], strict=False))
    couple_of |= {other: one for one, other in couple_of.items()}
    candidates = []
    for number in range(1, many + 1):
        held = draw(st.sampled_from(placed))
        ranked = draw(st.lists(st.sampled_from(placed), max_size=2, unique=True))
        candidates.append(
            nurse(
                number,
                unit_id=held.unit_id,
                post=held.id,
                position_since=draw(mostly(date(2020, 1, 1), date(2023, 5, 31), date(2026, 1, 1))),
                levels={"M.01": draw(st.integers(1, 2)), "M.02": 2, "T.01": draw(st.integers(2, 3))},
                wishes=tuple(
                    Wish(rank=rank, unit_id=wished.unit_id) for rank, wished in enumerate(ranked, start=1)
                ),
                hardship=draw(mostly(False, True)),  # noqa: FBT003 - the value itself is drawn
                spouse=couple_of.get(number),
            )
        )
    ways = st.tuples(st.sampled_from(PLACES[:3]), st.sampled_from(PLACES[:3]))
    return Snapshot(
        as_of=AS_OF,
        map_as_of=MAP_DAY,
        posts=placed,
        candidates=tuple(candidates),
        standards=STANDARDS,
        travel=draw(st.dictionaries(ways, st.integers(0, 95), max_size=6)),
    )
