"""What every planning command reads first: the region as it stands, and what the region has decided."""

from dataclasses import dataclass
from datetime import date

from bot.commands.speaking import refuse, text
from bot.house import House
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot
from domain.plans.settings import read_settings
from domain.views.desk import ViewDesk
from domain.views.records import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A planner's input."""

    snapshot: Snapshot
    settings: PlanningSettings


def read_region(house: House, *, as_of: date | None = None) -> Given:
    """The snapshot of today, or of another day; without a position map there is nothing to plan with.

    It reads everybody, which everybody can see noted.
    """
    day = as_of or house.now().astimezone(house.settings.zone).date()
    ViewDesk(house.store).note_run(Purpose.PLAN, now=house.now())
    with house.store.read() as work:
        given = Given(
            snapshot=work.planning.snapshot(as_of=day), settings=read_settings(work.policy.planning)
        )
    if not given.snapshot.posts:
        refuse(text("commands.plan.no_map"))
    return given
