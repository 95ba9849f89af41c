"""What each post needs and who is there: K from the workload analysis where there is one, B by counting.

K rests on the post's tasks where all of them can be used; else on the position map's own figure; a structural
post always needs one. Where neither is there, K is unknown: such a post neither gives nor takes anybody.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.planning.arithmetic.effective_time import PROFILES, WkeProfile
from domain.planning.arithmetic.staffing import staff_gap
from domain.planning.arithmetic.workload import (
    NeedFlag,
    PostWorkload,
    StaffNeed,
    Task,
    TaskWork,
    WorkloadFault,
    WorkloadFinding,
    staff_need,
)
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Post, Snapshot


class NeedBasis(StrEnum):
    """What a post's K rests on."""

    TASKS = "tasks"
    MAP = "map"
    STRUCTURAL = "structural"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostNeed:
    """One post: `post` and `unit_id` are row numbers, figures are people, `load_minutes` a year.

    `computed_need`: K by the tasks alone, as far as they can be used; None without any. `stated_*`: what the
    map prints. `wke_differs`: the sheet reckons with another effective time than the region does.
    """

    post: int
    unit_id: int
    basis: NeedBasis
    staff_need: int | None
    staff_actual: int
    load_minutes: Decimal | None
    computed_need: int | None
    stated_need: int | None
    stated_actual: int | None
    flags: frozenset[NeedFlag]
    findings: tuple[WorkloadFinding, ...]
    wke_differs: bool

    @property
    def gap(self) -> int | None:
        """B - K: above zero more people than needed; None where K is unknown."""
        if self.staff_need is None:
            return None
        return staff_gap(staff_actual=self.staff_actual, staff_need=self.staff_need)

    @property
    def lacking(self) -> int:
        """How many people the post lacks; none where K is unknown."""
        return max(0, -(self.gap or 0))

    @property
    def spare(self) -> int:
        """How many people the post can give; none where K is unknown, or more than could be computed.

        Where the map wants several in a structural post, that contradicts the rule of one; until somebody
        settles it, nobody is given away whom the map counts on.
        """
        if self.gap is None or (self.basis == NeedBasis.TASKS and self.has_incomplete_tasks):
            return 0
        is_disputed = self.basis == NeedBasis.STRUCTURAL and self.stated_need is not None
        counted_on = max(self.staff_need or 0, self.stated_need or 0) if is_disputed else self.staff_need or 0
        return max(0, self.staff_actual - counted_on)

    @property
    def need_differs(self) -> bool:
        """Tell whether the map's K is another than the one computed from the tasks."""
        return None not in (self.computed_need, self.stated_need) and self.computed_need != self.stated_need

    @property
    def actual_differs(self) -> bool:
        """Tell whether the map's B is another than the number of people who hold the post."""
        return self.stated_actual is not None and self.stated_actual != self.staff_actual

    @property
    def has_incomplete_tasks(self) -> bool:
        """Tell whether a row of the sheet could not be used, such as one with a standard time of zero."""
        return any(one.leaves_out and one.fault != WorkloadFault.NO_TASKS for one in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """People lacking and people too many, summed post by post, where the need is known."""

    shortage: int
    surplus: int

    @property
    def imbalance(self) -> int:
        """By how many people all posts together are off their need."""
        return self.shortage + self.surplus


def needs_of(snapshot: Snapshot, settings: PlanningSettings) -> tuple[PostNeed, ...]:
    """The need of each post, in the order of `Snapshot.posts`."""
    holders = Counter(one.post for one in snapshot.candidates)
    profile = PROFILES[settings.wke_minutes]
    return tuple(_need_of(post, holders[post.id], profile) for post in snapshot.posts)


def balance_of(gaps: Iterable[int | None]) -> Balance:
    """Add up gaps (B - K); an unknown one counts as neither."""
    known = [gap for gap in gaps if gap is not None]
    return Balance(
        shortage=-sum(gap for gap in known if gap < 0), surplus=sum(gap for gap in known if gap > 0)
    )


def _need_of(post: Post, staff_actual: int, profile: WkeProfile) -> PostNeed:
    worked = _worked_out(post, profile)
    basis, people = _settled(post, worked)
    return PostNeed(
        post=post.id,
        unit_id=post.unit_id,
        basis=basis,
        staff_need=people,
        staff_actual=staff_actual,
        load_minutes=worked.load_minutes,
        computed_need=None if worked.raw is None else worked.people,
        stated_need=post.stated_need,
        stated_actual=post.stated_actual,
        flags=worked.flags,
        findings=worked.findings,
        wke_differs=any(task.effective_minutes != profile.minutes_a_year for task in post.tasks),
    )


def _worked_out(post: Post, profile: WkeProfile) -> StaffNeed:
    # Volumes are yearly and minutes are minutes, so every sheet can be reckoned with the one effective time.
    tasks = [Task(volume=task.volume, minutes=task.minutes) for task in post.tasks]
    return staff_need(
        PostWorkload(
            post=post.id, kind=post.kind, profile=profile, work=TaskWork(tasks), stated_need=post.stated_need
        )
    )


def _settled(post: Post, worked: StaffNeed) -> tuple[NeedBasis, int | None]:
    if NeedFlag.STRUCTURAL_POST in worked.flags:
        return NeedBasis.STRUCTURAL, worked.people
    if worked.people is not None and (worked.is_complete or post.stated_need is None):
        return NeedBasis.TASKS, worked.people
    # Rows that cannot be used would make the need too small, and the post a donor of people it lacks.
    if post.stated_need is not None:
        return NeedBasis.MAP, post.stated_need
    return NeedBasis.UNKNOWN, None
