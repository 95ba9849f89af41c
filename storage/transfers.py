"""Waves and proposals."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from domain.proposals import Direction, NewProposal, Placement, Proposal, StageEntry, Status
from domain.refusals import NotFound
from domain.waves import PublicationRequest, Wave, WaveCalendar
from storage.tables import position, proposal, proposal_stage, unit, wave

_from_unit = unit.alias("from_unit")
_to_unit = unit.alias("to_unit")


class SqlWaves:
    """The waves kept here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, wave_id: int) -> Wave:
        row = self._connection.execute(select(wave).where(wave.c.id == wave_id)).first()
        if row is None:
            raise NotFound(subject=f"wave {wave_id}")
        return _wave(row)

    def named(self, name: str) -> Wave | None:
        row = self._connection.execute(select(wave).where(wave.c.name == name)).first()
        return None if row is None else _wave(row)

    def all(self) -> list[Wave]:
        return [_wave(row) for row in self._connection.execute(select(wave).order_by(wave.c.id.desc()))]

    def open(self, name: str, *, now: datetime) -> int:
        number: int = self._connection.execute(
            insert(wave).values(name=name, created_at=now).returning(wave.c.id)
        ).scalar_one()
        return number

    def set_calendar(self, wave_id: int, calendar: WaveCalendar) -> None:
        self._connection.execute(update(wave).where(wave.c.id == wave_id).values(asdict(calendar)))

    def mark_checked(self, wave_id: int, *, now: datetime) -> None:
        self._connection.execute(update(wave).where(wave.c.id == wave_id).values(checked_at=now))

    def request(self, wave_id: int, request: PublicationRequest) -> None:
        self._connection.execute(
            update(wave)
            .where(wave.c.id == wave_id)
            .values(requested_by=request.by, requested_at=request.at, requested_digest=request.digest)
        )

    def publish(self, wave_id: int, *, by: int, now: datetime) -> bool:
        published = self._connection.execute(
            update(wave)
            .where(wave.c.id == wave_id, wave.c.published_at.is_(None))
            .values(published_by=by, published_at=now)
            .returning(wave.c.id)
        )
        return published.first() is not None


class SqlProposals:
    """The proposals kept here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, proposal_id: int) -> Proposal:
        found = self._all(_SELECT.where(proposal.c.id == proposal_id))
        if not found:
            raise NotFound(subject=f"proposal {proposal_id}")
        return found[0]

    def draft(self, wave_id: int, proposals: Sequence[NewProposal]) -> None:
        if not proposals:
            return
        numbers = {one.origin_post for one in proposals} | {one.target_post for one in proposals}
        posts = {
            row.id: row
            for row in self._connection.execute(select(position).where(position.c.id.in_(numbers)))
        }
        self._connection.execute(
            insert(proposal),
            [_draft(wave_id, one, posts[one.origin_post], posts[one.target_post]) for one in proposals],
        )

    def of_person(self, person_id: int) -> list[Proposal]:
        return self._all(_SELECT.where(proposal.c.person_id == person_id).order_by(proposal.c.id.desc()))

    def of_wave(self, wave_id: int) -> list[Proposal]:
        return self._all(_SELECT.where(proposal.c.wave_id == wave_id).order_by(proposal.c.id))

    def enter(
        self, proposal_ids: list[int], status: Status, *, by: str, note: str = "", now: datetime
    ) -> None:
        if not proposal_ids:
            return
        self._connection.execute(
            update(proposal).where(proposal.c.id.in_(proposal_ids)).values(status=status)
        )
        self._connection.execute(
            insert(proposal_stage),
            [
                {"proposal_id": one, "status": status, "entered_at": now, "moved_by": by, "note": note}
                for one in proposal_ids
            ],
        )

    def _all(self, query: Select[Any]) -> list[Proposal]:
        rows = self._connection.execute(query).all()
        stages: dict[int, list[StageEntry]] = defaultdict(list)
        entries = (
            select(proposal_stage)
            .where(proposal_stage.c.proposal_id.in_([row.id for row in rows]))
            .order_by(proposal_stage.c.id)
        )
        for entry in self._connection.execute(entries):
            stages[entry.proposal_id].append(
                StageEntry(
                    status=Status(entry.status),
                    entered_at=entry.entered_at,
                    moved_by=entry.moved_by,
                    note=entry.note,
                )
            )
        return [_proposal(row, tuple(stages[row.id])) for row in rows]


def _wave(row: Row[Any]) -> Wave:
    asked = row.requested_by is not None
    return Wave(
        id=row.id,
        name=row.name,
        created_at=row.created_at,
        request=PublicationRequest(by=row.requested_by, at=row.requested_at, digest=row.requested_digest)
        if asked
        else None,
        published_at=row.published_at,
        checked_at=row.checked_at,
        calendar=WaveCalendar(**{field.name: getattr(row, field.name) for field in fields(WaveCalendar)}),
    )


def _draft(wave_id: int, new: NewProposal, origin: Row[Any], target: Row[Any]) -> dict[str, Any]:
    return {
        "wave_id": wave_id,
        "person_id": new.person_id,
        "direction": new.direction,
        "own_request": False,
        "from_unit_id": origin.unit_id,
        "from_position": origin.name,
        "from_class": origin.job_class,
        "to_unit_id": target.unit_id,
        "to_position": target.name,
        "to_class": target.job_class,
        "reason": new.reason,
        "planned_effective_on": new.planned_effective_on,
        "status": Status.DRAFT,
        # No file's row is like it: a later list of HR's that names the same person is a change.
        "digest": b"",
    }


def _proposal(row: Row[Any], stages: tuple[StageEntry, ...]) -> Proposal:
    return Proposal(
        id=row.id,
        wave_id=row.wave_id,
        person_id=row.person_id,
        direction=Direction(row.direction),
        own_request=row.own_request,
        origin=Placement(
            unit=row.from_unit,
            position=row.from_position,
            job_class=row.from_class,
            location=row.from_location,
        ),
        target=Placement(
            unit=row.to_unit, position=row.to_position, job_class=row.to_class, location=row.to_location
        ),
        reason=row.reason,
        planned_effective_on=row.planned_effective_on,
        status=Status(row.status),
        stages=stages,
    )


_SELECT: Select[Any] = (
    select(
        proposal,
        _from_unit.c.name.label("from_unit"),
        _from_unit.c.location.label("from_location"),
        _to_unit.c.name.label("to_unit"),
        _to_unit.c.location.label("to_location"),
    )
    .join_from(proposal, _from_unit, proposal.c.from_unit_id == _from_unit.c.id)
    .join(_to_unit, proposal.c.to_unit_id == _to_unit.c.id)
)
