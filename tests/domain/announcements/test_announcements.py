"""Announcing, reading and answering, on both databases."""

from datetime import datetime, timedelta

import pytest

from domain.acknowledgements import Acknowledgement
from domain.actors import Actor, Role
from domain.announcements.desk import A_PAGE, AnnouncementGone, NewsDesk
from domain.announcements.publishing import ExpiryPassed, PublishingDesk
from domain.announcements.wording import AnnouncementUnfinished, Draft, Wording
from domain.linking.records import Cause
from domain.official.records import Kind
from domain.publication import SamePerson
from domain.refusals import AlreadyDone, NotPermitted
from storage.store import SqlStore
from tests.domain.announcements.announcing import BOTH, INDONESIAN, MONTH, ZONE, announce, titled
from tests.outbox import take_all
from tests.people import ANDI, BUDI, CAST, HASAN, RINA, SITI, Kemuning, kemuning

MINUTE = timedelta(minutes=1)


@pytest.fixture
def region(store: SqlStore, now: datetime) -> Kemuning:
    return kemuning(store, now)


@pytest.fixture
def news(store: SqlStore) -> NewsDesk:
    return NewsDesk(store)


@pytest.fixture
def siti(region: Kemuning) -> int:
    return region.id_of(SITI)


def test_everybody_linked_is_told_once_in_their_language_with_three_answers(
    store: SqlStore, region: Kemuning, now: datetime
) -> None:
    _speak(store, region, "en")
    made = announce(store, region, now).announcement
    told = {one.chat_id: one for one in take_all(store, now=now)}

    assert told.keys() == {one.user_id for one in CAST}
    assert told[SITI.user_id].written["body"] == "The inauguration is on Monday at 8 am."
    assert told[ANDI.user_id].written["body"] == INDONESIAN.body
    assert told[ANDI.user_id].written["code"] == made.code
    assert [value for _, value in told[ANDI.user_id].buttons] == [
        f"v1:news:{made.id}.{one}" for one in Acknowledgement
    ]


def test_who_reads_english_is_told_that_there_is_no_english_text(
    store: SqlStore, region: Kemuning, now: datetime
) -> None:
    _speak(store, region, "en")
    announce(store, region, now, draft=Draft(indonesian=INDONESIAN, english=None))
    told = {one.chat_id: one for one in take_all(store, now=now)}

    assert told[SITI.user_id].text_key == "news.told.untranslated"
    assert told[SITI.user_id].written["body"] == INDONESIAN.body
    assert told[ANDI.user_id].text_key == "news.told"


def test_its_code_says_what_it_was_issued_for(store: SqlStore, region: Kemuning, now: datetime) -> None:
    made = announce(store, region, now).announcement
    with store.read() as work:
        issued = work.codes.find(made.code)

    assert issued is not None
    assert (issued.kind, issued.title, issued.addressee) == (Kind.ANNOUNCEMENT, INDONESIAN.title, None)
    assert issued.digests == (BOTH.digest,)


def test_the_same_words_are_announced_once(store: SqlStore, region: Kemuning, now: datetime) -> None:
    announce(store, region, now)
    take_all(store, now=now)

    with pytest.raises(AlreadyDone):
        announce(store, region, now + MINUTE)
    assert take_all(store, now=now + MINUTE) == []


def test_it_needs_two_officers_each_with_their_role(store: SqlStore, region: Kemuning, now: datetime) -> None:
    desk = PublishingDesk(store, zone=ZONE)
    rina, siti, hasan = (Actor(region.id_of(one), at_terminal=True) for one in (RINA, SITI, HASAN))
    until = now + MONTH

    with pytest.raises(NotPermitted):
        desk.preview(BOTH, expires_at=until, by=siti, now=now)
    for by, second in ((siti, hasan), (rina, rina), (rina, siti)):
        with pytest.raises(NotPermitted):
            desk.publish(BOTH, expires_at=until, by=by, second=second, now=now)
    assert take_all(store, now=now) == []


def test_one_officer_with_both_roles_is_still_one_person(
    store: SqlStore, region: Kemuning, now: datetime
) -> None:
    with store.write() as work:
        work.people.grant(region.id_of(RINA), Role.APPROVER, by="operator", now=now)
        work.commit()
    rina = Actor(region.id_of(RINA))

    with pytest.raises(SamePerson):
        PublishingDesk(store, zone=ZONE).publish(BOTH, expires_at=now + MONTH, by=rina, second=rina, now=now)


def test_what_is_refused_leaves_nothing(store: SqlStore, region: Kemuning, now: datetime) -> None:
    unfinished = Draft(indonesian=Wording(title="Judul", body="Yth. {nama}"), english=None)

    with pytest.raises(AnnouncementUnfinished):
        announce(store, region, now, draft=unfinished)
    with pytest.raises(ExpiryPassed):
        announce(store, region, now, valid_for=timedelta())
    with store.read() as work:
        assert work.announcements.newest(9) == []
        assert work.codes.newest(Kind.ANNOUNCEMENT, 9) == []


