"""HR's spreadsheets for a wave of sixty: the list of proposals, and the statuses that come back."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from random import Random

from openpyxl import load_workbook

from bot.trial.moves import Move, Planner
from bot.trial.people import Registry, Servant
from bot.trial.region import SEED, write_region
from bot.trial.sheets import write_proposals
from bot.trial.staffing import Line, position_map

PEOPLE = 60


class Sixty(Planner):
    """Fills the vacancies, and then lets people of the same post change places until there are sixty."""

    def wave(self) -> list[Move]:
        found = [*self._scripted(), *(self._filling())]
        free = [one for one in self._staff if one.nip not in self._moved and self._may(one)]
        while len(found) < PEOPLE:
            first = free.pop(0)
            second = next((one for one in free if _can_change(first, one)), None)
            if second is None:
                continue
            free.remove(second)
            found += [self._changed(first, second), self._changed(second, first)]
        return found[:PEOPLE]

    def _filling(self) -> Iterable[Move]:
        for target in self._vacancies():
            if spared := self._spared(target):
                yield self._move(spared[0], target)

    def _may(self, one: Servant) -> bool:
        return one in self._candidates(one.post.name) and not one.post.is_head

    def _changed(self, one: Servant, other: Servant) -> Move:
        return self._move(one, self._lines[other.unit.name, other.post.name], kind="Atas permintaan sendiri")


def _can_change(one: Servant, other: Servant) -> bool:
    return one.post.name == other.post.name and one.unit.name != other.unit.name


def region_files(folder: Path, today: date) -> tuple[list[Path], list[Move]]:
    """The region's three files on disk, and the moves of the wave."""
    written = write_region(folder, today=today)
    rng = Random(SEED)
    lines: list[Line] = position_map(rng)
    staff = list(Registry(rng, today).staff(lines))
    wave = Sixty(lines, staff, rng, today).wave()
    return [written.people, written.position_map, written.competencies], wave


def list_of(wave: Sequence[Move], folder: Path, today: date) -> bytes:
    """As HR types it."""
    path = folder / "usulan-mutasi.xlsx"
    write_proposals(path, list(wave), today=today)
    return path.read_bytes()


def with_a_slip(content: bytes) -> bytes:
    """The same with a digit too few in one NIP."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    heading = next(row[0].row for row in sheet.iter_rows() if row[1].value == "NIP")
    cell = sheet.cell(row=heading + 7, column=2)
    cell.value = str(cell.value)[:-1]
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def statuses(listed: Iterable[tuple[str, str, str]]) -> bytes:
    """NIP, status and note."""
    rows = ["NIP;STATUS;CATATAN", *(f"{nip};{status};{note}" for nip, status, note in listed)]
    return "\n".join(rows).encode()


def rows_of(content: bytes) -> list[tuple[object, ...]]:
    """Every row of the first sheet."""
    return list(load_workbook(io.BytesIO(content)).worksheets[0].values)
