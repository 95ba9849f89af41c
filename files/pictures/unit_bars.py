"""How full the two units of a move are, before and after, as a small picture for a chat.

Drawn with Pillow, in some 40 ms and inside the serving process: matplotlib would take a second to start
(docs/decisions/0014-pictures.md).
"""

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

from domain.pictures import LoadBar, LoadDrawing
from files.pictures.pen import BAR, EDGE, GAP, LEFT, LINE, RIGHT, SAID_BESIDE, TITLE, WIDTH, legend, write

_BEFORE, _AFTER, _EVEN = "#9AA5B1", "#1F6FB2", "#B23A48"
_LEAST_SCALE = 1.25  # so that the line of what is even always stands inside


class _Place(NamedTuple):
    """A bar: where it begins on the page, what it shows and in which colour."""

    top: int
    bar: LoadBar
    colour: str


def draw_unit_bars(drawing: LoadDrawing) -> bytes:
    """A PNG; the same drawing gives the same bytes."""
    first = EDGE + 3 * LINE
    places = list(_places(drawing, first))
    names = {first + number * _block(): one.unit for number, one in enumerate(drawing.units)}
    bottom = first + len(drawing.units) * _block()
    picture = Image.new("RGB", (WIDTH, bottom + EDGE), "white")
    pen = ImageDraw.Draw(picture)
    write(pen, (LEFT, EDGE), drawing.title, size=TITLE)
    legend(pen, ((drawing.before, _BEFORE), (drawing.after, _AFTER), (drawing.even, _EVEN)))
    for top, name in names.items():
        write(pen, (LEFT, top), name)
    scale = (RIGHT - LEFT - SAID_BESIDE) / max(_LEAST_SCALE, *(_share(one.bar) for one in places))
    ends = [LEFT + round(_share(one.bar) * scale) for one in places]
    for one, end in zip(places, ends, strict=True):
        pen.rectangle((LEFT, one.top, max(end, LEFT + 2), one.top + BAR), fill=one.colour)
    _even_line(pen, LEFT + round(scale), first + LINE, bottom)
    for one, end in zip(places, ends, strict=True):
        write(pen, (end + 12, one.top + 4), one.bar.said)
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _places(drawing: LoadDrawing, first: int) -> Iterator[_Place]:
    for number, one in enumerate(drawing.units):
        top = first + number * _block() + LINE
        yield _Place(top, one.before, _BEFORE)
        yield _Place(top + BAR + GAP, one.after, _AFTER)


def _block() -> int:
    """The height of one unit: its name and two bars."""
    return LINE + 2 * (BAR + GAP) + GAP


def _even_line(pen: ImageDraw.ImageDraw, x: int, top: int, bottom: int) -> None:
    for dash in range(top, bottom, 14):
        pen.line((x, dash, x, dash + 8), fill=_EVEN, width=3)


def _share(bar: LoadBar) -> float:
    return 0.0 if bar.share is None else float(bar.share)