def test_opening_one_makes_it_read_and_the_first_reading_stays(
    store: SqlStore, region: Kemuning, news: NewsDesk, siti: int, now: datetime
) -> None:
    made = announce(store, region, now).announcement
    before = news.unread(siti, now=now)
    news.open(made.id, siti, now=now + MINUTE)
    again = news.open(made.id, siti, now=now + 2 * MINUTE)

    assert (before, news.unread(siti, now=now + MINUTE)) == (1, 0)
    assert again.read_at == now + MINUTE
    assert news.unread(region.id_of(ANDI), now=now + MINUTE) == 1


def test_the_newest_answer_counts_and_all_are_kept_but_no_press_counts_twice(
    store: SqlStore, region: Kemuning, news: NewsDesk, siti: int, now: datetime
) -> None:
    made = announce(store, region, now).announcement
    pressed = (Acknowledgement.OBJECTING, Acknowledgement.OBJECTING, Acknowledgement.UNDERSTOOD)
    for minutes, said in enumerate(pressed):
        answered = news.answer(made.id, siti, said, now=now + minutes * MINUTE)

    assert answered.answer is Acknowledgement.UNDERSTOOD
    with store.read() as work:
        assert work.announcements.answers(made.id, siti) == [
            (Acknowledgement.OBJECTING, now),
            (Acknowledgement.UNDERSTOOD, now + 2 * MINUTE),
        ]
        ((_, reception),) = work.announcements.newest(9)
    assert reception.answers == {Acknowledgement.UNDERSTOOD: 1}
    assert (reception.addressed, reception.read) == (len(CAST), 1)


def test_unread_ones_come_first_then_the_newest_and_pages_have_six(
    store: SqlStore, region: Kemuning, news: NewsDesk, siti: int, now: datetime
) -> None:
    made = [
        announce(store, region, now + number * MINUTE, draft=titled(f"Nomor {number}")).announcement
        for number in range(A_PAGE + 2)
    ]
    for one in (made[7], made[3]):
        news.open(one.id, siti, now=now + 9 * MINUTE)
    first, second, beyond = (news.page(siti, number, now=now + 9 * MINUTE) for number in (1, 2, 99))

    assert [_number(one.announcement.draft) for one in first.listed] == [6, 5, 4, 2, 1, 0]
    assert [_number(one.announcement.draft) for one in second.listed] == [7, 3]
    assert (first.pages, first.unread, beyond.number) == (2, 6, 2)


def test_who_links_later_sees_what_is_still_valid_and_may_answer_it(store: SqlStore, now: datetime) -> None:
    region = kemuning(store, now, linked=False)
    for one in (RINA, HASAN):
        region.region.link(region.id_of(one), one.user_id)
    valid = announce(store, region, now).announcement
    expired = announce(store, region, now, draft=titled("Lama"), valid_for=MINUTE).announcement
    budi, news, later = region.id_of(BUDI), NewsDesk(store), now + timedelta(hours=1)
    region.region.link(budi, BUDI.user_id)

    assert [one.announcement.id for one in news.page(budi, 1, now=later).listed] == [valid.id]
    assert news.unread(budi, now=later) == 1
    assert news.answer(valid.id, budi, Acknowledgement.UNDERSTOOD, now=later).read_at == later
    with pytest.raises(AnnouncementGone):
        news.open(expired.id, budi, now=later)


def test_what_has_expired_stays_readable_for_its_addressees_and_asks_nobody_to_read_it(
    store: SqlStore, region: Kemuning, news: NewsDesk, siti: int, now: datetime
) -> None:
    made = announce(store, region, now, valid_for=MINUTE).announcement
    later = now + 2 * MINUTE

    assert news.unread(siti, now=later) == 0
    assert news.open(made.id, siti, now=later).announcement == made
    assert news.answer(made.id, siti, Acknowledgement.OBJECTING, now=later).answer is not None


def test_who_has_left_or_is_not_linked_is_not_addressed(store: SqlStore, now: datetime) -> None:
    region = kemuning(store, now)
    region.region.end(region.id_of(ANDI))
    with store.write() as work:
        account = work.linking.account_of(region.id_of(BUDI))
        assert account is not None
        work.linking.unlink(account.id, cause=Cause.OWN_WISH, now=now)
        work.commit()
    made = announce(store, region, now)

    assert made.addressed == len(CAST) - 2
    assert {one.chat_id for one in take_all(store, now=now)} == {
        one.user_id for one in CAST if one not in (ANDI, BUDI)
    }


def test_nobody_opens_what_does_not_exist(news: NewsDesk, siti: int, now: datetime) -> None:
    with pytest.raises(AnnouncementGone):
        news.open("0" * 12, siti, now=now)


def _number(draft: Draft) -> int:
    return int(draft.indonesian.title.rpartition(" ")[2])


def _speak(store: SqlStore, region: Kemuning, language: str) -> None:
    with store.write() as work:
        account = work.linking.account_of(region.id_of(SITI))
        assert account is not None
        work.linking.speak(account.id, language)
        work.commit()
