"""What was told before the move, beside what the data say now.

Facts of each line; a figure of today is None where the data hold none:

- PLACE: position, unit; position_now, unit_now.
- STAFF: position, unit, need, actual (as told for after the move); need_now, actual_now.
- LOAD: position, unit, ej (as told for after the move), ej_now.
- JOB_CLASS: before (as told), now. TRAVEL: origin, target, minutes; what it is now only the person knows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.checkins.records import PostNow
from domain.explanations import Explanation, Facts, ReasonCode
from domain.people import Person
from domain.planning.arithmetic.effective_time import PROFILES
from domain.planning.arithmetic.utilisation import PostLoad, position_util
from domain.planning.region.needs import PostNeed, needs_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Post, Snapshot


class LineCode(StrEnum):
    """What is compared, in the order of the screen."""

    PLACE = "place"
    STAFF = "staff"
    LOAD = "load"
    JOB_CLASS = "job_class"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was told."""

    code: LineCode
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What the data say now: of the person, of their present post's class, of the post they were told of."""

    person: Person
    job_class: int | None
    post: PostNow
    settings: PlanningSettings
    day: date


def compared(told: Explanation, today: Today) -> tuple[Line, ...]:
    """Only what had been told is compared; nothing is added afterwards."""
    return tuple(_lines(told, today))


def _lines(told: Explanation, today: Today) -> Iterator[Line]:
    facts = {reason.code: reason.facts for reason in told.reasons}
    place: Facts = {"position": told.target.position, "unit": told.target.unit}
    now = _need_now(told, today)
    yield Line(
        code=LineCode.PLACE,
        facts={**place, "position_now": today.person.position, "unit_now": today.person.unit},
    )
    need = facts.get(ReasonCode.TARGET_NEED)
    if need is not None:
        figures = {"need": need["need"], "actual": need["actual_after"]}
        counted = {"need_now": now.staff_need, "actual_now": today.post.staff_actual}
        yield Line(code=LineCode.STAFF, facts={**place, **figures, **counted})
    load = facts.get(ReasonCode.TARGET_LOAD)
    if load is not None and load["ej_after"] is not None:
        ej_now = _load_now(now.load_minutes, today)
        yield Line(code=LineCode.LOAD, facts={**place, "ej": load["ej_after"], "ej_now": ej_now})
    job_class = facts.get(ReasonCode.JOB_CLASS)
    if job_class is not None:
        yield Line(code=LineCode.JOB_CLASS, facts={"before": job_class["after"], "now": today.job_class})
    travel = facts.get(ReasonCode.TRAVEL)
    if travel is not None and travel["minutes"] is not None:
        yield Line(code=LineCode.TRAVEL, facts=travel)


def _need_now(told: Explanation, today: Today) -> PostNeed:
    """By the same rules as when it was planned."""
    post = Post(
        id=0,
        unit_id=told.target.unit_id,
        unit=told.target.unit,
        location=told.target.location,
        name=told.target.position,
        key=told.target.position,
        kind=today.post.kind,
        job_class=told.target.job_class,
        stated_need=today.post.stated_need,
        stated_actual=None,
        tasks=today.post.tasks,
    )
    alone = Snapshot(as_of=today.day, map_as_of=None, posts=(post,), candidates=())
    return needs_of(alone, today.settings)[0]


def _load_now(load_minutes: Decimal | None, today: Today) -> Decimal | None:
    load = PostLoad(
        post=0,
        load_minutes=load_minutes,
        staff_actual=today.post.staff_actual,
        profile=PROFILES[today.settings.wke_minutes],
    )
    return position_util(load).ratio
