"""Staff need (K) of a post by the four methods of workload analysis (ABK), and of a unit.

The methods are those of Kepmenpan 75/2004, which outlived their repeal by PermenPANRB 1/2020: task by task,
by product, by objects served, by equipment (domain.md 2.2). What a sheet leaves out or gets wrong comes back
as findings beside the need, which then rests on the rest; where nothing is left, it is unknown, not zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.imports.rows import PositionKind
from domain.planning.arithmetic.effective_time import Period, WkeProfile, refuse_mixture
from domain.planning.arithmetic.rounding import whole_people

STATED_TOLERANCE = Decimal("0.02")  # sheets print a task's need with two to four decimals
_LARGEST = Decimal("1e9")
_SMALLEST = Decimal("1e-9")
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """`volume` products a `period`, `minutes` for each. `stated_need` is what the sheet prints, in people."""

    volume: Decimal
    minutes: Decimal
    period: Period = Period.YEAR
    stated_need: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TaskWork:
    """Tugas per tugas, the usual method: `K = Σ(volume × minutes) / WKE`."""

    tasks: Sequence[Task]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductWork:
    """Hasil kerja: `K = target / SKR`, both over the same span of time."""

    target: Decimal
    standard_rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectWork:
    """Objek kerja: `K = objects served / SKR`, both over the same span of time."""

    objects: Decimal
    standard_rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentWork:
    """Peralatan kerja: `K = machines × people / per_machines × shifts`; one mechanic for five is 1 per 5."""

    machines: int
    people: int = 1
    per_machines: int = 1
    shifts: int = 1


Work = TaskWork | ProductWork | ObjectWork | EquipmentWork


class NeedFlag(StrEnum):
    """What a need in whole people does not say by itself (domain.md 2.3)."""

    MERGE_TASKS = "merge_tasks"  # 0 < K < 0.5: no post of its own (gabungkan tugas)
    ADD_TASKS = "add_tasks"  # 0.5 <= K < 1: one person, with time for more tasks
    STRUCTURAL_POST = "structural_post"  # always one, whatever the load


class WorkloadFault(StrEnum):
    """What is wrong in a worksheet."""

    NO_TASKS = "no_tasks"
    ZERO_TIME = "zero_time"
    ZERO_VOLUME = "zero_volume"
    ZERO_RATE = "zero_rate"
    NEGATIVE = "negative"
    OUT_OF_RANGE = "out_of_range"  # no number, or none that work done by people can have
    CONTRADICTS_TASK = "contradicts_task"
    CONTRADICTS_MAP = "contradicts_map"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkloadFinding:
    """`task` is its place in the sheet from 1, None for the whole post; `stated` is the figure found there.

    `computed` is what the figures give instead, where the sheet contradicts itself.
    """

    fault: WorkloadFault
    task: int | None = None
    stated: Decimal | None = None
    computed: Decimal | None = None

    @property
    def leaves_out(self) -> bool:
        """Tell whether the need does not rest on this row; a contradiction is only remarked."""
        return self.computed is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostWorkload:
    """The work of one post; `stated_need` is the K that the position map prints, in people."""

    post: int
    kind: PositionKind | None
    profile: WkeProfile
    work: Work
    stated_need: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffNeed:
    """K of one post: `raw` unrounded, `people` rounded once, `load_minutes` a year; None where unknown."""

    post: int
    profile: WkeProfile
    load_minutes: Decimal | None
    raw: Decimal | None
    people: int | None
    flags: frozenset[NeedFlag]
    findings: tuple[WorkloadFinding, ...]

    @property
    def is_complete(self) -> bool:
        """Tell whether the need rests on every row of the sheet."""
        return not any(finding.leaves_out for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNeed:
    """K of a unit, summed over its posts; `unknown` are those whose load is not known and not in `raw`."""

    raw: Decimal | None
    people: int | None
    unknown: tuple[int, ...]


def staff_need(workload: PostWorkload) -> StaffNeed:
    """The need of one post, added up unrounded and rounded half up once; a structural post needs one."""
    load, raw, findings = _measured(workload.work, workload.profile)
    people, flags = _in_people(raw, workload.kind)
    stated = workload.stated_need
    if people is not None and stated is not None and people != stated:
        contradiction = WorkloadFinding(
            fault=WorkloadFault.CONTRADICTS_MAP, stated=Decimal(stated), computed=Decimal(people)
        )
        findings = [*findings, contradiction]
    return StaffNeed(
        post=workload.post,
        profile=workload.profile,
        load_minutes=load,
        raw=raw,
        people=people,
        flags=flags,
        findings=tuple(findings),
    )


def unit_need(needs: Sequence[StaffNeed]) -> UnitNeed:
    """The need of the unit that has these posts. Raise MixedProfiles where their years differ."""
    refuse_mixture(need.profile for need in needs)
    raws = [need.raw for need in needs if need.raw is not None]
    people = [need.people for need in needs if need.people is not None]
    return UnitNeed(
        raw=sum(raws, Decimal(0)) if raws else None,
        people=sum(people) if people else None,
        unknown=tuple(need.post for need in needs if need.raw is None),
    )


_Measured = tuple[Decimal | None, Decimal | None, list[WorkloadFinding]]


def _measured(work: Work, profile: WkeProfile) -> _Measured:
    match work:
        case TaskWork():
            return _by_tasks(work.tasks, profile)
        case ProductWork():
            return _by_rate(work.target, work.standard_rate, profile)
        case ObjectWork():
            return _by_rate(work.objects, work.standard_rate, profile)
        case EquipmentWork():
            people = Decimal(work.machines) * work.people * work.shifts
            return _by_rate(people, Decimal(work.per_machines), profile)


def _by_tasks(tasks: Sequence[Task], profile: WkeProfile) -> _Measured:
    findings = []
    minutes = Decimal(0)
    usable = 0
    for place, task in enumerate(tasks, start=1):
        faults = _faults(task.volume, WorkloadFault.ZERO_VOLUME, place)
        faults += _faults(task.minutes, WorkloadFault.ZERO_TIME, place)
        findings += faults
        if not faults:
            usable += 1
            yearly = task.volume * task.minutes * profile.times_a_year(task.period)
            minutes += yearly
            findings += _contradictions(task, yearly / profile.minutes_a_year, place)
    if not tasks:
        findings.append(WorkloadFinding(fault=WorkloadFault.NO_TASKS))
    if not usable:
        return None, None, findings
    return minutes, minutes / profile.minutes_a_year, findings


def _by_rate(amount: Decimal, rate: Decimal, profile: WkeProfile) -> _Measured:
    faults = _faults(amount, WorkloadFault.ZERO_VOLUME) + _faults(rate, WorkloadFault.ZERO_RATE)
    if faults:
        return None, None, faults
    return amount * profile.minutes_a_year / rate, amount / rate, []


def _faults(figure: Decimal, zero: WorkloadFault, task: int | None = None) -> list[WorkloadFinding]:
    if figure.is_finite() and _SMALLEST <= figure <= _LARGEST:
        return []
    fault = WorkloadFault.OUT_OF_RANGE
    if figure.is_finite() and figure <= 0:
        fault = WorkloadFault.NEGATIVE if figure else zero
    return [WorkloadFinding(fault=fault, task=task, stated=figure)]


def _contradictions(task: Task, need: Decimal, place: int) -> Iterable[WorkloadFinding]:
    stated = task.stated_need
    if stated is None or (stated.is_finite() and abs(stated - need) <= STATED_TOLERANCE):
        return []
    fault = WorkloadFault.CONTRADICTS_TASK
    return [WorkloadFinding(fault=fault, task=place, stated=stated, computed=need)]


def _in_people(raw: Decimal | None, kind: PositionKind | None) -> tuple[int | None, frozenset[NeedFlag]]:
    if kind == "struktural":
        return 1, frozenset({NeedFlag.STRUCTURAL_POST})
    if raw is None:
        return None, frozenset()
    if raw >= 1:
        return whole_people(raw), frozenset()
    flag = NeedFlag.MERGE_TASKS if raw < _HALF else NeedFlag.ADD_TASKS
    return whole_people(raw), frozenset({flag})
