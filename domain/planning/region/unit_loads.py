"""A unit's load at a glance: its posts' needs and people added up, and how full it is (EU)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from domain.planning.arithmetic.effective_time import PROFILES, WkeProfile
from domain.planning.arithmetic.utilisation import PostLoad, Utilisation, unit_util
from domain.planning.region.needs import PostNeed, needs_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Post, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class PostReport:
    """One line of the position map: the post, its need, and how full it is (EJ)."""

    post: Post
    need: PostNeed
    util: Utilisation


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReport:
    """One unit. `shortage` and `surplus` are people, summed post by post: one does not make up the other."""

    unit_id: int
    unit: str
    posts: tuple[PostReport, ...]
    staff_actual: int
    staff_need: int | None
    shortage: int
    surplus: int
    util: Utilisation


def workload_report(snapshot: Snapshot, settings: PlanningSettings) -> tuple[UnitReport, ...]:
    """Every unit of the map with its posts, by the unit's name."""
    profile = PROFILES[settings.wke_minutes]
    needs = {one.post: one for one in needs_of(snapshot, settings)}
    by_unit: dict[int, list[Post]] = defaultdict(list)
    for post in snapshot.posts:
        by_unit[post.unit_id].append(post)
    reports = (_unit(posts, needs, profile) for posts in by_unit.values())
    return tuple(sorted(reports, key=lambda one: (one.unit, one.unit_id)))


def _unit(posts: list[Post], needs: Mapping[int, PostNeed], profile: WkeProfile) -> UnitReport:
    lines = tuple(_post(post, needs[post.id], profile) for post in posts)
    known = [line.need.staff_need for line in lines if line.need.staff_need is not None]
    return UnitReport(
        unit_id=posts[0].unit_id,
        unit=posts[0].unit,
        posts=lines,
        staff_actual=sum(line.need.staff_actual for line in lines),
        staff_need=sum(known) if len(known) == len(lines) else None,
        shortage=sum(line.need.lacking for line in lines),
        surplus=sum(max(0, line.need.gap or 0) for line in lines),
        util=unit_util([_load(line.need, profile) for line in lines]),
    )


def _post(post: Post, need: PostNeed, profile: WkeProfile) -> PostReport:
    return PostReport(post=post, need=need, util=unit_util([_load(need, profile)]))


def _load(need: PostNeed, profile: WkeProfile) -> PostLoad:
    return PostLoad(
        post=need.post, load_minutes=need.load_minutes, staff_actual=need.staff_actual, profile=profile
    )
