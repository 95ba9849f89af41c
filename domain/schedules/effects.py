"""What the occurrences of each kind of schedule do."""

from collections.abc import Mapping

from domain.calendar.off_days import Estimate
from domain.checkins.asking import CHECK_IN, ask_and_remind
from domain.concerns.alarms import CASE_CLOCK, case_clock
from domain.concerns.group import CASE_GROUP, case_group
from domain.objections.reminding import OBJECTION_DEADLINE, remind
from domain.schedules.desk import Effect
from domain.standing.digest import DESK_DIGEST, desk_digest
from domain.work import Work

EFFECTS: Mapping[str, Effect[Work]] = {OBJECTION_DEADLINE: remind, CHECK_IN: ask_and_remind}
"""By the kind of a plan. Whoever declares plans enters their kind here: the clock settles no other.

An effect puts rows into the outbox, each named by the schedule, the time it was due and whom it is for.
"""


def effects(estimate: Estimate) -> Mapping[str, Effect[Work]]:
    """Those that count working days as well, which are estimated where no decree is kept."""
    return {
        **EFFECTS,
        CASE_CLOCK: case_clock(estimate),
        CASE_GROUP: case_group(estimate),
        DESK_DIGEST: desk_digest(estimate),
    }
