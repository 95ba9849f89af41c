"""One report as HR asks for it, measured in a process of its own: number of the wave, form."""

import json
import os
import resource
import sys
import time
from pathlib import Path

from bot.house import open_house
from bot.settings import read_settings
from bot.wiring import build_office
from domain.actors import OPERATOR
from domain.exports.records import ExportKind
from domain.reports.records import Format
from tests.benchmarks.both_sides import settings_of
from tests.benchmarks.machine import memory_mb


def main(folder: Path, url: str, secret: str, wave: int, form: Format) -> None:
    """Print seconds, and memory in MB: what the asking process grew by, and the writing one's peak."""
    settings = settings_of(folder, url, "http://127.0.0.1:1", rate=30) | {"SAPA_SECRET_KEY": secret}
    with open_house(read_settings(settings)) as house:
        office = build_office(house.store, house.words, house.settings, username="kemuning_bot")
        told: list[int] = []
        before, began = memory_mb(os.getpid(), "VmHWM"), time.perf_counter()
        content = office.reports.prepare(ExportKind.WAVE_PEOPLE, wave, by=OPERATOR, now=house.now())
        file = office.report_files.write(content, form, language="id", progress=told.append)
        office.reports.finish(content, file, by=OPERATOR, now=house.now())
        seconds = time.perf_counter() - began
        grown = memory_mb(os.getpid(), "VmHWM") - before
    apart = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    said = {"seconds": seconds, "grown_mb": grown, "apart_mb": apart, "progress": len(told)}
    print(json.dumps(said | {"people": len(content.people)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), Format(sys.argv[5]))
