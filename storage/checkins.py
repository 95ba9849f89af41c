"""Check-ins; the answers are sealed."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, exists, func, select, update

from domain.checkins.records import Answers, CheckIn, Closed, Due, Milestone, PostNow, Sums, Topic
from domain.organisation import name_key
from domain.planning.snapshot import PostTask
from domain.plans.surge_load import surge_task
from domain.proposals import Status
from storage.planning.surges import running_surges
from storage.records import insert_or_ignore
from storage.tables import checkin, checkin_result, person, position, proposal, proposal_stage, task, unit
from storage.vault import Vault

_IN_EFFECT = (Status.EFFECTIVE, Status.EVALUATION)


def answers_place(checkin_id: str) -> str:
    return f"checkin.answers:{checkin_id}"


class SqlCheckIns:
    """A row for each question time of each transfer."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def due(self, milestone: Milestone, *, effective_by: datetime) -> Sequence[Due]:
        kept = and_(checkin.c.proposal_id == proposal.c.id, checkin.c.milestone == int(milestone))
        effective_at = func.max(proposal_stage.c.entered_at)
        query = (
            select(proposal.c.id, proposal.c.person_id, proposal.c.to_unit_id, effective_at.label("at"))
            .join_from(proposal, proposal_stage, proposal_stage.c.proposal_id == proposal.c.id)
            .join(person, person.c.id == proposal.c.person_id)
            .outerjoin(checkin, kept)
            .where(
                proposal.c.status.in_(_IN_EFFECT),
                proposal_stage.c.status == Status.EFFECTIVE,
                person.c.ended_at.is_(None),
                checkin.c.id.is_(None),
            )
            .group_by(proposal.c.id, proposal.c.person_id, proposal.c.to_unit_id)
            .having(effective_at <= effective_by)
            .order_by(effective_at, proposal.c.id)
        )
        return [
            Due(proposal_id=row.id, person_id=row.person_id, unit_id=row.to_unit_id, effective_at=row.at)
            for row in self._connection.execute(query)
        ]

    def keep(self, new: CheckIn) -> bool:
        kept = self._connection.execute(
            insert_or_ignore(self._connection, checkin)
            .values(
                id=new.id,
                proposal_id=new.proposal_id,
                person_id=new.person_id,
                unit_id=new.unit_id,
                milestone=int(new.milestone),
                due_on=new.due_on,
                closes_on=new.closes_on,
                asked_at=new.asked_at,
            )
            .returning(checkin.c.id)
        )
        return kept.first() is not None

    def get(self, checkin_id: str) -> CheckIn | None:
        found = self._all(select(checkin).where(checkin.c.id == checkin_id))
        return found[0] if found else None

    def take(self, checkin_id: str) -> CheckIn | None:
        found = self._all(select(checkin).where(checkin.c.id == checkin_id).with_for_update())
        return found[0] if found else None

    def of_person(self, person_id: int) -> Sequence[CheckIn]:
        asked = select(checkin).where(checkin.c.person_id == person_id, checkin.c.asked_at.is_not(None))
        return self._all(asked.order_by(checkin.c.due_on.desc(), checkin.c.id))

    def to_remind(self, *, asked_after: datetime, asked_by: datetime) -> Sequence[CheckIn]:
        silent = (
            select(checkin)
            .join(person, person.c.id == checkin.c.person_id)
            .where(
                checkin.c.asked_at > asked_after,
                checkin.c.asked_at <= asked_by,
                checkin.c.answered_at.is_(None),
                checkin.c.reminded_at.is_(None),
                person.c.ended_at.is_(None),
            )
        )
        return self._all(silent.order_by(checkin.c.asked_at, checkin.c.id))

    def mark_reminded(self, checkin_id: str, *, now: datetime) -> None:
        self._connection.execute(update(checkin).where(checkin.c.id == checkin_id).values(reminded_at=now))

    def answer(self, checkin_id: str, answers: Answers, *, answered_at: datetime | None) -> None:
        sealed = self._vault.seal(json.dumps(dict(answers)), place=answers_place(checkin_id))
        self._connection.execute(
            update(checkin)
            .where(checkin.c.id == checkin_id)
            .values(answers_sealed=sealed, answered_at=answered_at)
        )

    def closed(self, *, today: date) -> Sequence[Closed]:
        earlier = checkin.alias("earlier")
        is_there = exists().where(
            earlier.c.unit_id == checkin.c.unit_id,
            earlier.c.milestone == checkin.c.milestone,
            earlier.c.person_id == checkin.c.person_id,
            earlier.c.counted_at.is_not(None),
        )
        query = select(checkin).where(
            checkin.c.closes_on <= today,
            checkin.c.answered_at.is_not(None),
            checkin.c.counted_at.is_(None),
            ~is_there,
        )
        return [
            Closed(
                id=row.id,
                unit_id=row.unit_id,
                milestone=Milestone(row.milestone),
                person_id=row.person_id,
                answers=self._answers(row),
            )
            for row in self._connection.execute(query.order_by(checkin.c.closes_on, checkin.c.id))
        ]

    def count(self, group: Sequence[Closed], *, now: datetime) -> None:
        cell = {"unit_id": group[0].unit_id, "milestone": int(group[0].milestone)}
        nothing = {"answered": 0, **{topic.value: 0 for topic in Topic}}
        self._connection.execute(
            insert_or_ignore(self._connection, checkin_result).values({**cell, **nothing})
        )
        added = {
            topic.value: checkin_result.c[topic] + sum(one.answers[topic] for one in group) for topic in Topic
        }
        is_cell = and_(*(checkin_result.c[name] == value for name, value in cell.items()))
        self._connection.execute(
            update(checkin_result)
            .where(is_cell)
            .values(answered=checkin_result.c.answered + len(group), **added)
        )
        counted = checkin.c.id.in_([one.id for one in group])
        self._connection.execute(update(checkin).where(counted).values(counted_at=now))

    def sums(self) -> Sequence[Sums]:
        query = select(checkin_result, unit.c.name.label("unit")).join(
            unit, unit.c.id == checkin_result.c.unit_id
        )
        rows = self._connection.execute(query.order_by(unit.c.name, unit.c.id, checkin_result.c.milestone))
        return [
            Sums(
                unit=row.unit,
                milestone=Milestone(row.milestone),
                answered=row.answered,
                sums={topic: getattr(row, topic) for topic in Topic},
            )
            for row in rows
        ]

    def missed(self) -> int:
        query = select(func.count()).select_from(checkin).where(checkin.c.asked_at.is_(None))
        return self._connection.scalar(query) or 0

    def post_now(self, unit_id: int, position_name: str, *, today: date) -> PostNow:
        key = name_key(position_name)
        holders = [
            row.position_kind or None
            for row in self._connection.execute(
                select(person.c.position, person.c.position_kind).where(
                    person.c.unit_id == unit_id, person.c.ended_at.is_(None)
                )
            )
            if name_key(row.position) == key
        ]
        return PostNow(
            kind=holders[0] if holders else None,
            stated_need=self._connection.scalar(
                select(position.c.staff_need).where(position.c.unit_id == unit_id, position.c.name_key == key)
            ),
            staff_actual=len(holders),
            tasks=tuple(self._tasks(unit_id, key, today)),
        )

    def _tasks(self, unit_id: int, key: str, today: date) -> list[PostTask]:
        """As planning reads them: surges count on top of an analysis only."""
        query = select(task.c.volume, task.c.minutes, task.c.effective_minutes)
        of_post = query.where(task.c.unit_id == unit_id, task.c.position_key == key).order_by(task.c.id)
        tasks = [
            PostTask(volume=row.volume, minutes=row.minutes, effective_minutes=row.effective_minutes)
            for row in self._connection.execute(of_post)
        ]
        if tasks:
            tasks += [
                surge_task(surge, effective_minutes=tasks[0].effective_minutes)
                for surge in running_surges(self._connection, on=today)
                if (surge.unit_id, name_key(surge.position)) == (unit_id, key)
            ]
        return tasks

    def _all(self, query: Select[Any]) -> list[CheckIn]:
        return [self._checkin(row) for row in self._connection.execute(query)]

    def _checkin(self, row: Row[Any]) -> CheckIn:
        return CheckIn(
            id=row.id,
            proposal_id=row.proposal_id,
            person_id=row.person_id,
            unit_id=row.unit_id,
            milestone=Milestone(row.milestone),
            due_on=row.due_on,
            closes_on=row.closes_on,
            asked_at=row.asked_at,
            answers=self._answers(row),
            answered_at=row.answered_at,
        )

    def _answers(self, row: Row[Any]) -> Answers:
        if row.answers_sealed is None:
            return {}
        opened = json.loads(self._vault.open(row.answers_sealed, place=answers_place(row.id)))
        return {Topic(topic): int(value) for topic, value in opened.items()}
