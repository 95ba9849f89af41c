"""The facts that are used about somebody, and requests to put them right, on both databases."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from domain.actors import Actor, Role
from domain.corrections.desk import (
    ANSWER_AT_MOST,
    OPEN_AT_MOST,
    TEXT_AT_MOST,
    CorrectionAnswerNeeded,
    CorrectionAnswerTooLong,
    CorrectionDesk,
    CorrectionEmpty,
    CorrectionTooLong,
    TooManyCorrections,
)
from domain.corrections.records import CorrectionStatus, FactCode, OwnFact, Paper
from domain.explanations import ReasonCode
from domain.forms import FormDesk
from domain.refusals import AlreadyDone, NotFound, NotPermitted, OwnRequest
from domain.waves import WaveCalendar
from storage.rotation import rotate
from storage.store import SqlStore
from storage.tables import competency, correction, correction_paper, outbox
from storage.vault import Key, Vault
from tests.explained import EXPLAINED, UNFOUNDED, without
from tests.people import ANDI, RINA, SITI, Kemuning, kemuning

ZONE = ZoneInfo("Asia/Jakarta")
RIGHT = "Masa tugas saya mulai 1 Maret 2019, SK nomor 800/12."
PAPER = b"%PDF-1.7 SK nomor 800/12"


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(store, now)


@pytest.fixture
def desk(store: SqlStore) -> CorrectionDesk:
    return CorrectionDesk(store, zone=ZONE)


@pytest.fixture
def siti(region: Kemuning) -> int:
    return region.id_of(SITI)


@pytest.fixture
def rina(region: Kemuning) -> Actor:
    """An officer."""
    return Actor(region.id_of(RINA))


@pytest.fixture
def explained(region: Kemuning, store: SqlStore, now: datetime) -> int:
    with store.write() as work:
        number = work.proposals.of_person(region.id_of(SITI))[0].id
        work.planning.explain({number: EXPLAINED}, now=now)
        work.commit()
    return number


def facts(desk: CorrectionDesk, person_id: int, now: datetime) -> dict[FactCode, OwnFact]:
    return {one.code: one for one in desk.own(person_id, now=now).facts}


def assess(store: SqlStore, person_id: int) -> None:
    with store.engine.begin() as connection:
        connection.execute(
            insert(competency).values(
                person_id=person_id,
                levels={"M.01": 3, "T.02": 2},
                assessed_on=date(2025, 3, 2),
                ratings={"2024": "baik", "2025": "sangat_baik"},
                discipline="tidak_ada",
                digest=b"",
                import_id=1,
            )
        )


def test_each_fact_has_its_day_and_its_source(
    desk: CorrectionDesk, siti: int, store: SqlStore, explained: int, now: datetime
) -> None:
    assess(store, siti)
    told = facts(desk, siti, now)

    assert told[FactCode.EDUCATION].facts == {"education": "D-III Keperawatan"}
    assert (told[FactCode.EDUCATION].source, told[FactCode.EDUCATION].as_of) == ("siasn", now.date())
    assert told[FactCode.COMPETENCY].facts == {"levels": "M.01 3, T.02 2", "count": 2}
    assert told[FactCode.COMPETENCY].as_of == date(2025, 3, 2)
    assert dict(told[FactCode.RATINGS].facts) == {"2025": "sangat_baik", "2024": "baik"}
    assert told[FactCode.JOB_CLASS].facts == {"job_class": 6}
    assert told[FactCode.TARGET_UNIT].facts["need"] == 5
    assert (told[FactCode.TRAVEL].facts["minutes"], told[FactCode.TRAVEL].source) == (35, "travel_table")
    assert explained == 1


def test_what_is_not_on_record_is_told_as_missing(desk: CorrectionDesk, siti: int, now: datetime) -> None:
    told = facts(desk, siti, now)

    for code in (FactCode.COMPETENCY, FactCode.RATINGS, FactCode.DISCIPLINE):
        assert not told[code].is_known
    assert FactCode.TARGET_UNIT not in told


def test_of_an_explanation_that_is_hidden_nothing_is_told(
    desk: CorrectionDesk, siti: int, store: SqlStore, explained: int, now: datetime
) -> None:
    with store.write() as work:
        work.planning.explain({explained: UNFOUNDED}, now=now)
        work.commit()

    assert not {FactCode.TARGET_UNIT, FactCode.ORIGIN_UNIT, FactCode.TRAVEL} & set(facts(desk, siti, now))


def test_a_unit_without_workload_is_told_with_what_is_known_of_it(
    desk: CorrectionDesk, siti: int, store: SqlStore, explained: int, now: datetime
) -> None:
    with store.write() as work:
        work.planning.explain({explained: without(ReasonCode.TARGET_LOAD)}, now=now)
        work.commit()

    told = facts(desk, siti, now)[FactCode.TARGET_UNIT].facts
    assert (told["need"], told["ej"]) == (5, None)


def test_the_window_is_the_waves_and_both_its_days_count(
    desk: CorrectionDesk, siti: int, store: SqlStore, region: Kemuning, now: datetime
) -> None:
    today = now.astimezone(ZONE).date()
    with store.write() as work:
        work.waves.publish(region.wave, by=region.id_of(RINA), now=now)
        work.waves.set_calendar(region.wave, WaveCalendar(data_check_until=today))
        work.commit()

    window = desk.own(siti, now=now).window

    assert window is not None
    assert (window.first, window.last) == (today, today)
    assert not window.is_over(today)
    assert window.is_over(today + timedelta(days=1))


def test_without_a_proposal_there_is_no_window_and_an_error_may_be_flagged_all_the_same(
    desk: CorrectionDesk, region: Kemuning, now: datetime
) -> None:
    andi = region.id_of(ANDI)

    assert desk.own(andi, now=now).window is None
    assert desk.file(andi, FactCode.GRADE, RIGHT, now=now).proposal_id is None


def test_a_request_waits_under_a_random_number_with_its_paper_and_its_72_hours(
    desk: CorrectionDesk, siti: int, rina: Actor, now: datetime
) -> None:
    paper = Paper(kind="pdf", size=len(PAPER))
    filed = desk.file(siti, FactCode.POSITION, f" {RIGHT} ", paper=paper, content=PAPER, now=now)
    (waiting,) = desk.waiting(by=rina, now=now)

    assert waiting.correction == filed
    assert (filed.text, filed.due_at) == (RIGHT, now + timedelta(hours=72))
    assert desk.paper(filed.number, by=rina, now=now) == PAPER
    assert len({desk.file(siti, FactCode.GRADE, RIGHT, now=now).number for _ in range(3)}) == 3


def test_text_answer_and_paper_lie_sealed(
    desk: CorrectionDesk, siti: int, rina: Actor, store: SqlStore, now: datetime
) -> None:
    filed = desk.file(
        siti, FactCode.POSITION, RIGHT, paper=Paper(kind="pdf", size=len(PAPER)), content=PAPER, now=now
    )
    desk.answer(filed.number, CorrectionStatus.ACCEPTED, "TMT menjadi 1 Maret 2019.", by=rina, now=now)

    with store.engine.connect() as connection:
        rows = [*connection.execute(select(correction)), *connection.execute(select(correction_paper))]
    kept = repr(rows)

    assert "Maret" not in kept
    assert "800/12" not in kept


def test_a_new_key_opens_what_the_old_one_sealed(
    desk: CorrectionDesk, siti: int, rina: Actor, store: SqlStore, now: datetime
) -> None:
    filed = desk.file(
        siti, FactCode.POSITION, RIGHT, paper=Paper(kind="pdf", size=len(PAPER)), content=PAPER, now=now
    )
    desk.answer(filed.number, CorrectionStatus.REJECTED, "Sudah sesuai SK.", by=rina, now=now)
    waiting = desk.file(siti, FactCode.GRADE, RIGHT, now=now)
    new = Key(bytes(range(32, 64)))
    for _portion in rotate(store.engine, Vault([new, *store.vault.keys])):
        pass
    after = CorrectionDesk(SqlStore(store.engine, Vault([new])), zone=ZONE)

    assert after.show(filed.number, by=rina, now=now).correction.answer == "Sudah sesuai SK."
    assert after.paper(filed.number, by=rina, now=now) == PAPER
    assert after.show(waiting.number, by=rina, now=now).correction.text == RIGHT


def test_empty_and_endless_words_are_refused_and_nothing_is_kept(
    desk: CorrectionDesk, siti: int, rina: Actor, now: datetime
) -> None:
    with pytest.raises(CorrectionEmpty):
        desk.file(siti, FactCode.GRADE, " \n", now=now)
    with pytest.raises(CorrectionTooLong):
        desk.file(siti, FactCode.GRADE, "x" * (TEXT_AT_MOST + 1), now=now)

    assert desk.waiting(by=rina, now=now) == []


def test_nobody_fills_the_list_alone(desk: CorrectionDesk, siti: int, rina: Actor, now: datetime) -> None:
    filed = [desk.file(siti, FactCode.GRADE, RIGHT, now=now) for _ in range(OPEN_AT_MOST)]
    with pytest.raises(TooManyCorrections):
        desk.file(siti, FactCode.GRADE, RIGHT, now=now)

    desk.answer(filed[0].number, CorrectionStatus.REJECTED, "Sudah sesuai.", by=rina, now=now)

    assert desk.file(siti, FactCode.GRADE, RIGHT, now=now).status is CorrectionStatus.NEW


def test_what_is_due_first_stands_on_top_and_what_is_late_is_marked(
    desk: CorrectionDesk, siti: int, rina: Actor, now: datetime
) -> None:
    late = desk.file(siti, FactCode.GRADE, RIGHT, now=now)
    fresh = desk.file(siti, FactCode.EDUCATION, RIGHT, now=now + timedelta(hours=1))
    listed = desk.waiting(by=rina, now=now + timedelta(hours=72, seconds=1))

    assert [(one.correction.number, one.is_overdue) for one in listed] == [
        (late.number, True),
        (fresh.number, False),
    ]


def test_an_answer_is_given_once_in_words_and_its_owner_is_told(
    desk: CorrectionDesk, siti: int, rina: Actor, store: SqlStore, now: datetime
) -> None:
    number = desk.file(siti, FactCode.GRADE, RIGHT, now=now).number
    with pytest.raises(CorrectionAnswerNeeded):
        desk.answer(number, CorrectionStatus.ACCEPTED, " ", by=rina, now=now)
    with pytest.raises(CorrectionAnswerTooLong):
        desk.answer(number, CorrectionStatus.ACCEPTED, "x" * (ANSWER_AT_MOST + 1), by=rina, now=now)
    desk.answer(number, CorrectionStatus.ACCEPTED, "Golongan menjadi III/b.", by=rina, now=now)
    with pytest.raises(AlreadyDone):
        desk.answer(number, CorrectionStatus.REJECTED, "Tidak.", by=rina, now=now)

    (shown,) = desk.own(siti, now=now).filed
    assert (shown.status, shown.answer) == (CorrectionStatus.ACCEPTED, "Golongan menjadi III/b.")
    with store.engine.connect() as connection:
        sent = [one.unique_key for one in connection.execute(select(outbox))]
    assert sent == [f"correction:{number}:accepted"]


def test_only_officers_read_and_answer(
    desk: CorrectionDesk, siti: int, region: Kemuning, now: datetime
) -> None:
    number, andi = desk.file(siti, FactCode.GRADE, RIGHT, now=now).number, Actor(region.id_of(ANDI))

    for act in (
        lambda: desk.waiting(by=andi, now=now),
        lambda: desk.show(number, by=andi, now=now),
        lambda: desk.paper(number, by=andi, now=now),
        lambda: desk.answer(number, CorrectionStatus.ACCEPTED, "Ya.", by=andi, now=now),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_number_that_nobody_has_is_not_found(
    desk: CorrectionDesk, siti: int, rina: Actor, now: datetime
) -> None:
    number = desk.file(siti, FactCode.GRADE, RIGHT, now=now).number

    with pytest.raises(NotFound):
        desk.show("AAAAAAAA", by=rina, now=now)
    with pytest.raises(NotFound):
        desk.paper(number, by=rina, now=now)


def test_the_form_is_finished_with_the_request_or_not_at_all(
    desk: CorrectionDesk, siti: int, store: SqlStore, now: datetime
) -> None:
    FormDesk(store).begin(SITI.user_id, "correction", "look", {"text": RIGHT}, now=now)
    with pytest.raises(CorrectionEmpty):
        desk.file(siti, FactCode.GRADE, "", form_of=SITI.user_id, now=now)
    with store.read() as work:
        assert work.conversations.of(SITI.user_id, now=now) is not None

    desk.file(siti, FactCode.GRADE, RIGHT, form_of=SITI.user_id, now=now)
    with store.read() as work:
        assert work.conversations.of(SITI.user_id, now=now) is None
        assert work.conversations.draft(SITI.user_id, "correction", now=now) is None


def test_nobody_answers_their_own_request(quick_store: SqlStore, now: datetime) -> None:
    siti, desk = kemuning(quick_store, now).id_of(SITI), CorrectionDesk(quick_store, zone=ZONE)
    with quick_store.write() as work:
        work.people.grant(siti, Role.OFFICER, by="operator", now=now)
        work.commit()
    filed = desk.file(siti, FactCode.POSITION, RIGHT, now=now)

    with pytest.raises(OwnRequest):
        desk.answer(filed.number, CorrectionStatus.ACCEPTED, "Sudah.", by=Actor(siti), now=now)
    assert desk.show(filed.number, by=Actor(siti), now=now).correction.status is CorrectionStatus.NEW
