"""A4 sheets on which text flows from page to page, numbered, each with the paper's code."""

from datetime import UTC, date, datetime
from typing import Protocol

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from files.objections.fonts import BOLD, SERIF, WIDE, font_file, printable

LEFT, RIGHT, TOP, BOTTOM = 25, 20, 20, 25  # millimetres
WIDTH = 210 - LEFT - RIGHT
LINE = 5.6
BODY, SMALL = 11, 8.5
_LABEL = 42.0


class Say(Protocol):
    """Words by key and facts, in Indonesian and without markup."""

    def __call__(self, key: str, /, **facts: str | int | date) -> str: ...


class Sheet(FPDF):
    """What is set is counted: `left_out` signs had no glyph."""

    def __init__(self, say: Say, *, title: str, code: str, dated_on: date) -> None:
        super().__init__(format="A4")
        self.say = say
        self.left_out = 0
        self._code = code
        for family, style, name in (("serif", "", SERIF), ("serif", "B", BOLD), ("wide", "", WIDE)):
            self.add_font(family, style, font_file(name))
        self.set_fallback_fonts(["wide"], exact_match=False)
        self._known = {letter for font in self.fonts.values() for letter in font.cmap}  # type: ignore[union-attr] # no core font is used
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(auto=True, margin=BOTTOM)
        self.c_margin = 0
        self.alias_nb_pages("{jumlah}")
        # The day that the paper bears, so that the same facts give the same bytes.
        self.set_creation_date(datetime(dated_on.year, dated_on.month, dated_on.day, tzinfo=UTC))
        self.set_title(title)
        self.set_lang("id")
        self.add_page()
        self.body()

    def footer(self) -> None:
        """The code by which anybody can check the paper, and the page of how many."""
        self.set_y(-16)
        self.set_font("serif", "", SMALL)
        text = self.say("objection.paper.footer", code=self._code, page=self.page_no(), pages="{jumlah}")
        self.cell(WIDTH, 4, text, align="C")

    def body(self, style: str = "") -> None:
        self.set_font("serif", style, BODY)

    def paragraph(self, text: str, *, align: str = "L", indent: float = 0) -> None:
        """Set text below what stands, with its own line breaks, over as many pages as it takes."""
        self.set_x(LEFT + indent)
        self._set(text, WIDTH - indent, align)

    def heading(self, text: str) -> None:
        self.gap(3)
        self.body("B")
        self.paragraph(text)
        self.body()

    def fact(self, label: str, value: str) -> None:
        """A label, and its value in the column beside it."""
        if self.will_page_break(LINE):
            self.add_page()
        y = self.get_y()
        self.set_x(LEFT)
        self._set(label, _LABEL, "L")
        below_label, page = self.get_y(), self.page
        self.set_xy(LEFT + _LABEL, y)
        self._set(f": {value}", WIDTH - _LABEL, "L")
        if self.page == page:
            self.set_y(max(below_label, self.get_y()))

    def gap(self, height: float) -> None:
        self.set_y(self.get_y() + height)

    def _set(self, text: str, width: float, align: str) -> None:
        shown, left_out = printable(text, self._known)
        self.left_out += left_out
        self.multi_cell(width, LINE, shown, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
