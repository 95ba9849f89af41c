"""What is kept for planning: the region's snapshot, surges, scenarios, and why each move is proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from domain.explanations import Explanation
from domain.imports.rows import PositionKind
from domain.people import EmployeeKind
from domain.planning.snapshot import Snapshot
from domain.plans.findings import Finding, OpenFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """More of one task for a while (lonjakan), from day to day, both included.

    `volume` within the whole span; `minutes` each; `evidence`: what shows it, in the reporter's words.
    """

    unit_id: int
    position: str
    task: str
    volume: Decimal
    minutes: Decimal
    first_day: date
    last_day: date
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSurge:
    """A surge as it was reported. `withdrawn_at` None: it counts."""

    id: int
    surge: Surge
    unit: str
    reported_by: str
    reported_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMove:
    """One move of a scenario: row numbers of the person and of the posts left and taken."""

    person_id: int
    origin_post: int
    target_post: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedMove:
    """A proposal as the planner sees it. `target_post` None: the map has no such post in that unit."""

    proposal_id: int
    person_id: int
    target_post: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Somebody in service with what tells when they retire. `birth_on`: as their NIP has it."""

    person_id: int
    unit_id: int
    kind: EmployeeKind
    position_kind: PositionKind | None
    position: str
    echelon: str
    birth_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewScenario:
    """One plan, to be compared. `settings` and `figures` are JSON values, for showing side by side.

    `explanations` in the order of the moves; read one by one, so what is kept is handed out without them.
    """

    name: str
    as_of: date
    settings: Mapping[str, Any]
    figures: Mapping[str, Any]
    moves: tuple[PlannedMove, ...]
    explanations: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(NewScenario):
    """A plan as it was kept. `wave_id`: of the wave that came from it."""

    id: int
    made_by: str
    made_at: datetime
    wave_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostName:
    """A post on the map, in words."""

    unit: str
    position: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Justification:
    """HR's written answer to a rule that blocks, or to a complaint that the owner could rightly make."""

    code: str
    reason: str
    written_by: str
    written_at: datetime


class Planning(Protocol):
    """What planning reads and keeps."""

    def snapshot(self, *, as_of: date) -> Snapshot:
        """The region as it stands; surges that run on that day are in the posts' tasks."""

    def has_tasks(self, unit_id: int, position_key: str) -> bool:
        """Whether the post has a workload analysis."""

    def report_surge(self, surge: Surge, *, by: str, now: datetime) -> int: ...

    def surges(self) -> list[KeptSurge]:
        """Newest first, withdrawn ones included."""

    def withdraw_surge(self, surge_id: int, *, now: datetime) -> bool:
        """False when there is no such surge, or it is withdrawn already."""

    def keep_scenario(self, new: NewScenario, *, by: str, now: datetime) -> int:
        """Keep it under its name; one of that name which no wave came from is replaced."""

    def scenario(self, name: str) -> Scenario | None: ...

    def scenarios(self) -> list[Scenario]:
        """Newest first."""

    def scenario_numbered(self, scenario_id: int) -> Scenario | None: ...

    def drop_scenario(self, scenario_id: int) -> None: ...

    def move_explained(self, scenario_id: int, place: int) -> Explanation | None:
        """Why the move in that place of the scenario is proposed; None where nothing is kept of it."""

    def post_names(self, post_ids: Sequence[int]) -> Mapping[int, PostName]:
        """Those posts that are still on the map."""

    def adopt_scenario(self, scenario_id: int, wave_id: int) -> None:
        """Note the wave; why each move is proposed is kept with the proposals from then on."""

    def explain(self, explained: Mapping[int, Explanation], *, now: datetime) -> None:
        """Keep explanations by the proposal's number, instead of earlier ones."""

    def explanation_of(self, proposal_id: int) -> Explanation | None: ...

    def keep_findings(self, found: Mapping[int, Sequence[Finding]]) -> None:
        """Keep what a check found by the proposal's number, instead of what was found before."""

    def findings(self, wave_id: int) -> list[OpenFinding]:
        """What was found of the wave's drafts, with the answers."""

    def changed_at(self) -> datetime | None:
        """When data that a check rests on last changed; None: never."""

    def job_classes(self) -> Mapping[int, int | None]:
        """The job class of each post on the map."""

    def posts_held(self) -> Mapping[int, int]:
        """The post on the map that each person in service holds; who holds none is left out."""

    def serving(self, *, today: date) -> list[Serving]:
        """Everybody in service, by number."""

    def typed_moves(self, wave_id: int) -> list[TypedMove]:
        """The wave's drafts, by number."""

    def undecided_moves(self, wave_id: int) -> list[TypedMove]:
        """Those of the wave that have been shown and are not decided yet, by number."""

    def justify(self, proposal_id: int, code: str, reason: str, *, by: str, now: datetime) -> None:
        """Keep the answer, instead of an earlier one to the same."""

    def justifications(self, proposal_id: int) -> list[Justification]: ...
