"""A case as it is written: one sealed document, as long as a few others, so that its length tells little."""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from domain.concerns.records import (
    Case,
    CaseStatus,
    Entry,
    EntryKind,
    FileKind,
    Mode,
    Side,
    StoredFile,
    Unsealing,
)
from domain.concerns.taxonomy import Concern, Desk

_PADDED_TO = 4096


@dataclass(frozen=True, slots=True)
class Halves:
    """One sender for one pair of officers: each gets a box with a half."""

    first: int
    second: int
    first_box: bytes
    second_box: bytes


@dataclass(slots=True, kw_only=True)
class Dossier:
    """A case with what people are not shown: its owner's mark, its files' keys, the sender's halves."""

    case: Case
    owner_mark: bytes
    file_keys: dict[str, bytes] = field(default_factory=dict)
    halves: list[Halves] = field(default_factory=list)
    unsealing: Unsealing | None = None
    given: dict[int, bytes] = field(default_factory=dict)
    """The first officer's halves, by the officer who has the other one."""
    fresh_files: list[str] = field(default_factory=list)
    """Files that came with a letter: they get other names and keys when it is sorted in."""
    doomed_files: list[str] = field(default_factory=list)
    """Files of which the case has let go: their keys are gone, and their rows go when it is sorted in."""

    def rename_files(self, names: dict[str, str]) -> None:
        """Give its files other names."""
        entries = tuple(
            replace(one, files=tuple(replace(file, id=names.get(file.id, file.id)) for file in one.files))
            for one in self.case.entries
        )
        self.case = replace(self.case, entries=entries)


def written(dossier: Dossier) -> str:
    """As JSON, padded: what is behind its end is white space."""
    case, unsealing = dossier.case, dossier.unsealing
    text = json.dumps(
        {
            "number": case.number,
            "alias": case.alias,
            "concern": case.concern,
            "mode": case.mode,
            "desk": case.desk,
            "status": case.status,
            "opened_on": case.opened_on.isoformat(),
            "answer_due_on": case.answer_due_on.isoformat(),
            "rating": case.rating,
            "assigned_to": case.assigned_to,
            "merged_into": case.merged_into,
            "followers": case.followers,
            "alarms": case.alarms,
            "entries": [_entry(one) for one in case.entries],
            "owner_mark": _text(dossier.owner_mark),
            "file_keys": {name: _text(key) for name, key in dossier.file_keys.items()},
            "halves": [
                [one.first, one.second, _text(one.first_box), _text(one.second_box)] for one in dossier.halves
            ],
            "unsealing": None if unsealing is None else _unsealing(unsealing),
            "given": {str(officer): _text(half) for officer, half in dossier.given.items()},
            "fresh_files": dossier.fresh_files,
            "doomed_files": dossier.doomed_files,
        }
    )
    return text.ljust(-(-len(text) // _PADDED_TO) * _PADDED_TO)


def read(text: str) -> Dossier:
    kept: dict[str, Any] = json.loads(text)
    case = Case(
        number=kept["number"],
        alias=kept["alias"],
        concern=Concern(kept["concern"]),
        mode=Mode(kept["mode"]),
        desk=Desk(kept["desk"]),
        status=CaseStatus(kept["status"]),
        opened_on=date.fromisoformat(kept["opened_on"]),
        answer_due_on=date.fromisoformat(kept["answer_due_on"]),
        rating=kept["rating"],
        assigned_to=kept["assigned_to"],
        merged_into=kept["merged_into"],
        followers=tuple(kept["followers"]),
        alarms=tuple(kept["alarms"]),
        entries=tuple(_read_entry(one) for one in kept["entries"]),
    )
    asked = kept["unsealing"]
    return Dossier(
        case=case,
        owner_mark=_bytes(kept["owner_mark"]),
        file_keys={name: _bytes(key) for name, key in kept["file_keys"].items()},
        halves=[
            Halves(first, second, _bytes(one), _bytes(other)) for first, second, one, other in kept["halves"]
        ],
        unsealing=None if asked is None else _read_unsealing(case.number, asked),
        given={int(officer): _bytes(half) for officer, half in kept["given"].items()},
        fresh_files=kept["fresh_files"],
        doomed_files=kept["doomed_files"],
    )


def files_of(case: Case) -> Iterable[StoredFile]:
    return (file for entry in case.entries for file in entry.files)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "side": entry.side,
        "kind": entry.kind,
        "text": entry.text,
        "on": entry.on.isoformat(),
        "is_read": entry.is_read,
        "files": [[one.id, one.kind, one.size] for one in entry.files],
    }


def _read_entry(kept: dict[str, Any]) -> Entry:
    return Entry(
        id=kept["id"],
        side=Side(kept["side"]),
        kind=EntryKind(kept["kind"]),
        text=kept["text"],
        on=date.fromisoformat(kept["on"]),
        is_read=kept["is_read"],
        files=tuple(
            StoredFile(id=name, kind=FileKind(kind), size=size) for name, kind, size in kept["files"]
        ),
    )


def _unsealing(one: Unsealing) -> dict[str, Any]:
    return {
        "reason": one.reason,
        "requested_by": one.requested_by,
        "requested_on": one.requested_on.isoformat(),
        "second_by": one.second_by,
        "opened_on": None if one.opened_on is None else one.opened_on.isoformat(),
    }


def _read_unsealing(number: str, kept: dict[str, Any]) -> Unsealing:
    opened_on = kept["opened_on"]
    return Unsealing(
        number=number,
        reason=kept["reason"],
        requested_by=kept["requested_by"],
        requested_on=date.fromisoformat(kept["requested_on"]),
        second_by=kept["second_by"],
        opened_on=None if opened_on is None else date.fromisoformat(opened_on),
    )


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value)
