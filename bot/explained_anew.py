"""Explaining anew what is shown and not decided: the planner's own process works it out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial

from bot.planner import PlannerFailed, Progress, plan_apart
from bot.wave_check import check_moves
from domain.plans.renewal import RenewalDesk, Renewed
from domain.plans.runs import PlannerStopped
from domain.plans.settings import read_settings
from domain.views.desk import ViewDesk
from domain.views.records import Purpose
from domain.work import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRenewals:
    """Implements `domain.plans.renewal.Renewals`."""

    store: Store
    zone: tzinfo
    clock: Callable[[], datetime]

    def is_due(self) -> bool:
        return bool(RenewalDesk(self.store).waves())

    def run(self, *, progress: Progress) -> Renewed:
        """Of every wave that is shown and not decided; raise PlannerStopped."""
        desk = RenewalDesk(self.store)
        changed = to_mend = 0
        for wave_id in desk.waves():
            seen = desk.begin(wave_id)
            ViewDesk(self.store).note_run(Purpose.WAVE_CHECK, now=self.clock())
            with self.store.read() as work:
                snapshot = work.planning.snapshot(as_of=self.clock().astimezone(self.zone).date())
                settings, moves = read_settings(work.policy.planning), work.planning.undecided_moves(wave_id)
            try:
                checked = plan_apart(partial(check_moves, snapshot, settings, moves), progress=progress)
            except PlannerFailed as fault:
                raise PlannerStopped from fault
            renewed = desk.keep(wave_id, seen, checked, now=self.clock())
            changed, to_mend = changed + renewed.changed, to_mend + renewed.to_mend
        return Renewed(changed=changed, to_mend=to_mend)
