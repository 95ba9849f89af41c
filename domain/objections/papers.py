"""What stands on the two papers of an objection, and who prints them."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Protocol

from domain.objections.own import OwnObjection
from domain.objections.records import SignedFile, Verdict, Writing
from domain.objections.refusals import NoObjectionOpen
from domain.people import Person
from domain.proposals import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """The letter as it was last written. `decided_on`: as printed on the decree, where that was stated."""

    person: Person
    proposal: Proposal
    writing: Writing
    decided_on: date
    received_on: date | None
    dated_on: date
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """What was handed in, when, and until when it is answered."""

    person: Person
    number: str
    code: str
    submitted_at: datetime
    on_paper: bool
    files: tuple[SignedFile, ...]
    answer_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFacts:
    """HR's answer as a letter to be signed. `decided_on`: the day of the decree. `letter` may be empty."""

    person: Person
    proposal: Proposal
    number: str
    submitted_on: date
    decided_on: date
    verdict: Verdict
    reason: str
    letter: str
    dated_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A PDF. `left_out`: how many signs of the person's words no font of ours has."""

    content: bytes
    left_out: int


class Papers(Protocol):
    """Prints in Indonesian, the language of the law; equal facts give equal bytes."""

    def letter(self, facts: LetterFacts) -> Printed: ...

    def receipt(self, facts: ReceiptFacts) -> Printed: ...

    def answer(self, facts: AnswerFacts) -> Printed:
        """A draft: it says so on every page, and bears no code by which it could be taken for more."""


def letter_facts(own: OwnObjection, *, zone: tzinfo) -> LetterFacts:
    """Raise NoObjectionOpen when nothing has been written."""
    if own.objection is None or own.decree is None:
        raise NoObjectionOpen
    days = own.decree.days
    return LetterFacts(
        person=own.person,
        proposal=own.decree.proposal,
        writing=own.objection.writing,
        decided_on=days.printed_on or own.decree.recorded_on,
        received_on=days.received_on,
        dated_on=own.objection.drafted_at.astimezone(zone).date(),
        code=own.objection.letter_code,
    )


def receipt_facts(own: OwnObjection) -> ReceiptFacts:
    """Raise NoObjectionOpen when nothing has been handed in."""
    kept = own.objection
    if kept is None or kept.number is None or kept.submitted_at is None or own.answer_due is None:
        raise NoObjectionOpen
    return ReceiptFacts(
        person=own.person,
        number=kept.number,
        code=kept.receipt_code or "",
        submitted_at=kept.submitted_at,
        on_paper=kept.on_paper,
        files=own.files,
        answer_by=own.answer_due.last_day,
    )
