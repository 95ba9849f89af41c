"""Drafts of a wave as the planner sees them: posts by their row numbers."""

from sqlalchemy import Connection, select

from domain.organisation import name_key
from domain.plans.records import TypedMove
from storage.tables import position, proposal


def typed_moves(connection: Connection, wave_id: int) -> list[TypedMove]:
    on_map = select(position.c.id, position.c.unit_id, position.c.name_key)
    post_of = {(row.unit_id, row.name_key): row.id for row in connection.execute(on_map)}
    drafts = (
        select(
            proposal.c.id,
            proposal.c.person_id,
            proposal.c.to_unit_id,
            proposal.c.to_position,
            proposal.c.reason,
        )
        .where(proposal.c.wave_id == wave_id, proposal.c.status == "draft")
        .order_by(proposal.c.id)
    )
    return [
        TypedMove(
            proposal_id=row.id,
            person_id=row.person_id,
            target_post=post_of.get((row.to_unit_id, name_key(row.to_position))),
            reason=row.reason,
        )
        for row in connection.execute(drafts)
    ]
