"""Issuing invitation letters: for each person a link and a code, of which only hashes are kept."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.actors import OPERATOR, Actor
from domain.linking.codes import new_code, new_token, seal_code
from domain.linking.records import IDLE_FOR, NewInvitation
from domain.official.digests import digest_of
from domain.official.records import Kind, NewDocument
from domain.organisation import name_key
from domain.people import Person
from domain.refusals import NotFound
from domain.work import Store, Work

_BATCH = 200  # letters in one short writing unit

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedInvitation:
    """What goes onto one letter, and nowhere else.

    `official_code` tells that the letter is genuine and opens nothing; `digest` is of what the letter says.
    """

    person: Person
    token: str
    code: str
    official_code: str = ""
    digest: bytes = b""


class InvitationDesk:
    """Makes letters. Making one anew closes the one before."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def not_yet_linked(self, *, unit: str | None = None, now: datetime) -> list[Person]:
        """Everybody in service without a link in use; of the units of that name, if one is given.

        Raises NotFound when no unit bears the name; several may, and all of them are meant.
        """
        with self._store.read() as work:
            linked = work.linking.linked_people(seen_after=now - IDLE_FOR)
            units: list[int | None] = [None] if unit is None else _numbers_of(work, unit)
            people = [one for unit_id in units for one in work.people.active(unit_id=unit_id)]
        return [one for one in people if one.id not in linked]

    def people_with(self, nips: Sequence[str]) -> list[Person]:
        """The people of these NIPs; raise NotFound for the first who is not in service here."""
        with self._store.read() as work:
            return [_in_service(work, nip) for nip in nips]

    def issue(
        self,
        person_ids: Sequence[int],
        valid_for: timedelta,
        *,
        now: datetime,
        by: Actor = OPERATOR,
        progress: Progress = lambda _done, _of: None,
    ) -> list[IssuedInvitation]:
        """Make a letter for each person, in short units so that a serving process is not held up.

        Interrupted half-way, some letters are never printed; issuing again closes them.
        """
        issued: list[IssuedInvitation] = []
        with ThreadPoolExecutor() as hashing:
            for start in range(0, len(person_ids), _BATCH):
                issued += self._batch(
                    hashing, person_ids[start : start + _BATCH], now + valid_for, by=by, now=now
                )
                progress(len(issued), len(person_ids))
        return issued

    def _batch(
        self, hashing: Executor, person_ids: Sequence[int], expires_at: datetime, *, by: Actor, now: datetime
    ) -> list[IssuedInvitation]:
        with self._store.read() as work:
            people = [work.people.get(person_id) for person_id in person_ids]
            letters = [IssuedInvitation(person=one, token=new_token(), code=new_code()) for one in people]
            peppered = [work.linking.peppered(letter.code)[0] for letter in letters]
        sealed = hashing.map(seal_code, peppered)
        kept = [
            NewInvitation(person_id=letter.person.id, token=letter.token, secret=secret)
            for letter, secret in zip(letters, sealed, strict=True)
        ]
        with self._store.write() as work:
            work.linking.invite(kept, expires_at=expires_at, now=now)
            letters = [_with_official_code(work, one, expires_at=expires_at, now=now) for one in letters]
            for one in kept:
                work.audit.add("invitation.issued", by=by.label, subject=f"person:{one.person_id}", now=now)
            work.commit()
        return letters


def _with_official_code(
    work: Work, letter: IssuedInvitation, *, expires_at: datetime, now: datetime
) -> IssuedInvitation:
    """A letter made anew withdraws the code of the one before."""
    person = letter.person
    said = (person.full_name, person.position, person.unit, expires_at.isoformat())
    digest = digest_of("\n".join(said).encode())
    work.codes.withdraw_earlier(Kind.INVITATION_LETTER, person.id, now=now)
    paper = NewDocument(
        kind=Kind.INVITATION_LETTER, title="", digest=digest, addressee=person.id, issued_on=None
    )
    return replace(letter, official_code=work.codes.issue(paper, now=now), digest=digest)


def _numbers_of(work: Work, unit: str) -> list[int | None]:
    found: list[int | None] = [
        one.id for one in work.organisation.units() if name_key(one.name) == name_key(unit)
    ]
    if not found:
        raise NotFound(subject=unit)
    return found


def _in_service(work: Work, nip: str) -> Person:
    person = work.people.by_nip("".join(nip.split()))
    if person is None or not person.is_active:
        raise NotFound(subject=nip)
    return person
