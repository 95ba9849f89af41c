"""What is kept of envelopes: what stands for a proposal, and whom no message reaches. On both databases."""

from datetime import date, datetime, timedelta

from domain.liaison.records import Act, Hindrance, NewCard, Silence
from domain.linking.records import IDLE_FOR
from storage.store import SqlStore
from storage.tables import account
from tests.people import ANDI, BUDI, CAST, RINA, SITI, kemuning

_BY = "person:9"


def test_an_envelope_stands_before_a_hindrance_and_what_was_taken_back_counts_for_nothing(
    store: SqlStore, now: datetime
) -> None:
    region = kemuning(store, now)
    siti = region.id_of(SITI)
    with store.write() as work:
        told = work.deliveries.told_on_paper(siti, 1, on=date(2026, 11, 23), by=_BY, now=now)
        work.deliveries.unreachable(siti, 1, Hindrance.ON_LEAVE, by=_BY, now=now)
        stands = work.deliveries.of_proposals([1, 2])

        assert {number: (one.act, one.told_on) for number, one in stands.items()} == {
            1: (Act.PAPER, date(2026, 11, 23))
        }
        assert work.deliveries.take_back(told, now=now)
        assert not work.deliveries.take_back(told, now=now)
        assert work.deliveries.of_proposals([1])[1].hindrance is Hindrance.ON_LEAVE
        assert [one.act for one in work.deliveries.of_person(siti)] == [Act.UNREACHABLE]
        work.commit()


def test_whom_no_message_reaches_is_listed_with_the_cause_page_by_page(
    store: SqlStore, now: datetime
) -> None:
    region = kemuning(store, now)
    accounts = {one.user_id: number for number, one in enumerate(CAST, start=1)}
    builder, seen_after = region.region, now - IDLE_FOR
    builder.change(account, accounts[SITI.user_id], unlinked_at=now)
    builder.change(account, accounts[BUDI.user_id], unreachable_since=now)
    builder.change(account, accounts[ANDI.user_id], last_seen_at=seen_after - timedelta(days=1))
    with store.read() as work:
        kept, units = work.deliveries, frozenset({region.selensen})
        listed = kept.unreached(units, seen_after=seen_after, limit=2)
        rest = kept.unreached(None, seen_after=seen_after, limit=2, offset=2)
        named = kept.unreached(units, seen_after=seen_after, name="siti r", limit=9)

        assert [(one.full_name, one.silence) for one in [*listed, *rest]] == [
            ("Andi Saputra", Silence.SILENT),
            ("dr. Budi Hartono", Silence.BLOCKED),
            ("Siti Rahmawati, A.Md.Kep.", Silence.UNLINKED),
        ]
        assert [one.person_id for one in named] == [region.id_of(SITI)]
        assert kept.unreached(None, seen_after=seen_after, name="_", limit=9) == []
        assert kept.count_unreached(units, seen_after=seen_after) == {region.selensen: 3}
        assert kept.count_unreached(frozenset(), seen_after=seen_after) == {}


def test_the_newest_word_counts_and_is_given_once(store: SqlStore, now: datetime) -> None:
    region = kemuning(store, now)
    rina = region.id_of(RINA)
    blank = NewCard(
        person_id=rina,
        proposal_id=None,
        code="SAPA-A",
        salt=b"",
        digest=b"",
        by=_BY,
        expires_at=now,
    )
    with store.write() as work:
        kept = work.deliveries
        kept.print_card(blank, now=now)
        assert kept.card_of(rina) is None
        worded = kept.print_card(
            NewCard(
                person_id=rina,
                proposal_id=None,
                code="SAPA-B",
                salt=b"s",
                digest=b"d",
                by=_BY,
                expires_at=now,
            ),
            now=now,
        )
        kept.print_card(blank, now=now)
        kept.count_failure(worded)
        card = kept.card_of(rina)

        assert card is not None
        assert (card.id, card.failures, card.used_at) == (worded, 1, None)
        assert kept.use_card(worded, now=now)
        assert not kept.use_card(worded, now=now)
        work.commit()
