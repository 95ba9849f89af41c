"""Sealing everything anew with the first key, in short units: it may be interrupted and taken up again.

What only a person knows cannot be hashed anew: open invitations end with the old key and are issued again.
"""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Table, func, select, update

from storage import tables
from storage.checkins import answers_place
from storage.concerns.marks import OWNER_KEY, packed, unpacked
from storage.concerns.shelves import key_place
from storage.conversations import FLOW, USER, conversation_place, flow_name
from storage.corrections import answer_place as correction_answer_place
from storage.corrections import content_place as correction_place
from storage.dossiers.repository import comment_place
from storage.imports.values import PERSON_PLAIN, person_digest
from storage.knowledge import FORM, form_place
from storage.objections import answer_place, file_place, writing_place
from storage.official import phrase_place
from storage.outbox_queue import facts_place
from storage.people import NIP, nip_place, phone_place
from storage.personal.values import request_place
from storage.preference_constraints import constraint_place
from storage.preferences import interests_place
from storage.second_factors import secret_place
from storage.tables.columns import WHOLE_FILES, WHOLE_FILES_AT_ONCE
from storage.trail.seals import resealed
from storage.trail.trail import person_key_place
from storage.vault import Vault

_PORTION = 500

Reseal = Callable[[Vault, RowMapping], dict[str, Any]]


def rotate(engine: Engine, vault: Vault) -> Iterator[tuple[str, int]]:
    """Seal anew whatever the first key has not sealed yet, yielding (table, rows done) after each unit."""
    writing = engine.execution_options(sqlite_begin="IMMEDIATE")
    for table, key, reseal in _RESEALED:
        last, done = None, 0
        while True:
            with writing.connect() as connection:
                rows = _portion(connection, table, key, after=last)
                for row in rows:
                    values = reseal(vault, row)
                    if values:
                        connection.execute(update(table).where(table.c[key] == row[key]).values(values))
                connection.commit()
            if not rows:
                break
            last = rows[-1][key]
            done += len(rows)
            yield table.name, done


def open_invitations(engine: Engine) -> int:
    """How many letters will have to be issued again."""
    query = select(func.count()).where(tables.invitation.c.closed_at.is_(None))
    with engine.connect() as connection:
        return connection.scalar(query) or 0


def _portion(connection: Connection, table: Table, key: str, *, after: Any) -> list[RowMapping]:
    query = (
        select(table)
        .order_by(table.c[key])
        .limit(WHOLE_FILES_AT_ONCE if table.name in WHOLE_FILES else _PORTION)
    )
    if table is tables.person:
        query = query.add_columns(tables.unit.c.key.label("unit_key")).join(
            tables.unit, tables.unit.c.id == tables.person.c.unit_id
        )
    if after is not None:
        query = query.where(table.c[key] > after)
    return list(connection.execute(query.with_for_update(of=table)).mappings())


def _person(vault: Vault, row: RowMapping) -> dict[str, Any]:
    if vault.is_current(row["nip_sealed"]):
        return {}
    values = _numbers(vault, row["siasn_id"], row["nip_sealed"], row["phone_sealed"])
    nip, phone = values.pop("nip"), values.pop("phone")
    plain = [row[name] for name in PERSON_PLAIN]
    values["digest"] = person_digest(vault.keys[0].lookup, plain, nip, phone, row["unit_key"])
    return values


def _numbers(vault: Vault, siasn_id: str, nip_sealed: bytes, phone_sealed: bytes | None) -> dict[str, Any]:
    nip = vault.open(nip_sealed, place=nip_place(siasn_id))
    phone = None if phone_sealed is None else vault.open(phone_sealed, place=phone_place(siasn_id))
    return {
        "nip": nip,
        "phone": phone,
        "nip_hash": vault.lookup(NIP, nip),
        "nip_sealed": vault.seal(nip, place=nip_place(siasn_id)),
        "phone_sealed": None if phone is None else vault.seal(phone, place=phone_place(siasn_id)),
    }


def _before(vault: Vault, row: RowMapping) -> dict[str, Any]:
    """A person's former values, kept for undo. Its digest would be another: undo then counts as a change."""
    kept: dict[str, Any] = row["before"]
    if row["table_name"] != tables.person.name:
        return {}
    sealed = base64.b64decode(kept["nip_sealed"])
    if vault.is_current(sealed):
        return {}
    phone = kept["phone_sealed"]
    values = _numbers(vault, kept["siasn_id"], sealed, None if phone is None else base64.b64decode(phone))
    packed = {
        name: None if values[name] is None else base64.b64encode(values[name]).decode()
        for name in ("nip_hash", "nip_sealed", "phone_sealed")
    }
    return {"before": {**kept, **packed}}


def _former(vault: Vault, row: RowMapping) -> dict[str, Any]:
    if vault.is_current(row["nip_sealed"]):
        return {}
    nip = vault.open(row["nip_sealed"], place=nip_place(row["siasn_id"]))
    return {
        "nip_hash": vault.lookup(NIP, nip),
        "nip_sealed": vault.seal(nip, place=nip_place(row["siasn_id"])),
    }


