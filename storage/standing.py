"""Where people stand, one statement for each table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    select,
    true,
)

from domain.acknowledgements import Acknowledgement
from domain.corrections.records import CorrectionStatus, FactCode
from domain.first_word.records import TOLD, Word
from domain.objections.records import State
from domain.proposals import Status
from domain.standing.records import (
    CorrectionCount,
    LoadCount,
    UnitCount,
    Wanted,
    WaveCount,
    WavePerson,
)
from domain.transfers import DECIDED
from storage.chances import counted_on
from storage.first_words import TO_BE_TOLD, told
from storage.names import full_name
from storage.tables import (
    account,
    chance,
    correction,
    delivery,
    explanation_answer,
    objection,
    person,
    position,
    proposal,
    proposal_stage,
    unit,
    wave_choice,
)

_WAVE = "of_wave"
_ON_ROUTE = [str(one) for one in TO_BE_TOLD]


class SqlStanding:
    """Reads alone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_wave(
        self, wave_id: int, *, before_decree: bool, units: frozenset[int] | None
    ) -> Sequence[WaveCount]:
        each = _each(before_decree=before_decree)
        query = (
            select(
                each.c.unit_id,
                unit.c.name,
                func.count().label("people"),
                _many(each.c.is_linked == 1).label("linked"),
                _many(each.c.word.in_([*Acknowledgement, "silent"])).label("told"),
                _many(each.c.word == "beyond_reach").label("beyond_reach"),
                *(_many(each.c.word == said).label(said) for said in Acknowledgement),
            )
            .join_from(each, unit, unit.c.id == each.c.unit_id)
            .where(_within(each.c.unit_id, units))
            .group_by(each.c.unit_id, unit.c.name)
            .order_by(unit.c.name, each.c.unit_id)
        )
        return [
            WaveCount(
                unit_id=row.unit_id,
                unit=row.name,
                people=row.people,
                linked=row.linked,
                told=row.told,
                beyond_reach=row.beyond_reach,
                understood=row.understood,
                not_understood=row.not_understood,
                objecting=row.objecting,
            )
            for row in self._connection.execute(query, {_WAVE: wave_id})
        ]

    def people_of_wave(self, wave_id: int, *, before_decree: bool) -> Sequence[WavePerson]:
        each = _each(before_decree=before_decree)
        query = (
            select(
                person.c.id,
                unit.c.name.label("unit"),
                person.c.name,
                person.c.title_front,
                person.c.title_back,
                person.c.position,
                each.c.word,
                each.c.is_linked,
            )
            .join_from(each, unit, unit.c.id == each.c.unit_id)
            .join(person, person.c.id == each.c.person_id)
            .order_by(unit.c.name, person.c.name, person.c.id)
        )
        return [
            WavePerson(
                person_id=row.id,
                unit=row.unit,
                full_name=full_name(row),
                position=row.position,
                word=row.word,
                is_linked=row.is_linked == 1,
            )
            for row in self._connection.execute(query, {_WAVE: wave_id})
        ]

    def of_region(self, *, units: frozenset[int] | None) -> Sequence[UnitCount]:
        query = (
            select(person.c.unit_id, unit.c.name, func.count(), func.count(account.c.id))
            .join_from(person, unit, unit.c.id == person.c.unit_id)
            .outerjoin(account, _live(person.c.id))
            .where(person.c.ended_at.is_(None), _within(person.c.unit_id, units))
            .group_by(person.c.unit_id, unit.c.name)
            .order_by(unit.c.name, person.c.unit_id)
        )
        return [
            UnitCount(unit_id=unit_id, unit=name, people=people, linked=linked)
            for unit_id, name, people, linked in self._connection.execute(query)
        ]

    def loads(self, wave_id: int, *, units: frozenset[int] | None) -> Sequence[LoadCount]:
        done, ahead = self._moves(wave_id)
        touched = done.keys() | ahead.keys()
        shown = touched if units is None else touched & units
        if not shown:
            return []
        serving = select(person.c.unit_id, func.count()).where(
            person.c.ended_at.is_(None), person.c.unit_id.in_(shown)
        )
        now = {row[0]: row[1] for row in self._connection.execute(serving.group_by(person.c.unit_id))}
        needs = select(position.c.unit_id, func.sum(position.c.staff_need)).where(
            position.c.unit_id.in_(shown)
        )
        need = {row[0]: row[1] for row in self._connection.execute(needs.group_by(position.c.unit_id))}
        named = select(unit.c.id, unit.c.name).where(unit.c.id.in_(shown)).order_by(unit.c.name, unit.c.id)
        return [
            LoadCount(
                unit_id=unit_id,
                unit=name,
                need=None if need.get(unit_id) is None else int(need[unit_id]),
                before=now.get(unit_id, 0) - done[unit_id],
                now=now.get(unit_id, 0),
                after=now.get(unit_id, 0) + ahead[unit_id],
            )
            for unit_id, name in self._connection.execute(named)
        ]

    def corrections(self, wave_id: int | None, *, now: datetime) -> Sequence[CorrectionCount]:
        is_new = correction.c.status == CorrectionStatus.NEW
        query = select(
            correction.c.fact,
            _many(is_new).label("waiting"),
            _many(and_(is_new, correction.c.due_at < now)).label("overdue"),
            _many(correction.c.status == CorrectionStatus.ACCEPTED).label("accepted"),
            _many(correction.c.status == CorrectionStatus.REJECTED).label("rejected"),
        )
        if wave_id is not None:
            query = query.join(proposal, proposal.c.id == correction.c.proposal_id).where(
                proposal.c.wave_id == wave_id
            )
        rows = {row.fact: row for row in self._connection.execute(query.group_by(correction.c.fact))}
        return [
            CorrectionCount(
                fact=fact,
                waiting=rows[fact].waiting,
                overdue=rows[fact].overdue,
                accepted=rows[fact].accepted,
                rejected=rows[fact].rejected,
            )
            for fact in FactCode
            if fact in rows
        ]

    def wanted(self, *, at_least: int) -> Sequence[Wanted]:
        query = (
            select(unit.c.name, chance.c.wanting)
            .join(unit, unit.c.id == chance.c.unit_id)
            .where(chance.c.position_key == "", chance.c.wanting >= at_least)
            .order_by(chance.c.wanting.desc(), unit.c.name)
        )
        return [Wanted(unit=name, wanting=wanting) for name, wanting in self._connection.execute(query)]

    def wanted_on(self) -> date | None:
        return counted_on(self._connection)

    def callers(self, wave_id: int | None) -> int:
        query = (
            select(func.count())
            .select_from(explanation_answer)
            .join(proposal, proposal.c.id == explanation_answer.c.proposal_id)
            .where(
                explanation_answer.c.followed_at.is_(None),
                explanation_answer.c.asks_for_person,
                proposal.c.status.in_(_ON_ROUTE),
            )
        )
        return self._connection.scalar(_of_wave(query, wave_id)) or 0

    def objections(self, wave_id: int | None) -> Mapping[str, int]:
        query = (
            select(objection.c.state, func.count())
            .join(proposal, proposal.c.id == objection.c.proposal_id)
            .where(objection.c.state != State.DRAFTED)
            .group_by(objection.c.state)
        )
        return {row[0]: row[1] for row in self._connection.execute(_of_wave(query, wave_id))}

    def given_up(self, wave_id: int) -> int:
        was_shown = exists().where(
            proposal_stage.c.proposal_id == proposal.c.id, proposal_stage.c.status == Status.PROPOSED
        )
        query = select(func.count()).where(
            proposal.c.wave_id == wave_id,
            proposal.c.status.in_([Status.CANCELLED, Status.REJECTED]),
            was_shown,
        )
        return self._connection.scalar(query) or 0

    def wishes_met(self, wave_id: int) -> int:
        is_wished = exists().where(
            wave_choice.c.wave_id == wave_id,
            wave_choice.c.person_id == proposal.c.person_id,
            wave_choice.c.unit_id == proposal.c.to_unit_id,
        )
        query = select(func.count()).where(
            proposal.c.wave_id == wave_id,
            proposal.c.status.in_([str(one) for one in DECIDED]),
            is_wished,
        )
        return self._connection.scalar(query) or 0

    def _moves(self, wave_id: int) -> tuple[Counter[int], Counter[int]]:
        """How many more each unit has by moves that are done, and by those that are not."""
        query = (
            select(proposal.c.from_unit_id, proposal.c.to_unit_id, person.c.unit_id)
            .join(person, person.c.id == proposal.c.person_id)
            .where(
                proposal.c.wave_id == wave_id,
                proposal.c.status.in_(_ON_ROUTE),
                proposal.c.from_unit_id != proposal.c.to_unit_id,
                person.c.ended_at.is_(None),
            )
        )
        done: Counter[int] = Counter()
        ahead: Counter[int] = Counter()
        for left, joined, here in self._connection.execute(query):
            moves = done if here == joined else ahead
            moves[left] -= 1
            moves[joined] += 1
        return done, ahead


