"""The flows of `/tiket`, and what its screens share."""

from collections.abc import Iterator

from domain.concerns.taxonomy import Concern
from domain.refusals import NotFound
from handlers.buttons import Button
from handlers.concerns.places import arg_of
from handlers.visit import Visit

# A number that is searched, words to a case, a reply kept ready, a seal that is opened, a lane's answer.
FIND, SAYING, CANNED, SEAL, LANE = "ti_find", "ti_saying", "ti_canned", "ti_seal", "ti_lane"

DESK = Button("case_desk.button.desk", "ti")


def parts_of(visit: Visit) -> tuple[str, str, str]:
    """What the pressed button carries, up to three parts divided by dots; empty where there is none."""
    one, _, rest = arg_of(visit).partition(".")
    two, _, three = rest.partition(".")
    return one, two, three


def case_button(number: str) -> Button:
    return Button("case_desk.button.case", "ti_case", number, {"number": number})


def concern_named(name: str) -> Concern:
    """Raise NotFound."""
    if name not in set(Concern):
        raise NotFound(subject=name)
    return Concern(name)


def units_of(text: str) -> int:
    """Its length as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, at_most: int) -> Iterator[str]:
    """The text in pieces of so many units, none of which parts a sign; one empty piece of no text."""
    held, units = "", 0
    for sign in text:
        size = units_of(sign)
        if units + size > at_most:
            yield held
            held, units = "", 0
        held, units = held + sign, units + size
    yield held
