"""Checking a wave: read the region, let the planner's own process check, keep what it found."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import partial

from bot.planner import Progress, plan_apart
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot
from domain.plans.checks import CheckDesk
from domain.plans.findings import Checked
from domain.plans.records import TypedMove
from domain.plans.settings import read_settings
from domain.views.desk import ViewDesk
from domain.views.records import Purpose
from domain.work import Store


def check_and_keep(store: Store, wave_id: int, *, zone: tzinfo, now: datetime, progress: Progress) -> int:
    """Return how many findings are not answered yet; raise PlannerFailed.

    The check counts as of `now`, before the data are read: whatever comes in meanwhile makes it stale.
    """
    desk = CheckDesk(store)
    drafts = desk.begin(wave_id)
    ViewDesk(store).note_run(Purpose.WAVE_CHECK, now=now)
    with store.read() as work:
        snapshot = work.planning.snapshot(as_of=now.astimezone(zone).date())
        settings, moves = read_settings(work.policy.planning), work.planning.typed_moves(wave_id)
    checked = plan_apart(partial(check_moves, snapshot, settings, moves), progress=progress)
    return desk.keep(wave_id, drafts, checked, now=now)


def check_moves(
    snapshot: Snapshot, settings: PlanningSettings, moves: Sequence[TypedMove], *, progress: Progress
) -> dict[int, Checked]:
    # The numbers' libraries are loaded by the planner's process alone.
    from domain.planning.explaining.checking import check_wave  # noqa: PLC0415 -- as said above

    return check_wave(snapshot, settings, moves, progress=progress)
