"""What is kept for planning comes back as it was, on each of the two databases."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert

from domain.explanations import (
    Explanation,
    LostSeat,
    Place,
    Reason,
    ReasonCode,
    Rival,
    RuleResult,
    StatedReason,
    Verdict,
    WouldChange,
)
from domain.organisation import name_key
from domain.plans.records import NewScenario, PlannedMove
from domain.proposals import Direction, NewProposal, Status
from storage.store import SqlStore
from storage.tables import circumstance, competency, couple, imports, travel, wish
from tests.people import ANDI, BUDI, HASAN, RINA, SITI, Kemuning, kemuning

_TODAY = date(2026, 11, 24)
_PLACE = Place(
    post_id=1, unit_id=1, unit="UPTD Selensen", position="Perawat Terampil", job_class=6, location="Selensen"
)
EXPLANATION = Explanation(
    person_id=5,
    as_of=_TODAY,
    origin=_PLACE,
    target=_PLACE,
    reasons=(
        Reason(
            code=ReasonCode.FIT,
            speaks_for=True,
            points=28,
            facts={
                "jpm": Decimal("96.30"),
                "category": "ms",
                "since": date(2025, 3, 2),
                "known": True,
                "x": None,
            },
            as_of=None,
            source="PermenPANRB 38/2017",
        ),
    ),
    rules=(
        RuleResult(
            code="TENURE_MIN",
            verdict=Verdict.WARNING,
            is_hard=True,
            facts={"months": 31},
            as_of=_TODAY,
            source="PP 11/2017",
        ),
    ),
    lost_seats=(LostSeat(place=_PLACE, lost_by=4, cause="points", facts={"jpm": Decimal(90)}),),
    rivals=(Rival(person_id=9, lost_by=None, cause="rule", facts={}),),
    would_change=(WouldChange(code="seat_opens", facts={"need": 3}),),
    stated=StatedReason(
        text="Kebutuhan unit", claims=(ReasonCode.TARGET_NEED,), is_borne_out=False, facts={"gap": -1}
    ),
    missing=("travel",),
)


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(store, now)


def test_an_explanation_comes_back_as_it_was(store: SqlStore, region: Kemuning, now: datetime) -> None:
    with store.write() as work:
        proposal = work.proposals.of_person(region.id_of(SITI))[0].id
        work.planning.explain({proposal: EXPLANATION}, now=now)
        work.planning.explain({proposal: EXPLANATION}, now=now)
        work.commit()

    with store.read() as work:
        assert work.planning.explanation_of(proposal) == EXPLANATION
        assert work.planning.explanation_of(proposal + 1) is None


def test_the_snapshot_holds_who_serves_where_and_what_the_map_says(store: SqlStore, region: Kemuning) -> None:
    region.region.end(region.id_of(BUDI))

    with store.read() as work:
        seen = work.planning.snapshot(as_of=_TODAY)

    assert [one.person_id for one in seen.candidates] == sorted(
        region.id_of(one) for one in (SITI, RINA, HASAN, ANDI)
    )
    (post,) = seen.posts
    assert (post.unit, post.location, post.kind) == ("UPTD Puskesmas Selensen", "Selensen", "fungsional")
    assert {one.person_id for one in seen.candidates if one.post == post.id} == {
        region.id_of(SITI),
        region.id_of(ANDI),
    }


def test_the_day_of_the_map_is_that_of_the_newest_import_that_counts(
    store: SqlStore, region: Kemuning, now: datetime
) -> None:
    brought = {"applied_by": "operator", "digest": "", "complete": False, "summary": {}, "applied_at": now}
    with store.engine.begin() as connection:
        for day, undone_at in ((date(2024, 12, 31), None), (date(2025, 12, 31), None), (_TODAY, now)):
            connection.execute(insert(imports).values(**brought, map_as_of=day, undone_at=undone_at))

    with store.read() as work:
        assert work.planning.snapshot(as_of=_TODAY).map_as_of == date(2025, 12, 31)


def test_wishes_circumstances_travel_and_assessments_reach_the_planner(
    store: SqlStore, region: Kemuning
) -> None:
    siti, andi = region.id_of(SITI), region.id_of(ANDI)
    row = {"digest": b"", "import_id": 1}
    with store.engine.begin() as connection:
        connection.execute(
            insert(wish),
            [
                {"person_id": siti, "rank": 2, "unit_id": region.selensen, "position_key": "", **row},
                {
                    "person_id": siti,
                    "rank": 1,
                    "unit_id": region.kemuning,
                    "position_key": name_key("Perawat Terampil"),
                    **row,
                },
            ],
        )
        connection.execute(
            insert(circumstance),
            [
                {"person_id": siti, "hardship": True, "swaps": False, **row},
                {"person_id": andi, "hardship": False, "swaps": True, **row},
            ],
        )
        connection.execute(
            insert(couple),
            [{"person_id": siti, "spouse_id": andi, **row}, {"person_id": andi, "spouse_id": siti, **row}],
        )
        connection.execute(
            insert(travel).values(
                origin="Selensen", destination="Kemuning", minutes=75, mode="darat", source="Dishub", **row
            )
        )
        connection.execute(
            insert(competency).values(
                person_id=siti,
                levels={"M.01": 3},
                assessed_on=date(2025, 3, 2),
                ratings={"2024": "baik", "2025": "sangat_baik"},
                discipline="tidak_ada",
                **row,
            )
        )

    with store.read() as work:
        seen = work.planning.snapshot(as_of=_TODAY)

    people = {one.person_id: one for one in seen.candidates}
    assert [(one.rank, one.unit_id, one.position_key) for one in people[siti].wishes] == [
        (1, region.kemuning, name_key("Perawat Terampil")),
        (2, region.selensen, None),
    ]
    assert (people[siti].spouse, people[andi].spouse) == (andi, siti)
    assert (people[siti].hardship, people[andi].hardship, people[andi].swaps) == (True, False, True)
    assert people[siti].ratings == {2024: "baik", 2025: "sangat_baik"}
    assert (people[siti].levels, people[siti].discipline) == ({"M.01": 3}, "tidak_ada")
    assert people[andi].levels == {}
    assert seen.travel == {("Selensen", "Kemuning"): 75}


def test_a_wish_to_be_near_counts_only_where_both_have_it(store: SqlStore, region: Kemuning) -> None:
    siti, andi = region.id_of(SITI), region.id_of(ANDI)
    with store.engine.begin() as connection:
        connection.execute(insert(couple).values(person_id=siti, spouse_id=andi, digest=b"", import_id=1))

    with store.read() as work:
        seen = work.planning.snapshot(as_of=_TODAY)

    assert {one.spouse for one in seen.candidates} == {None}


def test_a_scenario_is_replaced_under_its_name_until_a_wave_came_from_it(
    store: SqlStore, region: Kemuning, now: datetime
) -> None:
    move = PlannedMove(person_id=region.id_of(SITI), origin_post=1, target_post=1)
    kept: dict[str, Any] = {
        "name": "Utama",
        "as_of": _TODAY,
        "settings": {"fit": 1},
        "figures": {"moves": 1},
    }
    with store.write() as work:
        work.planning.keep_scenario(NewScenario(moves=(), **kept), by="operator", now=now)
        number = work.planning.keep_scenario(NewScenario(moves=(move,), **kept), by="operator", now=now)
        work.planning.adopt_scenario(number, region.wave)
        work.commit()

    with store.read() as work:
        (scenario,) = work.planning.scenarios()
        assert scenario == work.planning.scenario("Utama")
    assert (scenario.moves, scenario.wave_id, scenario.figures) == ((move,), region.wave, {"moves": 1})


def test_a_written_answer_replaces_the_one_before_it(
    store: SqlStore, region: Kemuning, now: datetime
) -> None:
    with store.write() as work:
        proposal = work.proposals.of_person(region.id_of(SITI))[0].id
        work.planning.justify(proposal, "TENURE_MIN", "Alasan pertama", by="person:3", now=now)
        work.planning.justify(proposal, "TENURE_MIN", "Kebutuhan mendesak", by="person:4", now=now)
        work.commit()

    with store.read() as work:
        (answer,) = work.planning.justifications(proposal)
    assert (answer.code, answer.reason, answer.written_by) == ("TENURE_MIN", "Kebutuhan mendesak", "person:4")


def test_planned_moves_become_drafts_with_the_posts_classes(
    store: SqlStore, region: Kemuning, now: datetime
) -> None:
    target = region.region.post(region.kemuning, "Perawat Mahir", job_class=8)
    with store.write() as work:
        opened = work.waves.open("Gelombang II Tahun 2026", now=now)
        planned = NewProposal(
            person_id=region.id_of(ANDI),
            origin_post=1,
            target_post=target,
            direction=Direction.PROMOSI,
            reason="",
            planned_effective_on=date(2027, 2, 1),
        )
        work.proposals.draft(opened, [planned])
        work.commit()

    with store.read() as work:
        (draft,) = work.proposals.of_wave(opened)
    assert draft.status is Status.DRAFT
    assert (draft.origin.job_class, draft.target.job_class) == (6, 8)
    assert (draft.origin.unit, draft.target.unit) == ("UPTD Puskesmas Selensen", "UPTD Puskesmas Kemuning")
