"""The planning repository: one face over its parts."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select

from domain.explanations import Explanation
from domain.organisation import name_key
from domain.planning.snapshot import Snapshot
from domain.plans.findings import Finding, OpenFinding
from domain.plans.records import (
    Justification,
    KeptSurge,
    NewScenario,
    PostName,
    Scenario,
    Serving,
    Surge,
    TypedMove,
)
from domain.proposals import Status
from domain.transfers import UNDECIDED
from storage.planning.drafts import typed_moves
from storage.planning.explanations import explanation_of, keep_explanations
from storage.planning.findings import changed_at, findings_of, keep_findings
from storage.planning.scenarios import (
    adopt_scenario,
    all_scenarios,
    drop_scenario,
    keep_scenario,
    move_explained,
    scenario_named,
    scenario_numbered,
)
from storage.planning.serving import serving
from storage.planning.snapshot import posts_held, read_snapshot
from storage.planning.surges import kept_surges, report_surge, withdraw_surge
from storage.tables import justification, position, task, unit
from storage.vault import Vault


class SqlPlanning:
    """What planning reads and keeps."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def snapshot(self, *, as_of: date) -> Snapshot:
        return read_snapshot(self._connection, as_of=as_of)

    def has_tasks(self, unit_id: int, position_key: str) -> bool:
        kept = select(task.c.id).where(task.c.unit_id == unit_id, task.c.position_key == position_key)
        return self._connection.scalar(kept.limit(1)) is not None

    def report_surge(self, surge: Surge, *, by: str, now: datetime) -> int:
        return report_surge(self._connection, surge, name_key(surge.position), by=by, now=now)

    def surges(self) -> list[KeptSurge]:
        return kept_surges(self._connection)

    def withdraw_surge(self, surge_id: int, *, now: datetime) -> bool:
        return withdraw_surge(self._connection, surge_id, now=now)

    def keep_scenario(self, new: NewScenario, *, by: str, now: datetime) -> int:
        return keep_scenario(self._connection, new, by=by, now=now)

    def scenario(self, name: str) -> Scenario | None:
        return scenario_named(self._connection, name)

    def scenarios(self) -> list[Scenario]:
        return all_scenarios(self._connection)

    def scenario_numbered(self, scenario_id: int) -> Scenario | None:
        return scenario_numbered(self._connection, scenario_id)

    def drop_scenario(self, scenario_id: int) -> None:
        drop_scenario(self._connection, scenario_id)

    def move_explained(self, scenario_id: int, place: int) -> Explanation | None:
        return move_explained(self._connection, scenario_id, place)

    def post_names(self, post_ids: Sequence[int]) -> Mapping[int, PostName]:
        named = select(position.c.id, position.c.name, unit.c.name.label("unit")).join_from(
            position, unit, position.c.unit_id == unit.c.id
        )
        rows = self._connection.execute(named.where(position.c.id.in_(post_ids)))
        return {row.id: PostName(unit=row.unit, position=row.name) for row in rows}

    def adopt_scenario(self, scenario_id: int, wave_id: int) -> None:
        adopt_scenario(self._connection, scenario_id, wave_id)

    def explain(self, explained: Mapping[int, Explanation], *, now: datetime) -> None:
        keep_explanations(self._connection, explained, now=now)

    def explanation_of(self, proposal_id: int) -> Explanation | None:
        return explanation_of(self._connection, proposal_id)

    def keep_findings(self, found: Mapping[int, Sequence[Finding]]) -> None:
        keep_findings(self._connection, found)

    def findings(self, wave_id: int) -> list[OpenFinding]:
        return findings_of(self._connection, wave_id)

    def changed_at(self) -> datetime | None:
        return changed_at(self._connection)

    def job_classes(self) -> Mapping[int, int | None]:
        every = select(position.c.id, position.c.job_class)
        return {row.id: row.job_class for row in self._connection.execute(every)}

    def posts_held(self) -> Mapping[int, int]:
        return posts_held(self._connection)

    def serving(self, *, today: date) -> list[Serving]:
        return serving(self._connection, self._vault, today=today)

    def typed_moves(self, wave_id: int) -> list[TypedMove]:
        return typed_moves(self._connection, wave_id, [Status.DRAFT])

    def undecided_moves(self, wave_id: int) -> list[TypedMove]:
        return typed_moves(self._connection, wave_id, UNDECIDED)

    def justify(self, proposal_id: int, code: str, reason: str, *, by: str, now: datetime) -> None:
        same = (justification.c.proposal_id == proposal_id, justification.c.code == code)
        self._connection.execute(delete(justification).where(*same))
        self._connection.execute(
            insert(justification).values(
                proposal_id=proposal_id, code=code, reason=reason, written_by=by, written_at=now
            )
        )

    def justifications(self, proposal_id: int) -> list[Justification]:
        kept = select(justification).where(justification.c.proposal_id == proposal_id)
        return [
            Justification(
                code=row.code, reason=row.reason, written_by=row.written_by, written_at=row.written_at
            )
            for row in self._connection.execute(kept.order_by(justification.c.code))
        ]
