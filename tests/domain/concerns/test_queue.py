"""The queue of the desk: exactly what waits, however it lies; and what merging does not join."""

import random
from datetime import datetime, timedelta

import pytest

from bot.calendar_source import estimated_off_days
from domain.actors import Actor, Role
from domain.concerns.assigning import AssigningDesk
from domain.concerns.letterbox import empty_letterbox, shuffle_cases
from domain.concerns.queue import A_PAGE, QueueDesk, Whose
from domain.concerns.records import BySender, Mode
from domain.concerns.refusals import CaseMovedOn, OfficerUnknown, RemindedAlready
from domain.concerns.sealing import Proof
from domain.concerns.taxonomy import Desk
from domain.refusals import NotPermitted
from domain.second_factor.records import SecondFactorNeeded
from tests.domain.concerns.conftest import HASANS, RINAS, ZONE, Town
from tests.domain.concerns.test_filing import WORRY
from tests.people import BUDI, HASAN


@pytest.fixture
def assigning(town: Town) -> AssigningDesk:
    return AssigningDesk(town.store, zone=ZONE, estimate=estimated_off_days)


def _waiting(town: Town) -> set[str]:
    with town.store.read() as work:
        told = {one.case.number for one in work.concerns.waiting()}
        every = {one.number for one in work.concerns.all() if one.waits_for_answer}
    assert told == every
    return told


def test_the_queue_is_what_waits_whatever_has_been_done_and_wherever_it_lies(
    town: Town, assigning: AssigningDesk, now: datetime
) -> None:
    chance = random.Random(20261124)
    numbers = [
        town.concerns.open_case(WORRY, Mode.CONFIDENTIAL, sender=sender, now=now + timedelta(days=day)).number
        for day in range(5)
        for sender in (town.siti, town.budi)
    ]
    queue = QueueDesk(town.store, zone=ZONE, estimate=estimated_off_days)
    for step in range(30):
        number, at = chance.choice(numbers), now + timedelta(days=5)
        match step % 5:
            case 0:
                if number in _waiting(town):
                    town.handling.answer(number, "Ada mobil dinas.", by=town.rina, now=at)
                else:
                    assigning.reopen(number, "Belum selesai.", by=town.rina, now=at)
            case 1:
                assigning.take(number, by=town.rina, now=at)
            case 2:
                empty_letterbox(town.store)
            case 3:
                shuffle_cases(town.store)
            case _:
                town.handling.note(number, "Sudah ditanyakan.", by=town.rina, now=at)
        _waiting(town)
    page = queue.page(Whose.ALL, by=town.rina, now=now)
    last = queue.page(Whose.ALL, page=99, by=town.rina, now=now)
    due = [one.waiting.case.answer_due_on for one in page.lines]

    assert due == sorted(due)
    assert page.count == len(_waiting(town))
    assert len(page.lines) == min(A_PAGE, page.count)
    assert last.number == last.pages
    assert sum(page.desks.values()) == page.count
    assert queue.page(Whose.ALL, desk=Desk.INSPECTORATE, by=town.rina, now=now).count == 0
    with pytest.raises(NotPermitted):
        queue.page(Whose.ALL, by=Actor(town.budi), now=now)


def test_cases_that_are_merged_share_answers_and_neither_senders_nor_seals(
    town: Town, assigning: AssigningDesk, now: datetime
) -> None:
    hers = town.concerns.open_case(WORRY, Mode.SEALED, sender=town.siti, now=now).number
    his = town.concerns.open_case(WORRY, Mode.SEALED, sender=town.budi, now=now).number
    assigning.merge(his, hers, by=town.rina, now=now)
    empty_letterbox(town.store)
    town.handling.answer(hers, "Ada mobil dinas.", by=town.rina, now=now)
    read = [
        town.concerns.read(number, owner=BySender(sender), now=now)
        for number, sender in ((hers, town.siti), (his, town.budi))
    ]

    assert [one.entries[-1].text for one in read] == ["Ada mobil dinas."] * 2
    assert all(number not in str(one.entries) for number in (hers, his) for one in read)
    assert [one.number for one in town.concerns.own(town.siti)] == [hers]
    assert [one.number for one in town.concerns.own(town.budi)] == [his]
    # Opening one opens one.
    town.seals.request(hers, "Ada ancaman.", town.rinas, now=now)
    assert town.seals.approve(hers, town.hasans, now=now).id == town.siti
    assert town.seals.pending(his, by=town.rina) is None
    assert "Ada ancaman." not in str(town.concerns.read(his, owner=BySender(town.budi), now=now))


def test_a_case_is_given_to_officers_alone_and_its_sender_reminded_now_and_then(
    town: Town, assigning: AssigningDesk, now: datetime
) -> None:
    number = town.concerns.open_case(WORRY, Mode.CONFIDENTIAL, sender=town.siti, now=now).number
    with pytest.raises(OfficerUnknown):
        assigning.give(number, town.region.id_of(BUDI), by=town.rina, now=now)
    assigning.give(number, town.region.id_of(HASAN), by=town.rina, now=now)
    seen = town.handling.ask(number, "Dari mana?", by=town.rina, now=now).last_line
    assigning.remind(number, by=town.rina, now=now)
    with pytest.raises(RemindedAlready):
        assigning.remind(number, by=town.rina, now=now + timedelta(days=2))
    assigning.remind(number, by=town.rina, now=now + timedelta(days=3))
    with pytest.raises(CaseMovedOn) as moved:
        town.handling.answer(number, "Baik.", seen=seen, by=town.rina, now=now)

    assert moved.value.facts == {"count": 2}


def test_what_lay_with_somebody_who_left_the_desk_is_nobodys(
    town: Town, assigning: AssigningDesk, now: datetime
) -> None:
    number = town.concerns.open_case(WORRY, Mode.CONFIDENTIAL, sender=town.siti, now=now).number
    hasan = town.region.id_of(HASAN)
    assigning.give(number, hasan, by=town.rina, now=now)
    queue = QueueDesk(town.store, zone=ZONE, estimate=estimated_off_days)
    assert queue.page(Whose.NOBODYS, by=town.rina, now=now).count == 0
    with town.store.write() as work:
        work.people.revoke(hasan, Role.OFFICER, by="operator", now=now)
        work.people.grant(hasan, Role.OFFICER, by="operator", unit_id=town.region.kemuning, now=now)
        work.commit()

    assert queue.page(Whose.NOBODYS, by=town.rina, now=now).count == 1
    assert hasan not in {one.id for one in assigning.officers(by=town.rina)}


def test_in_the_chat_a_seal_is_opened_only_after_a_second_factor(town: Town, now: datetime) -> None:
    number = town.concerns.open_case(WORRY, Mode.SEALED, sender=town.siti, now=now).number
    rina = Actor(town.rina.person_id)
    for act in (
        lambda: town.seals.prepare(number, by=rina, now=now),
        lambda: town.seals.request(number, "Ada ancaman.", Proof(rina, RINAS), now=now),
        lambda: town.seals.approve(number, Proof(rina, HASANS), now=now),
    ):
        with pytest.raises(SecondFactorNeeded):
            act()
