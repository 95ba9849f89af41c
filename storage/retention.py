"""Rows whose time is over, by the table of `domain/retention/rules.py`."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, and_, delete, exists, func, or_, select, update

from domain.retention.records import Kind
from storage import tables
from storage.tables.columns import one_of

_t = tables


class SqlRetention:
    """Whoever has something open keeps everything that it may need."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, kind: Kind, *, before: datetime) -> int:
        table, over = _OVER[kind]
        query = select(func.count()).select_from(table).where(over(before))
        return self._connection.scalar(query) or 0

    def let_go(self, kind: Kind, *, before: datetime, limit: int) -> int:
        table, over = _OVER[kind]
        key = next(iter(table.primary_key.columns))
        chosen = list(self._connection.scalars(select(key).where(over(before)).order_by(key).limit(limit)))
        if not chosen:
            return 0
        if kind is Kind.MESSAGE_FACTS:
            self._connection.execute(update(table).where(key.in_(chosen)).values(facts_sealed=None))
        else:
            self._connection.execute(delete(table).where(key.in_(chosen)))
        return len(chosen)


def _has_something_open(person_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """An objection that is not over, a correction or a right that waits for its answer."""
    objection, correction, request = _t.objection.c, _t.correction.c, _t.privacy_request.c
    return or_(
        exists().where(
            objection.person_id == person_id,
            objection.answered_at.is_(None),
            objection.withdrawn_at.is_(None),
        ),
        exists().where(correction.person_id == person_id, correction.answered_at.is_(None)),
        exists().where(request.person_id == person_id, one_of(request.state, "open")),
    )


def _over_messages(before: datetime) -> ColumnElement[bool]:
    """Its person is whoever has the chat, or had it."""
    message = _t.outbox.c
    needed = exists().where(
        _t.account.c.chat_id == message.chat_id, _has_something_open(_t.account.c.person_id)
    )
    ended = one_of(message.state, "sent", "unreachable", "cancelled")
    return and_(message.facts_sealed.is_not(None), ended, message.settled_at < before, ~needed)


def _over_invitations(before: datetime) -> ColumnElement[bool]:
    letter = _t.invitation.c
    return and_(letter.closed_at < before, ~_has_something_open(letter.person_id))


def _over_papers(before: datetime) -> ColumnElement[bool]:
    paper = _t.correction_paper.c
    return exists().where(
        _t.correction.c.number == paper.number,
        _t.correction.c.answered_at < before,
        ~_has_something_open(_t.correction.c.person_id),
    )


def _over_values(before: datetime) -> ColumnElement[bool]:
    """Of the newest import nothing goes, and of rows about people who have something open neither."""
    kept = _t.import_before.c
    applied = exists().where(_t.imports.c.id == kept.import_id, _t.imports.c.applied_at < before)
    is_persons = kept.table_name == _t.person.name
    about = exists().where(
        or_(
            and_(is_persons, _t.person.c.id.cast(Text) == kept.row_key),
            _t.person.c.id == kept.before["person_id"].as_integer(),
        ),
        _has_something_open(_t.person.c.id),
    )
    return and_(applied, ~about)


def _over_claims(before: datetime) -> ColumnElement[bool]:
    claim = _t.claim.c
    return and_(claim.closed_at < before, ~_has_something_open(claim.person_id))


def _over_cards(before: datetime) -> ColumnElement[bool]:
    """A word that was given can be given again for a day, after its record was taken back."""
    card = _t.paper_card.c
    over = or_(card.used_at < before, card.expires_at < before)
    return and_(over, ~_has_something_open(card.person_id))


def _over_deliveries(before: datetime) -> ColumnElement[bool]:
    """What stands of the news of a proposal stays."""
    record = _t.delivery.c
    proves_nothing = or_(record.taken_back_at.is_not(None), one_of(record.act, "concern"))
    return and_(proves_nothing, record.recorded_at < before, ~_has_something_open(record.person_id))


_OVER: dict[Kind, Any] = {
    Kind.MESSAGE_FACTS: (_t.outbox, _over_messages),
    Kind.INVITATION: (_t.invitation, _over_invitations),
    Kind.CORRECTION_PAPER: (_t.correction_paper, _over_papers),
    Kind.FORMER_VALUES: (_t.import_before, _over_values),
    Kind.ENDED_CLAIM: (_t.claim, _over_claims),
    Kind.PAPER_CARD: (_t.paper_card, _over_cards),
    Kind.DELIVERY: (_t.delivery, _over_deliveries),
}
