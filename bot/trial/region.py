"""Writes the invented region "Kabupaten Kemuning": HR's four files and the cast that lives in them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from bot.trial.cast import SEATS, CastMember
from bot.trial.moves import Planner
from bot.trial.people import Registry
from bot.trial.sheets import write_competencies, write_position_map, write_proposals
from bot.trial.siasn import write_export
from bot.trial.staffing import position_map

SEED = 1404


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRegion:
    """Where the four files lie, and the people to play."""

    folder: Path
    people: Path
    position_map: Path
    competencies: Path
    proposals: Path
    cast: tuple[CastMember, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        return self.people, self.position_map, self.competencies, self.proposals


def write_region(folder: Path, *, today: date, seed: int = SEED) -> TrialRegion:
    """Write the four files into `folder`, which is made; the same seed and day give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    region = TrialRegion(
        folder=folder,
        people=folder / "siasn-export.csv",
        position_map=folder / "peta-jabatan-abk.xlsx",
        competencies=folder / "kompetensi-kinerja.xlsx",
        proposals=folder / "usulan-mutasi.xlsx",
        cast=tuple(seat.member for seat in SEATS),
    )
    rng = Random(seed)  # noqa: S311 -- invented people, no secret
    lines = position_map(rng)
    staff = list(Registry(rng, today).staff(lines))
    moves = Planner(lines, staff, rng, today).wave()
    write_export(region.people, staff, rng=rng, today=today)
    write_position_map(region.position_map, lines, rng=rng, today=today)
    write_competencies(region.competencies, staff, today=today)
    write_proposals(region.proposals, moves, today=today)
    return region
