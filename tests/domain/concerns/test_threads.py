"""The two-way thread: changed until it is read, never afterwards, and no word is lost."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.actors import Actor
from domain.concerns import threads
from domain.concerns.records import (
    BySender,
    Case,
    CaseStatus,
    Entry,
    EntryKind,
    Mode,
    NewCase,
    Side,
)
from domain.concerns.refusals import (
    AlreadyRead,
    AnswerEmpty,
    CaseEnded,
    CaseNotEnded,
    CaseUnknown,
    RatingUnfit,
)
from domain.concerns.taxonomy import Concern, Desk
from domain.refusals import NotPermitted, Refusal
from tests.domain.concerns.conftest import Town
from tests.domain.concerns.test_filing import PDF, WORRY

TODAY = date(2026, 11, 24)


@pytest.fixture
def number(town: Town, now: datetime) -> str:
    return town.concerns.open_case(WORRY, Mode.SEALED, sender=town.siti, now=now).number


def test_until_it_is_read_a_line_may_be_changed_and_taken_back(
    town: Town, number: str, now: datetime
) -> None:
    (first,) = town.concerns.own(town.siti)[0].entries
    case = town.concerns.add(number, "Ada satu hal lagi.", (PDF,), owner=town.as_siti, now=now)
    town.concerns.edit(number, first.id, "Tiga jam.", owner=town.as_siti, now=now)
    case = town.concerns.take_back(number, case.entries[1].id, owner=town.as_siti, now=now)

    assert [one.text for one in case.entries] == ["Tiga jam."]
    assert [one.text for one in town.handling.read(number, by=town.rina, now=now).entries] == ["Tiga jam."]


def test_what_was_read_is_added_to_but_neither_changed_nor_withdrawn(
    town: Town, number: str, now: datetime
) -> None:
    town.handling.read(number, by=town.rina, now=now)
    (first,) = town.concerns.own(town.siti)[0].entries

    with pytest.raises(AlreadyRead):
        town.concerns.edit(number, first.id, "Bukan.", owner=town.as_siti, now=now)
    with pytest.raises(AlreadyRead):
        town.concerns.take_back(number, first.id, owner=town.as_siti, now=now)
    with pytest.raises(AlreadyRead):
        town.concerns.withdraw(number, owner=town.as_siti, now=now)
    town.concerns.add(number, "Tambahan.", owner=town.as_siti, now=now)
    assert [one.text for one in town.concerns.own(town.siti)[0].entries] == [WORRY.text, "Tambahan."]


def test_a_withdrawn_case_keeps_nothing_but_its_number(town: Town, number: str, now: datetime) -> None:
    case = town.concerns.withdraw(number, owner=town.as_siti, now=now)

    assert (case.status, case.entries) == (CaseStatus.WITHDRAWN, ())
    with pytest.raises(CaseEnded):
        town.concerns.add(number, "Lagi", owner=town.as_siti, now=now)
    assert town.handling.read(number, by=town.rina, now=now).entries == ()


def test_an_answer_waits_for_the_senders_next_visit(town: Town, number: str, now: datetime) -> None:
    assert town.concerns.unread_answers(town.siti) == 0
    town.handling.answer(number, "Ada mobil dinas.", by=town.rina, now=now)
    town.handling.note(number, "Sudah dibahas.", by=town.rina, now=now)
    before = town.concerns.unread_answers(town.siti)
    case = town.concerns.read(number, owner=town.as_siti, now=now)

    assert before == 1
    assert town.concerns.unread_answers(town.siti) == 0
    assert case.status is CaseStatus.ANSWERED
    assert [one.text for one in case.entries] == [WORRY.text, "Ada mobil dinas."]


def test_asking_back_keeps_the_clock_running_and_a_word_after_the_answer_starts_it_anew(
    town: Town, number: str, now: datetime
) -> None:
    asked = town.handling.ask(number, "Dari kecamatan mana?", by=town.rina, now=now)
    answered = town.handling.answer(number, "Ada mobil dinas.", by=town.rina, now=now)
    later = now + timedelta(days=30)
    again = town.concerns.add(number, "Mobilnya penuh.", owner=town.as_siti, now=later)

    assert asked.waits_for_answer
    assert not answered.waits_for_answer
    assert again.waits_for_answer
    assert again.answer_due_on > answered.answer_due_on


def test_a_closed_case_is_opened_again_and_rated(town: Town, number: str, now: datetime) -> None:
    with pytest.raises(CaseNotEnded):
        town.concerns.rate(number, 5, owner=town.as_siti, now=now)
    town.handling.close(number, "Sudah dijawab.", by=town.rina, now=now)
    with pytest.raises(RatingUnfit):
        town.concerns.rate(number, 6, owner=town.as_siti, now=now)
    town.concerns.rate(number, 2, owner=town.as_siti, now=now)
    case = town.concerns.reopen(number, "Belum.", owner=town.as_siti, now=now)

    assert (case.status, case.rating) == (CaseStatus.REOPENED, 2)
    with pytest.raises(CaseNotEnded):
        town.concerns.reopen(number, "Belum.", owner=town.as_siti, now=now)


def test_officers_alone_handle_cases_and_say_something(town: Town, number: str, now: datetime) -> None:
    budi = Actor(town.budi)
    with pytest.raises(NotPermitted):
        town.handling.queue(by=budi)
    with pytest.raises(NotPermitted):
        town.handling.read(number, by=budi, now=now)
    with pytest.raises(NotPermitted):
        town.handling.answer(number, "x", by=budi, now=now)
    with pytest.raises(AnswerEmpty):
        town.handling.answer(number, " ", by=town.rina, now=now)
    with pytest.raises(CaseUnknown):
        town.handling.read("ASP-00000000", by=town.rina, now=now)


def test_somebody_elses_case_is_no_case(town: Town, number: str, now: datetime) -> None:
    with pytest.raises(CaseUnknown):
        town.concerns.read(number, owner=BySender(town.budi), now=now)


def test_the_queue_of_a_desk_shows_the_most_urgent_first(town: Town, number: str, now: datetime) -> None:
    urgent = town.concerns.open_case(
        NewCase(concern=Concern.INCOME_TPP, text="Turun?"),
        Mode.CONFIDENTIAL,
        sender=town.budi,
        now=now - timedelta(days=7),
    )
    town.handling.answer(number, "Ada.", by=town.rina, now=now)

    assert [one.number for one in town.handling.queue(by=town.rina)] == [urgent.number, number]
    assert [one.number for one in town.handling.queue(Desk.INCOME, by=town.rina)] == [urgent.number]


_STEP = st.one_of(
    st.tuples(st.just("add"), st.text(min_size=1, max_size=5)),
    st.tuples(st.just("edit"), st.text(min_size=1, max_size=5)),
    st.tuples(st.sampled_from(["take_back", "withdraw", "read", "answer", "close", "reopen"]), st.just("x")),
)


def _step(case: Case, what: str, text: str, which: int) -> Case:
    own = [one for one in case.entries if one.side is Side.SENDER]
    line: Entry = threads.line(Side.SENDER, EntryKind.MESSAGE, text, on=TODAY)
    said = {
        kind: threads.line(Side.OFFICER, kind, text, on=TODAY)
        for kind in (EntryKind.ANSWER, EntryKind.CLOSING)
    }
    chosen = own[which % len(own)].id if own else "none"
    steps = {
        "add": lambda: threads.added(case, line, due_on=TODAY),
        "edit": lambda: threads.edited(case, chosen, text),
        "take_back": lambda: threads.taken_back(case, chosen),
        "withdraw": lambda: threads.withdrawn(case),
        "read": lambda: threads.seen_by(Side.OFFICER, case),
        "answer": lambda: threads.told(case, said[EntryKind.ANSWER]),
        "close": lambda: threads.told(case, said[EntryKind.CLOSING]),
        "reopen": lambda: threads.reopened(case, line, due_on=TODAY),
    }
    return steps[what]()


@given(st.lists(st.tuples(_STEP, st.integers(0, 9)), max_size=25))
@settings(max_examples=300, deadline=None)
def test_no_word_that_was_read_is_ever_lost_or_altered(steps: list[tuple[tuple[str, str], int]]) -> None:
    case = Case(
        number="ASP-00000000",
        alias="K7Q2",
        concern=Concern.CAREER,
        mode=Mode.SEALED,
        desk=Desk.HR,
        status=CaseStatus.NEW,
        opened_on=TODAY,
        answer_due_on=TODAY,
        entries=(threads.line(Side.SENDER, EntryKind.MESSAGE, "first", on=TODAY),),
    )
    for (what, text), which in steps:
        try:
            after = _step(case, what, text, which)
        except Refusal:
            continue
        read_before = {one.id: one.text for one in case.entries if one.is_read or one.side is Side.OFFICER}
        kept = {one.id: one.text for one in after.entries}
        assert read_before.items() <= kept.items()
        if what not in {"take_back", "withdraw"}:
            assert {one.id for one in case.entries} <= kept.keys()
        if what == "edit":
            assert len(after.entries) == len(case.entries)
        case = after
