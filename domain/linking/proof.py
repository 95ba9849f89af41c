"""Judging what a visitor brought, with the same work whatever is wrong with it."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.linking.codes import DECOY, fits
from domain.linking.records import Invitation
from domain.people import Person
from domain.work import Work

NormalisePhone = Callable[[str], str | None]
NOBODY = 0  # no row bears this number


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """NIP or token, telephone and code, as they were gathered step by step."""

    nip: str
    token: str
    phone: str
    code: str

    @classmethod
    def gathered(cls, data: Mapping[str, str | int], code: str) -> "Proof":
        nip, token, phone = (str(data.get(name, "")) for name in ("nip", "token", "phone"))
        return cls(nip=nip, token=token, phone=phone, code=code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`person` None: not proven. `countable` is the letter to which the wrong code counts, if any."""

    person: Person | None
    countable: Invitation | None = None


def judge(work: Work, proof: Proof, normalise: NormalisePhone, *, now: datetime) -> Verdict:
    """Weigh everything before answering, so that neither the answer nor its time tells what was wrong.

    A wrong code counts against a letter only after the right telephone: a stranger cannot lock anybody out.
    """
    person, letter = _addressed(work, proof)
    code_fits = fits(work.linking.peppered(proof.code), letter.secret if letter else DECOY)
    phone_fits = _same_phone(person.phone if person else None, proof.phone, normalise)
    is_open = letter is not None and letter.is_open(now) and person is not None and person.is_active
    on_record = person is not None and person.phone is not None
    if is_open and code_fits and (phone_fits or not on_record):
        return Verdict(person=person)
    return Verdict(person=None, countable=letter if is_open and phone_fits else None)


def _addressed(work: Work, proof: Proof) -> tuple[Person | None, Invitation | None]:
    """Who is meant, by the link or by the NIP; the letter is locked until the unit ends."""
    if proof.token:
        letter = work.linking.invitation_with(proof.token)
        return (work.people.get(letter.person_id) if letter else None), letter
    person = work.people.by_nip(proof.nip)
    return person, work.linking.newest_invitation_of(person.id if person else NOBODY)


def _same_phone(kept: str | None, brought: str, normalise: NormalisePhone) -> bool:
    expected = normalise(kept or "")
    return hmac.compare_digest((expected or "?").encode(), brought.encode())
