"""Who of a wave was told privately, from what is kept of messages, cards, answers and marks."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)

from domain.first_word.records import ENOUGH, FirstWord, Word
from domain.liaison.records import Act, Hindrance
from domain.proposals import Status
from domain.transfers import DECIDED, UNDECIDED
from storage.names import full_name
from storage.records import insert_or_ignore
from storage.tables import (
    account,
    card_opening,
    delivery,
    explanation_answer,
    outbox,
    person,
    proposal,
    proposal_stage,
    unit,
)

TO_BE_TOLD = UNDECIDED | DECIDED


class SqlFirstWords:
    """One statement for a wave: a promise that is kept by rows, not by a flag that somebody sets."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tally(self, wave_id: int, *, before_decree: bool) -> dict[Word, int]:
        words = told(wave_id, before_decree=before_decree).subquery()
        counted = select(words.c.word, func.count()).group_by(words.c.word)
        return {Word(word): count for word, count in self._connection.execute(counted)}

    def untold(self, wave_id: int, *, before_decree: bool, limit: int, offset: int) -> Sequence[FirstWord]:
        words = told(wave_id, before_decree=before_decree).subquery()
        short = words.c.word.not_in([str(one) for one in ENOUGH])
        return self._read(words, short, limit=limit, offset=offset)

    def of(self, proposal_id: int, *, before_decree: bool) -> FirstWord | None:
        words = told(before_decree=before_decree).where(proposal.c.id == proposal_id).subquery()
        found = self._read(words, literal(value=True), limit=1, offset=0)
        return found[0] if found else None

    def opened(self, proposal_id: int, *, now: datetime) -> bool:
        first = insert_or_ignore(self._connection, card_opening).values(
            proposal_id=proposal_id, opened_at=now
        )
        kept = self._connection.execute(first.returning(card_opening.c.proposal_id))
        return kept.first() is not None

    def is_opened(self, proposal_id: int) -> bool:
        kept = select(card_opening.c.proposal_id).where(card_opening.c.proposal_id == proposal_id)
        return self._connection.scalar(kept) is not None

    def _read(
        self, words: Any, condition: ColumnElement[bool], *, limit: int, offset: int
    ) -> list[FirstWord]:
        rows = (
            select(
                words,
                person.c.name,
                person.c.title_front,
                person.c.title_back,
                unit.c.name.label("unit"),
                _hindrance(words.c.proposal_id).label("hindrance"),
            )
            .join_from(words, person, person.c.id == words.c.person_id)
            .join(unit, unit.c.id == person.c.unit_id)
            .where(condition)
            .order_by(person.c.name, words.c.proposal_id)
            .limit(limit)
            .offset(offset)
        )
        return [_first_word(row) for row in self._connection.execute(rows)]


def told(wave_id: int | None = None, *, before_decree: bool) -> Select[Any]:
    """Each proposal on its route, and how far the first word of it has come."""
    chosen = _on_route(before_decree=before_decree)
    return chosen if wave_id is None else chosen.where(proposal.c.wave_id == wave_id)


@cache
def _on_route(*, before_decree: bool) -> Select[Any]:
    """Made once: to build this statement costs more than to ask it."""
    return (
        select(
            proposal.c.id.label("proposal_id"),
            proposal.c.person_id,
            _word(before_decree=before_decree).label("word"),
        )
        .select_from(
            proposal.outerjoin(outbox, outbox.c.unique_key == _notice(before_decree=before_decree))
            .outerjoin(
                account, and_(account.c.person_id == proposal.c.person_id, account.c.unlinked_at.is_(None))
            )
            .outerjoin(card_opening, card_opening.c.proposal_id == proposal.c.id)
        )
        .where(proposal.c.status.in_([str(one) for one in TO_BE_TOLD]))
    )


def _word(*, before_decree: bool) -> ColumnElement[str]:
    """What is enough comes first; then what is in the way, the nearest cause first."""
    answered = exists().where(explanation_answer.c.proposal_id == proposal.c.id)
    state, delivered = outbox.c.state, outbox.c.state == "sent"
    if not before_decree:
        # Whoever links after the decree is told by the first notice of all (`domain.linking.binding`).
        late = outbox.alias("late_notice")
        delivered = or_(delivered, exists().where(late.c.unique_key == _proposed(), late.c.state == "sent"))
    return case(
        (or_(card_opening.c.opened_at.is_not(None), answered), str(Word.OPENED)),
        (delivered, str(Word.DELIVERED)),
        (_recorded(Act.PAPER), str(Word.ON_PAPER)),
        (_recorded(Act.UNREACHABLE), str(Word.UNREACHABLE)),
        (account.c.id.is_(None), str(Word.NOT_LINKED)),
        (or_(account.c.unreachable_since.is_not(None), state == "unreachable"), str(Word.BLOCKED)),
        (state.in_(["new", "sending"]), str(Word.WAITING)),
        (state.in_(["unknown", "held"]), str(Word.UNCERTAIN)),
        (state.is_not(None), str(Word.FAILED)),
        else_=str(Word.NOT_SENT),
    )


def _recorded(act: Act) -> ColumnElement[bool]:
    return exists().where(
        delivery.c.proposal_id == proposal.c.id, delivery.c.act == act, delivery.c.taken_back_at.is_(None)
    )


def _hindrance(proposal_id: Any) -> Any:
    kept = delivery.c
    return (
        select(kept.hindrance)
        .where(kept.proposal_id == proposal_id, kept.act == Act.UNREACHABLE, kept.taken_back_at.is_(None))
        .order_by(kept.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _proposed() -> ColumnElement[str]:
    return literal("proposal:") + cast(proposal.c.id, Text) + literal(":proposed")


def _notice(*, before_decree: bool) -> ColumnElement[str]:
    """The name of the message that tells it first (`domain.proposal_notice`)."""
    if before_decree:
        return _proposed()
    earlier, later = proposal_stage.alias("up_to_decree"), proposal_stage.alias("decreed")
    decreed = (
        select(func.min(later.c.id))
        .where(later.c.proposal_id == proposal.c.id, later.c.status == Status.DECREE)
        .correlate(proposal)
        .scalar_subquery()
    )
    place = (
        select(func.count())
        .select_from(earlier)
        .where(earlier.c.proposal_id == proposal.c.id, earlier.c.id <= decreed)
        .correlate(proposal)
        .scalar_subquery()
    )
    number, at = cast(proposal.c.id, Text), cast(place, Text)
    return literal("proposal:") + number + literal(f":{Status.DECREE}:") + at


def _first_word(row: Any) -> FirstWord:
    return FirstWord(
        proposal_id=row.proposal_id,
        person_id=row.person_id,
        name=full_name(row),
        unit=row.unit,
        word=Word(row.word),
        hindrance=None if row.hindrance is None else Hindrance(row.hindrance),
    )