@cache
def _each(*, before_decree: bool) -> Subquery:
    """Each person of the wave with the one word that counts for them (`domain.standing.records`).

    Made once: to build it costs more than to ask it. Which wave is meant is told when it is asked.
    """
    of_wave = told(before_decree=before_decree).where(proposal.c.wave_id == bindparam(_WAVE))
    words = of_wave.subquery()
    said = _said(words.c.proposal_id)
    word = case(
        (said.is_not(None), said),
        (words.c.word.in_([str(one) for one in TOLD]), "silent"),
        (words.c.word == str(Word.UNREACHABLE), "beyond_reach"),
        else_="untold",
    )
    return (
        select(
            words.c.person_id,
            proposal.c.from_unit_id.label("unit_id"),
            word.label("word"),
            case((account.c.id.is_not(None), 1), else_=0).label("is_linked"),
        )
        .join_from(words, proposal, proposal.c.id == words.c.proposal_id)
        .outerjoin(account, _live(words.c.person_id))
    ).subquery()


def _said(proposal_id: ColumnElement[int]) -> ColumnElement[str | None]:
    """The newest word in the chat; of who said none there, the newest on paper."""
    in_chat = (
        select(explanation_answer.c.word)
        .where(explanation_answer.c.proposal_id == proposal_id, explanation_answer.c.followed_at.is_(None))
        .scalar_subquery()
    )
    on_paper = (
        select(delivery.c.acknowledgement)
        .where(
            delivery.c.proposal_id == proposal_id,
            delivery.c.acknowledgement.is_not(None),
            delivery.c.taken_back_at.is_(None),
        )
        .order_by(delivery.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(in_chat, on_paper, type_=String)


def _live(person_id: ColumnElement[int]) -> ColumnElement[bool]:
    return and_(account.c.person_id == person_id, account.c.unlinked_at.is_(None))


def _within(column: ColumnElement[int], units: frozenset[int] | None) -> ColumnElement[bool]:
    return true() if units is None else column.in_(units)


def _many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), literal(0))


def _of_wave(query: Select[Any], wave_id: int | None) -> Select[Any]:
    return query if wave_id is None else query.where(proposal.c.wave_id == wave_id)
