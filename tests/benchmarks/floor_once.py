"""The floor under an import: the fastest reader, a bare bulk insert of the same columns, nothing checked."""

import csv
import json
import resource
import sqlite3
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from python_calamine import CalamineWorkbook

# The columns of the export that the product keeps.
KEPT = (
    "PNS ID",
    "NIP BARU",
    "NOMOR HP",
    "NAMA",
    "GELAR DEPAN",
    "GELAR BELAKANG",
    "JENIS KELAMIN",
    "JENIS PEGAWAI NAMA",
    "KEDUDUKAN HUKUM NAMA",
    "GOL AKHIR NAMA",
    "TMT GOLONGAN",
    "JENIS JABATAN NAMA",
    "JABATAN NAMA",
    "TMT JABATAN",
    "TINGKAT PENDIDIKAN NAMA",
    "PENDIDIKAN NAMA",
    "LOKASI KERJA NAMA",
    "UNOR ID",
    "UNOR NAMA",
    "ESELON NAMA",
)
_NAMES = ", ".join(f"c{place}" for place in range(len(KEPT)))


def rows(path: Path) -> Iterator[list[Any]]:
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8") as file:
            yield from csv.reader(file)
    else:
        yield from CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows()


def kept(path: Path) -> Iterator[list[Any]]:
    every = rows(path)
    heading = next(every)
    places = [heading.index(name) for name in KEPT]
    for row in every:
        yield [row[place] for place in places]


def into_sqlite(url: str, records: Iterator[list[Any]]) -> None:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(f"CREATE TABLE floor (id INTEGER PRIMARY KEY, {_NAMES})")
    connection.execute("BEGIN IMMEDIATE")
    marks = ", ".join("?" * len(KEPT))
    connection.executemany(f"INSERT INTO floor ({_NAMES}) VALUES ({marks})", records)
    connection.execute("COMMIT")
    connection.close()


def into_postgresql(url: str, records: Iterator[list[Any]]) -> None:
    with psycopg.connect(url.replace("+psycopg", "")) as connection, connection.cursor() as cursor:
        columns = _NAMES.replace(",", " text,") + " text"
        cursor.execute(f"CREATE TABLE floor (id bigserial PRIMARY KEY, {columns})".encode())
        with cursor.copy(f"COPY floor ({_NAMES}) FROM STDIN".encode()) as copy:
            while portion := list(islice(records, 5_000)):
                for record in portion:
                    copy.write_row(record)


def main(path: Path, url: str) -> None:
    started = time.perf_counter()
    (into_sqlite if url.startswith("sqlite") else into_postgresql)(url, kept(path))
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
