"""Values of personal rows as their owners read them: sealed ones opened, and none of anybody else's."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, RowMapping, Table, select

from domain.proposals import Status
from domain.transfers import stage_of
from storage import tables
from storage.checkins import answers_place
from storage.conversations import conversation_place
from storage.people import nip_place, phone_place
from storage.personal.belonging import Subject, Told

# What stands where an account stood that is nobody's any more.
NOBODY = 0

_PLACES = {"nip": nip_place, "phone": phone_place}
# Of a row's former values: numbers of rows, sealed values and what they are found by are not for reading.
_UNREADABLE = ("_id", "_sealed", "_hash", "digest")


def request_place(request_id: str) -> str:
    return f"privacy_request.answer:{request_id}"


def number_of(table: Table, name: str) -> Told:
    """A sealed number, opened."""
    sealed = table.c[f"{name}_sealed"]

    def read(subject: Subject, row: RowMapping) -> str | None:
        kept = row[sealed.name]
        if kept is None:
            return None
        return subject.vault.open(kept, place=_PLACES[name](row["siasn_id"]))

    return Told(name=name, read=read, needs=(sealed, table.c.siasn_id))


def unit_name(name: str, unit_id: Column[Any]) -> Told:
    """The unit's name instead of its number."""
    unit = tables.unit.alias(f"{unit_id.table.name}_{unit_id.name}")
    return Told(name=name, column=select(unit.c.name).where(unit.c.id == unit_id).scalar_subquery())


def announced(table: Table) -> Told:
    """The announcement's title instead of its number."""
    title = select(tables.announcement.c.title_id).where(tables.announcement.c.id == table.c.announcement_id)
    return Told(name="announcement", column=title.scalar_subquery())


def answers(name: str, column: ColumnElement[Any]) -> Told:
    """That something is there, and not what."""
    return Told(name=name, column=column.is_not(None))


def own_or_not(actor: Column[Any]) -> Told:
    """Who did it: the person, an official of the region, or the house itself."""

    def read(subject: Subject, row: RowMapping) -> str:
        label = str(row[actor.name])
        if label in subject.labels:
            return "self"
        return "official" if label.startswith("person:") else "system"

    return Told(name="by", read=read, needs=(actor,))


def shown_stage() -> Told:
    """The stage as the card shows it: those that are confidential appear as one."""

    def read(_subject: Subject, row: RowMapping) -> str | None:
        return stage_of(Status(row["status"]))

    return Told(name="stage", read=read, needs=(tables.proposal_stage.c.status,))


def shown_reasons() -> Told:
    """Why the proposal is made, without the colleagues who were weighed for the same seat."""

    def read(_subject: Subject, row: RowMapping) -> dict[str, Any]:
        return {name: value for name, value in row["content"].items() if name not in {"rivals", "person_id"}}

    return Told(name="reasons", read=read, needs=(tables.explanation.c.content,))


def kind_of_message() -> Told:
    """The key of a message's words: which message it was."""
    content = select(tables.outbox_text.c.content).where(tables.outbox_text.c.id == tables.outbox.c.text_id)

    def read(_subject: Subject, row: RowMapping) -> str:
        return str(json.loads(row["message"])["key"])

    return Told(name="message", column=content.scalar_subquery(), read=read)


def answer_to_request() -> Told:
    """HR's words to the request."""
    kept = tables.privacy_request.c

    def read(subject: Subject, row: RowMapping) -> str | None:
        sealed = row["answer_sealed"]
        return None if sealed is None else subject.vault.open(sealed, place=request_place(row["id"]))

    return Told(name="answer", read=read, needs=(kept.id, kept.answer_sealed))


def checkin_answers() -> Told:
    """One's own three answers after the move."""
    kept = tables.checkin.c

    def read(subject: Subject, row: RowMapping) -> dict[str, int] | None:
        sealed = row["answers_sealed"]
        if sealed is None:
            return None
        opened: dict[str, int] = json.loads(subject.vault.open(sealed, place=answers_place(row["id"])))
        return opened

    return Told(name="answers", read=read, needs=(kept.id, kept.answers_sealed))


def draft() -> Told:
    """What was typed into a form and not sent; one that is to leave no trace is not opened."""
    kept = tables.conversation.c

    def read(subject: Subject, row: RowMapping) -> dict[str, Any] | None:
        if row["hour"] is not None:
            return None
        place = conversation_place(row["flow_key"])
        opened = json.loads(subject.vault.open(row["content_sealed"], place=place))
        return {name: opened[name] for name in ("flow", "step", "data")}

    return Told(name="draft", read=read, needs=(kept.flow_key, kept.hour, kept.content_sealed))


def former_values() -> tuple[Told, ...]:
    """What an import replaced: which kind of row, when, and what it said."""
    kept = tables.import_before.c
    applied = (
        select(tables.imports.c.applied_at).where(tables.imports.c.id == kept.import_id).scalar_subquery()
    )
    return (
        Told(name="applied_at", column=applied),
        Told(name="kind", column=kept.table_name),
        Told(name="values", read=_former, needs=(kept.table_name, kept.before)),
    )


def _former(subject: Subject, row: RowMapping) -> dict[str, Any]:
    before: Mapping[str, Any] = row["before"]
    said = {name: value for name, value in before.items() if not name.endswith(_UNREADABLE) and name != "id"}
    if row["table_name"] == tables.person.name:
        for name, place in _PLACES.items():
            kept = before.get(f"{name}_sealed")
            if kept is not None:
                sealed = base64.b64decode(kept)
                said[name] = subject.vault.open(sealed, place=place(before["siasn_id"]))
    return said
