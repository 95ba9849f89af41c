"""Runs of the planner."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.plans.run_records import Order, Run, RunState
from storage.tables import plan_run


class SqlPlanRuns:
    """One row a run."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, order: Order, *, by: int, now: datetime) -> int:
        made = insert(plan_run).values(
            name=order.name,
            choices=dict(order.choices),
            units=list(order.units),
            asked_by=by,
            state=RunState.RUNNING,
            begun_at=now,
            alive_at=now,
        )
        return int(self._connection.execute(made.returning(plan_run.c.id)).scalar_one())

    def get(self, run_id: int) -> Run | None:
        row = self._connection.execute(select(plan_run).where(plan_run.c.id == run_id)).first()
        return None if row is None else _run(row)

    def running(self) -> list[Run]:
        going = select(plan_run).where(plan_run.c.state == RunState.RUNNING).order_by(plan_run.c.id)
        return [_run(row) for row in self._connection.execute(going)]

    def alive(self, run_id: int, *, now: datetime) -> None:
        self._connection.execute(update(plan_run).where(*_going(run_id)).values(alive_at=now))

    def end(self, run_id: int, state: RunState, *, now: datetime) -> bool:
        ended = update(plan_run).where(*_going(run_id)).values(state=state, ended_at=now)
        return self._connection.execute(ended).rowcount > 0

    def forget(self, *, before: datetime) -> int:
        return self._connection.execute(delete(plan_run).where(plan_run.c.ended_at < before)).rowcount


def _going(run_id: int) -> tuple[Any, ...]:
    return (plan_run.c.id == run_id, plan_run.c.state == RunState.RUNNING)


def _run(row: Row[Any]) -> Run:
    return Run(
        id=row.id,
        order=Order(name=row.name, choices=row.choices, units=tuple(row.units)),
        asked_by=row.asked_by,
        state=RunState(row.state),
        begun_at=row.begun_at,
        alive_at=row.alive_at,
    )
