"""Sealed words and files of personal rows, opened for their owners."""

import json
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, RowMapping, select

from storage import tables
from storage.corrections import answer_place as correction_answer_place
from storage.corrections import content_place as correction_place
from storage.objections import answer_place as objection_answer_place
from storage.objections import file_place, writing_place
from storage.official import phrase_place
from storage.personal.belonging import Subject, Told
from storage.vault import Vault

_NONCE_BYTES = 12


def opened(name: str, column: Column[Any], key: Column[Any], place: Callable[[Any], str]) -> Told:
    """Words that stand sealed in a column, at a place that is named by the row's key."""

    def read(subject: Subject, row: RowMapping) -> str | None:
        sealed = row[column.name]
        return None if sealed is None else subject.vault.open(sealed, place=place(row[key.name]))

    return Told(name=name, read=read, needs=(column, key))


def phrase() -> Told:
    kept = tables.phrase.c
    return opened("phrase", kept.phrase_sealed, kept.person_id, phrase_place)


def objection_words() -> tuple[Told, Told]:
    """What was written, and what was answered to it."""
    kept = tables.objection.c
    return (
        _as_json(opened("writing", kept.writing_sealed, kept.id, writing_place)),
        _as_json(opened("answer", kept.answer_sealed, kept.id, objection_answer_place)),
    )


def objection_file() -> Told:
    """The signed file itself."""
    file, kept = tables.objection_file.c, tables.objection_content.c
    facts = select(file.facts_sealed).where(file.id == kept.file_id).scalar_subquery()

    def read(subject: Subject, row: RowMapping) -> bytes:
        key = json.loads(subject.vault.open(row["file"], place=file_place(row["file_id"])))["key"]
        return _decrypted(key, row["content"], row["file_id"])

    return Told(name="file", column=facts, read=read, needs=(kept.file_id, kept.content))


def correction_words() -> tuple[Told, Told]:
    """What was said to be right, and what HR answered."""
    kept = tables.correction.c

    def read(subject: Subject, row: RowMapping) -> str:
        return str(_correction(subject.vault, row["content_sealed"], row["number"])["text"])

    return (
        Told(name="text", read=read, needs=(kept.content_sealed, kept.number)),
        opened("answer", kept.answer_sealed, kept.number, correction_answer_place),
    )


def correction_paper() -> Told:
    """What was handed in to show it."""
    kept, paper = tables.correction.c, tables.correction_paper.c
    content = select(kept.content_sealed).where(kept.number == paper.number).scalar_subquery()

    def read(subject: Subject, row: RowMapping) -> bytes:
        key = _correction(subject.vault, row["file"], row["number"])["key"]
        return _decrypted(str(key), row["sealed"], row["number"])

    return Told(name="file", column=content, read=read, needs=(paper.number, paper.sealed))


def _as_json(told: Told) -> Told:
    def read(subject: Subject, row: RowMapping) -> Any:
        words = told.read(subject, row) if told.read is not None else None
        return None if words is None else json.loads(words)

    return Told(name=told.name, read=read, needs=told.needs)


def _correction(vault: Vault, sealed: bytes, number: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(vault.open(sealed, place=correction_place(number)))
    return told


def _decrypted(key: str, content: bytes, name: str) -> bytes:
    nonce, body = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
    return AESGCM(bytes.fromhex(key)).decrypt(nonce, body, name.encode())
