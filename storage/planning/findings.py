"""What the check of a wave found, and what HR answered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, case, delete, func, insert, select

from domain.plans.findings import Finding, OpenFinding
from storage.planning.facts import kept_facts, plain_facts
from storage.tables import finding, imports, justification, proposal, surge


def keep_findings(connection: Connection, found: Mapping[int, Sequence[Finding]]) -> None:
    """Instead of what was found of these proposals before."""
    numbers = list(found)
    for start in range(0, len(numbers), 500):
        connection.execute(delete(finding).where(finding.c.proposal_id.in_(numbers[start : start + 500])))
    rows = [
        {"proposal_id": number, "code": one.code, "facts": plain_facts(one.facts)}
        for number, findings in found.items()
        for one in findings
    ]
    if rows:
        connection.execute(insert(finding), rows)


def findings_of(connection: Connection, wave_id: int) -> list[OpenFinding]:
    """Those of proposals that are still drafts, by proposal."""
    return _read(connection, _of_drafts(wave_id).order_by(finding.c.proposal_id, finding.c.id))


def findings_on(connection: Connection, proposal_id: int) -> list[OpenFinding]:
    """Those of one proposal, also after it was shown."""
    return _read(connection, _FOUND.where(finding.c.proposal_id == proposal_id).order_by(finding.c.id))


def page_of_findings(
    connection: Connection, wave_id: int, *, limit: int, offset: int
) -> tuple[list[OpenFinding], int]:
    """Of a wave's drafts: without an answer first, among these what a rule forbids; and how many in all."""
    drafts = _of_drafts(wave_id)
    count = connection.scalar(select(func.count()).select_from(drafts.subquery())) or 0
    ordered = drafts.order_by(
        case((justification.c.reason.is_(None), 0), else_=1),
        case((finding.c.code.startswith("rule_", autoescape=True), 0), else_=1),
        finding.c.code,
        finding.c.proposal_id,
    )
    return _read(connection, ordered.limit(limit).offset(offset)), count


def _of_drafts(wave_id: int) -> Select[Any]:
    return _FOUND.where(proposal.c.wave_id == wave_id, proposal.c.status == "draft")


def _read(connection: Connection, query: Select[Any]) -> list[OpenFinding]:
    return [
        OpenFinding(
            proposal_id=row.proposal_id,
            finding=Finding(code=row.code, facts=kept_facts(row.facts)),
            answer=row.reason,
        )
        for row in connection.execute(query)
    ]


def changed_at(connection: Connection) -> datetime | None:
    """When something was last brought in, taken back, reported or withdrawn that a check rests on."""
    columns = (imports.c.applied_at, imports.c.undone_at, surge.c.reported_at, surge.c.withdrawn_at)
    days: list[datetime | None] = [connection.scalar(select(func.max(column))) for column in columns]
    return max((day for day in days if day is not None), default=None)


_FOUND: Select[Any] = (
    select(finding.c.proposal_id, finding.c.code, finding.c.facts, justification.c.reason)
    .join_from(finding, proposal, finding.c.proposal_id == proposal.c.id)
    .outerjoin(
        justification,
        and_(justification.c.proposal_id == finding.c.proposal_id, justification.c.code == finding.c.code),
    )
)
