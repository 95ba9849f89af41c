"""Scenarios, kept side by side until one is adopted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.explanations import Explanation
from domain.plans.records import NewScenario, PlannedMove, Scenario
from storage.planning.explanations import kept_explanation, plain_explanation
from storage.tables import scenario, scenario_move


def keep_scenario(connection: Connection, new: NewScenario, *, by: str, now: datetime) -> int:
    earlier = select(scenario.c.id).where(scenario.c.name == new.name, scenario.c.wave_id.is_(None))
    for scenario_id in connection.scalars(earlier).all():
        drop_scenario(connection, scenario_id)
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
    _keep_explanations(connection, number, new.explanations)
    return number


def scenario_named(connection: Connection, name: str) -> Scenario | None:
    row = connection.execute(select(scenario).where(scenario.c.name == name)).first()
    return None if row is None else _scenario(row)


def all_scenarios(connection: Connection) -> list[Scenario]:
    return [_scenario(row) for row in connection.execute(select(scenario).order_by(scenario.c.id.desc()))]


def scenario_numbered(connection: Connection, scenario_id: int) -> Scenario | None:
    row = connection.execute(select(scenario).where(scenario.c.id == scenario_id)).first()
    return None if row is None else _scenario(row)


def drop_scenario(connection: Connection, scenario_id: int) -> None:
    connection.execute(delete(scenario_move).where(scenario_move.c.scenario_id == scenario_id))
    connection.execute(delete(scenario).where(scenario.c.id == scenario_id))


def move_explained(connection: Connection, scenario_id: int, place: int) -> Explanation | None:
    kept = select(scenario_move.c.content).where(
        scenario_move.c.scenario_id == scenario_id, scenario_move.c.place == place
    )
    content = connection.scalar(kept)
    return None if content is None else kept_explanation(content)


def adopt_scenario(connection: Connection, scenario_id: int, wave_id: int) -> None:
    connection.execute(delete(scenario_move).where(scenario_move.c.scenario_id == scenario_id))
    connection.execute(update(scenario).where(scenario.c.id == scenario_id).values(wave_id=wave_id))


def _keep_explanations(connection: Connection, scenario_id: int, explained: Iterable[Explanation]) -> None:
    rows = [
        {"scenario_id": scenario_id, "place": place, "content": plain_explanation(one)}
        for place, one in enumerate(explained)
    ]
    if rows:
        connection.execute(insert(scenario_move), rows)


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
