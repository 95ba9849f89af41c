"""Printing in a process of its own: fonts and their library, and the time they take, harm no other answer."""

from dataclasses import dataclass
from datetime import tzinfo
from functools import partial

from bot.planner import Progress, plan_apart
from domain.objections.papers import AnswerFacts, LetterFacts, Printed, ReceiptFacts
from locales.words import SOURCE, Words, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProcess:
    """Implements `domain.objections.papers.Papers` with what the region says about itself."""

    words: Words
    ppk: str
    hr_office: str
    region: str
    zone: tzinfo

    def letter(self, facts: LetterFacts) -> Printed:
        return plan_apart(partial(print_now, self, facts), progress=_ignore)

    def receipt(self, facts: ReceiptFacts) -> Printed:
        return plan_apart(partial(print_now, self, facts), progress=_ignore)

    def answer(self, facts: AnswerFacts) -> Printed:
        return plan_apart(partial(print_now, self, facts), progress=_ignore)


def print_now(
    office: OwnProcess,
    facts: AnswerFacts | LetterFacts | ReceiptFacts,
    *,
    progress: Progress,  # noqa: ARG001 -- as the other process hands it over; there is too little to tell
) -> Printed:
    """Print in this process, which loads the printing library for it."""
    from files.objections.answer import print_answer  # noqa: PLC0415 -- as said above
    from files.objections.letter import print_letter  # noqa: PLC0415 -- as said above
    from files.objections.receipt import print_receipt  # noqa: PLC0415 -- as said above

    say = partial(office.words.plain, SOURCE)
    if isinstance(facts, LetterFacts):
        return print_letter(facts, say, ppk=office.ppk, hr_office=office.hr_office, region=office.region)
    if isinstance(facts, AnswerFacts):
        return print_answer(facts, say, ppk=office.ppk, hr_office=office.hr_office, region=office.region)
    written = moment(SOURCE, facts.submitted_at, office.zone)
    return print_receipt(facts, say, hr_office=office.hr_office, moment=written)


def _ignore(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches: it is done in a second."""
