"""HR's side: what waits and by when, who may see it, and the answer that reaches its person."""

from datetime import datetime, timedelta

import pytest

from domain.actors import OPERATOR, Actor, Role
from domain.objections.answering import (
    REASON_AT_MOST,
    AnswerReasonNeeded,
    AnswerReasonTooLong,
)
from domain.objections.records import State, Verdict
from domain.objections.refusals import NoObjectionOpen, ObjectionAnswered
from domain.refusals import NotFound, NotPermitted, OwnRequest
from domain.views.records import Purpose
from storage.store import SqlStore
from tests.domain.objections.conftest import PDF, WRITING, Decided, decided_in
from tests.outbox import take_all
from tests.people import ANDI, RINA, SITI


@pytest.fixture
def number(decided: Decided, now: datetime) -> str:
    """Of Siti's objection, which has been handed in."""
    decided.desk.write(decided.siti, WRITING, now=now)
    decided.desk.add_file(decided.siti, "surat.pdf", PDF, now=now)
    kept = decided.desk.submit(decided.siti, on_paper=False, now=now).objection
    assert kept is not None
    return kept.number or ""


@pytest.fixture
def rina(decided: Decided) -> Actor:
    return Actor(decided.region.id_of(RINA))


def test_officers_are_told_that_one_came_in_by_its_number_alone(
    decided: Decided, number: str, now: datetime
) -> None:
    told = take_all(decided.region.region.store, now=now)

    assert [(one.chat_id, one.text_key) for one in told] == [(RINA.user_id, "objection.notice.in")]
    assert told[0].facts == {"number": number, "day": "23-12-2026"}
    assert told[0].protect


def test_what_waits_is_listed_with_its_clock_and_drafts_are_not(
    decided: Decided, number: str, rina: Actor, now: datetime
) -> None:
    (waiting,) = decided.answers.waiting(by=rina, now=now + timedelta(days=1))

    assert waiting.objection.number == number
    assert waiting.days_left == 28
    assert not waiting.came_late


def test_a_draft_is_nobodys_affair(decided: Decided, rina: Actor, now: datetime) -> None:
    decided.desk.write(decided.siti, WRITING, now=now)

    assert decided.answers.waiting(by=rina, now=now) == []


def test_each_look_is_noted_for_its_person(decided: Decided, number: str, rina: Actor, now: datetime) -> None:
    decided.answers.show(number, by=rina, now=now)
    ((file, content),) = decided.answers.contents(number.lower(), by=rina, now=now)

    assert (file.name, content) == ("surat.pdf", PDF)
    with decided.region.region.store.read() as work:
        views = work.views.of(decided.siti, since=now - timedelta(days=1), limit=9, offset=0)
    assert {one.purpose for one in views} == {Purpose.OBJECTION}


def test_only_officers_see_and_answer(decided: Decided, number: str, now: datetime) -> None:
    for by in (Actor(decided.region.id_of(ANDI)), Actor(decided.siti), OPERATOR):
        with pytest.raises(NotPermitted):
            decided.answers.waiting(by=by, now=now)
        with pytest.raises(NotPermitted):
            decided.answers.contents(number, by=by, now=now)
        with pytest.raises(NotPermitted):
            decided.answers.answer(number, Verdict.REJECTED, letter="", reason="x", by=by, now=now)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_answer_is_told_without_its_content_and_read_in_the_chat(
    decided: Decided, number: str, rina: Actor, now: datetime, verdict: Verdict
) -> None:
    store = decided.region.region.store
    take_all(store, now=now)
    decided.answers.answer(number, verdict, letter="800/12", reason="Telah ditelaah.", by=rina, now=now)
    (told,) = take_all(store, now=now)
    own = decided.desk.own(decided.siti, now=now).objection

    assert (told.chat_id, told.text_key) == (SITI.user_id, "objection.notice.answered")
    assert set(told.facts) == {"official_code", "official_phrase"}
    assert told.protect
    assert own is not None
    assert own.answer is not None
    assert (own.state, own.answer.verdict, own.answer.reason) == (
        State.ANSWERED,
        verdict,
        "Telah ditelaah.",
    )


def test_an_answer_has_a_reason_and_is_given_once(
    decided: Decided, number: str, rina: Actor, now: datetime
) -> None:
    with pytest.raises(AnswerReasonNeeded):
        decided.answers.answer(number, Verdict.ACCEPTED, letter="", reason=" ", by=rina, now=now)
    with pytest.raises(AnswerReasonTooLong):
        decided.answers.answer(
            number, Verdict.ACCEPTED, letter="", reason="x" * (REASON_AT_MOST + 1), by=rina, now=now
        )
    with pytest.raises(NotFound):
        decided.answers.answer("KBR-0000-0000", Verdict.ACCEPTED, letter="", reason="x", by=rina, now=now)
    decided.answers.answer(number, Verdict.ACCEPTED, letter="", reason="x", by=rina, now=now)
    with pytest.raises(ObjectionAnswered):
        decided.answers.answer(number, Verdict.REJECTED, letter="", reason="x", by=rina, now=now)


def test_a_withdrawn_one_is_not_answered_and_officers_are_told(
    decided: Decided, number: str, rina: Actor, now: datetime
) -> None:
    decided.desk.withdraw(decided.siti, now=now)

    keys = [one.text_key for one in take_all(decided.region.region.store, now=now)]
    assert keys == ["objection.notice.in", "objection.notice.withdrawn"]
    with pytest.raises(NoObjectionOpen):
        decided.answers.answer(number, Verdict.REJECTED, letter="", reason="x", by=rina, now=now)


def test_nobody_answers_their_own_objection(quick_store: SqlStore, now: datetime) -> None:
    decided = decided_in(quick_store, now)
    decided.desk.write(decided.siti, WRITING, now=now)
    decided.desk.add_file(decided.siti, "surat.pdf", PDF, now=now)
    kept = decided.desk.submit(decided.siti, on_paper=False, now=now).objection
    assert kept is not None
    with quick_store.write() as work:
        work.people.grant(decided.siti, Role.OFFICER, by=OPERATOR.label, now=now)
        work.commit()

    siti, number = Actor(decided.siti), kept.number or ""
    with pytest.raises(OwnRequest):
        decided.answers.answer(number, Verdict.ACCEPTED, letter="", reason="x", by=siti, now=now)
    assert decided.answers.show(number, by=siti, now=now).objection.state is State.SUBMITTED
