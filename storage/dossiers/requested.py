"""What each person of a wave's drafts would see, as it stands and as it was asked to be published."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from domain.dossiers.records import Shown
from domain.proposals import Status
from storage.names import full_name
from storage.tables import explanation, person, proposal, publication_item, unit

_from, _to = unit.alias("shown_from"), unit.alias("shown_to")
_PORTION = 500


def shown_in(connection: Connection, wave_id: int) -> dict[int, Shown]:
    """Every field of the card by its name; of the reasons, which are long, a digest."""
    drafts = (
        select(
            proposal,
            person.c.name,
            person.c.title_front,
            person.c.title_back,
            person.c.sex,
            person.c.ended_at,
            _from.c.name.label("from_unit"),
            _from.c.location.label("from_location"),
            _to.c.name.label("to_unit"),
            _to.c.location.label("to_location"),
            explanation.c.content.label("reasons"),
        )
        .join_from(proposal, person, person.c.id == proposal.c.person_id)
        .join(_from, _from.c.id == proposal.c.from_unit_id)
        .join(_to, _to.c.id == proposal.c.to_unit_id)
        .outerjoin(explanation, explanation.c.proposal_id == proposal.c.id)
        .where(proposal.c.wave_id == wave_id, proposal.c.status == Status.DRAFT)
        .order_by(proposal.c.id)
    )
    return {row.id: _shown(row) for row in connection.execute(drafts)}


def keep_requested(connection: Connection, wave_id: int, shown: Mapping[int, Shown]) -> None:
    connection.execute(delete(publication_item).where(publication_item.c.wave_id == wave_id))
    rows = [{"proposal_id": one, "wave_id": wave_id, "shown": dict(what)} for one, what in shown.items()]
    for start in range(0, len(rows), _PORTION):
        connection.execute(insert(publication_item), rows[start : start + _PORTION])


def requested_of(connection: Connection, wave_id: int) -> dict[int, Shown]:
    kept = select(publication_item).where(publication_item.c.wave_id == wave_id)
    return {row.proposal_id: row.shown for row in connection.execute(kept)}


def _shown(row: Any) -> dict[str, str]:
    return {
        "name": full_name(row),
        "sex": row.sex or "",
        "service": "" if row.ended_at is None else "ended",
        "from": _place(row.from_unit, row.from_position, row.from_class, row.from_location),
        "destination": _place(row.to_unit, row.to_position, row.to_class, row.to_location),
        "direction": f"{row.direction}{' +' if row.own_request else ''}",
        "effective_on": "" if row.planned_effective_on is None else row.planned_effective_on.isoformat(),
        "reason": row.reason,
        "reasons": _digest(row.reasons),
    }


def _place(unit_name: str, position: str, job_class: int | None, location: str) -> str:
    return " · ".join((position, unit_name, "?" if job_class is None else str(job_class), location))


def _digest(content: Any) -> str:
    if content is None:
        return ""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
