"""Reads the invented region's files back, as anybody could."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from bot.trial import TrialRegion


@dataclass(frozen=True)
class Written:
    """The rows of each table under its headings; `titles` are the first cells above them."""

    region: TrialRegion
    people: list[dict[str, str]]
    posts: list[dict[str, Any]]
    tasks: list[dict[str, Any]]
    assessments: list[dict[str, Any]]
    standards: list[dict[str, Any]]
    proposals: list[dict[str, Any]]

    def proposal_of(self, name: str) -> dict[str, Any]:
        return next(row for row in self.proposals if row["NAMA"] == name)

    def record_of(self, nip: str) -> dict[str, str]:
        return next(row for row in self.people if row["NIP BARU"] == f"'{nip}")


def read_back(region: TrialRegion) -> Written:
    with region.people.open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    return Written(
        region=region,
        people=people,
        posts=_table(region.position_map, 0, headings=5),
        tasks=_table(region.position_map, 1, headings=3),
        assessments=_table(region.competencies, 0, headings=1),
        standards=_table(region.competencies, 1, headings=1),
        proposals=_table(region.proposals, 0, headings=3),
    )


def _table(path: Path, sheet: int, *, headings: int) -> list[dict[str, Any]]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python(skip_empty_area=False)
    return [dict(zip(map(str, rows[headings - 1]), row, strict=True)) for row in rows[headings:]]
