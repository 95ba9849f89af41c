"""The three spreadsheets of the invented region, laid out as HR keeps them."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random

from bot.trial.calendar import as_typed
from bot.trial.catalogue import LEVEL_CODES, posts
from bot.trial.moves import Move
from bot.trial.people import Servant
from bot.trial.staffing import EFFECTIVE_MINUTES, Line, loads
from bot.trial.workbook import Cell, write_workbook

Rows = Iterator[tuple[Cell, ...]]


def write_position_map(path: Path, lines: list[Line], *, rng: Random, today: date) -> None:
    """Peta jabatan with staffing, and the workload analysis (ABK) that its needs follow from."""
    listed = sorted(lines, key=lambda line: (line.unit.name, line.post.name))
    sheets = {"Peta Jabatan": _map_rows(listed, today), "ABK": _load_rows(listed, rng, today)}
    write_workbook(path, sheets, today=today)


def write_competencies(path: Path, staff: list[Servant], *, today: date) -> None:
    """Assessed levels with two years of performance, and the standard of each post."""
    sheets = {"Hasil Asesmen": _assessment_rows(staff, today), "Standar Kompetensi": _standard_rows()}
    write_workbook(path, sheets, today=today)


def write_proposals(path: Path, moves: list[Move], *, today: date) -> None:
    """The wave as HR types it: a title row, dates now as dates, now as text."""
    write_workbook(path, {"Usulan": _proposal_rows(moves, today)}, today=today)


def _map_rows(lines: list[Line], today: date) -> Rows:
    yield ("PETA JABATAN DAN BEZETTING",)
    yield ("PEMERINTAH KABUPATEN KEMUNING",)
    yield (f"Keadaan 31 Desember {today.year - 1}",)
    yield ()
    yield ("NO", "UNIT KERJA", "NAMA JABATAN", "KELAS", "B", "K", "+/-", "KET")
    for number, line in enumerate(lines, start=1):
        note = "Sesuai" if not line.gap else "Lebih" if line.gap > 0 else "Kurang"
        post = line.post
        yield (number, line.unit.name, post.name, post.job_class, line.actual, line.need, line.gap, note)


def _load_rows(lines: list[Line], rng: Random, today: date) -> Rows:
    yield (f"ANALISIS BEBAN KERJA TAHUN {today.year - 1}",)
    yield ("Waktu kerja efektif 75.000 menit per tahun",)
    yield (
        *("UNIT KERJA", "NAMA JABATAN", "NO", "URAIAN TUGAS", "HASIL KERJA", "SATUAN", "JUMLAH HASIL"),
        *("WAKTU PENYELESAIAN (MENIT)", "WAKTU EFEKTIF", "KEBUTUHAN", "KET"),
    )
    for line in lines:
        for number, load in enumerate(loads(line, rng), start=1):
            task = load.task
            yield (
                *(line.unit.name, line.post.name, number, task.description, task.product, task.measure),
                *(load.volume, task.minutes, EFFECTIVE_MINUTES, round(load.need, 4), None),
            )


def _assessment_rows(staff: list[Servant], today: date) -> Rows:
    years = (f"PREDIKAT {today.year - 2}", f"PREDIKAT {today.year - 1}")
    yield ("NIP", "NAMA", *LEVEL_CODES, "TANGGAL ASESMEN", *years, "HUKUMAN DISIPLIN")
    for one in staff:
        yield (one.nip, one.name, *one.levels, one.assessed_on, *one.ratings, one.discipline)


def _standard_rows() -> Rows:
    yield ("NAMA JABATAN", *LEVEL_CODES, "PENDIDIKAN MINIMAL", "BIDANG PENDIDIKAN")
    for post in posts().values():
        yield (post.name, *post.levels, post.education, "; ".join(field for field, _ in post.fields))


def _proposal_rows(moves: list[Move], today: date) -> Rows:
    yield (f"DAFTAR USULAN MUTASI GELOMBANG I TAHUN {today.year}",)
    yield ()
    yield (
        *("NO", "NIP", "NAMA", "JABATAN LAMA", "UNIT KERJA LAMA", "JABATAN BARU", "UNIT KERJA BARU"),
        *("JENIS MUTASI", "RENCANA TMT", "ALASAN"),
    )
    for number, move in enumerate(moves, start=1):
        planned = move.planned_on
        one, typed = move.servant, number % 5 != 0
        yield (
            *(number, one.nip, one.name, one.post.name, one.unit.name, move.target.post.name),
            *(move.target.unit.name, move.kind),
            as_typed(planned) if typed else datetime(planned.year, planned.month, planned.day),  # noqa: DTZ001 -- a cell has no zone
            move.reason,
        )
