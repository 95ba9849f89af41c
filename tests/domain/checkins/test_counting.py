"""What HR reads of check-ins: whole groups of five, rounded, from which nobody's answer can be worked out."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actors import Actor
from domain.checkins.counting import GROUP, CheckInReportDesk, full_groups
from domain.checkins.desk import CheckInDesk
from domain.checkins.records import Closed, Milestone, Topic
from domain.refusals import NotPermitted
from storage.store import SqlStore
from tests.domain.checkins.moving import EFFECTIVE, HOUR, ZONE, after, look, nurses, take_effect
from tests.outbox import take_all
from tests.people import RINA, SITI, Character, Kemuning, kemuning


@pytest.fixture
def region(store: SqlStore) -> Kemuning:
    return kemuning(store, EFFECTIVE)


def answer_all(
    store: SqlStore, region: Kemuning, people: list[Character], value: int, *, moved_at: datetime = EFFECTIVE
) -> None:
    """They move, are asked after a week, and all give the same three answers."""
    for who in people:
        region.people[who.nip] = region.region.person(who, region.kemuning)
        region.region.link(region.id_of(who), who.user_id)
        take_effect(region, who, moved_at)
    asked = moved_at + (after(7) - EFFECTIVE)
    look(store, asked)
    take_all(store, now=asked)
    desk = CheckInDesk(store, zone=ZONE)
    for who in people:
        (checkin,) = desk.own(region.id_of(who))
        for topic in Topic:
            desk.answer(checkin.id, region.id_of(who), topic, value, now=asked)


def reported(store: SqlStore, region: Kemuning, now: datetime) -> list[tuple[str, int, Decimal]]:
    look(store, now)
    report = CheckInReportDesk(store).read(by=Actor(region.id_of(RINA)), now=now)
    return [(one.unit, one.answered, one.means[Topic.SATISFACTION]) for one in report.results]


def test_fewer_than_five_are_nowhere_to_be_seen(store: SqlStore, region: Kemuning) -> None:
    answer_all(store, region, list(nurses(4)), 1)

    assert reported(store, region, after(40)) == []


def test_five_are_seen_once_their_answers_change_no_more(store: SqlStore, region: Kemuning) -> None:
    answer_all(store, region, list(nurses(5)), 4)

    assert reported(store, region, after(29)) == []
    assert reported(store, region, after(30)) == [("UPTD Puskesmas Kemuning", 5, Decimal(4))]


def test_one_more_answer_changes_no_report(store: SqlStore, region: Kemuning) -> None:
    people = list(nurses(9))
    answer_all(store, region, people[:5], 4)
    before = reported(store, region, after(40))
    answer_all(store, region, people[5:], 1, moved_at=after(40))

    assert reported(store, region, after(90)) == before == [("UPTD Puskesmas Kemuning", 5, Decimal(4))]


def test_the_same_answers_are_counted_once_however_often_the_clock_looks(
    store: SqlStore, region: Kemuning
) -> None:
    answer_all(store, region, list(nurses(5)), 3)
    seen = {tuple(reported(store, region, after(30 + days))) for days in range(4)}

    assert seen == {(("UPTD Puskesmas Kemuning", 5, Decimal(3)),)}


def test_only_an_officer_reads_it_and_reading_leaves_a_trace(store: SqlStore, region: Kemuning) -> None:
    desk = CheckInReportDesk(store)
    with pytest.raises(NotPermitted):
        desk.read(by=Actor(region.id_of(SITI)), now=EFFECTIVE)
    desk.read(by=Actor(region.id_of(RINA)), now=EFFECTIVE + HOUR)

    with store.read() as work:
        assert work.audit.newest(1)[0].action == "checkin.reported"


def _closed(number: int, unit: int, person: int, value: int) -> Closed:
    return Closed(
        id=str(number),
        unit_id=unit,
        milestone=Milestone.WEEK,
        person_id=person,
        answers=dict.fromkeys(Topic, value),
    )


_ANSWERS = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 30), st.integers(1, 5)), max_size=60)


@given(_ANSWERS, st.data())
def test_any_two_reports_differ_by_nobody_or_by_five_people_and_more(
    answers: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    """Answers close one after the other; reports come at whatever moments."""
    closed = [_closed(number, *one) for number, one in enumerate(answers)]
    moments = sorted(data.draw(st.lists(st.integers(0, len(closed)), max_size=6)))
    counted: dict[int, set[int]] = {}
    taken: set[str] = set()
    for moment in moments:
        waiting = [
            one
            for one in closed[:moment]
            if one.id not in taken and one.person_id not in counted.get(one.unit_id, set())
        ]
        for group in full_groups(waiting):
            people = {one.person_id for one in group}
            assert len({one.unit_id for one in group}) == 1
            assert len(group) == len(people) == GROUP
            assert people.isdisjoint(counted.setdefault(group[0].unit_id, set()))
            counted[group[0].unit_id] |= people
            taken |= {one.id for one in group}
