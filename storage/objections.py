"""Objections and the files handed in with them, sealed."""

import json
import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Row, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from domain.objections.records import (
    Answer,
    DecreeDays,
    Ground,
    Objection,
    Reminder,
    Request,
    SignedFile,
    State,
    Verdict,
    Writing,
)
from domain.refusals import AlreadyDone, NotFound
from storage.records import upsert
from storage.tables import decree_days, objection, objection_content, objection_file, objection_reminder
from storage.vault import Vault

_ID_BYTES = 8
_NONCE_BYTES = 12
_KEY_BITS = 256


def writing_place(objection_id: str) -> str:
    return f"objection.writing:{objection_id}"


def answer_place(objection_id: str) -> str:
    return f"objection.answer:{objection_id}"


def file_place(file_id: str) -> str:
    return f"objection_file.facts:{file_id}"


class SqlObjections:
    """The objections kept here."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def days(self, proposal_id: int) -> DecreeDays:
        query = select(decree_days).where(decree_days.c.proposal_id == proposal_id)
        row = self._connection.execute(query).first()
        return DecreeDays(received_on=row.received_on, printed_on=row.printed_on) if row else DecreeDays()

    def state_days(self, proposal_id: int, days: DecreeDays, *, now: datetime) -> None:
        values = {"received_on": days.received_on, "printed_on": days.printed_on, "stated_at": now}
        upsert(self._connection, decree_days, "proposal_id", {"proposal_id": proposal_id, **values})

    def newest(self, proposal_id: int) -> Objection | None:
        query = select(objection).where(objection.c.proposal_id == proposal_id)
        return self._one(query.order_by(objection.c.drafted_at.desc(), objection.c.id).limit(1))

    def numbered(self, number: str) -> Objection | None:
        return self._one(select(objection).where(objection.c.number == number))

    def submitted(self) -> Sequence[Objection]:
        waiting = select(objection).where(objection.c.state == State.SUBMITTED)
        rows = self._connection.execute(waiting.order_by(objection.c.submitted_at, objection.c.id))
        return [self._objection(row) for row in rows]

    def add(self, proposal_id: int, person_id: int, writing: Writing, *, code: str, now: datetime) -> str:
        objection_id = secrets.token_hex(_ID_BYTES)
        new = insert(objection).values(
            id=objection_id,
            proposal_id=proposal_id,
            person_id=person_id,
            state=State.DRAFTED,
            writing_sealed=self._sealed(writing, objection_id),
            letter_code=code,
            drafted_at=now,
            on_paper=False,
        )
        try:
            self._connection.execute(new)
        except IntegrityError as fault:
            raise AlreadyDone(subject="keberatan") from fault
        return objection_id

    def rewrite(self, objection_id: str, writing: Writing, *, code: str, now: datetime) -> None:
        sealed = self._sealed(writing, objection_id)
        self._change(objection_id, writing_sealed=sealed, letter_code=code, drafted_at=now)

    def submit(self, objection_id: str, number: str, *, code: str, on_paper: bool, now: datetime) -> None:
        self._change(
            objection_id,
            state=State.SUBMITTED,
            number=number,
            receipt_code=code,
            submitted_at=now,
            on_paper=on_paper,
        )

    def withdraw(self, objection_id: str, *, now: datetime) -> None:
        self._change(objection_id, state=State.WITHDRAWN, withdrawn_at=now)

    def answer(self, objection_id: str, answer: Answer) -> None:
        said = json.dumps({"letter": answer.letter, "reason": answer.reason})
        self._change(
            objection_id,
            state=State.ANSWERED,
            verdict=answer.verdict,
            answer_sealed=self._vault.seal(said, place=answer_place(objection_id)),
            answered_by=answer.by,
            answered_at=answer.at,
        )

    def files(self, objection_id: str) -> Sequence[SignedFile]:
        of_it = select(objection_file).where(objection_file.c.objection_id == objection_id)
        rows = self._connection.execute(of_it.order_by(objection_file.c.received_at, objection_file.c.id))
        return [self._file(row) for row in rows]

    def add_file(
        self, objection_id: str, content: bytes, *, name: str, media: str, digest: bytes, now: datetime
    ) -> None:
        file_id = secrets.token_hex(_ID_BYTES)
        key, nonce = AESGCM.generate_key(_KEY_BITS), os.urandom(_NONCE_BYTES)
        facts = json.dumps({"name": name, "key": key.hex()})
        self._connection.execute(
            insert(objection_file).values(
                id=file_id,
                objection_id=objection_id,
                facts_sealed=self._vault.seal(facts, place=file_place(file_id)),
                media=media,
                size=len(content),
                digest=digest,
                received_at=now,
            )
        )
        sealed = nonce + AESGCM(key).encrypt(nonce, content, file_id.encode())
        self._connection.execute(insert(objection_content).values(file_id=file_id, content=sealed))

    def content(self, file_id: str) -> bytes:
        query = select(objection_file.c.facts_sealed, objection_content.c.content).join(objection_content)
        row = self._connection.execute(query.where(objection_file.c.id == file_id)).first()
        if row is None:
            raise NotFound(subject=file_id)
        key = bytes.fromhex(json.loads(self._vault.open(row.facts_sealed, place=file_place(file_id)))["key"])
        nonce, body = row.content[:_NONCE_BYTES], row.content[_NONCE_BYTES:]
        return AESGCM(key).decrypt(nonce, body, file_id.encode())

    def drop_files(self, objection_id: str) -> None:
        of_it = select(objection_file.c.id).where(objection_file.c.objection_id == objection_id)
        self._connection.execute(delete(objection_content).where(objection_content.c.file_id.in_(of_it)))
        self._connection.execute(delete(objection_file).where(objection_file.c.objection_id == objection_id))

    def is_reminded(self, proposal_id: int) -> bool:
        query = select(objection_reminder.c.proposal_id).where(
            objection_reminder.c.proposal_id == proposal_id
        )
        return self._connection.scalar(query) is not None

    def remind(self, proposal_id: int, person_id: int, *, now: datetime) -> None:
        values = {"proposal_id": proposal_id, "person_id": person_id, "asked_at": now}
        upsert(self._connection, objection_reminder, "proposal_id", values)

    def stop_reminding(self, proposal_id: int) -> None:
        asked = objection_reminder.c.proposal_id == proposal_id
        self._connection.execute(delete(objection_reminder).where(asked))

    def reminders(self) -> Sequence[Reminder]:
        rows = self._connection.execute(select(objection_reminder).order_by(objection_reminder.c.proposal_id))
        return [Reminder(proposal_id=row.proposal_id, person_id=row.person_id) for row in rows]

    def _one(self, query: Select[Any]) -> Objection | None:
        row = self._connection.execute(query).first()
        return None if row is None else self._objection(row)

    def _change(self, objection_id: str, **values: Any) -> None:
        self._connection.execute(update(objection).where(objection.c.id == objection_id).values(**values))

    def _sealed(self, writing: Writing, objection_id: str) -> bytes:
        said = {
            "grounds": list(writing.grounds),
            "decree_number": writing.decree_number,
            "reasons": writing.reasons,
            "documents": writing.documents,
            "request": writing.request,
        }
        return self._vault.seal(json.dumps(said), place=writing_place(objection_id))

    def _objection(self, row: Row[Any]) -> Objection:
        said = json.loads(self._vault.open(row.writing_sealed, place=writing_place(row.id)))
        return Objection(
            id=row.id,
            proposal_id=row.proposal_id,
            person_id=row.person_id,
            state=State(row.state),
            writing=Writing(
                grounds=tuple(Ground(one) for one in said["grounds"]),
                decree_number=said["decree_number"],
                reasons=said["reasons"],
                documents=said["documents"],
                request=Request(said["request"]),
            ),
            letter_code=row.letter_code,
            receipt_code=row.receipt_code,
            drafted_at=row.drafted_at,
            number=row.number,
            submitted_at=row.submitted_at,
            on_paper=row.on_paper,
            answer=self._answer(row),
            withdrawn_at=row.withdrawn_at,
        )

    def _answer(self, row: Row[Any]) -> Answer | None:
        if row.verdict is None:
            return None
        said = json.loads(self._vault.open(row.answer_sealed, place=answer_place(row.id)))
        return Answer(
            verdict=Verdict(row.verdict),
            letter=said["letter"],
            reason=said["reason"],
            by=row.answered_by,
            at=row.answered_at,
        )

    def _file(self, row: Row[Any]) -> SignedFile:
        facts = json.loads(self._vault.open(row.facts_sealed, place=file_place(row.id)))
        return SignedFile(
            id=row.id,
            name=facts["name"],
            media=row.media,
            size=row.size,
            digest=row.digest,
            received_at=row.received_at,
        )
