"""A run of the planner, from beginning to end or to nowhere, on both databases."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.actors import OPERATOR, Actor
from domain.plans.adoption import NameTaken, NameUnfit, ScenarioDesk
from domain.plans.records import NewScenario, PlannedMove
from domain.plans.run_records import Order, RunState
from domain.plans.runs import SILENT_FOR, PlannerBusy, RunDesk, end_cut_off
from domain.plans.scenario_moves import A_PAGE, ScenarioMoves
from domain.plans.settings import BadChoice
from domain.refusals import AlreadyDone, NotFound, NotPermitted
from storage.store import SqlStore
from tests.explained import EXPLAINED
from tests.people import ANDI, HASAN, RINA, Kemuning, kemuning

ORDER = Order(name="Utama", choices={"most_released": "9"}, units=(1, 2))


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(store, now)


def _scenario(region: Kemuning, moves: int = 1) -> NewScenario:
    move = PlannedMove(person_id=region.id_of(ANDI), origin_post=1, target_post=1)
    return NewScenario(
        name="Utama",
        as_of=date(2026, 11, 24),
        settings={},
        figures={},
        moves=(move,) * moves,
        explanations=(EXPLAINED,) * moves,
    )


def test_a_run_is_begun_by_a_planner_alone_ends_once_and_keeps_what_it_found(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    desk, rina = RunDesk(store), Actor(region.id_of(RINA))
    for somebody in (Actor(region.id_of(ANDI)), Actor(region.id_of(HASAN)), OPERATOR):
        with pytest.raises(NotPermitted):
            desk.begin(ORDER, by=somebody, now=now)
    for name in ("", "  ", "x" * 61, "dua\nbaris"):
        with pytest.raises(NameUnfit):
            desk.begin(replace(ORDER, name=name), by=rina, now=now)
    with pytest.raises(BadChoice):
        desk.begin(replace(ORDER, choices={"most_released": "x"}), by=rina, now=now)

    number = desk.begin(ORDER, by=rina, now=now)
    with pytest.raises(PlannerBusy):
        desk.begin(ORDER, by=rina, now=now)
    assert desk.order_of(number, by=rina) == ORDER
    kept = desk.done(number, _scenario(region, A_PAGE + 1), by=rina, now=now)
    assert kept is not None
    assert desk.done(number, _scenario(region), by=rina, now=now) is None

    moves = ScenarioMoves(store)
    last = moves.page(kept, 99, by=rina, now=now)
    assert (last.number, last.pages, [one.place for one in last.lines]) == (2, 2, [A_PAGE])
    assert moves.move(kept, A_PAGE, by=rina, now=now).explanation == EXPLAINED
    with pytest.raises(NotFound):
        moves.move(kept, A_PAGE + 1, by=rina, now=now)
    with pytest.raises(NotPermitted):
        moves.all(by=Actor(region.id_of(HASAN)))


def test_a_run_whose_process_is_gone_is_ended_told_once_and_its_late_plan_is_not_kept(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    desk, rina = RunDesk(store), Actor(region.id_of(RINA))
    number = desk.begin(ORDER, by=rina, now=now)
    signed = now + SILENT_FOR
    desk.alive(number, now=signed)
    assert end_cut_off(store, now=signed + timedelta(seconds=1)) == 0
    gone = signed + SILENT_FOR
    assert end_cut_off(store, now=gone) == 1
    assert end_cut_off(store, now=gone) == 0

    assert desk.done(number, _scenario(region), by=rina, now=gone) is None
    with store.read() as work:
        run = work.plan_runs.get(number)
        assert run is not None
        assert run.state is RunState.CUT_OFF
        assert work.planning.scenarios() == []
        assert work.outbox.tally("plan_run:") == {"new": 1}


def test_what_became_a_wave_is_neither_dropped_nor_replaced_and_numbers_are_never_given_twice(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    desk, moves, rina = RunDesk(store), ScenarioMoves(store), Actor(region.id_of(RINA))
    first = desk.done(desk.begin(ORDER, by=rina, now=now), _scenario(region), by=rina, now=now)
    assert first is not None
    moves.drop(first, by=rina, now=now)
    second = desk.done(desk.begin(ORDER, by=rina, now=now), _scenario(region), by=rina, now=now)
    assert second is not None
    assert second > first
    with pytest.raises(NotFound):
        moves.one(first, by=rina)
    late = desk.begin(ORDER, by=rina, now=now)
    ScenarioDesk(store).adopt("Utama", wave="Gelombang II", effective_on=None, seen=second, by=rina, now=now)

    assert moves.move(second, 0, by=rina, now=now).explanation is None
    with pytest.raises(AlreadyDone):
        moves.drop(second, by=rina, now=now)
    with pytest.raises(NameTaken):
        desk.done(late, _scenario(region), by=rina, now=now)
    with pytest.raises(NameTaken):
        desk.begin(ORDER, by=rina, now=now)
