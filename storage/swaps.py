"""Swap offers and who is still in them."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from domain.organisation import name_key
from domain.preferences.records import Choice
from domain.preferences.swap_records import Member, SwapOffer, Turn
from storage.tables import swap_member, swap_offer, unit
from storage.vault import Vault

_CIRCLE = "swap_offer.circle"
_ID_BYTES = 8
_from_unit, _to_unit = unit.alias("from_unit"), unit.alias("to_unit")


class SqlSwaps:
    """The offers kept here."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def offer(self, circle: Sequence[Turn], *, answer_until: datetime, now: datetime) -> str | None:
        said = ";".join(sorted(_as_said(turn) for turn in circle))
        known = self._vault.lookups(_CIRCLE, said)
        before = select(swap_offer.c.id).where(swap_offer.c.circle_hash.in_(known))
        if self._connection.execute(before).first() is not None:
            return None
        offer_id = secrets.token_hex(_ID_BYTES)
        self._connection.execute(
            insert(swap_offer).values(
                id=offer_id,
                circle_hash=self._vault.lookup(_CIRCLE, said),
                members=len(circle),
                made_at=now,
                answer_until=answer_until,
            )
        )
        self._connection.execute(
            insert(swap_member),
            [
                {
                    "offer_id": offer_id,
                    "person_id": turn.person_id,
                    "from_unit_id": turn.origin.unit_id,
                    "from_position": turn.origin.position,
                    "to_unit_id": turn.target.unit_id,
                    "to_position": turn.target.position,
                    "has_agreed": False,
                }
                for turn in circle
            ],
        )
        return offer_id

    def take(self, offer_id: str) -> SwapOffer | None:
        found = self._offers(select(swap_offer).where(swap_offer.c.id == offer_id).with_for_update())
        return found[0] if found else None

    def of(self, person_id: int) -> list[SwapOffer]:
        own = select(swap_member.c.offer_id).where(swap_member.c.person_id == person_id)
        query = select(swap_offer).where(swap_offer.c.id.in_(own))
        return self._offers(query.order_by(swap_offer.c.made_at.desc(), swap_offer.c.id))

    def agree(self, offer_id: str, person_id: int) -> None:
        self._connection.execute(update(swap_member).where(_is(offer_id, person_id)).values(has_agreed=True))

    def leave(self, offer_id: str, person_id: int) -> None:
        self._connection.execute(delete(swap_member).where(_is(offer_id, person_id)))

    def end(self, offer_id: str, *, now: datetime) -> None:
        self._mark(offer_id, ended_at=now)

    def conclude(self, offer_id: str, *, now: datetime) -> None:
        self._mark(offer_id, agreed_at=now)

    def forget(self, *, before: datetime) -> int:
        old = select(swap_offer.c.id).where(swap_offer.c.made_at < before)
        self._connection.execute(delete(swap_member).where(swap_member.c.offer_id.in_(old)))
        gone = delete(swap_offer).where(swap_offer.c.made_at < before).returning(swap_offer.c.id)
        return len(self._connection.execute(gone).all())

    def _mark(self, offer_id: str, **values: datetime) -> None:
        self._connection.execute(update(swap_offer).where(swap_offer.c.id == offer_id).values(values))

    def _offers(self, query: Select[Any]) -> list[SwapOffer]:
        rows = self._connection.execute(query).all()
        members = self._members([row.id for row in rows])
        return [
            SwapOffer(
                id=row.id,
                size=row.members,
                made_at=row.made_at,
                answer_until=row.answer_until,
                ended_at=row.ended_at,
                agreed_at=row.agreed_at,
                members=tuple(members[row.id]),
            )
            for row in rows
        ]

    def _members(self, offer_ids: list[str]) -> defaultdict[str, list[Member]]:
        query = (
            select(swap_member, _from_unit.c.name.label("from_unit"), _to_unit.c.name.label("to_unit"))
            .join(_from_unit, _from_unit.c.id == swap_member.c.from_unit_id)
            .join(_to_unit, _to_unit.c.id == swap_member.c.to_unit_id)
            .where(swap_member.c.offer_id.in_(offer_ids))
            .order_by(swap_member.c.person_id)
        )
        members: defaultdict[str, list[Member]] = defaultdict(list)
        for row in self._connection.execute(query):
            members[row.offer_id].append(_member(row))
        return members


def _member(row: Row[Any]) -> Member:
    return Member(
        person_id=row.person_id,
        origin=Choice(unit_id=row.from_unit_id, unit=row.from_unit, position=row.from_position),
        target=Choice(unit_id=row.to_unit_id, unit=row.to_unit, position=row.to_position),
        has_agreed=row.has_agreed,
    )


def _as_said(turn: Turn) -> str:
    places = (turn.origin, turn.target)
    return f"{turn.person_id}:" + ":".join(f"{one.unit_id}/{name_key(one.position)}" for one in places)


def _is(offer_id: str, person_id: int) -> Any:
    return (swap_member.c.offer_id == offer_id) & (swap_member.c.person_id == person_id)
