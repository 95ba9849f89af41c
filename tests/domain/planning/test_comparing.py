"""Scenarios are compared by figures that can be counted again by hand."""

from decimal import Decimal

from domain.planning.matching.comparing import compared_units, scenario_figures
from domain.planning.matching.planned import Move
from domain.planning.matching.proposing import propose
from domain.planning.region.basis import basis_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Wish
from tests.domain.planning.chance_regions import chance_region, chance_settings
from tests.domain.planning.small_region import nurse, post, region, work

POSTS = (
    post(1, unit_id=1, unit="Puskesmas Selensen", stated_need=None, tasks=work("1")),
    post(2, unit_id=2, unit="Puskesmas Keritang", location="Keritang", stated_need=None, tasks=work("2")),
    post(3, unit_id=3, unit="Puskesmas Enok", location="Enok", stated_need=1),
)
PEOPLE = (
    nurse(1, post=1, wishes=(Wish(rank=2, unit_id=2),)),
    nurse(2, post=1, levels={"M.01": 1, "M.02": 2}, wishes=(Wish(rank=1, unit_id=2),)),
    nurse(3, post=1),
    nurse(4, post=2, unit_id=2, wishes=(Wish(rank=1, unit_id=1),)),
)
BASIS = basis_of(region(PEOPLE, POSTS, travel={("Selensen", "Keritang"): 45}), PlanningSettings())


def test_one_move_that_meets_a_wish() -> None:
    figures = scenario_figures(BASIS, [Move(person_id=1, target_post=2)])

    assert (figures.moves, figures.before.imbalance, figures.after.imbalance) == (1, 4, 2)
    assert (figures.mean_fit, figures.fit_unknown) == (Decimal("100.00"), 0)
    assert (figures.wishes_met, figures.wishes_unmet, figures.wishes_waiting) == ({2: 1}, 0, 2)
    assert (figures.mean_travel, figures.travel_unknown) == (Decimal("45.00"), 0)


def test_a_move_elsewhere_leaves_the_wish_unmet_and_its_way_unknown() -> None:
    figures = scenario_figures(BASIS, [Move(person_id=2, target_post=3)])

    assert figures.mean_fit == Decimal("75.00")
    assert (figures.wishes_met, figures.wishes_unmet) == ({}, 1)
    assert (figures.mean_travel, figures.travel_unknown) == (None, 1)


def test_no_move_at_all_is_a_scenario_too() -> None:
    figures = scenario_figures(BASIS, [])

    assert (figures.moves, figures.mean_fit, figures.mean_travel, figures.units) == (0, None, None, ())
    assert figures.before == figures.after


def test_units_are_shown_before_and_after_each_scenario() -> None:
    one = scenario_figures(BASIS, [Move(person_id=1, target_post=2)])
    other = scenario_figures(BASIS, [Move(person_id=1, target_post=3)])

    selensen, keritang, enok = compared_units([one, other])

    assert (selensen.staff_before, selensen.staff_after) == (3, (2, 2))
    assert (selensen.util_before, selensen.util_after) == (Decimal("0.33"), (Decimal("0.50"),) * 2)
    assert (keritang.util_before, keritang.util_after) == (
        Decimal("2.00"),
        (Decimal("1.00"), Decimal("2.00")),
    )
    assert (enok.staff_before, enok.staff_after, enok.util_after) == (0, (0, 1), (None, None))


def test_a_plan_and_its_comparison_tell_the_same_balance() -> None:
    for seed in range(100):
        basis = basis_of(chance_region(seed, swaps=True), chance_settings(seed))
        plan = propose(basis.snapshot, basis.settings, progress=lambda *_: None)

        moves = (*plan.moves, *(move for circle in plan.circles for move in circle))
        figures = scenario_figures(
            basis, [Move(person_id=move.person_id, target_post=move.target_post) for move in moves]
        )

        assert (figures.before, figures.after) == (plan.before, plan.after)
        assert figures.moves == len(moves)
