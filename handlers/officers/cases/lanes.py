"""The lanes beside concerns: corrections, objections, what weighs on people, their rights; with their clocks.

A list names nobody: whose it is stands on the screen of each, and its opening in that person's log of views.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from domain.corrections.records import CorrectionStatus
from domain.objections.answering import Waiting as WaitingObjection
from domain.objections.records import Verdict
from domain.preferences.records import ConstraintState
from domain.privacy.records import State
from domain.views.records import Purpose
from handlers.group_list import said_clock
from handlers.visit import Visit
from locales.words import Markup, moment

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One that waits: its number, what it is, and its clock."""

    number: str
    kind: Markup
    clock: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One as officers read it. `acts`: the answers that it can still have."""

    number: str
    told: Markup
    acts: tuple[str, ...] = ()
    has_papers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """`listed`: what waits, the first due on top. `shown`: one of it. `papers`: its files, by name.

    `answered`: hand an answer to the desk: the number, the act, the words, the letter's number.
    """

    listed: Callable[[Visit], Awaitable[list[Item]]]
    shown: Callable[[Visit, str], Awaitable[Opened]]
    papers: Callable[[Visit, str], Awaitable[list[tuple[str, bytes]]]]
    answered: Callable[[Visit, str, str, str, str], Awaitable[None]]


async def _corrections(visit: Visit) -> list[Item]:
    found = await visit.call(visit.office.corrections.waiting, by=visit.actor, now=visit.now)
    return [
        Item(
            number=one.correction.number,
            kind=visit.say(f"correction.fact.{one.correction.fact}"),
            clock=_hours(visit, one.correction.due_at),
        )
        for one in found
    ]


async def _correction(visit: Visit, number: str) -> Opened:
    found = await visit.call(visit.office.corrections.show, number, by=visit.actor, now=visit.now)
    one = found.correction
    await _note(visit, found.person.id, Purpose.CORRECTION)
    is_open = one.status is CorrectionStatus.NEW
    told = visit.say(
        "case_desk.lane.correction",
        number=one.number,
        name=found.person.full_name,
        unit=found.person.unit,
        kind=visit.say(f"correction.fact.{one.fact}"),
        clock=_hours(visit, one.due_at) if is_open else visit.say("case_desk.lane.over"),
        answer=one.text,
        reason=one.answer or visit.say("case_desk.lane.unanswered"),
    )
    return Opened(
        number=one.number,
        told=told,
        acts=("accepted", "rejected") if is_open else (),
        has_papers=one.paper is not None,
    )


async def _correction_papers(visit: Visit, number: str) -> list[tuple[str, bytes]]:
    desk, by = visit.office.corrections, visit.actor
    found = await visit.call(desk.show, number, by=by, now=visit.now)
    await _note(visit, found.person.id, Purpose.CORRECTION)
    if found.correction.paper is None:
        return []
    content = await visit.office.run(partial(desk.paper, number, by=by, now=visit.now))
    return [(f"{number}.{found.correction.paper.kind}", content)]


async def _answer_correction(visit: Visit, number: str, act: str, words: str, _letter: str) -> None:
    await visit.call(
        visit.office.corrections.answer,
        number,
        CorrectionStatus(act),
        words,
        by=visit.actor,
        now=visit.now,
    )


async def _objections(visit: Visit) -> list[Item]:
    found = await visit.call(visit.office.cases.objections.queue, by=visit.actor)
    return [
        Item(
            number=one.number,
            kind=visit.say(f"objection.request.{one.request}"),
            clock=await _working_days(visit, one.last_day),
        )
        for one in found
    ]


async def objection_of(visit: Visit, number: str) -> WaitingObjection:
    """As HR sees it; that it was opened stands in its person's log of views."""
    return await visit.call(visit.office.cases.objections.show, number, by=visit.actor, now=visit.now)


async def _objection(visit: Visit, number: str) -> Opened:
    found = await objection_of(visit, number)
    kept = found.objection
    grounds = [visit.say(f"objection.ground.{one}") for one in kept.writing.grounds]
    told = visit.say(
        "case_desk.lane.objection",
        number=number,
        name=found.person.full_name,
        unit=found.person.unit,
        kind=visit.say(f"objection.request.{kept.writing.request}"),
        day=found.submitted_on,
        late=visit.say("case_desk.lane.came_late") if found.came_late else Markup(),
        clock=await _working_days(visit, found.due.last_day)
        if kept.answer is None
        else visit.say("case_desk.lane.over"),
        grounds=visit.office.words.joined(*grounds, by="; "),
        answer=kept.writing.reasons,
        reason=kept.answer.reason if kept.answer else visit.say("case_desk.lane.unanswered"),
    )
    return Opened(
        number=number,
        told=told,
        acts=tuple(Verdict) if kept.answer is None and kept.is_open else (),
        has_papers=True,
    )


async def _objection_papers(visit: Visit, number: str) -> list[tuple[str, bytes]]:
    desk, by = visit.office.cases.objections, visit.actor
    found = await visit.office.run(partial(desk.contents, number, by=by, now=visit.now))
    writing = (await objection_of(visit, number)).objection.writing
    # A screen holds the beginning of the reasons; here they are whole.
    whole = (f"alasan-{number}.txt", writing.reasons.encode())
    return [whole, *((one.name, content) for one, content in found)]


