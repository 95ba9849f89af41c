"""Plans that every region has from the first start on; officials may disable one, never lose it."""

from zoneinfo import ZoneInfo

from domain.checkins.asking import check_in_plan
from domain.concerns.alarms import case_clock_plan
from domain.concerns.group import case_group_plans
from domain.objections.reminding import reminder_plan
from domain.schedules.records import Plan
from domain.standing.digest import digest_plan


def standing_plans(zone: ZoneInfo) -> tuple[Plan, ...]:
    """Declared anew at every start of the clock, which leaves those alone that have not changed."""
    return (
        reminder_plan(zone),
        check_in_plan(zone),
        case_clock_plan(zone),
        digest_plan(zone),
        *case_group_plans(zone),
    )
