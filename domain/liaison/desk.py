"""The liaison's list of colleagues whom no message reaches, and the cards for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from domain.actors import Actor, Role
from domain.liaison.colleagues import ROLES, Beyond, beyond_chat, silence_of
from domain.liaison.papers import CardFacts
from domain.liaison.records import Colleague, Delivery, NewCard
from domain.liaison.words import new_word, pepper, shown
from domain.linking.codes import seal_code
from domain.linking.records import IDLE_FOR
from domain.official.digests import digest_of, short
from domain.official.records import Kind, NewDocument
from domain.organisation import Unit
from domain.rights import acting_as, recently_proven, scope_of
from domain.views.desk import note_view
from domain.views.records import Purpose
from domain.work import Store, Work

A_PAGE = 4
CARDS_AT_MOST = 200
LISTED_AT_MOST = 5_000
CARD_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """A page of units with how many in each no message reaches; `total` over all of them."""

    listed: Sequence[tuple[Unit, int]]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of colleagues; `number` from 1, `pages` at least 1."""

    listed: Sequence[Colleague]
    number: int
    pages: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One colleague: what is known, what was recorded (newest first), and whether a word still counts."""

    beyond: Beyond
    recorded: Sequence[Delivery]
    has_word: bool


class LiaisonDesk:
    """For liaisons in their units, and for HR's officers in theirs: raise NotPermitted.

    Everybody who is listed is told so in `/siapa_melihat`.
    """

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone

    def units(self, page: int, *, by: Actor, now: datetime) -> Units:
        """The units in which somebody is not reached, by name."""
        with self._store.read() as work:
            scope = scope_of(work, by, *ROLES)
            counts = work.deliveries.count_unreached(scope.units, seen_after=now - IDLE_FOR)
            units = [one for one in work.organisation.units() if one.id in counts]
        number, pages = _page(page, len(units))
        listed = units[(number - 1) * A_PAGE : number * A_PAGE]
        return Units(
            listed=[(one, counts[one.id]) for one in listed],
            number=number,
            pages=pages,
            total=sum(counts.values()),
        )

    def people(
        self, page: int, *, unit_id: int | None = None, name: str = "", by: Actor, now: datetime
    ) -> Page:
        """Those of one unit, or of all one's units; by a part of their name, if given."""
        with self._store.write() as work:
            units = _units_of(work, unit_id, by=by)
            seen_after = now - IDLE_FOR
            counts = work.deliveries.count_unreached(units, seen_after=seen_after, name=name)
            count = sum(counts.values())
            number, pages = _page(page, count)
            listed = work.deliveries.unreached(
                units, seen_after=seen_after, name=name, limit=A_PAGE, offset=(number - 1) * A_PAGE
            )
            _note(work, [one.person_id for one in listed], by=by, now=now)
            work.commit()
        return Page(listed=listed, number=number, pages=pages, count=count)

    def with_nips(self, nips: Sequence[str], *, by: Actor, now: datetime) -> list[Beyond]:
        """Those of a pasted list whom no message reaches, in its order; whoever else it names is left out."""
        with self._store.write() as work:
            scope = scope_of(work, by, *ROLES)
            named = [work.people.by_nip(nip) for nip in nips[:CARDS_AT_MOST]]
            found = [one for one in named if one is not None and one.is_active and scope.covers(one.unit_id)]
            silent = [
                beyond_chat(work, one.id, by=by, now=now)
                for one in found
                if silence_of(work, one.id, now=now) is not None
            ]
            _note(work, [one.person.id for one in silent], by=by, now=now)
            work.commit()
        return silent

    def listing(self, unit_id: int | None, *, by: Actor, now: datetime) -> Sequence[Colleague]:
        """All of a unit, or of all one's units, for a list that leaves. Raise SecondFactorNeeded."""
        with self._store.write() as work:
            units = _units_of(work, unit_id, by=by)
            recently_proven(work, by, now=now)
            listed = work.deliveries.unreached(units, seen_after=now - IDLE_FOR, limit=LISTED_AT_MOST)
            _note(work, [one.person_id for one in listed], by=by, now=now)
            work.commit()
        return listed

    def sheet(self, person_id: int, *, by: Actor, now: datetime) -> Sheet:
        """Raise NotInYourUnits, ReachedInChat."""
        with self._store.write() as work:
            beyond = beyond_chat(work, person_id, by=by, now=now)
            card = work.deliveries.card_of(person_id)
            sheet = Sheet(
                beyond=beyond,
                recorded=work.deliveries.of_person(person_id),
                has_word=card is not None and card.used_at is None and card.expires_at > now,
            )
            _note(work, [person_id], by=by, now=now)
            work.commit()
        return sheet

    def unit_cards(self, unit_id: int, *, with_words: bool, by: Actor, now: datetime) -> list[CardFacts]:
        """Cards for everybody of a unit whom no message reaches. Raise as `cards`."""
        with self._store.read() as work:
            units = _units_of(work, unit_id, by=by)
            seen_after = now - IDLE_FOR
            listed = work.deliveries.unreached(units, seen_after=seen_after, limit=CARDS_AT_MOST)
        return self.cards([one.person_id for one in listed], with_words=with_words, by=by, now=now)

    def cards(
        self, person_ids: Sequence[int], *, with_words: bool, by: Actor, now: datetime
    ) -> list[CardFacts]:
        """A card for each, with an official code. `with_words`: HR's officers alone, for the whole region.

        Raise SecondFactorNeeded, NotInYourUnits, ReachedInChat.
        """
        words = [new_word() for _ in person_ids] if with_words else []
        with self._store.read() as work:
            if with_words:
                acting_as(work, by, Role.OFFICER)
            peppered = [pepper(work, word)[0] for word in words]
        sealed = [seal_code(one) for one in peppered]  # slow by intent: not while anything is locked
        with self._store.write() as work:
            if with_words:
                acting_as(work, by, Role.OFFICER)
            scope_of(work, by, *ROLES)
            recently_proven(work, by, now=now)
            printed = []
            for at, person_id in enumerate(person_ids):
                beyond = beyond_chat(work, person_id, by=by, now=now)
                word, secret = (words[at], sealed[at]) if with_words else ("", None)
                facts = self._card(work, beyond, word, now=now)
                work.deliveries.print_card(
                    NewCard(
                        person_id=person_id,
                        proposal_id=None if beyond.proposal is None else beyond.proposal.id,
                        code=facts.code,
                        salt=b"" if secret is None else secret.salt,
                        digest=b"" if secret is None else secret.digest,
                        by=by.label,
                        expires_at=now + CARD_FOR,
                    ),
                    now=now,
                )
                work.audit.add(
                    "card.printed",
                    by=by.label,
                    subject=f"person:{person_id}",
                    now=now,
                    with_word=int(with_words),
                )
                printed.append(facts)
            _note(work, person_ids, by=by, now=now)
            work.commit()
        return printed

    def _card(self, work: Work, beyond: Beyond, word: str, *, now: datetime) -> CardFacts:
        expires_on = (now + CARD_FOR).astimezone(self._zone).date()
        person = beyond.person
        said = (person.full_name, person.unit, expires_on.isoformat(), str(beyond.proposal is not None))
        digest = digest_of("\n".join(said).encode())
        paper = NewDocument(kind=Kind.NEWS_CARD, title="", digest=digest, addressee=person.id, issued_on=None)
        return CardFacts(
            person=person,
            has_news=beyond.proposal is not None,
            code=work.codes.issue(paper, now=now),
            digest=short(digest),
            expires_on=expires_on,
            word=shown(word) if word else "",
        )


def _units_of(work: Work, unit_id: int | None, *, by: Actor) -> frozenset[int] | None:
    """The units that are meant and the caller's; a unit of others is as empty."""
    scope = scope_of(work, by, *ROLES)
    if unit_id is None:
        return scope.units
    return frozenset({unit_id}) if scope.covers(unit_id) else frozenset()


def _page(asked: int, count: int) -> tuple[int, int]:
    pages = max(1, -(-count // A_PAGE))
    return min(max(1, asked), pages), pages


def _note(work: Work, person_ids: Sequence[int], *, by: Actor, now: datetime) -> None:
    others = [one for one in person_ids if one != by.person_id]
    if others:
        note_view(work, others, Purpose.LIAISON, by=by, now=now)
