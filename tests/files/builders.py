"""Small files as HR hands them in, whole or with one thing wrong, made in code."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from domain.imports.problems import Problem
from domain.imports.rows import FileSet
from files.import_files import read_files
from files.tables.table import letters

TODAY = date(2026, 11, 24)
NIPS = ("198609262015051901", "196804111993032909", "200012312024211901")

PERSON: dict[str, Any] = {
    "PNS ID": "2BD39AD3-DC26-4F85-9003-5FF0C39C35C4",
    "NIP BARU": "'198609262015051901",
    "NAMA": "KARMAN AGUSTINA",
    "GELAR DEPAN": "Drs.",
    "GELAR BELAKANG": "null",
    "TANGGAL LAHIR": "26-09-1986",
    "JENIS KELAMIN": "M",
    "NIK": "'1404252527535124",
    "NOMOR HP": "'0899-0000-0001",
    "ALAMAT": "Jalan Rahasia 7",
    "JENIS PEGAWAI NAMA": "PNS Daerah Kabupaten/Kota",
    "KEDUDUKAN HUKUM NAMA": "Aktif",
    "GOL AKHIR NAMA": "III/d",
    "TMT GOLONGAN": "01-04-2023",
    "JENIS JABATAN NAMA": "Jabatan Pelaksana",
    "JABATAN NAMA": "Penelaah Teknis Kebijakan",
    "TMT JABATAN": "01-12-2021",
    "TINGKAT PENDIDIKAN NAMA": "S-1",
    "PENDIDIKAN NAMA": "S-1 Hukum",
    "LOKASI KERJA NAMA": "Selensen",
    "UNOR ID": "4DAD2986-CE83-4960-AA06-E9AB85A0BCC1",
    "UNOR NAMA": "Dinas Pendidikan",
    "SATUAN KERJA INDUK NAMA": "Dinas Kesehatan",
    "ESELON NAMA": "null",
}
PROPOSAL: dict[str, Any] = {
    "NO": 1,
    "NIP": NIPS[0],
    "NAMA": "Karman Agustina",
    "JABATAN LAMA": "Bendahara",
    "UNIT KERJA LAMA": "Dinas Pendidikan",
    "JABATAN BARU": "Bendahara",
    "UNIT KERJA BARU": "Dinas Kesehatan",
    "JENIS MUTASI": "Rotasi",
    "RENCANA TMT": "01-02-2027",
    "ALASAN": "Beban kerja",
}
POSITION: dict[str, Any] = {
    "NO": 1,
    "UNIT KERJA": "Dinas Pendidikan",
    "NAMA JABATAN": "Bendahara",
    "KELAS": 7,
    "B": 5,
    "K": 4,
    "+/-": 1,
    "KET": "Lebih",
}
TASK: dict[str, Any] = {
    "UNIT KERJA": "Dinas Pendidikan",
    "NAMA JABATAN": "Bendahara",
    "NO": 1,
    "URAIAN TUGAS": "Menyusun laporan",
    "HASIL KERJA": "Dokumen",
    "SATUAN": "berkas",
    "JUMLAH HASIL": 5000,
    "WAKTU PENYELESAIAN (MENIT)": 15,
    "WAKTU EFEKTIF": 75000,
    "KEBUTUHAN": 1,
}
COMPETENCY: dict[str, Any] = {
    "NIP": NIPS[0],
    "NAMA": "Karman Agustina",
    "M.01": 3,
    "M.02": 4,
    "SK.01": 2,
    "TANGGAL ASESMEN": date(2025, 9, 15),
    "PREDIKAT 2024": "Baik",
    "PREDIKAT 2025": "Sangat Baik",
    "HUKUMAN DISIPLIN": "Tidak ada",
}
STANDARD: dict[str, Any] = {
    "NAMA JABATAN": "Bendahara",
    "M.01": 1,
    "SK.01": 1,
    "PENDIDIKAN MINIMAL": "D-III",
    "BIDANG PENDIDIKAN": "D-III Akuntansi; S-1 Akuntansi",
}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STRINGS_RELATION = f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'.encode()
INLINE = re.compile(r't="inlineStr"><is>(.*?)</is></c>', re.DOTALL)
Record = Mapping[str, Any]


def table(*records: Record) -> list[list[Any]]:
    """Headings, and one row for each record."""
    return [list(records[0]), *(list(record.values()) for record in records)]


def csv_bytes(rows: Iterable[Sequence[Any]], *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(*sheets: Iterable[Sequence[Any]], merged: Sequence[str] = ()) -> bytes:
    """A workbook as openpyxl writes it: every text stands in its cell."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Lembar {number}")
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_shared_strings(workbook: bytes) -> bytes:
    """The same workbook as Excel writes it: cells point into one table of strings."""
    strings: list[str] = []

    def shared(cell: re.Match[str]) -> str:
        strings.append(f"<si>{cell[1]}</si>")
        return f't="s"><v>{len(strings) - 1}</v></c>'

    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        sheet = INLINE.sub(shared, package.read(SHEET).decode())
        relations = package.read(RELATIONS).replace(
            b"</Relationships>", STRINGS_RELATION + b"</Relationships>"
        )
    part = f'<sst xmlns="{MAIN}">{"".join(strings)}</sst>'.encode()
    return repacked(workbook, {SHEET: sheet.encode(), STRINGS: part, RELATIONS: relations})


def repacked(workbook: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The same package with some parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in dict.fromkeys([*source.namelist(), *changed]):
            target.writestr(name, changed.get(name) or source.read(name))
    return out.getvalue()


def sheet_part(markup: str) -> bytes:
    """A worksheet's XML around these rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{markup}</sheetData></worksheet>'.encode()


def rows_part(*rows: Sequence[Any]) -> str:
    """Rows of text cells as XML, from row 1."""
    parts = []
    for number, row in enumerate(rows, 1):
        cells = "".join(text_part(column, number, cell) for column, cell in enumerate(row))
        parts.append(f'<row r="{number}">{cells}</row>')
    return "".join(parts)


def text_part(column: int, row: int, cell: Any) -> str:
    return f'<c r="{letters(column)}{row}" t="str"><v>{cell}</v></c>'


def read(folder: Path, *contents: bytes, name: str = "berkas") -> tuple[FileSet, list[Problem]]:
    """Write each content to a file and read them as one set."""
    paths = []
    for number, content in enumerate(contents, 1):
        path = folder / f"{name}-{number}"
        path.write_bytes(content)
        paths.append(path)
    return read_files(paths, today=TODAY)
