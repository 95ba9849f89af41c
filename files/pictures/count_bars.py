"""Numbers side by side for a chat: a few scenarios, or the years ahead. Drawn with Pillow, as `unit_bars`."""

from io import BytesIO

from PIL import Image, ImageDraw

from domain.pictures import CountDrawing
from files.pictures.pen import BAR, EDGE, GAP, LEFT, LINE, RIGHT, SAID_BESIDE, TITLE, WIDTH, legend, write

_COLOURS = ("#1F6FB2", "#B23A48", "#9AA5B1")


def draw_count_bars(drawing: CountDrawing) -> bytes:
    """A PNG; the same drawing gives the same bytes. At most three series."""
    first = EDGE + 3 * LINE
    block = LINE + len(drawing.series) * (BAR + GAP) + GAP
    bottom = first + len(drawing.groups) * block
    picture = Image.new("RGB", (WIDTH, bottom + EDGE), "white")
    pen = ImageDraw.Draw(picture)
    write(pen, (LEFT, EDGE), drawing.title, size=TITLE)
    legend(pen, zip(drawing.series, _COLOURS, strict=False))
    most = max((one.count or 0 for group in drawing.groups for one in group.bars), default=0)
    scale = (RIGHT - LEFT - SAID_BESIDE) / max(1, most)
    for number, group in enumerate(drawing.groups):
        top = first + number * block
        write(pen, (LEFT, top), group.name)
        for bar, colour in zip(group.bars, _COLOURS, strict=False):
            top += LINE if bar is group.bars[0] else BAR + GAP
            end = LEFT + max(2, round((bar.count or 0) * scale))
            pen.rectangle((LEFT, top, end, top + BAR), fill=colour)
            write(pen, (end + 12, top + 4), bar.said)
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
