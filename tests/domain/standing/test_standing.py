"""Where people stand, against a second count from the tables; reports and the digest, on both databases."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from bot.calendar_source import estimated_off_days
from bot.clock_rules import next_fire
from domain.acknowledgements import Acknowledgement
from domain.actors import OPERATOR, Actor, Role
from domain.concerns.desk import ConcernDesk
from domain.concerns.records import Mode, NewCase
from domain.concerns.taxonomy import Concern
from domain.exports.desk import ExportDesk
from domain.exports.records import ExportKind
from domain.first_word.rule import NotAllTold
from domain.linking.records import Cause
from domain.proposals import Status
from domain.refusals import NotFound, NotPermitted
from domain.reports.desk import ReportDesk, WaveNotShown
from domain.schedules.desk import ScheduleDesk
from domain.schedules.effects import effects
from domain.second_factor.records import SecondFactorNeeded
from domain.standing.cases import CaseCount, all_cases, joined_small
from domain.standing.desk import StandingDesk, line_of
from domain.standing.digest import digest_plan
from domain.standing.hiding import GROUP
from domain.standing.records import ANSWERS
from storage.store import SqlStore
from storage.tables import card_opening, explanation_answer, person, position, role, wave
from tests.outbox import take_all
from tests.people import ANDI, BUDI, HASAN, RINA, SITI, Kemuning, kemuning

ZONE = ZoneInfo("Asia/Jakarta")
DAY = timedelta(days=1)
WORDS = (*[Acknowledgement.UNDERSTOOD] * 7, *[Acknowledgement.NOT_UNDERSTOOD] * 2, *[None] * 6)


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    """Siti and fifteen nurses of Selensen; fifteen have opened their cards, nine have said something."""
    made = kemuning(store, now)
    builder = made.region
    builder.change(wave, made.wave, published_at=now - DAY)
    builder.change(position, 1, staff_need=30)
    for number, said in enumerate(WORDS):
        nurse = replace(
            ANDI, user_id=700 + number, name=f"Perawat {number}", nip=f"199207172019031{940 + number}"
        )
        person_id = builder.person(nurse, made.selensen)
        if number % 2:
            builder.link(person_id, nurse.user_id)
        stages = [(Status.PROPOSED, now - DAY)]
        proposal = builder.proposal(person_id, made.wave, (made.selensen, made.kemuning), stages=stages)
        with store.engine.begin() as connection:
            connection.execute(insert(card_opening).values(proposal_id=proposal, opened_at=now))
            if said is not None:
                connection.execute(
                    insert(explanation_answer).values(
                        proposal_id=proposal,
                        person_id=person_id,
                        word=said,
                        asks_for_person=said is Acknowledgement.NOT_UNDERSTOOD,
                        said_at=now,
                    )
                )
    return made


def test_numbers_add_up_agree_with_the_tables_and_small_ones_are_hidden(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    desk = StandingDesk(store, zone=ZONE)
    found = desk.wave(region.wave, by=Actor(region.id_of(RINA)), now=now)

    total = found.total
    with store.engine.connect() as connection:
        said = Counter(connection.scalars(select(explanation_answer.c.word)))
        opened = len(connection.execute(select(card_opening)).all())
        serving = len(connection.execute(select(person).where(person.c.ended_at.is_(None))).all())
    assert (total.people, total.told, total.untold, total.linked) == (16, opened, 1, 8)
    assert (total.understood, total.not_understood) == (said["understood"], said["not_understood"])
    assert total.told + total.beyond_reach + total.untold == total.people
    assert sum(total.answers) == total.told
    # Two people have not understood: hidden, and with one unit alone something beside them too.
    assert found.answers[ANSWERS.index("not_understood")] is None
    assert sum(cell is None for cell in found.answers) >= 2
    assert all(cell is None or cell == 0 or cell >= GROUP for cell in found.answers)
    assert found.callers == 2
    load = desk.loads(region.wave, by=OPERATOR)
    selensen = next(one for one in load if one.unit_id == region.selensen)
    assert (selensen.need, selensen.before, selensen.now, selensen.after) == (30, 20, 20, 4)
    assert sum(one.after - one.now for one in load) == 0
    assert desk.region(by=OPERATOR, now=now).people == serving


def test_officers_of_some_units_see_these_alone_and_others_nothing(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    builder, desk = region.region, StandingDesk(store, zone=ZONE)
    with store.engine.begin() as connection:
        connection.execute(
            insert(role).values(
                person_id=region.id_of(BUDI),
                role=Role.OFFICER,
                unit_id=region.kemuning,
                granted_at=now,
                granted_by="operator",
            )
        )
    budi = Actor(region.id_of(BUDI))

    seen = desk.wave(region.wave, by=budi, now=now)
    assert (seen.total.people, seen.callers, seen.corrections) == (0, None, None)
    assert desk.region(by=budi, now=now).clocks is None
    with pytest.raises(NotFound):
        line_of(seen, region.selensen)
    for nobody in (SITI, ANDI):
        with pytest.raises(NotPermitted):
            desk.region(by=Actor(region.id_of(nobody)), now=now)
    builder.end(region.id_of(BUDI))
    with pytest.raises(NotPermitted):
        desk.wave(region.wave, by=budi, now=now)


def test_a_report_asks_for_proof_is_recorded_and_names_nobody_who_was_not_told(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    builder, rina = region.region, Actor(region.id_of(RINA))
    desk = ReportDesk(store, zone=ZONE, estimate=estimated_off_days)
    with pytest.raises(SecondFactorNeeded):
        desk.prepare(ExportKind.WAVE, region.wave, by=rina, now=now)
    builder.prove(region.id_of(RINA))
    with pytest.raises(NotPermitted):
        desk.prepare(ExportKind.WAVE, region.wave, by=Actor(region.id_of(SITI)), now=now)
    with pytest.raises(WaveNotShown):
        desk.prepare(ExportKind.WAVE, builder.wave("Gelombang II"), by=rina, now=now)
    # Siti was not told yet: no list with names, and no code stands on it.
    with pytest.raises(NotAllTold):
        desk.prepare(ExportKind.WAVE_PEOPLE, region.wave, by=rina, now=now)
    with store.engine.begin() as connection:
        connection.execute(insert(card_opening).values(proposal_id=1, opened_at=now))
    content = desk.prepare(ExportKind.WAVE_PEOPLE, region.wave, by=rina, now=now)
    desk.finish(content, b"file", by=rina, now=now)

    with store.read() as work:
        (left,) = work.exports.newest(limit=9)
        issued = work.codes.find(content.code)
        looked = work.views.of(region.id_of(SITI), since=now - DAY, limit=9, offset=0)
    assert (left.kind, left.people, left.by) == (ExportKind.WAVE_PEOPLE, 16, rina.label)
    assert issued is not None
    assert issued.digests[0].hex() == left.digest
    assert [one.viewer for one in looked] == [rina.label]
    assert ExportDesk(store).page(9, by=OPERATOR).number == 1
    with pytest.raises(NotPermitted):
        ExportDesk(store).page(1, by=rina)


def test_officers_are_told_once_on_working_mornings_and_only_when_something_waits(
    region: Kemuning, store: SqlStore, now: datetime
) -> None:
    desk = ScheduleDesk(store, next_fire, effects(estimated_off_days))
    desk.declare(digest_plan(ZONE), now=now - DAY)
    _file(store, region, now)

    def told(at: datetime) -> list[tuple[int, str]]:
        for schedule in desk.due(now=at):
            desk.settle(schedule, now=at)
        return sorted(
            (one.chat_id, one.text_key) for one in take_all(store, now=at) if "digest" in one.text_key
        )

    both = [RINA.user_id, HASAN.user_id]
    assert told(now) == [(one, "st.digest.daily") for one in both]
    assert told(now) == []
    saturday = now + 4 * DAY
    assert [key for _, key in told(saturday)].count("st.digest.daily") <= len(both)
    assert told(saturday + DAY) == []
    monday = now + 6 * DAY
    with store.write() as work:
        account = work.linking.account_of(region.id_of(HASAN))
        assert account is not None
        work.linking.unlink(account.id, cause=Cause.OWN_WISH, now=now)
        work.commit()
    assert told(monday) == [(RINA.user_id, "st.digest.weekly")]


def test_what_was_heard_tells_no_small_number(region: Kemuning, store: SqlStore, now: datetime) -> None:
    desk = ReportDesk(store, zone=ZONE, estimate=estimated_off_days)
    _file(store, region, now)
    _, heard = desk.heard(region.wave, by=OPERATOR, now=now)
    assert (list(heard.cases), heard.corrected, heard.given_up, heard.wishes_met) == ([], None, None, None)
    report = desk.prepare(ExportKind.CASES, None, by=OPERATOR, now=now)
    assert report.cases is not None
    assert all_cases(report.cases).received == 1


def test_small_kinds_become_one_line_that_is_large_enough() -> None:
    counts = [_count(Concern.CAREER, 9), _count(Concern.FAIRNESS, 6), _count(Concern.HOUSING, 2)]

    joined = joined_small(counts)

    assert [(one.concern, one.received) for one in joined] == [(Concern.CAREER, 9), (None, 8)]
    assert joined_small([_count(Concern.HOUSING, 4)]) == []
    assert joined_small([_count(Concern.HOUSING, 5)])[0].received == 5


def _count(concern: Concern, received: int) -> CaseCount:
    return CaseCount(concern=concern, received=received, answered=0, in_time=0, waiting=received, overdue=0)


def _file(store: SqlStore, region: Kemuning, now: datetime) -> None:
    desk = ConcernDesk(store, zone=ZONE, estimate=estimated_off_days)
    case = NewCase(concern=Concern.CAREER, text="Bagaimana jenjang karier saya setelah pindah?")
    desk.open_case(case, mode=Mode.CONFIDENTIAL, sender=region.id_of(SITI), now=now)
