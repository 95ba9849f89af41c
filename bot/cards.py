"""Printing the liaisons' papers in a process of its own, which loads the printing library for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.planner import Progress, plan_apart
from domain.liaison.papers import CardFacts, SlipFacts
from domain.liaison.records import Colleague
from locales.words import SOURCE, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCards:
    """Implements `domain.liaison.papers.CardPapers` with what the region says about itself."""

    words: Words
    region: str
    hr_office: str
    hr_contact: str
    bot: str
    link: str

    def cards(self, cards: Sequence[CardFacts], *, dated_on: date) -> bytes:
        return plan_apart(partial(cards_now, self, tuple(cards), dated_on), progress=_ignore)

    def slip(self, slip: SlipFacts) -> bytes:
        return plan_apart(partial(slip_now, self, slip), progress=_ignore)

    def listing(self, colleagues: Sequence[Colleague], language: str) -> bytes:
        return plan_apart(partial(listing_now, self, tuple(colleagues), language), progress=_ignore)


def cards_now(
    own: OwnCards,
    cards: Sequence[CardFacts],
    dated_on: date,
    *,
    progress: Progress,  # noqa: ARG001 -- as the other process hands it over; there is too little to tell
) -> bytes:
    """Print in this process."""
    from files.news_cards import print_cards  # noqa: PLC0415 -- only the process that prints loads it

    return print_cards(
        cards,
        partial(own.words.plain, SOURCE),
        region=own.region,
        office=own.hr_office,
        contact=own.hr_contact,
        bot=own.bot,
        link=own.link,
        dated_on=dated_on,
    )


def slip_now(
    own: OwnCards,
    slip: SlipFacts,
    *,
    progress: Progress,  # noqa: ARG001 -- as said above
) -> bytes:
    """Print in this process."""
    from files.news_cards import print_slip  # noqa: PLC0415 -- only the process that prints loads it

    say = partial(own.words.plain, SOURCE)
    return print_slip(slip, say, region=own.region, office=own.hr_office, contact=own.hr_contact)


def listing_now(
    own: OwnCards,
    colleagues: Sequence[Colleague],
    language: str,
    *,
    progress: Progress,  # noqa: ARG001 -- as said above
) -> bytes:
    """Write in this process."""
    from files.liaison_list import write_list  # noqa: PLC0415 -- only the process that writes loads it

    return write_list(colleagues, partial(own.words.plain, language))


def _ignore(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches: it is done in a second."""
