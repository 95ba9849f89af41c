"""Proposals of a wave as the planner sees them: posts by their row numbers."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from domain.organisation import name_key
from domain.plans.records import TypedMove
from domain.proposals import Status
from storage.planning.snapshot import posts_by_place
from storage.tables import proposal


def typed_moves(connection: Connection, wave_id: int, statuses: Iterable[Status]) -> list[TypedMove]:
    post_of = posts_by_place(connection)
    typed = (
        select(
            proposal.c.id,
            proposal.c.person_id,
            proposal.c.to_unit_id,
            proposal.c.to_position,
            proposal.c.reason,
        )
        .where(proposal.c.wave_id == wave_id, proposal.c.status.in_(list(statuses)))
        .order_by(proposal.c.id)
    )
    return [
        TypedMove(
            proposal_id=row.id,
            person_id=row.person_id,
            target_post=post_of.get((row.to_unit_id, name_key(row.to_position))),
            reason=row.reason,
        )
        for row in connection.execute(typed)
    ]
