"""Deliveries on paper, the cards for them, and whom no message reaches."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, insert, or_, select, update

from domain.acknowledgements import Acknowledgement
from domain.liaison.records import Act, Card, Colleague, Delivery, Hindrance, NewCard, NewDelivery, Silence
from storage.tables import account, delivery, paper_card, person, unit

_ESCAPE = "\\"
_STANDS = delivery.c.taken_back_at.is_(None)
_LINKED = and_(account.c.person_id == person.c.id, account.c.unlinked_at.is_(None))


class SqlDeliveries:
    """What liaisons record."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def told_on_paper(self, person_id: int, proposal_id: int, *, on: date, by: str, now: datetime) -> int:
        new = NewDelivery(act=Act.PAPER, person_id=person_id, proposal_id=proposal_id, by=by, told_on=on)
        return self.keep(new, now=now)

    def unreachable(
        self, person_id: int, proposal_id: int, reason: Hindrance, *, by: str, now: datetime
    ) -> int:
        new = NewDelivery(
            act=Act.UNREACHABLE, person_id=person_id, proposal_id=proposal_id, by=by, hindrance=reason
        )
        return self.keep(new, now=now)

    def keep(self, new: NewDelivery, *, now: datetime) -> int:
        made = self._connection.execute(
            insert(delivery)
            .values(
                act=new.act,
                person_id=new.person_id,
                proposal_id=new.proposal_id,
                told_on=new.told_on,
                hindrance=new.hindrance,
                acknowledgement=new.acknowledgement,
                recorded_by=new.by,
                recorded_at=now,
            )
            .returning(delivery.c.id)
        )
        return int(made.scalar_one())

    def of_proposals(self, proposal_ids: Sequence[int]) -> Mapping[int, Delivery]:
        query = (
            select(delivery)
            .where(delivery.c.proposal_id.in_(proposal_ids), delivery.c.act != Act.CONCERN, _STANDS)
            .order_by((delivery.c.act == Act.PAPER), delivery.c.id)
        )
        return {row.proposal_id: _delivery(row) for row in self._connection.execute(query)}

    def of_person(self, person_id: int) -> Sequence[Delivery]:
        query = select(delivery).where(delivery.c.person_id == person_id, _STANDS)
        rows = self._connection.execute(query.order_by(delivery.c.id.desc()))
        return [_delivery(row) for row in rows]

    def get(self, delivery_id: int) -> Delivery | None:
        row = self._connection.execute(select(delivery).where(delivery.c.id == delivery_id)).first()
        return None if row is None else _delivery(row)

    def take_back(self, delivery_id: int, *, now: datetime) -> bool:
        taken = update(delivery).where(delivery.c.id == delivery_id, _STANDS).values(taken_back_at=now)
        return self._connection.execute(taken.returning(delivery.c.id)).first() is not None

    def unreached(
        self,
        units: frozenset[int] | None,
        *,
        seen_after: datetime,
        name: str = "",
        limit: int,
        offset: int = 0,
    ) -> Sequence[Colleague]:
        why = case(
            (account.c.id.is_(None), str(Silence.UNLINKED)),
            (account.c.unreachable_since.is_not(None), str(Silence.BLOCKED)),
            else_=str(Silence.SILENT),
        )
        query = (
            select(
                person.c.id,
                person.c.name,
                person.c.title_front,
                person.c.title_back,
                person.c.position,
                person.c.unit_id,
                unit.c.name.label("unit"),
                why.label("silence"),
            )
            .join(unit, unit.c.id == person.c.unit_id)
            .outerjoin(account, _LINKED)
            .where(*_unreached(units, seen_after, name))
            .order_by(unit.c.name, person.c.name, person.c.id)
        )
        rows = self._connection.execute(query.limit(limit).offset(offset))
        return [_colleague(row) for row in rows]

    def count_unreached(
        self, units: frozenset[int] | None, *, seen_after: datetime, name: str = ""
    ) -> Mapping[int, int]:
        query = (
            select(person.c.unit_id, func.count())
            .outerjoin(account, _LINKED)
            .where(*_unreached(units, seen_after, name))
            .group_by(person.c.unit_id)
        )
        return {row.unit_id: row[1] for row in self._connection.execute(query)}

    def print_card(self, card: NewCard, *, now: datetime) -> int:
        made = self._connection.execute(
            insert(paper_card)
            .values(
                person_id=card.person_id,
                proposal_id=card.proposal_id,
                code=card.code,
                word_salt=card.salt,
                word_hash=card.digest,
                printed_by=card.by,
                printed_at=now,
                expires_at=card.expires_at,
            )
            .returning(paper_card.c.id)
        )
        return int(made.scalar_one())

    def card_of(self, person_id: int) -> Card | None:
        query = (
            select(paper_card)
            .where(paper_card.c.person_id == person_id, paper_card.c.word_hash != b"")
            .order_by(paper_card.c.id.desc())
            .limit(1)
            .with_for_update()
        )
        row = self._connection.execute(query).first()
        return None if row is None else _card(row)

    def count_failure(self, card_id: int) -> None:
        failed = update(paper_card).where(paper_card.c.id == card_id)
        self._connection.execute(failed.values(failures=paper_card.c.failures + 1))

    def use_card(self, card_id: int, *, now: datetime) -> bool:
        used = (
            update(paper_card)
            .where(paper_card.c.id == card_id, paper_card.c.used_at.is_(None))
            .values(used_at=now)
            .returning(paper_card.c.id)
        )
        return self._connection.execute(used).first() is not None

    def reopen_card(self, person_id: int, *, used_at: datetime) -> None:
        used = (paper_card.c.person_id == person_id) & (paper_card.c.used_at == used_at)
        self._connection.execute(update(paper_card).where(used).values(used_at=None))


def _unreached(units: frozenset[int] | None, seen_after: datetime, name: str) -> list[ColumnElement[bool]]:
    conditions = [
        person.c.ended_at.is_(None),
        or_(
            account.c.id.is_(None),
            account.c.unreachable_since.is_not(None),
            account.c.last_seen_at < seen_after,
        ),
    ]
    if units is not None:
        conditions.append(person.c.unit_id.in_(units))
    if name:
        sought = name.lower()
        for sign in (_ESCAPE, "%", "_"):
            sought = sought.replace(sign, _ESCAPE + sign)
        conditions.append(func.lower(person.c.name).like(f"%{sought}%", escape=_ESCAPE))
    return conditions


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        act=Act(row.act),
        person_id=row.person_id,
        proposal_id=row.proposal_id,
        by=row.recorded_by,
        told_on=row.told_on,
        hindrance=None if row.hindrance is None else Hindrance(row.hindrance),
        acknowledgement=None if row.acknowledgement is None else Acknowledgement(row.acknowledgement),
        recorded_at=row.recorded_at,
        taken_back_at=row.taken_back_at,
    )


def _colleague(row: Any) -> Colleague:
    fronted = f"{row.title_front} {row.name}".strip()
    return Colleague(
        person_id=row.id,
        full_name=f"{fronted}, {row.title_back}" if row.title_back else fronted,
        position=row.position,
        unit_id=row.unit_id,
        unit=row.unit,
        silence=Silence(row.silence),
    )


def _card(row: Row[Any]) -> Card:
    return Card(
        id=row.id,
        person_id=row.person_id,
        proposal_id=row.proposal_id,
        code=row.code,
        salt=row.word_salt,
        digest=row.word_hash,
        by=row.printed_by,
        expires_at=row.expires_at,
        failures=row.failures,
        used_at=row.used_at,
    )