def _form(vault: Vault, row: RowMapping) -> dict[str, Any]:
    """A question that waits: what it is found by goes with the key, as well."""
    if vault.is_current(row["form_sealed"]):
        return {}
    form = vault.open(row["form_sealed"], place=form_place(row["id"]))
    return {
        "form_hash": vault.lookup(FORM, form),
        "form_sealed": vault.seal(form, place=form_place(row["id"])),
    }


def _correction(vault: Vault, row: RowMapping) -> dict[str, Any]:
    if vault.is_current(row["content_sealed"]):
        return {}
    places = {
        "content_sealed": correction_place(row["number"]),
        "answer_sealed": correction_answer_place(row["number"]),
    }
    return {
        column: vault.seal(vault.open(row[column], place=place), place=place)
        for column, place in places.items()
        if row[column] is not None
    }


def _conversation(vault: Vault, row: RowMapping) -> dict[str, Any]:
    """What is sealed with an hour's key is left alone: it ends within the day."""
    if row["hour"] is not None or vault.is_current(row["content_sealed"]):
        return {}
    content = vault.open(row["content_sealed"], place=conversation_place(row["flow_key"]))
    kept = json.loads(content)
    flow_key = vault.lookup(FLOW, flow_name(kept["user_id"], kept["flow"]))
    return {
        "flow_key": flow_key,
        "user_key": vault.lookup(USER, str(kept["user_id"])),
        "content_sealed": vault.seal(content, place=conversation_place(flow_key)),
    }


def _objection(vault: Vault, row: RowMapping) -> dict[str, Any]:
    """What its person wrote, and what HR answered."""
    return {
        **_one("writing_sealed", lambda one: writing_place(one["id"]))(vault, row),
        **_one("answer_sealed", lambda one: answer_place(one["id"]))(vault, row),
    }


def _case(vault: Vault, row: RowMapping) -> dict[str, Any]:
    """A case's own key; what it seals stays as it is."""
    if vault.concerns.is_current(row["key_sealed"]):
        return {}
    place = key_place(row["id"])
    key = vault.concerns.open(row["key_sealed"], place=place)
    return {"key_sealed": vault.concerns.seal(key, place=place)}


def _marks_key(vault: Vault, row: RowMapping) -> dict[str, Any]:
    """The key under which cases are found again: nobody could hash a receipt code anew, so it stays.

    So do the keys by which former rows of the trail are proven.
    """
    proving = resealed(vault, row["name"], row["value"])
    if proving is not None:
        return {"value": proving}
    if row["name"] != OWNER_KEY or vault.concerns.is_current(base64.b64decode(row["value"])):
        return {}
    return {"value": packed(vault.concerns, unpacked(vault.concerns, row["value"]))}


def _one(column: str, place: Callable[[RowMapping], str]) -> Reseal:
    def reseal(vault: Vault, row: RowMapping) -> dict[str, Any]:
        if row[column] is None or vault.is_current(row[column]):
            return {}
        opened = vault.open(row[column], place=place(row))
        return {column: vault.seal(opened, place=place(row))}

    return reseal


def _of_constraint(column: str) -> Callable[[RowMapping], str]:
    return lambda row: constraint_place(column, row["person_id"], row["kind"])


_RESEALED: tuple[tuple[Table, str, Reseal], ...] = (
    (tables.setting, "name", _marks_key),
    (tables.concern, "id", _case),
    (tables.person, "id", _person),
    (tables.former_nip, "id", _former),
    (tables.import_before, "id", _before),
    (tables.outbox, "id", _one("facts_sealed", lambda row: facts_place(row["unique_key"]))),
    (tables.knowledge_gap, "id", _form),
    (tables.proposal_comment, "id", _one("text_sealed", lambda row: comment_place(row["id"]))),
    (tables.objection, "id", _objection),
    (tables.objection_file, "id", _one("facts_sealed", lambda row: file_place(row["id"]))),
    (tables.phrase, "person_id", _one("phrase_sealed", lambda row: phrase_place(row["person_id"]))),
    (
        tables.privacy_request,
        "id",
        _one("answer_sealed", lambda row: request_place(row["id"])),
    ),
    (tables.conversation, "flow_key", _conversation),
    (tables.correction, "number", _correction),
    (
        tables.preference,
        "id",
        _one("interests_sealed", lambda row: interests_place(row["person_id"], row["edition"])),
    ),
    *(
        (tables.preference_constraint, "id", _one(f"{column}_sealed", _of_constraint(column)))
        for column in ("note", "document_name", "document", "reason")
    ),
    (
        tables.second_factor,
        "id",
        _one("secret_sealed", lambda row: secret_place(row["person_id"], row["salt"])),
    ),
    (tables.checkin, "id", _one("answers_sealed", lambda row: answers_place(row["id"]))),
    (tables.trail_key, "person_id", _one("key_sealed", lambda row: person_key_place(row["person_id"]))),
)
