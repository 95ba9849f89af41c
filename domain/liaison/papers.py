"""What stands on the papers that liaisons hand over, and who prints them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from domain.liaison.records import Colleague
from domain.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """One card. `word`: of the sealed part, as it is printed; "" where the card has none.

    `has_news`: a proposal waits to be told; what it says stands on no card. `digest` in its short form.
    """

    person: Person
    has_news: bool
    code: str
    digest: str
    expires_on: date
    word: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFacts:
    """The receipt of a concern that is about to be sent for somebody: whoever holds it reads the answer."""

    receipt: str = field(repr=False)
    dated_on: date


class CardPapers(Protocol):
    """Prints in Indonesian, apart from the serving process."""

    def cards(self, cards: Sequence[CardFacts], *, dated_on: date) -> bytes:
        """A page for each."""

    def slip(self, slip: SlipFacts) -> bytes: ...

    def listing(self, colleagues: Sequence[Colleague], language: str) -> bytes:
        """As a spreadsheet, in the language of whoever asks."""
