"""Why somebody is to move, in facts: for and against, what lost, and what would change it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.explanations import Explanation, Facts, Reason, ReasonCode
from domain.planning.explaining.explainer import Explainer
from domain.planning.matching.planned import Move, UnknownMove
from domain.planning.region.basis import basis_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Candidate, Post, Snapshot, Wish
from tests.domain.planning.small_region import ASSESSED, MAP_DAY, nurse, post, region, work

SELENSEN = post(1, tasks=work("6"))
KEMUNING = post(2, unit_id=2, unit="Puskesmas Kemuning", location="Kemuning", tasks=work("5"))
BATU_AMPAR = post(3, unit_id=3, unit="Puskesmas Batu Ampar", location="Batu Ampar", tasks=work("2"))
SEKARA = post(4, unit_id=4, unit="Puskesmas Sekara", location="Sekara", stated_need=2)
TRAVEL = {("Selensen", "Kemuning"): 25, ("Selensen", "Batu Ampar"): 50, ("Kemuning", "Selensen"): 25}
SITI = nurse(1, wishes=(Wish(rank=1, unit_id=3),), levels={"M.01": 2, "M.02": 2})


def _staff(first: int, number: int, held: Post, **other: Any) -> tuple[Candidate, ...]:
    return tuple(
        nurse(
            first + one,
            unit_id=held.unit_id,
            post=held.id,
            **{"position_since": date(2023, 1, 1), "levels": {"M.01": 2, "M.02": 1}, **other},
        )
        for one in range(number)
    )


def _region(siti: Candidate = SITI, *others: Candidate, posts: tuple[Post, ...] = ()) -> Snapshot:
    people = (
        siti,
        *_staff(11, 7, SELENSEN),
        *_staff(21, 3, KEMUNING),
        *_staff(31, 2, BATU_AMPAR),
        *others,
    )
    return region(people, posts or (SELENSEN, KEMUNING, BATU_AMPAR), travel=TRAVEL)


def _explained(
    snapshot: Snapshot, *moves: Move, stated: str = "", settings: PlanningSettings | None = None
) -> Explanation:
    basis = basis_of(snapshot, settings or PlanningSettings())
    return Explainer(basis, moves or (Move(person_id=1, target_post=2),)).explain(0, stated=stated)


def _facts(explained: Explanation, code: ReasonCode) -> Facts:
    return _reason(explained, code).facts


def _reason(explained: Explanation, code: ReasonCode) -> Reason:
    (found,) = [reason for reason in explained.reasons if reason.code is code]
    return found


def test_the_card_of_reasons_rests_on_need_fit_and_tenure() -> None:
    explained = _explained(_region())
    need, surplus = _reason(explained, ReasonCode.TARGET_NEED), _reason(explained, ReasonCode.ORIGIN_SURPLUS)
    assert need.facts == {
        "unit": "Puskesmas Kemuning",
        "position": "Perawat Terampil",
        "need": 5,
        "actual": 3,
        "actual_after": 4,
        "actual_plan": 4,
    }
    assert (need.speaks_for, need.as_of, need.source) == (True, MAP_DAY, "workload")
    assert {name: surplus.facts[name] for name in ("need", "actual", "actual_after")} == {
        "need": 6,
        "actual": 8,
        "actual_after": 7,
    }
    fit = _reason(explained, ReasonCode.FIT)
    assert fit.facts == {"jpm": Decimal("100.00"), "pass": Decimal(68), "category": "memenuhi_syarat"}
    assert (fit.points, fit.as_of) == (32, ASSESSED)
    tenure = _reason(explained, ReasonCode.TENURE)
    assert (tenure.facts, tenure.points) == ({"months": 74, "least": 24, "most": 60}, 15)
    assert explained.origin.unit == "Puskesmas Selensen"
    assert explained.missing == ()


def test_the_load_of_both_posts_and_units_is_told_before_and_after() -> None:
    explained = _explained(_region())
    arriving, leaving = _facts(explained, ReasonCode.TARGET_LOAD), _facts(explained, ReasonCode.ORIGIN_LOAD)
    assert (arriving["ej"], arriving["ej_after"]) == (Decimal("1.67"), Decimal("1.25"))
    assert (leaving["ej"], leaving["ej_after"]) == (Decimal("0.75"), Decimal("0.86"))
    assert (leaving["eu"], leaving["eu_after"]) == (Decimal("0.75"), Decimal("0.86"))


def test_what_the_person_would_rather_have_speaks_against_with_its_cause() -> None:
    explained = _explained(_region())
    wish = _reason(explained, ReasonCode.OTHER_WISH)
    assert not wish.speaks_for
    assert wish.facts == {
        "rank": 1,
        "cause": "no_vacancy",
        "unit": "Puskesmas Batu Ampar",
        "position": "Perawat Terampil",
        "need": 2,
        "actual": 2,
        # 32 of fit, 15 of tenure, 40 for the first wish, 15 off for the way.
        "points": 72,
    }
    travel = _reason(explained, ReasonCode.TRAVEL)
    assert (travel.speaks_for, travel.points, travel.facts["minutes"]) == (False, -6, 25)


def test_what_would_change_it_names_the_figure_to_be_reached() -> None:
    changes = {one.code: one.facts for one in _explained(_region()).would_change}
    assert changes["origin_need_rises"]["would_need"] == 8
    assert changes["target_need_falls"]["would_need"] == 3
    assert changes["wish_opens"]["would_need"] == 3
    assert changes["jpm_falls"] == {"jpm": Decimal("100.00"), "below": Decimal(68)}
    assert changes["data_corrected"] == {}


def test_the_best_other_seat_and_the_best_other_person_lost_by_their_points() -> None:
    snapshot = _region(posts=(SELENSEN, KEMUNING, BATU_AMPAR, SEKARA))
    explained = _explained(snapshot)
    (seat,) = explained.lost_seats
    # 32 of fit and 15 of tenure; 6 off for the way to Kemuning, 10 for the unknown one to Sekara.
    assert (seat.place.unit, seat.lost_by, seat.cause) == ("Puskesmas Sekara", 4, "fewer_points")
    assert seat.facts["points"] == 37
    (rival,) = explained.rivals
    # 7 of fit, no long tenure, the same way.
    assert (rival.person_id, rival.lost_by, rival.cause) == (11, 40, "fewer_points")


def test_a_seat_that_others_fill_is_told_where_it_was_worth_more() -> None:
    near = replace(SEKARA, location="Selensen", stated_need=1)
    snapshot = _region(posts=(SELENSEN, KEMUNING, BATU_AMPAR, near))
    explained = _explained(snapshot, Move(person_id=1, target_post=2), Move(person_id=11, target_post=4))
    assert [(one.place.unit, one.lost_by, one.cause) for one in explained.lost_seats] == [
        ("Puskesmas Sekara", None, "taken")
    ]


def test_somebody_whose_wish_is_met_is_spared_no_fact_and_no_points() -> None:
    siti = replace(SITI, wishes=(Wish(rank=2, unit_id=2), Wish(rank=1, unit_id=3)), hardship=True)
    explained = _explained(_region(siti))
    wish = _reason(explained, ReasonCode.WISH)
    assert (wish.facts["rank"], wish.points) == (2, 20)
    assert _facts(explained, ReasonCode.OTHER_WISH)["rank"] == 1
    hardship = _reason(explained, ReasonCode.HARDSHIP)
    assert (hardship.speaks_for, hardship.points) == (True, 0)


def test_hardship_weighs_against_a_move_that_was_not_wished_for() -> None:
    hardship = _reason(_explained(_region(replace(SITI, hardship=True))), ReasonCode.HARDSHIP)
    assert (hardship.speaks_for, hardship.points) == (False, -60)


def test_husband_and_wife_are_told_how_far_the_move_takes_them_apart() -> None:
    snapshot = _region(replace(SITI, spouse=41), nurse(41, spouse=1, post=1))
    spouse = _reason(_explained(snapshot), ReasonCode.SPOUSE)
    assert not spouse.speaks_for
    assert spouse.facts == {
        "minutes_before": 0,
        "minutes_after": 25,
        "together_before": True,
        "together_after": False,
    }


def test_what_is_not_known_is_named_and_gives_no_reason() -> None:
    unknown = replace(
        SITI, levels={}, education="", education_level="", position_since=None, ratings={}, discipline=None
    )
    bare = region(
        (unknown,),
        (
            post(1, job_class=None, stated_need=None),
            replace(KEMUNING, tasks=(), stated_need=None, location=""),
        ),
        standards={},
    )
    explained = _explained(bare)
    assert explained.missing == (
        "target_need",
        "target_load",
        "jpm",
        "education",
        "job_class",
        "origin_need",
        "origin_load",
        "travel",
        "tenure",
        "ratings",
        "discipline",
        "standard",
    )
    assert {reason.code for reason in explained.reasons} == {ReasonCode.OTHER_WISH, ReasonCode.TRAVEL}


def test_somebody_whose_post_is_on_no_map_is_explained_without_it() -> None:
    explained = _explained(_region(replace(SITI, post=None)))
    assert explained.origin.post_id is None
    assert explained.origin.unit == "Puskesmas Selensen"
    assert "origin_post" in explained.missing
    assert ReasonCode.ORIGIN_SURPLUS not in {reason.code for reason in explained.reasons}


@pytest.mark.parametrize("snapshot", [region((), ()), region((nurse(1),), ()), region((), (post(1),))])
def test_where_nobody_moves_there_is_nothing_to_explain(snapshot: Snapshot) -> None:
    assert Explainer(basis_of(snapshot, PlanningSettings()), []).explain_all() == []


def test_a_rule_that_blocks_is_among_what_would_change_the_outcome() -> None:
    recent = replace(SITI, position_since=date(2026, 1, 1))
    changes = [one for one in _explained(_region(recent)).would_change if one.code == "rule_met"]
    assert [one.facts for one in changes] == [{"rule": "tenure_min", "months": 10, "least": 24}]


def test_a_free_seat_worth_more_that_the_unit_may_not_receive_any_more_is_told_so() -> None:
    near = replace(SEKARA, location="Selensen")
    snapshot = _region(posts=(SELENSEN, KEMUNING, BATU_AMPAR, near))
    (seat,) = _explained(snapshot).lost_seats
    assert (seat.lost_by, seat.cause) == (-6, "more_points")
    full = PlanningSettings(most_received=0)
    (seat,) = _explained(snapshot, settings=full).lost_seats
    assert (seat.lost_by, seat.cause) == (-6, "unit_limit")


def test_a_colleague_worth_more_is_told_with_what_kept_them() -> None:
    mover = replace(SITI, person_id=1, levels={"M.01": 2, "M.02": 1}, position_since=date(2023, 1, 1))
    longer = nurse(2)
    (rival,) = _explained(_region(mover, longer)).rivals
    assert (rival.person_id, rival.lost_by, rival.cause) == (2, -40, "more_points")
    couple = _region(replace(mover, spouse=3), longer, nurse(3, spouse=1))
    together = Move(person_id=1, target_post=2), Move(person_id=3, target_post=2)
    assert _explained(couple, *together).rivals[0].cause == "parts_couple"


@pytest.mark.parametrize(
    "moves",
    [
        [Move(person_id=99, target_post=2)],
        [Move(person_id=1, target_post=99)],
        [Move(person_id=1, target_post=2), Move(person_id=1, target_post=3)],
    ],
)
def test_a_move_that_is_not_of_this_region_is_refused(moves: list[Move]) -> None:
    with pytest.raises(UnknownMove):
        Explainer(basis_of(_region(), PlanningSettings()), moves)
