"""One report as HR asks for it, measured in a process of its own: number of the wave, form.

The process that writes loads this module again, as it would load `bot.__main__`: so everything else is loaded
within `main`, as it is there. A list of people leaves as a spreadsheet alone; what goes on
paper tells all of a wave in numbers.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path


def main(folder: Path, url: str, secret: str, wave: int, form: str) -> None:
    """Print seconds, and memory in MB: what the asking process grew by, and the writing one's peak."""
    from bot.house import open_house  # noqa: PLC0415 -- as said above
    from bot.settings import read_settings  # noqa: PLC0415 -- as said above
    from bot.wiring import build_office  # noqa: PLC0415 -- as said above
    from domain.actors import OPERATOR  # noqa: PLC0415 -- as said above
    from domain.exports.records import ExportKind  # noqa: PLC0415 -- as said above
    from domain.reports.records import Format  # noqa: PLC0415 -- as said above
    from tests.benchmarks.both_sides import settings_of  # noqa: PLC0415 -- as said above
    from tests.benchmarks.machine import memory_mb  # noqa: PLC0415 -- as said above

    settings = settings_of(folder, url, "http://127.0.0.1:1", rate=30) | {"SAPA_SECRET_KEY": secret}
    with open_house(read_settings(settings)) as house:
        office = build_office(house.store, house.words, house.settings, username="kemuning_bot")
        told: list[int] = []
        before, began = memory_mb(os.getpid(), "VmHWM"), time.perf_counter()
        kind = ExportKind.WAVE_PEOPLE if form == Format.EXCEL else ExportKind.WAVE
        content = office.reports.prepare(kind, wave, by=OPERATOR, now=house.now())
        file = office.report_files.write(content, Format(form), language="id", progress=told.append)
        office.reports.finish(content, file, by=OPERATOR, now=house.now())
        seconds = time.perf_counter() - began
        grown = memory_mb(os.getpid(), "VmHWM") - before
    apart = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    said = {"seconds": seconds, "grown_mb": grown, "apart_mb": apart, "progress": len(told)}
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
