"""The rules over whole columns, as the matching asks for them."""

from datetime import date

from domain.planning.region.columns import columns_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Candidate, Post, Snapshot, Standard

AS_OF = date(2026, 11, 24)


def _nurse(person_id: int, *, since: date | None, diploma: str = "D-III Keperawatan") -> Candidate:
    return Candidate(
        person_id=person_id,
        unit_id=1,
        post=1,
        kind="pns",
        legal_status="Aktif",
        grade="II/c",
        position_kind="fungsional",
        position_key="perawat terampil",
        position_since=since,
        education_level="D-III",
        education=diploma,
        levels={"M.01": 2, "M.02": 1},
        assessed_on=date(2025, 3, 1),
        ratings={2024: "baik", 2025: "sangat_baik"},
        discipline="tidak_ada",
    )


def _post(post_id: int, unit_id: int) -> Post:
    return Post(
        id=post_id,
        unit_id=unit_id,
        unit=f"Puskesmas {unit_id}",
        location="",
        name="Perawat Terampil",
        key="perawat terampil",
        kind="fungsional",
        job_class=6,
        stated_need=2,
        stated_actual=1,
    )


def test_columns_tell_who_may_move_and_what_they_may_hold() -> None:
    snapshot = Snapshot(
        as_of=AS_OF,
        map_as_of=date(2025, 12, 31),
        posts=(_post(1, 1), _post(2, 2)),
        candidates=(
            _nurse(1, since=date(2020, 1, 1)),
            _nurse(2, since=date(2026, 1, 1)),
            _nurse(3, since=date(2020, 1, 1), diploma="D-III Kebidanan"),
        ),
        standards={
            "perawat terampil": Standard(
                levels={"M.01": 2, "M.02": 2},
                education_min="D-III",
                education_fields=("D-III Keperawatan",),
            )
        },
    )
    columns = columns_of(snapshot, PlanningSettings())
    assert columns.keys == ("perawat terampil",)
    assert columns.key_of_post.tolist() == [0, 0]
    assert columns.may_move.tolist() == [True, False, True]
    assert columns.may_hold(0).tolist() == [True, False, False]
    assert columns.jpm(0).tolist() == [7500, 7500, 7500]
