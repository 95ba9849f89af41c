"""Units and posts."""

from typing import Any

from sqlalchemy import Connection, Row, select, update

from domain.organisation import Position, Unit, name_key
from domain.refusals import NotFound
from storage.tables import position, unit


class SqlOrganisation:
    """Reads what the imports keep."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def units(self) -> list[Unit]:
        return [_unit(row) for row in self._connection.execute(select(unit).order_by(unit.c.name))]

    def unit(self, unit_id: int) -> Unit:
        row = self._connection.execute(select(unit).where(unit.c.id == unit_id)).first()
        if row is None:
            raise NotFound(subject=f"unit {unit_id}")
        return _unit(row)

    def unit_named(self, name: str) -> Unit | None:
        row = self._connection.execute(select(unit).where(unit.c.name_key == name_key(name))).first()
        return None if row is None else _unit(row)

    def below(self, unit_ids: frozenset[int]) -> frozenset[int]:
        # UNION, not UNION ALL: a ring among the parents would never end.
        tree = select(unit.c.id).where(unit.c.id.in_(unit_ids)).cte("tree", recursive=True)
        tree = tree.union(select(unit.c.id).join_from(unit, tree, unit.c.parent_id == tree.c.id))
        return frozenset(self._connection.scalars(select(tree.c.id)))

    def place(self, unit_id: int, *, under: int | None) -> None:
        self._connection.execute(update(unit).where(unit.c.id == unit_id).values(parent_id=under))

    def position(self, unit_id: int, name: str) -> Position | None:
        row = self._connection.execute(
            select(position).where(position.c.unit_id == unit_id, position.c.name_key == name_key(name))
        ).first()
        if row is None:
            return None
        return Position(
            unit_id=row.unit_id,
            name=row.name,
            job_class=row.job_class,
            staff_actual=row.staff_actual,
            staff_need=row.staff_need,
        )


def _unit(row: Row[Any]) -> Unit:
    return Unit(id=row.id, name=row.name, location=row.location, parent_id=row.parent_id)
