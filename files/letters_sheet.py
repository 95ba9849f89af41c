"""The office's paper: an A4 sheet with its heading (kop), its footer and a few ways to set text."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple, Protocol, cast

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from files.letters_text import ENCODING, printable

LEFT, RIGHT, TOP = 25, 20, 14  # millimetres
WIDTH = 210 - LEFT - RIGHT
LINE, TIGHT = 5.4, 4.4
BODY = 11
BOTTOM = 280.0  # where the footer begins


class Column(NamedTuple):
    """Where text stands, in millimetres from the left edge."""

    x: float = LEFT
    width: float = WIDTH

    def indented(self, by: float) -> "Column":
        return Column(self.x + by, self.width - by)


FULL = Column()


class Say(Protocol):
    """Words by key and facts, in the region's language and without markup."""

    def __call__(self, key: str, /, **facts: str | int | date) -> str: ...


class Sheet(FPDF):
    """A sheet of the office. A letter never runs onto a second page, so pages break by hand."""

    def __init__(self, say: Say, *, region: str, office: str, contact: str, signed_on: date) -> None:
        super().__init__(format="A4")
        self.core_fonts_encoding = ENCODING
        self.say = say
        self.office = printable(office)
        self.contact = printable(contact, at_most=160)
        self.signed_on = signed_on
        self.leading = LINE
        self._footing: tuple[str, ...] = ()
        self._region = printable(say("letters.heading.government", region=region)).upper()
        # Most paragraphs recur in every letter, and breaking lines costs more than drawing them.
        self._wrapped = lru_cache(maxsize=256)(self._wrap)
        self.c_margin = 0
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(False)
        self.set_creation_date(datetime(signed_on.year, signed_on.month, signed_on.day, tzinfo=UTC))
        self.set_author(self.office)
        self.set_title(printable(say("letters.subject")))

    def header(self) -> None:
        """The kop: government, office, where it is found, and the double rule."""
        for style, size, text in (
            ("", 13, self._region),
            ("B", 15, self.office.upper()),
            ("", 9, self.contact),
        ):
            self.set_font("times", style, size)
            self.paragraph(text, height=size * 0.46, align="C")
        y = self.get_y() + 1.5
        for width, offset in ((0.9, 0.0), (0.25, 1.2)):
            self.set_line_width(width)
            self.line(LEFT, y + offset, 210 - RIGHT, y + offset)
        self.set_y(y + 6)

    def footer(self) -> None:
        """Whose sheet this is, for handing out."""
        self.set_y(BOTTOM)
        self.set_font("times", "", 8.5)
        for text in self._footing:
            self.paragraph(text, height=4, align="C")

    def start_page(self, *footing: str) -> None:
        """Begin a sheet. The footer of the one before is drawn now, so this one's is told afterwards."""
        self.add_page()
        self._footing = footing

    def body_font(self, style: str = "") -> None:
        self.set_font("times", style, BODY)

    def paragraph(
        self, text: str, column: Column = FULL, *, height: float | None = None, align: str = "L"
    ) -> None:
        """Set text within a column, wrapped, and go below it."""
        for line in self.lines(text, column.width):
            self.set_x(column.x)
            self.cell(
                column.width, height or self.leading, line, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )

    def lines(self, text: str, width: float) -> tuple[str, ...]:
        """Break text as it fits in the present font."""
        return self._wrapped(text, width, self.font_family, self.font_style, self.font_size_pt)

    def fitting(self, text: str, width: float, *, lines: int) -> str:
        """As much of the text as so many lines hold."""
        text = printable(text)
        while len(self.lines(text, width)) > lines:
            text = text.removesuffix("…")[: -max(1, len(text) // 20)].rstrip() + "…"
        return text

    def _wrap(self, text: str, width: float, *_font: str | float) -> tuple[str, ...]:
        shown = printable(text, at_most=2_000)
        broken = self.multi_cell(width, text=shown, dry_run=True, output=MethodReturnValue.LINES)
        # The lines come back as the fonts' own bytes; drawing encodes again.
        return tuple(line.encode("latin-1").decode(ENCODING) for line in cast("list[str]", broken))

    def gap(self, height: float) -> None:
        self.set_y(self.get_y() + height)
