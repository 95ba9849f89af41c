"""Scenarios: kept side by side, adopted once, and refused when the region has moved on."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from domain.actors import OPERATOR, Actor
from domain.plans.adoption import NameTaken, NothingPlanned, ScenarioDesk
from domain.plans.records import NewScenario, PlannedMove
from domain.proposals import Direction, Status
from domain.refusals import AlreadyDone, ChangedMeanwhile, NotFound, NotPermitted
from storage.store import SqlStore
from storage.tables import person
from tests.people import ANDI, RINA, SITI, Kemuning, kemuning

_EFFECTIVE = date(2027, 2, 1)


@dataclass(frozen=True, slots=True)
class Planned:
    """A region with a scenario of one move: Andi from Selensen to Kemuning, to a post of a higher class."""

    desk: ScenarioDesk
    region: Kemuning
    target: int
    move: PlannedMove
    now: datetime

    def keep(self, name: str = "Utama", moves: list[PlannedMove] | None = None) -> None:
        new = NewScenario(
            name=name,
            as_of=date(2026, 11, 24),
            settings={},
            figures={},
            moves=(self.move,) if moves is None else tuple(moves),
        )
        self.desk.keep(new, by=OPERATOR, now=self.now)

    def adopt(self, name: str = "Utama", wave: str = "Gelombang II") -> int:
        return self.desk.adopt(name, wave=wave, effective_on=_EFFECTIVE, by=OPERATOR, now=self.now)


@pytest.fixture
def planned(store: SqlStore, now: datetime) -> Planned:
    region = kemuning(store, now)
    target = region.region.post(region.kemuning, "Perawat Mahir", job_class=8)
    move = PlannedMove(person_id=region.id_of(ANDI), origin_post=1, target_post=target)
    return Planned(ScenarioDesk(store), region, target, move, now)


def test_an_adopted_scenario_is_a_wave_of_drafts_that_nobody_sees(planned: Planned, store: SqlStore) -> None:
    planned.keep()

    wave = planned.adopt()

    with store.read() as work:
        (draft,) = work.proposals.of_wave(wave)
        assert work.waves.get(wave).published_at is None
        scenario = work.planning.scenario("Utama")
    assert draft.status is Status.DRAFT
    assert (draft.direction, draft.planned_effective_on) == (Direction.PROMOSI, _EFFECTIVE)
    assert scenario is not None
    assert scenario.wave_id == wave


def test_a_scenario_is_adopted_once(planned: Planned) -> None:
    planned.keep()
    planned.adopt()

    with pytest.raises(AlreadyDone):
        planned.adopt(wave="Gelombang III")


def test_a_scenario_that_a_wave_came_from_is_not_replaced(planned: Planned) -> None:
    planned.keep()
    planned.adopt()

    with pytest.raises(NameTaken):
        planned.keep()


def test_a_waves_name_is_not_used_twice_and_nothing_is_adopted(planned: Planned, store: SqlStore) -> None:
    planned.keep()

    with pytest.raises(NameTaken):
        planned.adopt(wave="Gelombang I Tahun 2026")

    with store.read() as work:
        scenario = work.planning.scenario("Utama")
    assert scenario is not None
    assert scenario.wave_id is None


def test_a_scenario_of_nobody_or_of_no_name_is_refused(planned: Planned) -> None:
    planned.keep(moves=[])

    with pytest.raises(NothingPlanned):
        planned.adopt()
    with pytest.raises(NotFound):
        planned.adopt("Lain")


@pytest.mark.parametrize("what", ["left", "moved"])
def test_a_scenario_whose_people_are_elsewhere_by_now_is_stale(planned: Planned, what: str) -> None:
    planned.keep()
    andi = planned.region.id_of(ANDI)
    if what == "left":
        planned.region.region.end(andi)
    else:
        planned.region.region.change(person, andi, unit_id=planned.region.kemuning)

    with pytest.raises(ChangedMeanwhile):
        planned.adopt()


def test_who_does_not_plan_neither_keeps_nor_adopts(planned: Planned, store: SqlStore, now: datetime) -> None:
    planned.keep()
    siti = Actor(planned.region.id_of(SITI))

    with pytest.raises(NotPermitted):
        planned.desk.adopt("Utama", wave="Gelombang II", effective_on=None, by=siti, now=now)
    planned.desk.adopt(
        "Utama", wave="Gelombang II", effective_on=None, by=Actor(planned.region.id_of(RINA)), now=now
    )
