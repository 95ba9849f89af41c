"""A wave closes gaps within rules, needs and limits, says what it weighed, and hides nothing."""

import os
import pickle
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from domain.planning.matching.left_out import LeftOutCode
from domain.planning.matching.proposing import STAGES, Plan, propose
from domain.planning.region.columns import columns_of
from domain.planning.region.needs import needs_of
from domain.planning.settings import PlanningSettings, Weights
from domain.planning.snapshot import PostTask, Snapshot, Wish
from tests.domain.planning.chance_regions import chance_region, chance_settings
from tests.domain.planning.exhaustive import is_allowed, keeps_couples, points_of, trial_of
from tests.domain.planning.greedy import greedy_moves
from tests.domain.planning.small_region import nurse, post, region

SEEDS = range(400)


def silently(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def plan_of(snapshot: Snapshot, settings: PlanningSettings | None = None) -> Plan:
    return propose(snapshot, settings or PlanningSettings(), progress=silently)


@pytest.fixture(scope="module")
def plans() -> list[tuple[Snapshot, PlanningSettings, Plan]]:
    """Plans of many small regions, some with couples, some with people who would swap."""
    cases = [
        (chance_region(seed, couples=seed % 2 == 0, swaps=seed % 5 == 0), chance_settings(seed))
        for seed in SEEDS
    ]
    return [(snapshot, settings, plan_of(snapshot, settings)) for snapshot, settings in cases]


Plans = list[tuple[Snapshot, PlanningSettings, Plan]]


def test_no_hard_rule_is_ever_broken(plans: Plans) -> None:
    for snapshot, settings, plan in plans:
        columns = columns_of(snapshot, settings)
        person = {one.person_id: place for place, one in enumerate(snapshot.candidates)}
        seat = {one.id: place for place, one in enumerate(snapshot.posts)}
        swaps = [move for circle in plan.circles for move in circle]

        assert all(
            is_allowed(columns, person[move.person_id], seat[move.target_post])
            for move in (*plan.moves, *swaps)
        )


def test_no_donor_is_left_below_its_need_and_no_seat_above_it(plans: Plans) -> None:
    for snapshot, settings, plan in plans:
        left = Counter(move.origin_post for move in plan.moves)
        taken = Counter(move.target_post for move in plan.moves)

        for need in needs_of(snapshot, settings):
            if left[need.post] or taken[need.post]:
                assert need.gap is not None
                assert left[need.post] <= max(0, need.gap)
                assert taken[need.post] <= max(0, -need.gap)


def test_no_unit_gives_or_takes_more_than_the_limits_allow(plans: Plans) -> None:
    for snapshot, settings, plan in plans:
        unit = {one.id: one.unit_id for one in snapshot.posts}
        given = Counter(unit[move.origin_post] for move in plan.moves)
        taken = Counter(unit[move.target_post] for move in plan.moves)

        assert settings.most_released is None or max(given.values(), default=0) <= settings.most_released
        assert settings.most_received is None or max(taken.values(), default=0) <= settings.most_received


def test_no_couple_is_parted_by_moves_and_swaps_together(plans: Plans) -> None:
    for snapshot, settings, plan in plans:
        swaps = [move for circle in plan.circles for move in circle]
        moves = {move.person_id: move.target_post for move in (*plan.moves, *swaps)}

        assert keeps_couples(trial_of(snapshot, settings), moves)


def test_nobody_moves_twice_and_nobody_without_a_gain_that_can_be_named(plans: Plans) -> None:
    for _, _, plan in plans:
        swaps = [move for circle in plan.circles for move in circle]
        movers = [move.person_id for move in (*plan.moves, *swaps)]

        assert len(set(movers)) == len(movers)
        assert plan.before.imbalance - plan.after.imbalance == 2 * len(plan.moves)
        assert all(move.wish_rank is not None for move in swaps)


def test_the_same_region_gives_the_same_plan_in_whatever_order_it_comes(plans: Plans) -> None:
    for seed, (snapshot, settings, plan) in enumerate(plans):
        chance = random.Random(seed)
        shuffled = replace(
            snapshot,
            posts=tuple(chance.sample(snapshot.posts, len(snapshot.posts))),
            candidates=tuple(chance.sample(snapshot.candidates, len(snapshot.candidates))),
        )

        assert plan_of(snapshot, settings) == plan
        assert plan_of(shuffled, settings) == plan


@pytest.mark.slow
def test_another_process_with_another_hash_seed_makes_the_same_plan() -> None:
    program = (
        "from tests.domain.planning.test_proposing import plan_of\n"
        "from tests.domain.planning.chance_regions import grown_region\n"
        "plan = plan_of(grown_region(1))\n"
        "print(len(plan.moves), [(one.person_id, one.target_post, one.points) for one in plan.moves])"
    )

    plans = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(plans) == 1
    assert int(plans.pop().split()[0]) > 20


def test_every_plan_is_proven_and_reaches_its_bound(plans: Plans) -> None:
    for _, _, plan in plans:
        assert plan.is_proven
        assert (len(plan.moves), plan.points) == (plan.most_moves, plan.most_points)
        assert plan.points == sum(move.points.total for move in plan.moves)


def test_the_parts_that_were_weighed_are_those_of_the_pair(plans: Plans) -> None:
    for snapshot, settings, plan in plans:
        columns = columns_of(snapshot, settings)
        person = {one.person_id: place for place, one in enumerate(snapshot.candidates)}
        seat = {one.id: place for place, one in enumerate(snapshot.posts)}
        swaps = [move for circle in plan.circles for move in circle]

        for move in (*plan.moves, *swaps):
            pair = person[move.person_id], seat[move.target_post]
            assert move.points == points_of(snapshot, settings, columns, *pair)


def test_no_plan_leaves_more_imbalance_than_a_greedy_one(plans: Plans) -> None:
    for snapshot, settings, _ in plans:
        single = replace(snapshot, candidates=tuple(replace(one, spouse=None) for one in snapshot.candidates))
        greedy = greedy_moves(trial_of(single, settings))

        assert len(plan_of(single, settings).moves) >= len(greedy)


def test_a_plan_can_be_sent_from_one_process_to_another(plans: Plans) -> None:
    _, _, plan = plans[3]

    assert pickle.loads(pickle.dumps(plan)) == plan  # noqa: S301 -- our own bytes


def test_progress_is_told_stage_by_stage() -> None:
    told: list[tuple[str, int, int]] = []

    propose(
        chance_region(1),
        PlanningSettings(),
        progress=lambda stage, done, total: told.append((stage, done, total)),
    )

    assert [stage for stage, _, _ in told] == [*STAGES, STAGES[-1]]
    assert [done for _, done, _ in told] == [0, 1, 2, 3, 4, 5]


def test_of_two_who_fit_the_one_with_the_first_wish_goes() -> None:
    posts = (post(1, stated_need=1), post(2, unit_id=2, stated_need=1))
    people = (nurse(1, post=1), nurse(2, post=1, wishes=(Wish(rank=1, unit_id=2),)))

    plan = plan_of(region(people, posts))

    assert [(move.person_id, move.wish_rank) for move in plan.moves] == [(2, 1)]


def test_whoever_has_a_special_circumstance_is_spared_unless_the_unit_is_their_wish() -> None:
    posts = (post(1, stated_need=1), post(2, unit_id=2, stated_need=1))
    wish = (Wish(rank=9, unit_id=2),)
    spared = (nurse(1, post=1, hardship=True), nurse(2, post=1))
    wishing = (nurse(1, post=1, hardship=True, wishes=wish), nurse(2, post=1, position_since=None))

    assert [move.person_id for move in plan_of(region(spared, posts)).moves] == [2]
    assert [move.person_id for move in plan_of(region(wishing, posts)).moves] == [1]


def test_closing_a_gap_comes_before_any_points() -> None:
    posts = (post(1, stated_need=0), post(2, unit_id=2, stated_need=1))

    plan = plan_of(region((nurse(1, post=1, hardship=True),), posts))

    assert len(plan.moves) == 1
    assert plan.points < 0


def test_a_weight_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="zero or more"):
        Weights(wish=-1)


