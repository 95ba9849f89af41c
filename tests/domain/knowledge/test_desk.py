"""Asking, saying whether it helped, and HR's work list, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from domain.actors import OPERATOR, Actor
from domain.knowledge.desk import KnowledgeDesk
from domain.knowledge.records import UNANSWERED, Bilingual, Confidence, Draft, Verdict
from domain.knowledge.refusals import AnswerTooLong, EntryIncomplete, EntryNameUnfit
from domain.refusals import NotFound, NotPermitted
from storage.store import SqlStore
from storage.tables import knowledge_entry, knowledge_gap, knowledge_rating
from tests.answers.labelled import finder
from tests.people import ANDI, RINA, kemuning

ZONE = ZoneInfo("Asia/Jakarta")
ASKED = "berapa uang lembur tukang parkir"
OVERTIME = Draft(
    id="overtime",
    question=Bilingual(indonesian="Berapa uang lembur?", english="How much is overtime pay?"),
    answer=Bilingual(
        indonesian="Uang lembur diatur dalam standar biaya daerah. Tanyakan kepada bendahara unit.",
        english="Overtime pay is set by the region's cost standard. Ask the treasurer of your unit.",
    ),
    source="Standar biaya daerah",
    dated_on=date(2026, 11, 24),
)


@pytest.fixture
def rina(store: SqlStore, now: datetime) -> Actor:
    """An officer."""
    return Actor(kemuning(store, now).id_of(RINA))


@pytest.fixture
def desk(store: SqlStore) -> KnowledgeDesk:
    return KnowledgeDesk(store, finder(), zone=ZONE)


def test_a_known_question_is_answered_and_leaves_no_trace(
    desk: KnowledgeDesk, rina: Actor, now: datetime
) -> None:
    assert desk.ask("knp sy dipindah", now=now).ids == ("why_me",)
    assert desk.work_list(by=rina) == []


def test_an_unknown_question_is_handed_over_and_waits_for_hr_under_one_form(
    desk: KnowledgeDesk, rina: Actor, now: datetime
) -> None:
    for typed in (ASKED, "Brp uang lembur tukang parkir ya pak?", "tukang parkir uang lembur berapa"):
        assert desk.ask(typed, now=now).confidence is Confidence.HAND_OVER

    (gap,) = desk.work_list(by=rina)

    assert (gap.form, gap.why, gap.times) == ("berapa lembur parkir tukang uang", UNANSWERED, 3)


def test_the_most_asked_question_stands_first(desk: KnowledgeDesk, rina: Actor, now: datetime) -> None:
    for typed in ("jadwal dokter gigi", ASKED, ASKED):
        desk.ask(typed, now=now)

    assert [gap.times for gap in desk.work_list(by=rina)] == [2, 1]


def test_a_question_that_waits_holds_neither_who_asked_nor_when_but_the_day(
    desk: KnowledgeDesk, store: SqlStore, now: datetime
) -> None:
    desk.ask(ASKED, now=now)
    with store.engine.connect() as connection:
        (row,) = connection.execute(select(knowledge_gap)).mappings()

    assert row["first_on"] == row["last_on"] == now.astimezone(ZONE).date()
    assert not {"person_id", "user_id", "chat_id"} & set(row)
    assert b"parkir" not in row["form_sealed"]
    assert b"parkir" not in row["form_hash"]


def test_its_day_is_the_regions(desk: KnowledgeDesk, rina: Actor) -> None:
    desk.ask(ASKED, now=datetime(2026, 11, 24, 18, tzinfo=UTC))

    assert desk.work_list(by=rina)[0].last_on == date(2026, 11, 25)


def test_what_hr_writes_answers_the_next_person_and_closes_the_question(
    desk: KnowledgeDesk, rina: Actor, now: datetime
) -> None:
    desk.ask(ASKED, now=now)
    (gap,) = desk.work_list(by=rina)
    written = desk.write(OVERTIME, answers=gap.id, by=rina, now=now)
    found = desk.ask("brp uang lembur tukang parkir?", now=now)

    assert written.version == 1
    assert (found.confidence, found.ids) == (Confidence.ANSWER, ("overtime",))
    assert desk.read("overtime").written == written.draft
    assert desk.work_list(by=rina) == []


def test_what_another_process_wrote_is_found_here_at_once(
    desk: KnowledgeDesk, store: SqlStore, rina: Actor, now: datetime
) -> None:
    desk.ask("uang lembur", now=now)
    KnowledgeDesk(store, finder(), zone=ZONE).write(OVERTIME, by=rina, now=now)

    assert desk.ask("how much is overtime pay", now=now).ids == ("overtime",)


def test_a_new_version_takes_the_place_of_the_old_one_which_stays_on_record(
    desk: KnowledgeDesk, store: SqlStore, rina: Actor, now: datetime
) -> None:
    desk.write(OVERTIME, by=rina, now=now)
    second = desk.write(replace(OVERTIME, source="Perbup 1"), by=rina, now=now + timedelta(days=1))
    kept = desk.read("overtime")
    with store.engine.connect() as connection:
        versions = connection.scalars(select(knowledge_entry.c.version)).all()

    assert (kept.cited.version, kept.cited.source, kept.written) == (2, "Perbup 1", second.draft)
    assert sorted(versions) == [1, 2]


def test_hr_may_take_the_place_of_a_shipped_entry_and_give_it_back(
    desk: KnowledgeDesk, rina: Actor, now: datetime
) -> None:
    own = replace(OVERTIME, id="why_me")
    desk.write(own, by=rina, now=now)
    replaced = (desk.ask("uang lembur", now=now).ids, desk.read("why_me").written)
    desk.withdraw("why_me", by=rina, now=now)

    assert replaced == (("why_me",), own)
    assert desk.read("why_me").written is None
    assert desk.ask("knp sy dipindah", now=now).ids == ("why_me",)
    with pytest.raises(NotFound):
        desk.withdraw("why_me", by=rina, now=now)


def test_an_answer_that_helped_is_counted_and_nothing_waits(
    desk: KnowledgeDesk, store: SqlStore, rina: Actor, now: datetime
) -> None:
    for _ in range(2):
        desk.rate("why_me", Verdict.HELPED, question="knp sy dipindah", now=now)
    with store.read() as work:
        ratings = work.knowledge.ratings()

    assert ratings == {("why_me", Verdict.HELPED): 2}
    assert desk.work_list(by=rina) == []


def test_an_answer_that_did_not_help_waits_for_hr_with_the_reason(
    desk: KnowledgeDesk, rina: Actor, now: datetime
) -> None:
    desk.rate("why_me", Verdict.UNCLEAR, question="knp sy dipindah ke selensen", now=now)
    (gap,) = desk.work_list(by=rina)

    assert (gap.about, gap.why, gap.form) == ("why_me", Verdict.UNCLEAR, "dipindah kenapa selensen")


def test_a_verdict_without_its_question_is_counted_alone(
    desk: KnowledgeDesk, store: SqlStore, rina: Actor, now: datetime
) -> None:
    desk.rate("why_me", Verdict.OUTDATED, question="", now=now)
    with store.engine.connect() as connection:
        rows = connection.execute(select(knowledge_rating)).all()

    assert [(row.entry, row.verdict, row.times) for row in rows] == [("why_me", "outdated", 1)]
    assert desk.work_list(by=rina) == []


def test_what_was_offered_and_not_meant_waits_for_hr(desk: KnowledgeDesk, rina: Actor, now: datetime) -> None:
    desk.none_of_these("tpp lembur satpam", now=now)

    assert [gap.why for gap in desk.work_list(by=rina)] == [UNANSWERED]


def test_nobody_rates_what_does_not_exist(desk: KnowledgeDesk, now: datetime) -> None:
    with pytest.raises(NotFound):
        desk.rate("no_such_entry", Verdict.HELPED, question="", now=now)


def test_a_question_may_be_set_aside_once(desk: KnowledgeDesk, rina: Actor, now: datetime) -> None:
    desk.ask("resep rendang", now=now)
    (gap,) = desk.work_list(by=rina)
    desk.set_aside(gap.id, by=rina, now=now)

    assert desk.work_list(by=rina) == []
    with pytest.raises(NotFound):
        desk.set_aside(gap.id, by=rina, now=now)


def test_only_officers_read_the_list_and_write(
    desk: KnowledgeDesk, store: SqlStore, rina: Actor, now: datetime
) -> None:
    with store.read() as work:
        andi = work.people.by_nip(ANDI.nip)
    assert andi is not None
    desk.ask(ASKED, now=now)
    (gap,) = desk.work_list(by=rina)

    for who in (Actor(andi.id), OPERATOR):
        with pytest.raises(NotPermitted):
            desk.work_list(by=who)
        with pytest.raises(NotPermitted):
            desk.write(OVERTIME, answers=gap.id, by=who, now=now)
        with pytest.raises(NotPermitted):
            desk.withdraw("why_me", by=who, now=now)
        with pytest.raises(NotPermitted):
            desk.set_aside(gap.id, by=who, now=now)
    assert desk.work_list(by=rina) == [gap]


@pytest.mark.parametrize(
    "draft",
    [
        replace(OVERTIME, source=" "),
        replace(OVERTIME, answer=replace(OVERTIME.answer, english="")),
        replace(OVERTIME, question=replace(OVERTIME.question, indonesian="")),
    ],
)
def test_an_entry_without_source_or_one_language_is_not_taken_in(
    desk: KnowledgeDesk, rina: Actor, now: datetime, draft: Draft
) -> None:
    with pytest.raises(EntryIncomplete):
        desk.write(draft, by=rina, now=now)


def test_an_answer_too_long_for_a_screen_is_not_taken_in(
    desk: KnowledgeDesk, rina: Actor, now: datetime
) -> None:
    long = replace(OVERTIME, answer=replace(OVERTIME.answer, indonesian="x" * 701))

    with pytest.raises(AnswerTooLong):
        desk.write(long, by=rina, now=now)


def test_what_hr_does_stands_in_the_audit_by_name(
    desk: KnowledgeDesk, store: SqlStore, rina: Actor, now: datetime
) -> None:
    desk.write(OVERTIME, by=rina, now=now)
    desk.withdraw("overtime", by=rina, now=now)
    with store.read() as work:
        entries = [one for one in work.audit.newest(9) if one.action.startswith("knowledge.")]

    assert [(one.action, one.actor, one.subject) for one in entries] == [
        ("knowledge.withdrawn", rina.label, "knowledge:overtime"),
        ("knowledge.written", rina.label, "knowledge:overtime"),
    ]


@pytest.mark.parametrize("name", ["Lembur", "uang lembur", "x" * 33, "a:b"])
def test_an_entry_is_named_so_that_a_button_can_carry_it(
    desk: KnowledgeDesk, rina: Actor, now: datetime, name: str
) -> None:
    with pytest.raises(EntryNameUnfit):
        desk.write(replace(OVERTIME, id=name), by=rina, now=now)


def test_a_shipped_entry_is_shown_with_its_source_date_and_version(desk: KnowledgeDesk) -> None:
    reading = desk.read("who_decides")

    assert (reading.written, reading.cited.source, reading.cited.version) == (None, "pp_11_2017_191", 1)


def test_what_does_not_exist_is_not_shown(desk: KnowledgeDesk) -> None:
    with pytest.raises(NotFound):
        desk.read("no_such_entry")
