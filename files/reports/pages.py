"""A paper as pages to print: charts and tables with what is needed to read them, numbered and with a code."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from files.objections.fonts import BOLD, SERIF, WIDE, font_file, printable
from files.reports.charts import draw_chart
from files.reports.paper import Heading, Listing, Paper, Value
from files.reports.workbook import Progress

LEFT, RIGHT, TOP, BOTTOM = 18, 18, 18, 22  # millimetres
WIDTH = 210 - LEFT - RIGHT
_LINE, _ROW = 5.2, 4.6
_BODY, _SMALL, _TITLE = 10, 8, 14
_LINES_AT_MOST = 3  # of one cell
_TOLD_EVERY = 50  # rows
_HEAD_FILL, _TOTAL_FILL, _RULE = (31, 78, 120), (230, 236, 242), (190, 198, 206)


def write_pages(paper: Paper, *, progress: Progress) -> bytes:
    """Set it on A4. `progress` is told now and then how many rows of its tables stand."""
    pages = Pages(paper)
    pages.open()
    for chart in paper.charts:
        draw_chart(pages, chart)
    rows = 0
    for listing in paper.listings:
        for _ in pages.set_listing(listing):
            rows += 1
            if rows % _TOLD_EVERY == 0:
                progress(rows)
    return bytes(pages.output())


class Pages(FPDF):
    """A4 upright. Pages break where a row no longer fits; a table's headings stand on each of its pages."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(format="A4")
        self._paper = paper
        for family, style, name in (("serif", "", SERIF), ("serif", "B", BOLD), ("wide", "", WIDE)):
            self.add_font(family, style, font_file(name))
        self.set_fallback_fonts(["wide"], exact_match=False)
        self._known = {letter for font in self.fonts.values() for letter in font.cmap}  # type: ignore[union-attr] # no core font is used
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(auto=True, margin=BOTTOM)
        self.c_margin = 0.8
        self.alias_nb_pages("{jumlah}")
        day = paper.dated_on
        # The day of the data, so that the same paper has the same bytes.
        self.set_creation_date(datetime(day.year, day.month, day.day, tzinfo=UTC))
        self.set_title(self.plain(paper.title))
        self.set_author(self.plain(paper.office))
        self.set_lang(paper.language)

    def header(self) -> None:
        """Whose paper it is, and who may read it."""
        self.set_y(9)
        self.body("", _SMALL)
        self.cell(WIDTH / 2, 4, self.plain(self._paper.office))
        self.body("B", _SMALL)
        self.cell(WIDTH / 2, 4, self.plain(self._paper.mark), align="R")
        self.set_y(TOP)

    def footer(self) -> None:
        """The code by which anybody can check the paper, and the page of how many."""
        self.set_y(-15)
        self.body("", _SMALL)
        self.cell(WIDTH * 0.8, 4, self.plain(f"{self._paper.code} · {self._paper.code_note}"))
        page = self._paper.page_of.format(page=self.page_no(), pages="{jumlah}")
        self.cell(WIDTH * 0.2, 4, page)

    def open(self) -> None:
        """Title, day and source of the data, and what it says in short."""
        self.add_page()
        self.body("B", _TITLE)
        self.paragraph(self._paper.title, height=7)
        self.body("", _BODY)
        self.gap(1)
        for label, value in self._paper.facts:
            self.paragraph(f"{label}: {value}")
        self.gap(2)
        for line in self._paper.lead:
            self.paragraph(line)
        self.gap(2)

    def set_listing(self, listing: Listing) -> Iterator[None]:
        """Set a table row by row; something is given back after each."""
        self.heading(listing.title)
        widths = _widths(listing.headings)
        self._set_headings(listing, widths)
        for row in listing.rows:
            self._set_row(listing, widths, row)
            yield
        if listing.total is not None:
            self._set_row(listing, widths, listing.total, is_total=True)
        self.gap(1.5)
        self.body("", _SMALL)
        for note in listing.notes:
            self.paragraph(note, height=4)
        self.gap(3)

    def heading(self, text: str, *, needs: float = 30) -> None:
        """Set a heading that stays with what follows: `needs` millimetres below it."""
        self.gap(2)
        if self.will_page_break(needs):
            self.add_page()
        self.body("B", _BODY + 1)
        self.paragraph(text, height=6)
        self.gap(1)

    def paragraph(self, text: str, *, height: float = _LINE) -> None:
        self.set_x(LEFT)
        self.multi_cell(WIDTH, height, self.plain(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def gap(self, height: float) -> None:
        self.set_y(self.get_y() + height)

    def body(self, style: str, size: float) -> None:
        self.set_font("serif", style, size)

    def plain(self, text: str) -> str:
        """What of it can be printed."""
        return printable(text, self._known)[0]

    def _set_headings(self, listing: Listing, widths: Sequence[float]) -> None:
        self.body("B", _SMALL)
        self.set_text_color(255, 255, 255)
        self._set_cells([one.text for one in listing.headings], listing.headings, widths, fill=_HEAD_FILL)
        self.set_text_color(0, 0, 0)

    def _set_row(
        self, listing: Listing, widths: Sequence[float], row: Sequence[Value], *, is_total: bool = False
    ) -> None:
        texts = [self._said(value) for value in row]
        self.body("B" if is_total else "", _SMALL)
        if self.will_page_break(self._height(texts, widths)):
            self.add_page()
            self._set_headings(listing, widths)
            self.body("B" if is_total else "", _SMALL)
        self._set_cells(texts, listing.headings, widths, fill=_TOTAL_FILL if is_total else None)

    def _set_cells(
        self,
        texts: Sequence[str],
        headings: Sequence[Heading],
        widths: Sequence[float],
        *,
        fill: tuple[int, int, int] | None,
    ) -> None:
        top, height = self.get_y(), self._height(texts, widths)
        if fill is not None:
            self.set_fill_color(*fill)
            self.rect(LEFT, top, WIDTH, height, style="F")
        left = float(LEFT)
        for text, heading, width in zip(texts, headings, widths, strict=True):
            align = "L" if heading.kind == "text" else "R"
            for at, line in enumerate(self._lines(text, width)):
                self.set_xy(left, top + at * _ROW + 0.6)
                self.cell(width, _ROW, line, align=align)
            left += width
        self.set_draw_color(*_RULE)
        self.set_line_width(0.1)
        self.line(LEFT, top + height, LEFT + WIDTH, top + height)
        self.set_xy(LEFT, top + height)

    def _height(self, texts: Sequence[str], widths: Sequence[float]) -> float:
        lines = max(len(self._lines(text, width)) for text, width in zip(texts, widths, strict=True))
        return lines * _ROW + 1.2

    def _lines(self, text: str, width: float) -> list[str]:
        """As much of it as a cell holds."""
        shown = self.plain(text).replace("\n", " ")
        room = width - 2 * self.c_margin
        if self.get_string_width(shown) <= room:
            return [shown]
        lines = list(_broken(shown, room, self))
        if len(lines) > _LINES_AT_MOST:
            lines = [*lines[: _LINES_AT_MOST - 1], lines[_LINES_AT_MOST - 1][:-1] + "…"]
        return lines

    def _said(self, value: Value) -> str:
        match value:
            case None:
                return ""
            case str():
                return value
            case int():
                return format_decimal(value, locale=self._paper.language)
            case Decimal():
                return format_decimal(value, "0.00", locale=self._paper.language)
            case day:
                return format_date(day, "d MMM y", locale=self._paper.language)


def _widths(headings: Sequence[Heading]) -> list[float]:
    whole = sum(one.width for one in headings)
    return [WIDTH * one.width / whole for one in headings]


def _broken(text: str, room: float, pages: Pages) -> Iterator[str]:
    """Lines broken at spaces, and within a word that is longer than a line."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if pages.get_string_width(longer) <= room:
            line = longer
            continue
        if line:
            yield line
        line = word
        while pages.get_string_width(line) > room:
            fits = next(
                at for at in range(len(line), 0, -1) if at == 1 or pages.get_string_width(line[:at]) <= room
            )
            yield line[:fits]
            line = line[fits:]
            if not line:
                break
    if line:
        yield line