def test_a_search_that_is_given_up_is_told_with_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.planning.matching.near._MOST_WORK", 0)
    monkeypatch.setattr("domain.planning.matching.near._FEWEST_FIELDS", 1)
    monkeypatch.setattr("domain.planning.matching.swaps._MOST_CIRCLES", 0)
    posts = tuple(post(number, unit_id=number, location=f"Tempat {number}") for number in range(1, 6))
    lacking = tuple(replace(one, stated_need=need) for one, need in zip(posts, (0, 1, 1, 1, 1), strict=True))
    couple = (nurse(1, post=1, spouse=2), nurse(2, post=1, spouse=1))
    swappers = (
        nurse(3, unit_id=4, post=4, swaps=True, wishes=(Wish(rank=1, unit_id=5),)),
        nurse(4, unit_id=5, post=5, swaps=True, wishes=(Wish(rank=1, unit_id=4),)),
    )

    plan = plan_of(region((*couple, *swappers), lacking))

    assert (plan.moves, plan.circles, plan.is_proven) == ((), (), False)
    assert plan.most_moves == 2
    assert said(plan, LeftOutCode.SEARCH_GIVEN_UP) == (1, ())
    assert said(plan, LeftOutCode.SWAPS_GIVEN_UP) == (1, ())


class TestBadInput:
    """Nothing that is missing or wrong ends in a crash or in a silent zero."""

    def test_an_empty_region_gives_an_empty_plan(self) -> None:
        plan = plan_of(region((), ()))

        assert (plan.moves, plan.circles, plan.left_out, plan.is_proven) == ((), (), (), True)

    def test_people_without_posts_and_posts_without_people_are_counted(self) -> None:
        lost = nurse(1, post=None, unit_id=77)

        assert said(plan_of(region((lost,), ())), LeftOutCode.POST_UNKNOWN) == (1, (77,))
        assert said(plan_of(region((), (post(1, stated_need=2),))), LeftOutCode.STILL_LACKING) == (2, (1,))

    def test_a_post_without_a_need_neither_gives_nor_takes_and_is_named(self) -> None:
        posts = (post(1, stated_need=None), post(2, unit_id=2, stated_need=1))

        plan = plan_of(region((nurse(1, post=1), nurse(2, post=1)), posts))

        assert plan.moves == ()
        assert said(plan, LeftOutCode.NEED_UNKNOWN) == (1, (1,))

    def test_a_task_of_zero_minutes_does_not_make_its_post_a_donor(self) -> None:
        zero = PostTask(volume=Decimal(100), minutes=Decimal(0), effective_minutes=Decimal(75_000))
        some = PostTask(volume=Decimal(7500), minutes=Decimal(10), effective_minutes=Decimal(75_000))
        posts = (post(1, stated_need=None, tasks=(zero, some)), post(2, unit_id=2, stated_need=1))

        plan = plan_of(region((nurse(1, post=1), nurse(2, post=1)), posts))

        assert plan.moves == ()
        assert said(plan, LeftOutCode.TASKS_INCOMPLETE) == (1, (1,))

    def test_people_who_were_never_assessed_are_counted(self) -> None:
        posts = (post(1, stated_need=0), post(2, unit_id=2, key="arsiparis", stated_need=1))

        plan = plan_of(region((nurse(1, post=1, levels={}),), posts))

        assert plan.moves == ()
        assert said(plan, LeftOutCode.NOT_ASSESSED) == (1, (1,))
        assert said(plan, LeftOutCode.STANDARD_UNKNOWN) == (1, (2,))
        assert said(plan, LeftOutCode.FITS_NOWHERE) == (1, (1,))
        assert said(plan, LeftOutCode.NOBODY_FITS) == (1, (2,))

    def test_an_infeasible_wave_says_what_stands_against_it(self) -> None:
        posts = (post(1, stated_need=0), post(2, unit_id=2, stated_need=3))
        people = tuple(nurse(number, post=1, discipline="berat") for number in (1, 2))

        plan = plan_of(region(people, posts))

        assert plan.moves == ()
        assert said(plan, LeftOutCode.HELD_BY_RULES) == (2, (1,))
        assert said(plan, LeftOutCode.STILL_LACKING) == (3, (2,))
        assert said(plan, LeftOutCode.STILL_SPARE) == (2, (1,))

    def test_a_limit_that_binds_is_named(self) -> None:
        posts = (post(1, stated_need=0), post(2, unit_id=2, stated_need=2))
        people = tuple(nurse(number, post=1) for number in (1, 2))

        plan = plan_of(region(people, posts), PlanningSettings(most_released=1, most_received=1))

        assert len(plan.moves) == 1
        assert said(plan, LeftOutCode.RELEASE_LIMIT) == (1, (1,))
        assert said(plan, LeftOutCode.RECEIVE_LIMIT) == (1, (2,))

    def test_figures_of_the_map_that_contradict_the_people_and_the_tasks_are_named(self) -> None:
        task = PostTask(volume=Decimal(15_000), minutes=Decimal(10), effective_minutes=Decimal(72_000))
        posts = (post(1, stated_need=5, stated_actual=4, tasks=(task,)),)

        plan = plan_of(region((nurse(1, post=1),), posts))

        assert said(plan, LeftOutCode.NEED_DIFFERS) == (1, (1,))
        assert said(plan, LeftOutCode.ACTUAL_DIFFERS) == (1, (1,))
        assert said(plan, LeftOutCode.WKE_DIFFERS) == (1, (1,))

    def test_wishes_for_units_that_do_not_exist_are_counted(self) -> None:
        posts = (post(1, stated_need=0, location=""), post(2, unit_id=2, stated_need=1))
        people = (nurse(1, post=1, wishes=(Wish(rank=1, unit_id=99),), spouse=404),)

        plan = plan_of(region(people, posts))

        assert len(plan.moves) == 1
        assert plan.moves[0].points.unknown_travel < 0
        assert said(plan, LeftOutCode.WISHED_UNIT_UNKNOWN) == (1, (1,))
        assert said(plan, LeftOutCode.LOCATION_UNKNOWN) == (1, (1,))


def said(plan: Plan, code: LeftOutCode) -> tuple[int, tuple[int, ...]]:
    return next((one.count, one.unit_ids) for one in plan.left_out if one.code == code)
