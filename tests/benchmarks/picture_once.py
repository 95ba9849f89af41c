"""In a fresh process: milliseconds until the first picture of two units is drawn, its library loaded for it.

Afterwards the same picture is not drawn at all: Telegram sends it again by its number.
"""

import time
from decimal import Decimal

from domain.pictures import LoadBar, LoadDrawing, UnitBars


def main() -> None:
    units = tuple(
        UnitBars(
            unit=f"UPTD Puskesmas {name}",
            before=LoadBar(share=Decimal(before), said=before.replace(".", ",")),
            after=LoadBar(share=Decimal(after), said=after.replace(".", ",")),
        )
        for name, before, after in (("Selensen", "0.75", "0.83"), ("Kemuning", "1.67", "1.25"))
    )
    drawing = LoadDrawing(title="Beban kerja", before="sebelum", after="sesudah", even="pas", units=units)
    began = time.perf_counter()
    from files.pictures.unit_bars import draw_unit_bars  # noqa: PLC0415 -- its loading is measured

    draw_unit_bars(drawing)
    print((time.perf_counter() - began) * 1_000)


if __name__ == "__main__":
    main()
