"""Cards for envelopes: that there is news, how to read it, and on the sealed part a one-time word.

What the news says stands on no card, so that one which is opened by somebody else tells them nothing of it.
"""

from collections.abc import Sequence
from datetime import date

from domain.liaison.papers import CardFacts, SlipFacts
from files.letters import salutation_key
from files.letters_page import QR_SIDE, draw_code
from files.letters_sheet import BODY, FULL, LEFT, WIDTH, Say, Sheet
from files.letters_text import printable

_FOLD = 205.0  # millimetres from the top: below it the sheet is folded inwards and closed
_NAME_LINES, _UNIT_LINES = 3, 2


def print_cards(
    cards: Sequence[CardFacts],
    say: Say,
    *,
    region: str,
    office: str,
    contact: str,
    bot: str,
    link: str,
    dated_on: date,
) -> bytes:
    """A page for each. `bot`: its name without the sign; `link`: what the square code opens."""
    sheet = Sheet(say, region=region, office=office, contact=contact, signed_on=dated_on)
    sheet.set_title(printable(say("liaison.card.title")))
    for number, card in enumerate(cards, start=1):
        _add_card(sheet, card, number, bot=bot, link=link)
    return bytes(sheet.output())


def print_slip(slip: SlipFacts, say: Say, *, region: str, office: str, contact: str) -> bytes:
    """The receipt of a concern, to be handed to whom it belongs and kept by nobody else."""
    sheet = Sheet(say, region=region, office=office, contact=contact, signed_on=slip.dated_on)
    sheet.set_title(printable(say("liaison.slip.title")))
    sheet.start_page(say("liaison.slip.footing"))
    sheet.body_font("B")
    sheet.paragraph(say("liaison.slip.title"), align="C")
    sheet.gap(4)
    sheet.body_font()
    sheet.paragraph(say("liaison.slip.about", day=slip.dated_on))
    sheet.gap(4)
    sheet.set_font("courier", "B", 20)
    sheet.paragraph(slip.receipt, height=12, align="C")
    sheet.gap(4)
    sheet.body_font()
    for key in ("liaison.slip.how", "liaison.slip.keep", "liaison.slip.not_objection"):
        sheet.paragraph(say(key, contact=sheet.contact))
        sheet.gap(2)
    return bytes(sheet.output())


def _add_card(sheet: Sheet, card: CardFacts, number: int, *, bot: str, link: str) -> None:
    say = sheet.say
    you = say(salutation_key(card.person.sex))
    sheet.start_page(
        say("liaison.card.footing", unit=printable(card.person.unit, at_most=60), number=number),
        say("letters.official", code=card.code, digest=card.digest, bot=bot),
    )
    sheet.body_font("B")
    sheet.paragraph(say("liaison.card.envelope"), align="C")
    sheet.gap(4)
    sheet.body_font()
    sheet.paragraph(say("letters.to"))
    sheet.body_font("B")
    name = f"{you} {card.person.full_name}"
    sheet.paragraph(sheet.fitting(name, WIDTH, lines=_NAME_LINES))
    sheet.body_font()
    sheet.paragraph(sheet.fitting(card.person.unit, WIDTH, lines=_UNIT_LINES))
    sheet.gap(5)
    news = "liaison.card.news" if card.has_news else "liaison.card.invitation"
    for key in (news, "liaison.card.read", "liaison.card.help"):
        sheet.paragraph(say(key, you=you, office=sheet.office, contact=sheet.contact, bot=bot))
        sheet.gap(2.5)
    _set_check(sheet, card, bot=bot, link=link)
    if card.word:
        _set_sealed(sheet, card, you)


def _set_check(sheet: Sheet, card: CardFacts, *, bot: str, link: str) -> None:
    """What one scans to the left, how to tell that the card is genuine to the right."""
    top = sheet.get_y() + 2
    column = FULL.indented(QR_SIDE + 6)
    draw_code(sheet, link, x=LEFT, y=top)
    sheet.set_y(top + 6)
    sheet.paragraph(sheet.say("liaison.card.check", bot=bot), column)
    sheet.set_font("courier", "B", 14)
    sheet.paragraph(card.code, column, height=9)
    sheet.body_font()
    sheet.paragraph(sheet.say("liaison.card.expires", day=card.expires_on), column)
    sheet.set_y(top + QR_SIDE + 2)


def _set_sealed(sheet: Sheet, card: CardFacts, you: str) -> None:
    """Below the fold: the word, and that to say it is everybody's own choice."""
    say = sheet.say
    sheet.set_dash_pattern(dash=2, gap=2)
    sheet.set_line_width(0.3)
    sheet.line(LEFT, _FOLD, LEFT + WIDTH, _FOLD)
    sheet.set_dash_pattern()
    sheet.set_y(_FOLD + 2)
    sheet.set_font("times", "", 9)
    sheet.paragraph(say("liaison.card.fold"), height=4.5, align="C")
    sheet.gap(3)
    sheet.set_font("times", "", BODY)
    sheet.paragraph(say("liaison.card.word", you=you))
    sheet.set_font("courier", "B", 22)
    sheet.paragraph(card.word, height=13, align="C")
    sheet.body_font()
    sheet.paragraph(say("liaison.card.choice", you=you))
