"""Open flows and drafts, sealed; found by keyed hashes, so that a row tells nobody whose it is."""

import json
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, or_, select, update

from domain.conversations import Conversation
from storage.hour_keys import HourKeys, KeyGone, hour_of
from storage.records import upsert
from storage.tables import conversation
from storage.vault import Vault

USER = "conversation.user"
FLOW = "conversation.flow"


def conversation_place(flow_key: bytes) -> str:
    return f"conversation.content:{flow_key.hex()}"


def flow_name(user_id: int, flow: str) -> str:
    """What is hashed to find one flow of one user."""
    return f"{user_id}:{flow}"


class SqlConversations:
    """One row for each flow of each user."""

    def __init__(self, connection: Connection, vault: Vault, keys: HourKeys | None) -> None:
        self._connection = connection
        self._vault = vault
        self._keys = keys

    def of(self, user_id: int, *, now: datetime) -> Conversation | None:
        hashes = self._vault.lookups(USER, str(user_id))
        given = {f"user_{number}": one for number, one in enumerate(hashes)}
        row = self._connection.execute(_open_one(len(hashes)), {**given, "now": now}).first()
        return None if row is None else self._opened(row)

    def save(self, flow: Conversation, *, now: datetime) -> int:
        flow_key = self._vault.lookup(FLOW, flow_name(flow.user_id, flow.flow))
        self._leave(flow.user_id, conversation.c.flow_key != flow_key)
        values = {
            "flow_key": flow_key,
            "user_key": self._vault.lookup(USER, str(flow.user_id)),
            "is_open": True,
            **self._sealed(flow, flow_key, now),
            "version": flow.version + 1,
            "expires_at": flow.expires_at,
            "kept_until": None if flow.is_fleeting else flow.kept_until,
        }
        # Two first words may arrive at the same moment: the later one stands.
        upsert(self._connection, conversation, "flow_key", values)
        return flow.version + 1

    def close(self, user_id: int) -> None:
        self._connection.execute(delete(conversation).where(self._is_of(user_id), conversation.c.is_open))

    def set_aside(self, user_id: int) -> None:
        self._leave(user_id)

    def draft(self, user_id: int, flow: str, *, now: datetime) -> Conversation | None:
        is_left = or_(~conversation.c.is_open, conversation.c.expires_at <= now)
        row = self._connection.execute(
            select(conversation).where(self._is_flow(user_id, flow), is_left, conversation.c.kept_until > now)
        ).first()
        return None if row is None else self._opened(row)

    def drop(self, user_id: int, flow: str) -> None:
        self._connection.execute(delete(conversation).where(self._is_flow(user_id, flow)))

    def forget_expired(self, *, now: datetime) -> int:
        is_over = or_(~conversation.c.is_open, conversation.c.expires_at <= now)
        is_forgotten = or_(conversation.c.kept_until.is_(None), conversation.c.kept_until <= now)
        expired = delete(conversation).where(is_over, is_forgotten)
        return len(self._connection.execute(expired.returning(conversation.c.flow_key)).all())

    def _leave(self, user_id: int, *but: Any) -> None:
        open_ones = (self._is_of(user_id), conversation.c.is_open, *but)
        self._connection.execute(
            update(conversation)
            .where(*open_ones, conversation.c.kept_until.is_not(None))
            .values(is_open=False)
        )
        self._connection.execute(delete(conversation).where(*open_ones))

    def _is_of(self, user_id: int) -> Any:
        return conversation.c.user_key.in_(self._vault.lookups(USER, str(user_id)))

    def _is_flow(self, user_id: int, flow: str) -> Any:
        return conversation.c.flow_key.in_(self._vault.lookups(FLOW, flow_name(user_id, flow)))

    def _sealed(self, flow: Conversation, flow_key: bytes, now: datetime) -> dict[str, Any]:
        content = json.dumps(
            {"user_id": flow.user_id, "flow": flow.flow, "step": flow.step, "data": flow.data}
        )
        place = conversation_place(flow_key)
        if not flow.is_fleeting:
            return {"hour": None, "content_sealed": self._vault.seal(content, place=place)}
        hour = hour_of(now)
        return {"hour": hour, "content_sealed": self._hour_keys.seal(hour, content, place=place)}

    def _opened(self, row: Row[Any]) -> Conversation | None:
        """None where the key of its hour is gone: it was to be forgotten."""
        place = conversation_place(row.flow_key)
        try:
            content = (
                self._vault.open(row.content_sealed, place=place)
                if row.hour is None
                else self._hour_keys.open(row.hour, row.content_sealed, place=place)
            )
        except KeyGone:
            return None
        kept = json.loads(content)
        return Conversation(
            user_id=kept["user_id"],
            flow=kept["flow"],
            step=kept["step"],
            data=kept["data"],
            expires_at=row.expires_at,
            version=row.version,
            kept_until=row.kept_until,
            is_fleeting=row.hour is not None,
        )

    @property
    def _hour_keys(self) -> HourKeys:
        if self._keys is None:
            raise RuntimeError("this command holds no keys of the hour")
        return self._keys


@cache
def _open_one(hashes: int) -> Select[Any]:
    """Asked at every update, so it is built once."""
    is_of = [conversation.c.user_key == bindparam(f"user_{number}") for number in range(hashes)]
    is_open = and_(conversation.c.is_open, conversation.c.expires_at > bindparam("now"))
    return (
        select(conversation).where(or_(*is_of), is_open).order_by(conversation.c.expires_at.desc()).limit(1)
    )
