"""Kabar Pertama: a list leaves only when each in it was told, and what tells so is kept by rows."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from domain.actors import Actor
from domain.dossiers.lists import NothingToList, WaveListDesk
from domain.dossiers.records import Mark, Wanted
from domain.first_word.desk import FirstWordDesk, OpeningDesk
from domain.first_word.records import Word
from domain.first_word.rule import NotAllTold, ensure_first_told
from domain.liaison.records import Hindrance
from domain.proposals import Status
from domain.publication import PublicationDesk
from domain.refusals import AlreadyDone, NotPermitted
from domain.second_factor.records import SecondFactorNeeded
from storage.store import SqlStore
from storage.tables import account, outbox, proposal
from tests.domain.dossiers.conftest import Desk
from tests.outbox import take_all
from tests.people import ANDI, BUDI, RINA


def _words(store: SqlStore, desk: Desk) -> dict[Word, int]:
    with store.read() as work:
        return work.first_words.tally(desk.wave, before_decree=bool(work.policy.shows_before_decree))


def _ensure(store: SqlStore, desk: Desk) -> None:
    with store.read() as work:
        ensure_first_told(work, desk.wave)


def test_a_list_waits_for_the_last_person_and_for_nothing_else(
    desk: Desk, store: SqlStore, now: datetime
) -> None:
    """From the draft to the file: each way of being told, and each obstacle, in the order of a real wave."""
    lists, words = WaveListDesk(store), FirstWordDesk(store)
    by = Actor(desk.region.id_of(RINA), at_terminal=True)
    with store.engine.begin() as connection:
        away = account.c.person_id == desk.region.id_of(BUDI)
        connection.execute(update(account).where(away).values(unlinked_at=now))
    with pytest.raises(NotAllTold) as unseen:
        _ensure(store, desk)
    assert unseen.value.facts["count"] == 2

    publication = PublicationDesk(store)
    publication.request(desk.wave, by=desk.rina, now=now)
    publication.approve(desk.wave, by=desk.hasan, now=now)
    assert _words(store, desk) == {Word.WAITING: 1, Word.NOT_LINKED: 1}
    take_all(store, now=now + timedelta(hours=3))
    assert _words(store, desk) == {Word.DELIVERED: 1, Word.NOT_LINKED: 1}
    with pytest.raises(NotAllTold):
        lists.of(desk.wave, by=by, now=now)
    untold = words.untold(desk.wave, page=7, by=desk.rina, now=now)
    assert [(one.proposal_id, one.word) for one in untold.lines] == [(desk.budi, Word.NOT_LINKED)]
    with store.read() as work:
        found, _ = work.dossiers.page(Wanted(wave_id=desk.wave, mark=Mark.UNTOLD), limit=6, offset=0)
    assert [one.proposal_id for one in found] == [desk.budi]

    words.mark_unreachable(desk.budi, Hindrance.ON_LEAVE, by=desk.rina, now=now)
    with pytest.raises(AlreadyDone):
        words.mark_unreachable(desk.andi, Hindrance.NOT_MET, by=desk.rina, now=now)
    _ensure(store, desk)
    content = lists.of(desk.wave, by=by, now=now)
    assert [one.number for one in content.rows] == [desk.andi, desk.budi]
    with store.read() as work:
        assert {
            one.purpose
            for one in work.views.of(
                desk.region.id_of(ANDI), since=now - timedelta(days=1), limit=9, offset=0
            )
        } == {"transfer_list"}


def test_an_opened_card_or_an_envelope_is_a_first_word_and_a_blocked_chat_is_none(
    desk: Desk, store: SqlStore, now: datetime
) -> None:
    publication, opening = PublicationDesk(store), OpeningDesk(store)
    publication.request(desk.wave, by=desk.rina, now=now)
    publication.approve(desk.wave, by=desk.hasan, now=now)
    with store.engine.begin() as connection:
        connection.execute(update(outbox).values(state="unreachable"))
    assert _words(store, desk) == {Word.BLOCKED: 2}

    opening.opened(desk.andi, now=now)
    opening.opened(desk.andi, now=now)
    with store.write() as work:
        person = desk.region.id_of(BUDI)
        work.deliveries.told_on_paper(person, desk.budi, on=now.date(), by=desk.rina.label, now=now)
        work.commit()

    assert _words(store, desk) == {Word.OPENED: 1, Word.ON_PAPER: 1}
    _ensure(store, desk)


def test_where_nothing_is_shown_before_the_decree_its_notice_is_the_first_word(
    desk: Desk, store: SqlStore, now: datetime
) -> None:
    """The board's list goes out before, for nobody may be told yet; whoever speaks to all has to wait."""
    desk.region.region.show_before_decree(shown=False)
    publication = PublicationDesk(store)
    publication.request(desk.wave, by=desk.rina, now=now)
    publication.approve(desk.wave, by=desk.hasan, now=now)
    by = Actor(desk.region.id_of(RINA), at_terminal=True)
    assert len(WaveListDesk(store).of(desk.wave, by=by, now=now).rows) == 2
    with pytest.raises(NotAllTold):
        _ensure(store, desk)
    with store.write() as work:
        for one in (desk.andi, desk.budi):
            work.proposals.enter([one], Status.DECREE, by="operator", now=now)
        work.commit()
    assert _words(store, desk) == {Word.NOT_SENT: 2}


def test_who_may_have_a_list_and_only_with_a_second_factor(
    desk: Desk, store: SqlStore, now: datetime
) -> None:
    lists = WaveListDesk(store)
    with pytest.raises(NotPermitted):
        lists.of(desk.wave, by=Actor(desk.region.id_of(ANDI)), now=now)
    with pytest.raises(SecondFactorNeeded):
        lists.of(desk.wave, by=desk.rina, now=now)
    with store.engine.begin() as connection:
        connection.execute(update(proposal).where(proposal.c.wave_id == desk.wave).values(status="cancelled"))
    desk.region.region.prove(desk.region.id_of(RINA))
    with pytest.raises(NothingToList):
        lists.of(desk.wave, by=desk.rina, now=now)
