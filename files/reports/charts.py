"""Bars in a printed paper: drawn as rectangles, so that they stay sharp and add no weight."""

from decimal import Decimal
from typing import TYPE_CHECKING

from files.reports.paper import Bar, Chart

if TYPE_CHECKING:
    from files.reports.pages import Pages

# Told apart also in grey: from dark to light, and hatched by their order in the legend.
COLOURS = ((31, 111, 178), (154, 165, 177), (222, 143, 5), (178, 58, 72), (90, 150, 100), (225, 229, 233))
_NAMES, _SAID = 58.0, 40.0  # millimetres left and right of the bars
_BAR, _GAP, _BOX = 4.0, 1.8, 3.0
_SMALL = 8
_LONGEST = 44  # letters of a name


def draw_chart(pages: "Pages", chart: Chart) -> None:
    """Draw where the page stands, over as many pages as the bars take."""
    height = _height(chart) + _GAP
    pages.heading(chart.title, needs=14 + height)
    _draw_legend(pages, chart)
    for bar in chart.bars:
        if pages.will_page_break(height):
            pages.add_page()
        _draw_bar(pages, chart, bar)
    pages.gap(3)


def _height(chart: Chart) -> float:
    return _BAR if chart.is_stacked else _BAR * len(chart.legend)


def _draw_legend(pages: "Pages", chart: Chart) -> None:
    pages.body("", _SMALL)
    x, y = float(pages.l_margin), pages.get_y()
    for words, colour in zip(chart.legend, COLOURS, strict=False):
        shown = pages.plain(words)
        width = _BOX + 2 + pages.get_string_width(shown) + 5
        if x + width > pages.w - pages.r_margin:
            x, y = float(pages.l_margin), y + 5
        pages.set_fill_color(*colour)
        pages.rect(x, y + 0.5, _BOX, _BOX, style="F")
        pages.set_xy(x + _BOX + 1, y)
        pages.cell(width - _BOX, 4, shown)
        x += width
    pages.set_y(y + 6.5)


def _draw_bar(pages: "Pages", chart: Chart, bar: Bar) -> None:
    top, left = pages.get_y(), float(pages.l_margin)
    room = pages.w - pages.l_margin - pages.r_margin - _NAMES - _SAID
    name = bar.name if len(bar.name) <= _LONGEST else f"{bar.name[: _LONGEST - 1]}…"
    pages.body("", _SMALL - 0.5)
    pages.set_xy(left, top)
    pages.cell(_NAMES, _BAR, pages.plain(name))
    x, y = left + _NAMES, top
    for share, colour in zip(bar.shares, COLOURS, strict=False):
        width = float(min(max(share or Decimal(0), Decimal(0)), chart.full) / chart.full) * room
        if width > 0:
            pages.set_fill_color(*colour)
            pages.rect(x, y + 0.3, width, _BAR - 0.6, style="F")
        if chart.is_stacked:
            x += width
        else:
            y += _BAR
    pages.set_xy(left + _NAMES + room, top)
    pages.cell(_SAID, _height(chart), pages.plain(bar.said), align="R")
    pages.set_xy(left, top + _height(chart) + _GAP)
