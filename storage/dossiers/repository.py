"""The repository of dossiers: one face over its parts."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from domain.dossiers.records import (
    Comment,
    DraftChange,
    Line,
    NewValues,
    Seat,
    Shown,
    UnitCount,
    Wanted,
)
from domain.plans.findings import OpenFinding
from domain.proposals import Status
from storage.dossiers.drafts import change_draft, changes_of, seat_numbered, seats_of
from storage.dossiers.lines import page_of, unanswered
from storage.dossiers.requested import keep_requested, requested_of, shown_in
from storage.names import full_name
from storage.planning.findings import findings_on, page_of_findings
from storage.tables import finding, person, proposal, proposal_comment, unit
from storage.vault import Vault

_ID_BYTES = 8


def comment_place(comment_id: str) -> str:
    return f"proposal_comment.text:{comment_id}"


class SqlDossiers:
    """Comments are sealed; everything else officers see here they see in the proposals anyway."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def statuses(self, wave_ids: Sequence[int]) -> Mapping[int, Mapping[Status, int]]:
        counted = (
            select(proposal.c.wave_id, proposal.c.status, func.count())
            .where(proposal.c.wave_id.in_(wave_ids))
            .group_by(proposal.c.wave_id, proposal.c.status)
        )
        found: dict[int, dict[Status, int]] = {one: {} for one in wave_ids}
        for wave_id, status, count in self._connection.execute(counted):
            found[wave_id][Status(status)] = count
        return found

    def open_findings(self, wave_ids: Sequence[int]) -> Mapping[int, int]:
        counted = (
            select(proposal.c.wave_id, func.count().label("number"))
            .join_from(finding, proposal, proposal.c.id == finding.c.proposal_id)
            .where(proposal.c.wave_id.in_(wave_ids), proposal.c.status == Status.DRAFT, unanswered())
            .group_by(proposal.c.wave_id)
        )
        return {row.wave_id: row.number for row in self._connection.execute(counted)}

    def page(self, wanted: Wanted, *, limit: int, offset: int) -> tuple[list[Line], int]:
        return page_of(self._connection, wanted, limit=limit, offset=offset)

    def findings(self, proposal_id: int) -> list[OpenFinding]:
        return findings_on(self._connection, proposal_id)

    def found(self, wave_id: int, *, limit: int, offset: int) -> tuple[list[OpenFinding], int]:
        return page_of_findings(self._connection, wave_id, limit=limit, offset=offset)

    def units(self, wave_id: int, *, to: bool) -> list[UnitCount]:
        side = proposal.c.to_unit_id if to else proposal.c.from_unit_id
        counted = (
            select(unit.c.id, unit.c.name, func.count().label("count"))
            .join_from(proposal, unit, unit.c.id == side)
            .where(proposal.c.wave_id == wave_id)
            .group_by(unit.c.id, unit.c.name)
            .order_by(unit.c.name, unit.c.id)
        )
        return [
            UnitCount(unit_id=number, name=name, count=count)
            for number, name, count in self._connection.execute(counted)
        ]

    def comment(self, proposal_id: int, text: str, *, by: int, now: datetime) -> None:
        comment_id = secrets.token_hex(_ID_BYTES)
        self._connection.execute(
            insert(proposal_comment).values(
                id=comment_id,
                proposal_id=proposal_id,
                written_by=by,
                text_sealed=self._vault.seal(text, place=comment_place(comment_id)),
                written_at=now,
            )
        )

    def comments(self, proposal_id: int) -> list[Comment]:
        kept = proposal_comment.c
        rows = (
            select(kept.id, kept.text_sealed, kept.written_at, *_NAME)
            .join_from(proposal_comment, person, person.c.id == kept.written_by)
            .where(kept.proposal_id == proposal_id)
            .order_by(kept.written_at, kept.id)
        )
        return [
            Comment(
                by=full_name(row),
                text=self._vault.open(row.text_sealed, place=comment_place(row.id)),
                written_at=row.written_at,
            )
            for row in self._connection.execute(rows)
        ]

    def seat(self, post_id: int) -> Seat:
        return seat_numbered(self._connection, post_id)

    def seats(self, unit_id: int) -> list[Seat]:
        return seats_of(self._connection, unit_id)

    def change_draft(
        self, proposal_id: int, values: NewValues, change: DraftChange, *, by: str, now: datetime
    ) -> None:
        change_draft(self._connection, proposal_id, values, change, by=by, now=now)

    def changes(self, proposal_id: int) -> list[DraftChange]:
        return changes_of(self._connection, proposal_id)

    def drafts(self, wave_id: int) -> list[int]:
        kept = select(proposal.c.id).where(proposal.c.wave_id == wave_id, proposal.c.status == Status.DRAFT)
        return list(self._connection.scalars(kept.order_by(proposal.c.id)))

    def shown(self, wave_id: int) -> dict[int, Shown]:
        return shown_in(self._connection, wave_id)

    def keep_requested(self, wave_id: int, shown: Mapping[int, Shown]) -> None:
        keep_requested(self._connection, wave_id, shown)

    def requested(self, wave_id: int) -> dict[int, Shown]:
        return requested_of(self._connection, wave_id)

    def names(self, proposal_ids: Sequence[int]) -> dict[int, str]:
        named = (
            select(proposal.c.id, *_NAME)
            .join_from(proposal, person, person.c.id == proposal.c.person_id)
            .where(proposal.c.id.in_(proposal_ids))
        )
        return {row.id: full_name(row) for row in self._connection.execute(named)}


_NAME = (person.c.name, person.c.title_front, person.c.title_back)
