"""The trail's rows: added by everybody, chained by one, read by the auditor."""

import base64
import json
import os
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, Connection, Insert, Row, bindparam, exists, insert, select

from domain.audit import AuditEntry, Head, Sought
from domain.refusals import Fact
from storage.records import insert_or_ignore, put_setting
from storage.tables import audit, audit_link, setting, trail_key
from storage.trail.anchors import AnchorFile
from storage.trail.seals import BEGINNING, code_of, content, line_mark, mark, new_seal, written
from storage.vault import KEY_BYTES, Vault

FLOOR = "trail_floor"
_SEALED = "sealed"
_NONCE_BYTES = 12


class SqlAuditTrail:
    """Rows are only ever added."""

    def __init__(self, connection: Connection, vault: Vault, anchors: AnchorFile | None = None) -> None:
        self._connection = connection
        self._vault = vault
        self._anchors = anchors

    def add(self, action: str, *, by: str, subject: str, now: datetime, **facts: Fact) -> None:
        at, said = written(now), json.dumps(facts)
        self._connection.execute(
            _inserting(),
            {
                "at": now,
                "actor": by,
                "action": action,
                "subject": subject,
                "facts": facts,
                "seal": new_seal(
                    self._vault,
                    content(at.encode(), by.encode(), action.encode(), subject.encode(), said.encode()),
                ),
            },
        )

    def add_about(
        self, person_id: int, private: Mapping[str, str], action: str, *, by: str, now: datetime
    ) -> None:
        subject, nonce = f"person:{person_id}", os.urandom(_NONCE_BYTES)
        sealed = self._person_key(person_id).encrypt(nonce, json.dumps(private).encode(), subject.encode())
        told = base64.b64encode(nonce + sealed).decode()
        self.add(action, by=by, subject=subject, now=now, **{_SEALED: told})

    def newest(self, limit: int) -> list[AuditEntry]:
        return self.sought(Sought(), limit=limit)

    def sought(self, what: Sought, *, limit: int, before: int | None = None) -> list[AuditEntry]:
        older = [] if before is None else [audit.c.id < before]
        query = select(audit).where(*_meant(what), *older).order_by(audit.c.id.desc()).limit(limit)
        return [self._entry(row) for row in self._connection.execute(query)]

    def chain(self, *, limit: int, now: datetime) -> int:
        """Rows that other workers commit late are chained late: their place is that of their chaining."""
        self._raise_floor(now)
        last = self._last()
        number, before = (0, BEGINNING) if last is None else (last.number, last.mark)
        floor = self._floor()
        rows = self._connection.execute(_UNCHAINED, {"floor": floor["floor"], "at_most": limit}).all()
        key, made = self._vault.keys[0], []
        for row in rows:
            number += 1
            before = mark((key.id, key.trail), before, number, row.id, row.seal)
            made.append({"number": number, "audit_id": row.id, "mark": before})
        if made:
            self._connection.execute(insert(audit_link), made)
        return len(made)

    def head(self) -> Head | None:
        last = self._last()
        if last is None:
            return None
        return Head(count=last.number, mark=last.mark.hex(), code=code_of(last.mark))

    def anchor(self, *, now: datetime) -> Head | None:
        head = self.head()
        if head is None or self._anchors is None:
            return None
        key = self._vault.keys[0]
        self._anchors.add(
            now,
            head.count,
            head.mark,
            marked=lambda before, said: line_mark(key.id, key.trail, before, said),
        )
        return head

    def _raise_floor(self, now: datetime) -> None:
        """Below the floor every row is chained: once a day it follows, a day behind.

        No transaction lasts a day, so none can still bring a row with a number below it.
        """
        floor, today = self._floor(), now.date().isoformat()
        if floor["day"] == today:
            return
        last = self._last()
        raised = {"day": today, "floor": floor["next"], "next": 0 if last is None else last.audit_id}
        put_setting(self._connection, FLOOR, json.dumps(raised))

    def _last(self) -> Row[Any] | None:
        return self._connection.execute(_LAST).first()

    def _floor(self) -> dict[str, Any]:
        kept = self._connection.scalar(select(setting.c.value).where(setting.c.name == FLOOR))
        floor: dict[str, Any] = json.loads(kept) if kept else {"day": "", "floor": 0, "next": 0}
        return floor

    def _person_key(self, person_id: int) -> AESGCM:
        """The one kept, or a new one; two at once agree on the first."""
        made = self._vault.seal(os.urandom(KEY_BYTES).hex(), place=person_key_place(person_id))
        self._connection.execute(
            insert_or_ignore(self._connection, trail_key).values(person_id=person_id, key_sealed=made)
        )
        key = self._kept_key(person_id)
        assert key is not None  # noqa: S101 -- for the types: it was kept just now
        return key

    def _kept_key(self, person_id: int) -> AESGCM | None:
        kept = self._connection.scalar(
            select(trail_key.c.key_sealed).where(trail_key.c.person_id == person_id)
        )
        if kept is None:
            return None
        return AESGCM(bytes.fromhex(self._vault.open(kept, place=person_key_place(person_id))))

    def _entry(self, row: Row[Any]) -> AuditEntry:
        facts = dict(row.facts)
        sealed = facts.pop(_SEALED, None)
        return AuditEntry(
            number=row.id,
            at=row.at,
            actor=row.actor,
            action=row.action,
            subject=row.subject,
            facts=facts,
            private={} if sealed is None else self._opened(row.subject, str(sealed)),
        )

    def _opened(self, subject: str, told: str) -> dict[str, str]:
        key = self._kept_key(int(subject.partition(":")[2]))
        if key is None:
            return {}
        sealed = base64.b64decode(told)
        opened: dict[str, str] = json.loads(
            key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], subject.encode())
        )
        return opened


def person_key_place(person_id: int) -> str:
    return f"trail_key.key_sealed:{person_id}"


@cache
def _inserting() -> Insert:
    """To build the statement anew costs more than the seal does."""
    return insert(audit)


_LAST = select(audit_link).order_by(audit_link.c.number.desc()).limit(1)
_UNCHAINED = (
    select(audit.c.id, audit.c.seal)
    .where(
        audit.c.id > bindparam("floor"),
        ~exists().where(audit_link.c.audit_id == audit.c.id),
    )
    .order_by(audit.c.id)
    .limit(bindparam("at_most"))
)


def _meant(what: Sought) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if what.kind:
        is_whole = "." in what.kind
        conditions.append(
            audit.c.action == what.kind if is_whole else audit.c.action.startswith(f"{what.kind}.")
        )
    if what.actor:
        conditions.append(audit.c.actor == what.actor)
    if what.subject:
        conditions.append(audit.c.subject == what.subject)
    if what.since is not None:
        conditions.append(audit.c.at >= what.since)
    if what.until is not None:
        conditions.append(audit.c.at < what.until)
    return conditions
