"""What the chat has worked out, in the planner's own process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial

from bot.planner import PlannerFailed, plan_apart
from bot.wave_check import check_and_keep
from domain.planning.narrowing import among_units
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot
from domain.plans.records import NewScenario
from domain.plans.run_records import Order, Progress
from domain.plans.runs import NoPositionMap, PlannerStopped
from domain.plans.settings import read_settings, with_choices
from domain.views.desk import ViewDesk
from domain.views.records import Purpose
from domain.work import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlanner:
    """Implements `domain.plans.run_records.Planner`."""

    store: Store
    zone: tzinfo
    clock: Callable[[], datetime]

    def propose(self, order: Order, *, progress: Progress) -> NewScenario:
        now = self.clock()
        ViewDesk(self.store).note_run(Purpose.PLAN, now=now)
        with self.store.read() as work:
            whole = work.planning.snapshot(as_of=now.astimezone(self.zone).date())
            region = read_settings(work.policy.planning)
        snapshot, settings = among_units(whole, order.units), with_choices(region, order.choices)
        if not snapshot.posts:
            raise NoPositionMap
        try:
            return plan_apart(partial(propose_now, order.name, snapshot, settings), progress=progress)
        except PlannerFailed as fault:
            raise PlannerStopped from fault

    def check(self, wave_id: int, *, progress: Progress) -> int:
        try:
            return check_and_keep(self.store, wave_id, zone=self.zone, now=self.clock(), progress=progress)
        except PlannerFailed as fault:
            raise PlannerStopped from fault


def propose_now(
    name: str, snapshot: Snapshot, settings: PlanningSettings, *, progress: Progress
) -> NewScenario:
    """Work it out in this process, which loads the numbers' libraries for it."""
    from domain.planning.scenarios import work_out  # noqa: PLC0415 -- as said above
    from domain.plans.worked_out import scenario_of  # noqa: PLC0415 -- as said above

    return scenario_of(name, work_out(snapshot, settings, progress=progress), settings)
