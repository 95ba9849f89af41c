"""Requests to put data right: text, answer and paper sealed; and the record that they are about."""

import json
import os
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Row, insert, select, update

from domain.corrections.records import Correction, CorrectionStatus, FactCode, OwnRecord, Paper
from domain.imports.rows import Discipline
from domain.organisation import name_key
from domain.refusals import NotFound
from storage.planning.snapshot import map_day
from storage.tables import competency, correction, correction_paper, imports, person, position
from storage.vault import KEY_BYTES, Vault

_NONCE_BYTES = 12


def content_place(number: str) -> str:
    return f"correction.content:{number}"


def answer_place(number: str) -> str:
    return f"correction.answer:{number}"


class SqlCorrections:
    """The requests kept here."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def record_of(self, person_id: int) -> OwnRecord:
        kept = _imported(person).where(person.c.id == person_id)
        row = self._connection.execute(kept).first()
        if row is None:
            raise NotFound(subject=f"person {person_id}")
        assessed = self._connection.execute(
            _imported(competency).where(competency.c.person_id == person_id)
        ).first()
        on_map = select(position.c.job_class).where(
            position.c.unit_id == row.unit_id, position.c.name_key == name_key(row.position)
        )
        return OwnRecord(
            grade_since=row.grade_since,
            recorded_on=_day(row),
            job_class=self._connection.scalar(on_map),
            map_as_of=map_day(self._connection),
            levels={} if assessed is None else assessed.levels,
            assessed_on=None if assessed is None else assessed.assessed_on,
            ratings={} if assessed is None else {int(year): one for year, one in assessed.ratings.items()},
            discipline=None if assessed is None else cast("Discipline | None", assessed.discipline or None),
            assessed_kept_on=None if assessed is None else _day(assessed),
        )

    def file(self, filed: Correction, content: bytes | None) -> None:
        told: dict[str, Any] = {"text": filed.text}
        if filed.paper is not None and content is not None:
            key = os.urandom(KEY_BYTES)
            told |= {"kind": filed.paper.kind, "size": filed.paper.size, "key": key.hex()}
        self._connection.execute(
            insert(correction).values(
                number=filed.number,
                person_id=filed.person_id,
                proposal_id=filed.proposal_id,
                fact=filed.fact,
                status=filed.status,
                content_sealed=self._vault.seal(json.dumps(told), place=content_place(filed.number)),
                filed_at=filed.filed_at,
                due_at=filed.due_at,
            )
        )
        if "key" in told and content is not None:
            nonce = os.urandom(_NONCE_BYTES)
            sealed = nonce + AESGCM(key).encrypt(nonce, content, filed.number.encode())
            self._connection.execute(insert(correction_paper).values(number=filed.number, sealed=sealed))

    def get(self, number: str) -> Correction:
        return self._read(self._row(number))

    def of_person(self, person_id: int) -> Sequence[Correction]:
        filed = select(correction).where(correction.c.person_id == person_id)
        rows = self._connection.execute(filed.order_by(correction.c.filed_at.desc(), correction.c.number))
        return [self._read(row) for row in rows]

    def open(self) -> Sequence[Correction]:
        waiting = select(correction).where(correction.c.status == CorrectionStatus.NEW)
        rows = self._connection.execute(waiting.order_by(correction.c.due_at, correction.c.number))
        return [self._read(row) for row in rows]

    def paper(self, number: str) -> bytes:
        key = self._told(self._row(number)).get("key")
        sealed = self._connection.scalar(
            select(correction_paper.c.sealed).where(correction_paper.c.number == number)
        )
        if key is None or sealed is None:
            raise NotFound(subject=number)
        nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        return AESGCM(bytes.fromhex(key)).decrypt(nonce, body, number.encode())

    def answer(self, number: str, status: CorrectionStatus, answer: str, *, by: int, now: datetime) -> None:
        self._connection.execute(
            update(correction)
            .where(correction.c.number == number)
            .values(
                status=status,
                answer_sealed=self._vault.seal(answer, place=answer_place(number)),
                answered_by=by,
                answered_at=now,
            )
        )

    def _row(self, number: str) -> Row[Any]:
        one = select(correction).where(correction.c.number == number)
        row = self._connection.execute(one.with_for_update()).first()
        if row is None:
            raise NotFound(subject=number)
        return row

    def _told(self, row: Row[Any]) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(
            self._vault.open(row.content_sealed, place=content_place(row.number))
        )
        return told

    def _read(self, row: Row[Any]) -> Correction:
        told = self._told(row)
        answer = row.answer_sealed
        return Correction(
            number=row.number,
            person_id=row.person_id,
            proposal_id=row.proposal_id,
            fact=FactCode(row.fact),
            text=told["text"],
            paper=Paper(kind=told["kind"], size=told["size"]) if "key" in told else None,
            status=CorrectionStatus(row.status),
            answer="" if answer is None else self._vault.open(answer, place=answer_place(row.number)),
            filed_at=row.filed_at,
            due_at=row.due_at,
            answered_at=row.answered_at,
        )


def _imported(table: Any) -> Any:
    return select(table, imports.c.applied_at).join_from(table, imports, table.c.import_id == imports.c.id)


def _day(row: Row[Any]) -> date:
    # The day in UTC: a file that comes in before seven in the morning is dated a day early, harming nobody.
    at: datetime = row.applied_at
    return at.date()
