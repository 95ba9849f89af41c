"""A few people and posts, sound in every respect unless a test says otherwise."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from domain.planning.snapshot import Candidate, Post, PostTask, Snapshot, Standard

AS_OF = date(2026, 11, 24)
MAP_DAY = date(2025, 12, 31)
ASSESSED = date(2025, 3, 1)

_NURSE = Candidate(
    person_id=1,
    unit_id=1,
    post=1,
    kind="pns",
    legal_status="Aktif",
    grade="II/c",
    position_kind="fungsional",
    position_key="perawat terampil",
    position_since=date(2020, 9, 1),
    education_level="D-III",
    education="D-III Keperawatan",
    levels={"M.01": 2, "M.02": 2},
    assessed_on=ASSESSED,
    ratings={2024: "baik", 2025: "sangat_baik"},
    discipline="tidak_ada",
)
_POST = Post(
    id=1,
    unit_id=1,
    unit="Puskesmas Selensen",
    location="Selensen",
    name="Perawat Terampil",
    key="perawat terampil",
    kind="fungsional",
    job_class=6,
    stated_need=1,
    stated_actual=1,
)
STANDARD = Standard(
    levels={"M.01": 2, "M.02": 2}, education_min="D-III", education_fields=("D-III Keperawatan",)
)


def nurse(person_id: int = 1, **other: Any) -> Candidate:
    """Somebody against whom no rule speaks, but for what is told."""
    return replace(_NURSE, person_id=person_id, **other)


def post(post_id: int = 1, **other: Any) -> Post:
    """A post for nurses, but for what is told."""
    return replace(_POST, id=post_id, **other)


def work(people: str) -> tuple[PostTask, ...]:
    """Work for so many people."""
    return (PostTask(volume=Decimal(people) * 7500, minutes=Decimal(10), effective_minutes=Decimal(75_000)),)


def region(candidates: tuple[Candidate, ...], posts: tuple[Post, ...], **other: Any) -> Snapshot:
    """These people in these posts; nurses' posts have a standard."""
    known: dict[str, Any] = {
        "as_of": AS_OF,
        "map_as_of": MAP_DAY,
        "standards": {"perawat terampil": STANDARD},
    }
    return Snapshot(candidates=candidates, posts=posts, **{**known, **other})
