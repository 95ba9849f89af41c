"""Changing a draft, and the posts that one may choose from."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from domain.dossiers.records import DraftChange, Field, NewValues, Seat
from domain.refusals import NotFound
from storage.tables import draft_change, position, proposal, unit, wave


def seat_numbered(connection: Connection, post_id: int) -> Seat:
    row = connection.execute(_SEATS.where(position.c.id == post_id)).first()
    if row is None:
        raise NotFound(subject=f"post {post_id}")
    return _seat(row)


def seats_of(connection: Connection, unit_id: int) -> list[Seat]:
    rows = _SEATS.where(position.c.unit_id == unit_id).order_by(position.c.name, position.c.id)
    return [_seat(row) for row in connection.execute(rows)]


def change_draft(
    connection: Connection,
    proposal_id: int,
    values: NewValues,
    change: DraftChange,
    *,
    by: str,
    now: datetime,
) -> None:
    set_to: dict[str, Any] = {
        "direction": values.direction,
        "reason": values.reason,
        "planned_effective_on": values.planned_effective_on,
    }
    if values.seat is not None:
        set_to |= {
            "to_unit_id": values.seat.unit_id,
            "to_position": values.seat.position,
            "to_class": values.seat.job_class,
        }
    # No file's row is like it any more: a later list of HR's that names the same person is a change.
    changed = update(proposal).where(proposal.c.id == proposal_id).values(digest=b"", **set_to)
    wave_id = connection.execute(changed.returning(proposal.c.wave_id)).scalar_one()
    connection.execute(
        insert(draft_change).values(
            proposal_id=proposal_id,
            field=change.field,
            before=change.before,
            after=change.after,
            changed_by=by,
            changed_at=now,
        )
    )
    # What the check has found, and the reasons it wrote, were of the draft as it stood.
    connection.execute(update(wave).where(wave.c.id == wave_id).values(checked_at=None))


def changes_of(connection: Connection, proposal_id: int) -> list[DraftChange]:
    kept = select(draft_change).where(draft_change.c.proposal_id == proposal_id)
    return [
        DraftChange(
            field=Field(row.field),
            before=row.before,
            after=row.after,
            by=row.changed_by,
            changed_at=row.changed_at,
        )
        for row in connection.execute(kept.order_by(draft_change.c.id))
    ]


def _seat(row: Row[Any]) -> Seat:
    return Seat(
        id=row.id,
        unit_id=row.unit_id,
        unit=row.unit_name,
        position=row.name,
        job_class=row.job_class,
        need=row.staff_need,
        actual=row.staff_actual,
    )


_SEATS: Select[Any] = select(position, unit.c.name.label("unit_name")).join_from(
    position, unit, unit.c.id == position.c.unit_id
)
