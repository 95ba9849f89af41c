"""How full the two units of a move are, before and after, as a small picture for a chat.

Drawn with Pillow, in some 40 ms and inside the serving process: matplotlib would take a second to start
(docs/decisions/0014-pictures.md).
"""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from domain.pictures import LoadBar, LoadDrawing
from files.letters_text import printable

_WIDTH, _EDGE = 1000, 40
_BAR, _GAP, _LINE = 42, 10, 52  # pixels: a bar, between bars, a line of text
_LEFT, _RIGHT = _EDGE, _WIDTH - _EDGE
_SAID_BESIDE = 140  # room for a value to the right of its bar
_INK, _PALE, _BEFORE, _AFTER, _EVEN = "#1B2733", "#5B6770", "#9AA5B1", "#1F6FB2", "#B23A48"
_TITLE, _TEXT = 34, 28
_LEAST_SCALE = 1.25  # so that the line of what is even always stands inside


class _Place(NamedTuple):
    """A bar: where it begins on the page, what it shows and in which colour."""

    top: int
    bar: LoadBar
    colour: str


def draw_unit_bars(drawing: LoadDrawing) -> bytes:
    """A PNG; the same drawing gives the same bytes."""
    first = _EDGE + 3 * _LINE
    places = list(_places(drawing, first))
    names = {first + number * _block(): one.unit for number, one in enumerate(drawing.units)}
    bottom = first + len(drawing.units) * _block()
    picture = Image.new("RGB", (_WIDTH, bottom + _EDGE), "white")
    pen = ImageDraw.Draw(picture)
    _write(pen, (_LEFT, _EDGE), drawing.title, size=_TITLE)
    _legend(pen, drawing)
    for top, name in names.items():
        _write(pen, (_LEFT, top), name, size=_TEXT)
    scale = (_RIGHT - _LEFT - _SAID_BESIDE) / max(_LEAST_SCALE, *(_share(one.bar) for one in places))
    ends = [_LEFT + round(_share(one.bar) * scale) for one in places]
    for one, end in zip(places, ends, strict=True):
        pen.rectangle((_LEFT, one.top, max(end, _LEFT + 2), one.top + _BAR), fill=one.colour)
    _even_line(pen, _LEFT + round(scale), first + _LINE, bottom)
    for one, end in zip(places, ends, strict=True):
        _write(pen, (end + 12, one.top + 4), one.bar.said, size=_TEXT)
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _places(drawing: LoadDrawing, first: int) -> Iterator[_Place]:
    for number, one in enumerate(drawing.units):
        top = first + number * _block() + _LINE
        yield _Place(top, one.before, _BEFORE)
        yield _Place(top + _BAR + _GAP, one.after, _AFTER)


def _block() -> int:
    """The height of one unit: its name and two bars."""
    return _LINE + 2 * (_BAR + _GAP) + _GAP


def _legend(pen: ImageDraw.ImageDraw, drawing: LoadDrawing) -> None:
    left, top = _LEFT, _EDGE + _LINE
    for words, colour in ((drawing.before, _BEFORE), (drawing.after, _AFTER), (drawing.even, _EVEN)):
        pen.rectangle((left, top + 6, left + 26, top + 32), fill=colour)
        _write(pen, (left + 36, top), words, size=_TEXT, colour=_PALE)
        left += 36 + round(_font(_TEXT).getlength(printable(words))) + 40


def _even_line(pen: ImageDraw.ImageDraw, x: int, top: int, bottom: int) -> None:
    for dash in range(top, bottom, 14):
        pen.line((x, dash, x, dash + 8), fill=_EVEN, width=3)


def _write(
    pen: ImageDraw.ImageDraw, at: tuple[int, int], words: str, *, size: int, colour: str = _INK
) -> None:
    shown = _fitting(printable(words), size, _RIGHT - at[0])
    # With a margin of white, for a value may stand on the dashed line.
    pen.text(at, shown, fill=colour, font=_font(size), stroke_width=4, stroke_fill="white")


def _fitting(words: str, size: int, width: int) -> str:
    font, kept = _font(size), words
    while kept and font.getlength(kept) > width:
        kept = f"{kept.removesuffix('…')[:-1].rstrip()}…" if len(kept) > 1 else ""
    return kept


def _share(bar: LoadBar) -> float:
    return 0.0 if bar.share is None else float(bar.share)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType")
    return font
