"""Scenarios, kept side by side until one is adopted."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.plans.records import NewScenario, PlannedMove, Scenario
from storage.tables import scenario


def keep_scenario(connection: Connection, new: NewScenario, *, by: str, now: datetime) -> int:
    connection.execute(delete(scenario).where(scenario.c.name == new.name, scenario.c.wave_id.is_(None)))
    number: int = connection.execute(
        insert(scenario)
        .values(
            name=new.name,
            as_of=new.as_of,
            settings=dict(new.settings),
            figures=dict(new.figures),
            moves=[[move.person_id, move.origin_post, move.target_post] for move in new.moves],
            made_by=by,
            made_at=now,
        )
        .returning(scenario.c.id)
    ).scalar_one()
    return number


def scenario_named(connection: Connection, name: str) -> Scenario | None:
    row = connection.execute(select(scenario).where(scenario.c.name == name)).first()
    return None if row is None else _scenario(row)


def all_scenarios(connection: Connection) -> list[Scenario]:
    return [_scenario(row) for row in connection.execute(select(scenario).order_by(scenario.c.id.desc()))]


def adopt_scenario(connection: Connection, scenario_id: int, wave_id: int) -> None:
    connection.execute(update(scenario).where(scenario.c.id == scenario_id).values(wave_id=wave_id))


def _scenario(row: Row[Any]) -> Scenario:
    return Scenario(
        id=row.id,
        name=row.name,
        as_of=row.as_of,
        settings=row.settings,
        figures=row.figures,
        moves=tuple(
            PlannedMove(person_id=person_id, origin_post=origin, target_post=target)
            for person_id, origin, target in row.moves
        ),
        made_by=row.made_by,
        made_at=row.made_at,
        wave_id=row.wave_id,
    )
