"""One invitation letter, on one page."""

from dataclasses import dataclass
from datetime import date

import segno

from files.letters_sheet import BODY, BOTTOM, FULL, LEFT, LINE, TIGHT, WIDTH, Column, Sheet
from files.letters_text import printable

QR_SIDE = 42.0  # millimetres: read by any telephone at arm's length
NAME_LINES, UNIT_LINES = 4, 2
ROOMY = 5  # lines of addressee; with more, the rest of the letter moves closer together
QUIET = 4  # modules of white that the standard asks for around the code
STEPS = ("letters.step.open", "letters.step.agree", "letters.step.code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one person's letter says. `salutation` is a key (`salutation_key`); `code` as it is typed.

    `official_code` and `digest` are for checking whether the letter is genuine, `digest` in its short form.
    """

    full_name: str
    salutation: str
    unit: str
    position: str
    link: str
    bot_username: str
    code: str
    expires_on: date
    official_code: str
    digest: str


def add_letter(sheet: Sheet, letter: Letter, number: int) -> None:
    """Set one letter on a new page. `number` is its place in the file, for sorting by hand."""
    say = sheet.say
    you = say(letter.salutation)
    sheet.start_page(
        say("letters.footing", unit=printable(letter.unit, at_most=60), number=number),
        say("letters.official", code=letter.official_code, digest=letter.digest, bot=letter.bot_username),
    )
    _set_reference(sheet)
    _set_addressee(sheet, letter, you)
    sheet.paragraph(say("letters.greeting"))
    sheet.gap(2)
    sheet.paragraph(say("letters.purpose", office=sheet.office, you=you))
    sheet.gap(2)
    for place, step in enumerate(STEPS, start=1):
        _set_beside(sheet, f"{place}.", say(step, bot=letter.bot_username, you=you), indent=6)
    _set_key(sheet, letter, you)
    _set_warning(sheet, you)
    sheet.paragraph(say("letters.help", contact=sheet.contact, you=you))
    sheet.gap(2)
    sheet.paragraph(say("letters.closing", you=you))
    _set_signature(sheet)


def _set_beside(sheet: Sheet, label: str, text: str, *, indent: float, width: float = WIDTH) -> None:
    """A short label, and text in the column to its right."""
    y = sheet.get_y()
    sheet.paragraph(label, Column(LEFT, indent))
    sheet.set_y(y)
    sheet.paragraph(text, Column(LEFT + indent, width - indent))


def _set_reference(sheet: Sheet) -> None:
    """Number, nature and subject to the left, the date to the right; the registry fills in the number."""
    say, top = sheet.say, sheet.get_y()
    sheet.leading = LINE
    sheet.body_font()
    for label, text in (
        (say("letters.reference.number"), "." * 34),
        (say("letters.reference.nature"), say("letters.reference.nature_is")),
        (say("letters.reference.subject"), say("letters.subject")),
    ):
        _set_beside(sheet, label, f": {text}", indent=18, width=102)
    bottom = sheet.get_y()
    sheet.set_y(top)
    sheet.paragraph(say("letters.date", date=sheet.signed_on), align="R")
    sheet.set_y(bottom + 4)


def _set_addressee(sheet: Sheet, letter: Letter, you: str) -> None:
    top, column = sheet.get_y(), FULL.indented(12)
    sheet.paragraph(sheet.say("letters.to"))
    sheet.set_y(top)
    sheet.body_font("B")
    sheet.paragraph(sheet.fitting(f"{you} {letter.full_name}", column.width, lines=NAME_LINES), column)
    sheet.body_font()
    for text in (letter.position, letter.unit):
        sheet.paragraph(sheet.fitting(text, column.width, lines=UNIT_LINES), column)
    sheet.leading = LINE if sheet.get_y() - top < ROOMY * LINE + 1 else TIGHT
    sheet.gap(4)


def _set_key(sheet: Sheet, letter: Letter, you: str) -> None:
    """The framed box: what one scans to the left, what one types to the right."""
    top = sheet.get_y() + 3
    column = FULL.indented(QR_SIDE + 10)
    sheet.set_line_width(0.4)
    sheet.rect(LEFT, top, WIDTH, QR_SIDE + 4)
    draw_code(sheet, letter.link, x=LEFT + 2, y=top + 2)
    sheet.set_y(top + 4)
    for size, style, family, text in (
        (9.5, "", "times", sheet.say("letters.box.bot")),
        (13, "B", "courier", f"@{letter.bot_username}"),
        (9.5, "", "times", sheet.say("letters.box.code", you=you)),
        (26, "B", "courier", letter.code),
        (BODY, "", "times", sheet.say("letters.box.expires", date=letter.expires_on)),
    ):
        sheet.set_font(family, style, size)
        sheet.paragraph(text, column, height=size * 0.36 + 2.2)
    sheet.set_y(top + QR_SIDE + 8)


def draw_code(sheet: Sheet, link: str, *, x: float, y: float) -> None:
    """Draw the link as a QR code in black squares, so that it stays sharp on any printer."""
    rows = [bytes(row) for row in segno.make_qr(link, error="m").matrix]
    module = QR_SIDE / (len(rows) + 2 * QUIET)
    for place, row in enumerate(rows):
        column = row.find(1)
        while column >= 0:
            end = row.find(0, column)
            end = len(row) if end < 0 else end
            left, upper = x + (QUIET + column) * module, y + (QUIET + place) * module
            sheet.rect(left, upper, (end - column) * module, module, style="F")
            column = row.find(1, end)


def _set_warning(sheet: Sheet, you: str) -> None:
    """Black on white with a bar at its side: it must survive a copier."""
    top = sheet.get_y()
    sheet.body_font("B")
    sheet.paragraph(sheet.say("letters.warning", office=sheet.office, you=you), FULL.indented(4))
    sheet.rect(LEFT, top, 1.4, sheet.get_y() - top, style="F")
    sheet.body_font()
    sheet.gap(4)


def _set_signature(sheet: Sheet) -> None:
    """Office, room to sign and a line for the name; the room shrinks where a long name has taken it."""
    column = FULL.indented(90)
    sheet.gap(4)
    sheet.paragraph(sheet.say("letters.signed_by", office=sheet.office), column)
    sheet.gap(max(2.0, min(18.0, BOTTOM - LINE - sheet.get_y())))
    sheet.paragraph("." * 50, column)
