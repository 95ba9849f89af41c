"""Checking a wave: read the region, let the planner's own process check, keep what it found."""

from collections.abc import Sequence
from functools import partial

from bot.house import House
from bot.planner import Progress, plan_apart
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot
from domain.plans.checks import CheckDesk
from domain.plans.findings import Checked
from domain.plans.records import TypedMove
from domain.plans.settings import read_settings
from domain.views.desk import ViewDesk
from domain.views.records import Purpose


def check_and_keep(house: House, wave_id: int, *, progress: Progress) -> int:
    """Return how many findings are not answered yet; raise PlannerFailed."""
    desk = CheckDesk(house.store)
    # As of before the data are read: whatever comes in meanwhile makes the check stale.
    began = house.now()
    drafts = desk.begin(wave_id)
    ViewDesk(house.store).note_run(Purpose.WAVE_CHECK, now=began)
    with house.store.read() as work:
        snapshot = work.planning.snapshot(as_of=began.astimezone(house.settings.zone).date())
        settings, moves = read_settings(work.policy.planning), work.planning.typed_moves(wave_id)
    checked = plan_apart(partial(check_moves, snapshot, settings, moves), progress=progress)
    return desk.keep(wave_id, drafts, checked, now=began)


def check_moves(
    snapshot: Snapshot, settings: PlanningSettings, moves: Sequence[TypedMove], *, progress: Progress
) -> dict[int, Checked]:
    # The numbers' libraries are loaded by the planner's process alone.
    from domain.planning.explaining.checking import check_wave  # noqa: PLC0415 -- as said above

    return check_wave(snapshot, settings, moves, progress=progress)
