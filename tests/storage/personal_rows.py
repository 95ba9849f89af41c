"""Rows of any table for somebody, made from the tables themselves, each with words that nobody else's has."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Time,
    insert,
)

from storage import tables
from storage.checkins import answers_place
from storage.conversations import FLOW, USER, conversation_place, flow_name
from storage.corrections import answer_place as correction_answer_place
from storage.corrections import content_place
from storage.dossiers.repository import comment_place
from storage.objections import answer_place, file_place, writing_place
from storage.official import phrase_place
from storage.outbox_queue import facts_place
from storage.people import NIP, nip_place
from storage.personal import REGISTRY
from storage.personal.values import request_place
from storage.preference_constraints import constraint_place
from storage.preferences import interests_place
from storage.tables.columns import UtcDateTime
from storage.vault import Vault

OWNED = tuple(name for name, one in REGISTRY.items() if one.owner is not None)
# What a region's record and a link consist of is there already, and what only an official has.
BEGUN_WITH = {"person", "account", "import", "seal_officer"}
_KEY = bytes(range(32))
_NONCE = bytes(12)

# Words have canaries, these have not.
_USUAL: Mapping[type, Any] = {
    LargeBinary: None,
    Boolean: True,
    Date: date(2026, 11, 24),
    Time: time(8, 0),
    Numeric: Decimal(1),
}

Row = Mapping[str, Any]


class Rows:
    """Fills tables for one person, parents first; `official` stands wherever another person is named."""

    def __init__(
        self,
        connection: Connection,
        vault: Vault,
        now: datetime,
        *,
        person_id: int,
        user_id: int,
        official: int,
        shared: Mapping[str, int],
    ) -> None:
        self._connection, self._vault, self._now = connection, vault, now
        self.person_id, self._user_id, self._official = person_id, user_id, official
        self._shared = shared
        self.filled: dict[str, dict[str, Any]] = {}

    def canary(self, table: str, column: str) -> str:
        """What stands in a column of words, and nowhere else."""
        return f"canary-{table}-{column}-{self.person_id}-x"

    def fill(self, name: str) -> Row:
        if name in self.filled:
            return self.filled[name]
        table = tables.metadata.tables[name]
        row = {
            column.name: self._value(table, column) for column in table.columns if not _is_numbered(column)
        }
        if name in _SPECIAL:
            row |= _SPECIAL[name](self, row)
        for column in table.columns:
            if isinstance(column.type, LargeBinary) and row.get(column.name) is None:
                row[column.name] = self.canary(name, column.name).encode()
        for sealed, seal in _SEALED.get(name, {}).items():
            row[sealed] = seal(self, row)
        made = (
            self._connection.execute(insert(table).values(**row).returning(*table.columns)).mappings().one()
        )
        self.filled[name] = {**row, **made}
        return self.filled[name]

    def seal(self, value: str, place: str) -> bytes:
        return self._vault.seal(value, place=place)

    def _value(self, table: Table, column: Any) -> Any:
        for key in column.foreign_keys:
            target = key.column.table.name
            if target == "person":
                return self._official if column.name in REGISTRY[table.name].others else self.person_id
            return self._shared[target] if target in self._shared else self.fill(target)[key.column.name]
        if isinstance(column.type, JSON):
            return {"canary": self.canary(table.name, column.name)}
        if isinstance(column.type, UtcDateTime):
            return self._now
        if isinstance(column.type, Integer):
            return self._user_id if column.name in {"user_id", "chat_id"} else 90_000 + self.person_id
        usual = [value for kind, value in _USUAL.items() if isinstance(column.type, kind)]
        return usual[0] if usual else self.canary(table.name, column.name)

    # -- what is read further has to be as the product writes it

    def special_former(self) -> dict[str, Any]:
        siasn_id = self.canary("former_nip", "siasn_id")
        return {"siasn_id": siasn_id, "nip_hash": self._vault.lookup(NIP, siasn_id)}

    def special_conversation(self) -> dict[str, Any]:
        flow_key = self._vault.lookup(FLOW, flow_name(self._user_id, "wishes"))
        said = {
            "user_id": self._user_id,
            "flow": "wishes",
            "step": "note",
            "data": {"text": self.canary("conversation", "draft")},
        }
        return {
            "flow_key": flow_key,
            "user_key": self._vault.lookup(USER, str(self._user_id)),
            "hour": None,
            "content_sealed": self.seal(json.dumps(said), conversation_place(flow_key)),
        }

    def special_before(self) -> dict[str, Any]:
        before = {
            "person_id": self.person_id,
            "rank": 1,
            "position_key": self.canary("import_before", "before"),
        }
        return {"table_name": "wish", "row_key": str(self.person_id), "before": before}

    def special_outbox(self) -> dict[str, Any]:
        return {"chat_id": self._user_id, "state": "sent", "unique_key": self.canary("outbox", "unique_key")}


def _is_numbered(column: Any) -> bool:
    return bool(column.primary_key and column.name == "id" and isinstance(column.type, Integer))


def _encrypted(name: str, content: str) -> bytes:
    return _NONCE + AESGCM(_KEY).encrypt(_NONCE, content.encode(), name.encode())


def _correction(rows: Rows, row: Row) -> bytes:
    said = {"text": rows.canary("correction", "text"), "kind": "pdf", "size": 9, "key": _KEY.hex()}
    return rows.seal(json.dumps(said), content_place(row["number"]))


_SPECIAL: Mapping[str, Callable[[Rows, Row], dict[str, Any]]] = {
    "former_nip": lambda rows, _row: rows.special_former(),
    "conversation": lambda rows, _row: rows.special_conversation(),
    "import_before": lambda rows, _row: rows.special_before(),
    "outbox": lambda rows, _row: rows.special_outbox(),
    "outbox_text": lambda rows, _row: {
        "content": json.dumps({"key": rows.canary("outbox_text", "content"), "buttons": []})
    },
    "proposal_stage": lambda _rows, _row: {"status": "proposed"},
    "explanation": lambda rows, _row: {
        "content": {"reasons": rows.canary("explanation", "content"), "rivals": [{"person_id": 4_711}]}
    },
    "audit": lambda rows, _row: {"actor": f"person:{rows.person_id}"},
    "proposal": lambda _rows, _row: {"status": "proposed"},
    "claim": lambda _rows, _row: {"second_by": None, "second_at": None},
}
_SEALED: Mapping[str, Mapping[str, Callable[[Rows, Row], bytes]]] = {
    "former_nip": {"nip_sealed": lambda rows, row: rows.seal("19" * 9, nip_place(row["siasn_id"]))},
    "proposal_comment": {
        "text_sealed": lambda rows, row: rows.seal(
            rows.canary("proposal_comment", "text"), comment_place(row["id"])
        )
    },
    "outbox": {"facts_sealed": lambda rows, row: rows.seal("{}", facts_place(row["unique_key"]))},
    "phrase": {
        "phrase_sealed": lambda rows, row: rows.seal(
            rows.canary("phrase", "phrase"), phrase_place(row["person_id"])
        )
    },
    "privacy_request": {
        "answer_sealed": lambda rows, row: rows.seal(
            rows.canary("privacy_request", "answer"), request_place(row["id"])
        )
    },
    "objection": {
        "writing_sealed": lambda rows, row: rows.seal(
            json.dumps({"reasons": rows.canary("objection", "writing")}), writing_place(row["id"])
        ),
        "answer_sealed": lambda rows, row: rows.seal(
            json.dumps({"reason": rows.canary("objection", "answer")}), answer_place(row["id"])
        ),
    },
    "objection_file": {
        "facts_sealed": lambda rows, row: rows.seal(
            json.dumps({"name": "surat.pdf", "key": _KEY.hex()}), file_place(row["id"])
        )
    },
    "objection_content": {
        "content": lambda rows, row: _encrypted(row["file_id"], rows.canary("objection_content", "file"))
    },
    "correction": {
        "content_sealed": _correction,
        "answer_sealed": lambda rows, row: rows.seal(
            rows.canary("correction", "answer"), correction_answer_place(row["number"])
        ),
    },
    "correction_paper": {
        "sealed": lambda rows, row: _encrypted(row["number"], rows.canary("correction_paper", "file"))
    },
    "checkin": {
        "answers_sealed": lambda rows, row: rows.seal(json.dumps({"load": 3}), answers_place(row["id"]))
    },
    "preference": {
        "interests_sealed": lambda rows, row: rows.seal(
            json.dumps([rows.canary("preference", "interests")]),
            interests_place(row["person_id"], row["edition"]),
        )
    },
    "preference_constraint": {
        f"{name}_sealed": lambda rows, row, name=name: rows.seal(  # type: ignore[misc] # mypy knows no default in a lambda
            base64.b64encode(rows.canary("preference_constraint", name).encode()).decode(),
            constraint_place(name, row["person_id"], row["kind"]),
        )
        for name in ("note", "document_name", "document", "reason")
    },
}
