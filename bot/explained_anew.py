"""Explaining anew what is shown and not decided: the planner's own process works it out."""

from functools import partial

from bot.house import House
from bot.planner import Progress, plan_apart
from bot.wave_check import check_moves
from domain.plans.renewal import RenewalDesk, Renewed
from domain.plans.settings import read_settings
from domain.views.desk import ViewDesk
from domain.views.records import Purpose


def is_anything_shown(house: House) -> bool:
    """Tell whether any wave is shown and not decided."""
    return bool(RenewalDesk(house.store).waves())


def explain_anew(house: House, *, progress: Progress) -> Renewed:
    """Of every wave that is shown and not decided; raise PlannerFailed."""
    desk = RenewalDesk(house.store)
    changed = to_mend = 0
    for wave_id in desk.waves():
        seen = desk.begin(wave_id)
        ViewDesk(house.store).note_run(Purpose.WAVE_CHECK, now=house.now())
        with house.store.read() as work:
            snapshot = work.planning.snapshot(as_of=house.now().astimezone(house.settings.zone).date())
            settings, moves = read_settings(work.policy.planning), work.planning.undecided_moves(wave_id)
        checked = plan_apart(partial(check_moves, snapshot, settings, moves), progress=progress)
        renewed = desk.keep(wave_id, seen, checked, now=house.now())
        changed, to_mend = changed + renewed.changed, to_mend + renewed.to_mend
    return Renewed(changed=changed, to_mend=to_mend)
