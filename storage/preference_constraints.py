"""What weighs on people, sealed, and what HR has said of it."""

import base64
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.preferences.records import (
    Constraint,
    ConstraintKind,
    ConstraintState,
    NewDocument,
    ToldConstraint,
)
from domain.refusals import NotFound
from domain.typed_codes import random_code
from storage.planning.own_words import may_be_read
from storage.tables import person, preference_constraint
from storage.vault import Vault

_SEALED = {
    "note": "note_sealed",
    "document_name": "document_name_sealed",
    "document": "document_sealed",
    "reason": "reason_sealed",
}
_SIGNS = 8


def constraint_place(column: str, person_id: int, kind: str) -> str:
    """`column`: note, document_name, document or reason."""
    return f"preference_constraint.{column}:{person_id}:{kind}"


class SqlConstraints:
    """The constraints of everybody, on one connection."""

    _connection: Connection
    _vault: Vault

    def constraints(self, person_id: int) -> list[Constraint]:
        kept = select(preference_constraint).where(preference_constraint.c.person_id == person_id)
        return [
            self._constraint(row)
            for row in self._connection.execute(kept.order_by(preference_constraint.c.id))
        ]

    def constrain(
        self,
        person_id: int,
        kind: ConstraintKind,
        *,
        note: str | None,
        document: NewDocument | None,
        today: date,
    ) -> None:
        texts = {"note": note} if note is not None else {}
        if document is not None:
            texts |= {
                "document_name": document.name,
                "document": base64.b64encode(document.content).decode(),
            }
        values: dict[str, Any] = {
            _SEALED[column]: self._vault.seal(text, place=constraint_place(column, person_id, kind))
            for column, text in texts.items()
        }
        values |= {
            "number": random_code(_SIGNS),
            "told_on": today,
            "state": ConstraintState.OPEN,
            "answered_on": None,
            "answered_by": None,
            "reason_sealed": None,
        }
        same = (preference_constraint.c.person_id == person_id) & (preference_constraint.c.kind == kind)
        changed = self._connection.execute(
            update(preference_constraint).where(same).values(values).returning(preference_constraint.c.id)
        ).first()
        if changed is None:
            keys = {"person_id": person_id, "kind": kind}
            self._connection.execute(insert(preference_constraint).values({**keys, **values}))

    def release(self, person_id: int, kinds: Sequence[ConstraintKind]) -> bool:
        released = delete(preference_constraint).where(
            preference_constraint.c.person_id == person_id, preference_constraint.c.kind.in_(kinds)
        )
        return bool(self._connection.execute(released.returning(preference_constraint.c.id)).all())

    def open_constraints(self) -> list[ToldConstraint]:
        kept = (
            select(preference_constraint)
            .join(person, person.c.id == preference_constraint.c.person_id)
            .where(preference_constraint.c.state == ConstraintState.OPEN, person.c.ended_at.is_(None))
            .order_by(preference_constraint.c.told_on, preference_constraint.c.id)
        )
        readable = may_be_read(self._connection)
        return [
            ToldConstraint(person_id=row.person_id, constraint=self._constraint(row))
            for row in self._connection.execute(kept)
            if readable(row.person_id, row.kind)
        ]

    def told_constraint(self, number: str) -> ToldConstraint:
        kept = (
            select(preference_constraint)
            .join(person, person.c.id == preference_constraint.c.person_id)
            .where(preference_constraint.c.number == number, person.c.ended_at.is_(None))
            .with_for_update(of=preference_constraint)
        )
        row = self._connection.execute(kept).first()
        if row is None or not may_be_read(self._connection)(row.person_id, row.kind):
            raise NotFound(subject=number)
        return ToldConstraint(person_id=row.person_id, constraint=self._constraint(row))

    def constraint_document(self, number: str) -> bytes | None:
        kept = select(preference_constraint).where(preference_constraint.c.number == number)
        content = self._opened(self._connection.execute(kept).one(), "document")
        return base64.b64decode(content) if content else None

    def answer_constraint(
        self, number: str, state: ConstraintState, *, reason: str, by: int, today: date
    ) -> None:
        same = preference_constraint.c.number == number
        row = self._connection.execute(select(preference_constraint).where(same)).one()
        place = constraint_place("reason", row.person_id, row.kind)
        values = {
            "state": state,
            "answered_on": today,
            "answered_by": by,
            "reason_sealed": self._vault.seal(reason, place=place) if reason else None,
        }
        self._connection.execute(update(preference_constraint).where(same).values(values))

    def _constraint(self, row: Row[Any]) -> Constraint:
        return Constraint(
            number=row.number,
            kind=ConstraintKind(row.kind),
            told_on=row.told_on,
            note=self._opened(row, "note"),
            document=self._opened(row, "document_name"),
            state=ConstraintState(row.state),
            answered_on=row.answered_on,
            reason=self._opened(row, "reason"),
        )

    def _opened(self, row: Row[Any], column: str) -> str:
        sealed = getattr(row, _SEALED[column])
        if sealed is None:
            return ""
        return self._vault.open(sealed, place=constraint_place(column, row.person_id, row.kind))
