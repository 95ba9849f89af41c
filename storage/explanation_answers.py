"""What people said of their explanations."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from domain.acknowledgements import Acknowledgement
from domain.benefits.answers import Answer, Unclear, Waiting
from storage.tables import explanation_answer, proposal

_SAID = explanation_answer.c
_NEWEST = _SAID.followed_at.is_(None)


class SqlExplanationAnswers:
    """A row for each thing said: what is followed by another stays as history."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, proposal_id: int) -> Answer | None:
        newest = select(explanation_answer).where(_SAID.proposal_id == proposal_id, _NEWEST)
        row = self._connection.execute(newest).first()
        return None if row is None else _said(row)

    def history(self, proposal_id: int) -> Sequence[Answer]:
        rows = select(explanation_answer).where(_SAID.proposal_id == proposal_id).order_by(_SAID.id)
        return [_said(row) for row in self._connection.execute(rows)]

    def say(self, proposal_id: int, person_id: int, said: Answer) -> None:
        self._connection.execute(
            update(explanation_answer)
            .where(_SAID.proposal_id == proposal_id, _NEWEST)
            .values(followed_at=said.said_at)
        )
        self._connection.execute(
            insert(explanation_answer).values(
                proposal_id=proposal_id,
                person_id=person_id,
                word=said.word,
                unclear=said.unclear,
                asks_for_person=said.asks_for_person,
                said_at=said.said_at,
            )
        )

    def tally(self, wave_id: int) -> dict[Acknowledgement, int]:
        counted = _of_wave(wave_id, _SAID.word, func.count()).group_by(_SAID.word)
        return {Acknowledgement(word): number for word, number in self._connection.execute(counted)}

    def waiting(self, wave_id: int) -> Sequence[Waiting]:
        asking = _of_wave(wave_id, explanation_answer).where(_SAID.asks_for_person)
        rows = self._connection.execute(asking.order_by(_SAID.said_at, _SAID.id))
        return [
            Waiting(
                person_id=row.person_id,
                proposal_id=row.proposal_id,
                unclear=None if row.unclear is None else Unclear(row.unclear),
                since=row.said_at,
            )
            for row in rows
        ]


def _of_wave(wave_id: int, *wanted: Any) -> Select[Any]:
    return (
        select(*wanted)
        .join_from(explanation_answer, proposal, proposal.c.id == _SAID.proposal_id)
        .where(proposal.c.wave_id == wave_id, _NEWEST)
    )


def _said(row: Row[Any]) -> Answer:
    return Answer(
        word=Acknowledgement(row.word),
        unclear=None if row.unclear is None else Unclear(row.unclear),
        asks_for_person=row.asks_for_person,
        said_at=row.said_at,
    )
