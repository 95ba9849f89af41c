"""Before a wave is shown: what its people could rightly complain of."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.explanations import Facts
from domain.planning.explaining.contesting import Contest
from domain.planning.explaining.explainer import Explainer
from domain.planning.matching.planned import Move
from domain.planning.region.basis import basis_of
from domain.planning.rule_codes import RuleCode
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Candidate, Post, Wish
from tests.domain.planning.small_region import nurse, post, region

ORIGIN = post(1, stated_need=2)
TARGET = post(2, unit_id=2, unit="Puskesmas Kemuning", location="Kemuning", stated_need=1)
WISHED = post(3, unit_id=3, unit="Puskesmas Batu Ampar", location="Batu Ampar", stated_need=1)
TRAVEL = {
    ("Selensen", "Kemuning"): 20,
    ("Selensen", "Batu Ampar"): 20,
    ("Kemuning", "Batu Ampar"): 40,
    ("Kemuning", "Selensen"): 20,
}
MOVE = Move(person_id=1, target_post=2)
WANTS_TARGET = (Wish(rank=1, unit_id=2),)
NOT_SO_FIT = {"M.01": 2, "M.02": 1}


def _findings(
    people: Iterable[Candidate],
    *moves: Move,
    posts: tuple[Post, ...] = (ORIGIN, TARGET),
    stated: str = "",
    settings: PlanningSettings | None = None,
) -> dict[str, Facts]:
    snapshot = region(tuple(people), posts, travel=TRAVEL)
    explainer = Explainer(basis_of(snapshot, settings or PlanningSettings()), moves or (MOVE,))
    explained = explainer.explain(0, stated=stated)
    findings = Contest(explainer).findings(0, explained)
    assert len({one.code for one in findings}) == len(findings)
    return {one.code: one.facts for one in findings}


def test_a_sound_move_gives_nothing_to_complain_of() -> None:
    assert _findings([nurse(1), nurse(2), nurse(3)], stated="Pemenuhan kebutuhan pegawai unit tujuan") == {}


def test_a_broken_rule_is_found_with_its_facts() -> None:
    people = [nurse(1, position_since=date(2026, 1, 1)), nurse(2), nurse(3)]
    assert _findings(people) == {"rule_tenure_min": {"months": 10, "least": 24}}


def test_a_step_down_is_found_however_loosely_the_region_holds_the_rule() -> None:
    loose = PlanningSettings(strictness={RuleCode.DEMOTION: "soft"})
    found = _findings(
        [nurse(1), nurse(2), nurse(3)], posts=(ORIGIN, replace(TARGET, job_class=5)), settings=loose
    )
    assert found["rule_demotion"]["class_from"] == 6
    assert found["rule_demotion"]["class_to"] == 5


def test_a_better_fitting_colleague_who_wants_the_seat_is_found() -> None:
    mover = nurse(1, levels=NOT_SO_FIT)
    colleague = nurse(2, wishes=WANTS_TARGET)
    found = _findings([mover, colleague, nurse(3)])
    assert found == {
        "better_colleague": {
            "person_id": 2,
            "jpm": Decimal("100.00"),
            "own_jpm": Decimal("75.00"),
            # 32 or 7 of fit, 15 of tenure, 6 off for the way; 40 for the first wish.
            "points": 81,
            "own_points": 16,
            "wish_rank": 1,
        }
    }


def test_a_colleague_is_no_complaint_without_the_wish_the_fit_the_right_or_the_room() -> None:
    mover, wants = nurse(1, levels=NOT_SO_FIT), WANTS_TARGET
    needed_there = replace(ORIGIN, id=4, unit_id=4, stated_need=1)
    posts = (ORIGIN, TARGET, needed_there)
    for colleague in (
        nurse(2),
        nurse(2, wishes=wants, levels=NOT_SO_FIT),
        nurse(2, wishes=wants, discipline="berat"),
        nurse(2, wishes=wants, post=4, unit_id=4),
        nurse(2, wishes=(Wish(rank=1, unit_id=2, position_key="bidan terampil"),)),
    ):
        held = [nurse(3), nurse(5)] if colleague.post == 4 else [nurse(3)]
        assert "better_colleague" not in _findings([mover, colleague, *held], posts=posts)


def test_a_colleague_who_is_moved_past_the_seat_they_wished_for_is_found() -> None:
    mover, colleague = nurse(1, levels=NOT_SO_FIT), nurse(2, wishes=WANTS_TARGET)
    other = Move(person_id=2, target_post=3)
    people, posts = [mover, colleague, nurse(3), nurse(4)], (ORIGIN, TARGET, WISHED)
    assert "better_colleague" in _findings(people, MOVE, other, posts=posts)
    content = replace(colleague, wishes=(Wish(rank=2, unit_id=2), Wish(rank=1, unit_id=3)))
    assert "better_colleague" not in _findings([mover, content, *people[2:]], MOVE, other, posts=posts)


def test_nobody_is_the_better_colleague_of_their_own_husband_or_wife() -> None:
    mover, wife = nurse(1, levels=NOT_SO_FIT, spouse=2), nurse(2, wishes=WANTS_TARGET, spouse=1)
    near = replace(TARGET, location="Selensen")
    assert "better_colleague" not in _findings([mover, wife, nurse(3)], posts=(ORIGIN, near))


def test_a_free_seat_that_was_wished_for_more_is_wasted() -> None:
    mover = nurse(1, wishes=(Wish(rank=1, unit_id=3), Wish(rank=2, unit_id=2)))
    found = _findings([mover, nurse(2), nurse(3)], posts=(ORIGIN, TARGET, WISHED))
    assert found["wish_wasted"] == {
        "rank": 1,
        "unit": "Puskesmas Batu Ampar",
        "position": "Perawat Terampil",
        "need": 1,
        "actual_plan": 0,
    }


def test_a_wish_is_not_wasted_where_the_seat_is_filled_closed_or_wished_for_less() -> None:
    first = (Wish(rank=1, unit_id=3),)
    posts, rest = (ORIGIN, TARGET, WISHED), [nurse(2), nurse(3)]
    taken = Move(person_id=2, target_post=3)
    assert "wish_wasted" not in _findings([nurse(1, wishes=first), *rest], MOVE, taken, posts=posts)
    full = PlanningSettings(most_received=0)
    assert "wish_wasted" not in _findings([nurse(1, wishes=first), *rest], posts=posts, settings=full)
    met = (Wish(rank=1, unit_id=2), Wish(rank=2, unit_id=3))
    assert "wish_wasted" not in _findings([nurse(1, wishes=met), *rest], posts=posts)


def test_husband_and_wife_who_are_parted_are_found() -> None:
    husband, wife = nurse(1, spouse=2), nurse(2, spouse=1)
    assert _findings([husband, wife, nurse(3)])["spouses_split"] == {"minutes_before": 0, "minutes_after": 20}
    both = replace(TARGET, stated_need=2)
    together = _findings([husband, wife], MOVE, Move(person_id=2, target_post=2), posts=(ORIGIN, both))
    assert "spouses_split" not in together
    assert "spouses_split" not in _findings([husband, replace(wife, spouse=None), nurse(3)])


def test_a_donor_left_short_is_found_with_its_figures() -> None:
    found = _findings([nurse(1), nurse(2)])
    assert found["donor_left_short"] == {
        "unit": "Puskesmas Selensen",
        "position": "Perawat Terampil",
        "need": 2,
        "actual": 2,
        "actual_plan": 1,
    }
    comes = nurse(3, unit_id=2, post=2)
    swap = _findings([nurse(1), nurse(2), comes], MOVE, Move(person_id=3, target_post=1))
    assert "donor_left_short" not in swap


def test_a_typed_reason_that_the_data_do_not_bear_out_is_found() -> None:
    recent = [nurse(1, position_since=date(2023, 1, 1)), nurse(2), nurse(3)]
    found = _findings(recent, stated="Masa jabatan lebih dari lima tahun")
    assert found["reason_not_borne_out"] == {"tenure": False, "months": 46, "claimed_months": 60}
    assert _findings(recent, stated="Sesuai arahan pimpinan") == {}


def test_a_move_to_the_post_that_somebody_holds_is_found() -> None:
    assert "already_there" in _findings([nurse(1), nurse(2)], Move(person_id=1, target_post=1))


def test_a_seat_without_room_is_found() -> None:
    full = [nurse(1), nurse(2), nurse(3), nurse(4, unit_id=2, post=2)]
    assert _findings(full)["rule_vacancy"] == {"need": 1, "actual_after": 2}
