"""What every small picture is drawn with: one font, one set of colours, words that fit their place."""

from collections.abc import Iterable
from functools import cache

from PIL import ImageDraw, ImageFont

from files.letters_text import printable

WIDTH, EDGE = 1000, 40
BAR, GAP, LINE = 42, 10, 52  # pixels: a bar, between bars, a line of text
LEFT, RIGHT = EDGE, WIDTH - EDGE
SAID_BESIDE = 140  # room for a value to the right of its bar
INK, PALE = "#1B2733", "#5B6770"
TITLE, TEXT = 34, 28


def write(
    pen: ImageDraw.ImageDraw, at: tuple[int, int], words: str, *, size: int = TEXT, colour: str = INK
) -> None:
    """Words from a place on, cut where the picture ends."""
    shown = _fitting(printable(words), size, RIGHT - at[0])
    # With a margin of white, for a value may stand on a dashed line.
    pen.text(at, shown, fill=colour, font=_font(size), stroke_width=4, stroke_fill="white")


def legend(pen: ImageDraw.ImageDraw, named: Iterable[tuple[str, str]]) -> None:
    """What each colour means, in one line below the title: words and their colour."""
    left, top = LEFT, EDGE + LINE
    for words, colour in named:
        pen.rectangle((left, top + 6, left + 26, top + 32), fill=colour)
        write(pen, (left + 36, top), words, colour=PALE)
        left += 36 + round(_font(TEXT).getlength(printable(words))) + 40


def _fitting(words: str, size: int, width: int) -> str:
    font, kept = _font(size), words
    while kept and font.getlength(kept) > width:
        kept = f"{kept.removesuffix('…')[:-1].rstrip()}…" if len(kept) > 1 else ""
    return kept


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType")
    return font
