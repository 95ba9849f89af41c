"""Pages of proposals, narrowed in the database."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from domain.acknowledgements import Acknowledgement
from domain.dossiers.records import Line, Mark, Wanted
from domain.first_word.records import ENOUGH
from domain.proposals import Status
from storage.first_words import told
from storage.names import full_name
from storage.records import SqlPolicy
from storage.tables import explanation_answer, finding, justification, objection, person, proposal, unit

_from, _to = unit.alias("left_unit"), unit.alias("joined_unit")


def page_of(connection: Connection, wanted: Wanted, *, limit: int, offset: int) -> tuple[list[Line], int]:
    """Two statements: how many, and which."""
    conditions = list(_conditions(connection, wanted))
    joined = proposal.join(person, person.c.id == proposal.c.person_id)
    count = connection.scalar(select(func.count()).select_from(joined).where(*conditions)) or 0
    rows = (
        select(
            proposal.c.id,
            proposal.c.wave_id,
            proposal.c.person_id,
            proposal.c.status,
            person.c.name,
            person.c.title_front,
            person.c.title_back,
            person.c.ended_at,
            _from.c.name.label("from_unit"),
            _to.c.name.label("to_unit"),
            _open_findings().label("findings"),
        )
        .select_from(
            joined.join(_from, _from.c.id == proposal.c.from_unit_id).join(
                _to, _to.c.id == proposal.c.to_unit_id
            )
        )
        .where(*conditions)
        .order_by(person.c.name, proposal.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [_line(row) for row in connection.execute(rows)], count


def unanswered() -> ColumnElement[bool]:
    """A finding without HR's written answer."""
    return ~exists().where(
        justification.c.proposal_id == finding.c.proposal_id, justification.c.code == finding.c.code
    )


def _conditions(connection: Connection, wanted: Wanted) -> Any:
    if wanted.wave_id is not None:
        yield proposal.c.wave_id == wanted.wave_id
    if wanted.status is not None:
        yield proposal.c.status == wanted.status
    if wanted.from_unit is not None:
        yield proposal.c.from_unit_id == wanted.from_unit
    if wanted.to_unit is not None:
        yield proposal.c.to_unit_id == wanted.to_unit
    if wanted.person_id is not None:
        yield proposal.c.person_id == wanted.person_id
    for word in wanted.words.split():
        yield func.lower(person.c.name).contains(word.lower(), autoescape=True)
    if wanted.mark is not None:
        yield from _marked(connection, wanted)


def _marked(connection: Connection, wanted: Wanted) -> Any:
    match wanted.mark:
        case Mark.FOUND:
            yield proposal.c.status == Status.DRAFT
            yield _open_findings() > 0
        case Mark.OBJECTING:
            yield _is_objecting()
        case Mark.LEFT:
            yield person.c.ended_at.is_not(None)
            yield proposal.c.status == Status.DRAFT
        case Mark.UNTOLD:
            before_decree = bool(SqlPolicy(connection).shows_before_decree)
            words = told(wanted.wave_id, before_decree=before_decree).subquery()
            short = select(words.c.proposal_id).where(words.c.word.not_in([str(one) for one in ENOUGH]))
            yield proposal.c.id.in_(short)


def _open_findings() -> Any:
    return (
        select(func.count())
        .select_from(finding)
        .where(finding.c.proposal_id == proposal.c.id, proposal.c.status == Status.DRAFT, unanswered())
        .correlate(proposal)
        .scalar_subquery()
    )


def _is_objecting() -> ColumnElement[bool]:
    said = exists().where(
        explanation_answer.c.proposal_id == proposal.c.id,
        explanation_answer.c.followed_at.is_(None),
        explanation_answer.c.word == Acknowledgement.OBJECTING,
    )
    filed = exists().where(and_(objection.c.proposal_id == proposal.c.id, objection.c.state == "submitted"))
    return or_(said, filed)


def _line(row: Any) -> Line:
    return Line(
        proposal_id=row.id,
        wave_id=row.wave_id,
        person_id=row.person_id,
        name=full_name(row),
        from_unit=row.from_unit,
        to_unit=row.to_unit,
        status=Status(row.status),
        findings=row.findings,
        has_left=row.ended_at is not None,
    )