async def _answer_objection(visit: Visit, number: str, act: str, words: str, letter: str) -> None:
    await visit.call(
        visit.office.cases.objections.answer,
        number,
        Verdict(act),
        letter=letter,
        reason=words,
        by=visit.actor,
        now=visit.now,
    )


async def _constraints(visit: Visit) -> list[Item]:
    found = await visit.call(visit.office.cases.constraints.waiting, by=visit.actor)
    today = visit.now.astimezone(visit.office.zone).date()
    return [
        Item(
            number=one.constraint.number,
            kind=visit.say(f"wishes.constraint.kind.{one.constraint.kind}"),
            clock=visit.say("case_desk.lane.waits", count=(today - one.constraint.told_on).days),
        )
        for one in found
    ]


async def _constraint(visit: Visit, number: str) -> Opened:
    found = await visit.call(visit.office.cases.constraints.show, number, by=visit.actor, now=visit.now)
    one = found.constraint
    await _note(visit, found.person.id, Purpose.CONSTRAINT)
    told = visit.say(
        "case_desk.lane.constraint",
        number=one.number,
        name=found.person.full_name,
        unit=found.unit,
        kind=visit.say(f"wishes.constraint.kind.{one.kind}"),
        day=one.told_on,
        answer=one.note or visit.say("case_desk.lane.no_note"),
        reason=one.reason or visit.say(f"case_desk.lane.constraint.{one.state}"),
    )
    is_open = one.state is ConstraintState.OPEN
    return Opened(
        number=one.number,
        told=told,
        acts=("acknowledged", "declined") if is_open else (),
        has_papers=bool(one.document),
    )


async def _constraint_papers(visit: Visit, number: str) -> list[tuple[str, bytes]]:
    desk, by = visit.office.cases.constraints, visit.actor
    found = await visit.call(desk.show, number, by=by, now=visit.now)
    await _note(visit, found.person.id, Purpose.CONSTRAINT)
    if not found.constraint.document:
        return []
    content = await visit.office.run(partial(desk.document, number, by=by, now=visit.now))
    return [(found.constraint.document, content)]


async def _answer_constraint(visit: Visit, number: str, act: str, words: str, _letter: str) -> None:
    desk, by = visit.office.cases.constraints, visit.actor
    if ConstraintState(act) is ConstraintState.ACKNOWLEDGED:
        await visit.call(desk.acknowledge, number, by=by, now=visit.now)
    else:
        await visit.call(desk.decline, number, words, by=by, now=visit.now)


async def _rights(visit: Visit) -> list[Item]:
    found = await visit.call(visit.office.cases.rights.queue, by=visit.actor)
    return [
        Item(
            number=one.id,
            kind=visit.say(f"privacy.right.{one.right}"),
            clock=_hours(visit, one.due_at),
        )
        for one in found
    ]


async def _right(visit: Visit, number: str) -> Opened:
    found = await visit.call(visit.office.cases.rights.show, number, by=visit.actor, now=visit.now)
    one = found.request
    is_open = one.state is State.OPEN
    told = visit.say(
        "case_desk.lane.right",
        number=one.id,
        name=found.person.full_name,
        unit=found.person.unit,
        kind=visit.say(f"privacy.right.{one.right}"),
        asked=moment(visit.language, one.asked_at, visit.office.zone),
        clock=_hours(visit, one.due_at) if is_open else visit.say("case_desk.lane.over"),
        reach=visit.say("case_desk.lane.reached" if found.can_be_told else "case_desk.lane.unreached"),
        reason=one.answer or visit.say("case_desk.lane.unanswered"),
    )
    return Opened(number=one.id, told=told, acts=("done", "refused") if is_open else ())


async def _no_papers(_visit: Visit, _number: str) -> list[tuple[str, bytes]]:
    return []


async def _answer_right(visit: Visit, number: str, act: str, words: str, _letter: str) -> None:
    await visit.call(
        visit.office.cases.rights.answer, number, State(act), words, by=visit.actor, now=visit.now
    )


LANES: Mapping[str, Lane] = {
    "c": Lane(listed=_corrections, shown=_correction, papers=_correction_papers, answered=_answer_correction),
    "o": Lane(listed=_objections, shown=_objection, papers=_objection_papers, answered=_answer_objection),
    "w": Lane(listed=_constraints, shown=_constraint, papers=_constraint_papers, answered=_answer_constraint),
    "r": Lane(listed=_rights, shown=_right, papers=_no_papers, answered=_answer_right),
}
"""Corrections, objections, what weighs, rights."""


async def _note(visit: Visit, person_id: int, purpose: Purpose) -> None:
    await visit.call(visit.office.views.note, [person_id], purpose, by=visit.actor, now=visit.now)


async def _working_days(visit: Visit, last_day: date) -> Markup:
    left = await visit.call(visit.office.cases.queue.days_left, last_day, now=visit.now)
    return said_clock(visit.office, visit.language, left)


def _hours(visit: Visit, due_at: datetime) -> Markup:
    """Of 3 x 24 hours."""
    left = (due_at - visit.now) // _HOUR
    if left < 0:
        return visit.say("case_desk.clock.hours_late", count=-left)
    return visit.say("case_desk.clock.hours", count=left)
