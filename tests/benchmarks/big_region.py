"""A region of 100,000 people as files: the rows of the sample over and over, each with numbers of its own."""

import csv
import uuid
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from tests.sample import sample_folder

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OWN = ("PNS ID", "NIP BARU", "NOMOR HP", "NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "JENIS PEGAWAI NAMA")
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def write_big_csv(path: Path, people: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(_rows(people))


def write_big_xlsx(path: Path, people: int) -> None:
    """As spreadsheet programs write it: every text once in a table of shared strings."""
    shared: dict[str, int] = {}
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as package:
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'<worksheet xmlns="{_SHEET}"><sheetData>'.encode())
            for number, row in enumerate(_rows(people), 1):
                cells = "".join(
                    f'<c r="{_column(place)}{number}" t="s"><v>{shared.setdefault(text, len(shared))}</v></c>'
                    for place, text in enumerate(row)
                    if text
                )
                sheet.write(f'<row r="{number}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_SHEET}">{strings}</sst>')
        for name, content in _PARTS.items():
            package.writestr(name, content)


def _rows(people: int) -> Iterator[list[str]]:
    (export,) = sample_folder().glob("siasn-export.csv")
    with export.open(newline="", encoding="utf-8-sig") as file:
        heading, *sample = csv.reader(file)
    yield heading
    pns_id, nip, phone, name, born, sex, kind = (heading.index(one) for one in _OWN)
    for number in range(people):
        row = list(sample[number % len(sample)])
        day, month, year = number % 28 + 1, number // 28 % 12 + 1, 1965 + number // 336 % 35
        row[pns_id] = str(uuid.UUID(int=number)).upper()
        row[born] = f"{day:02}-{month:02}-{year}"
        slot = "21" if "PPPK" in row[kind] else "03"
        appointed = f"{year + 24}{slot}{1 if row[sex] == 'M' else 2}{901 + number // 11_760}"
        row[nip] = f"'{year}{month:02}{day:02}{appointed}"
        row[phone] = f"'08990{number:07}"
        row[name] = f"{row[name]} {_letters(number)}"
        yield row


def _letters(number: int) -> str:
    return "".join(chr(ord("A") + int(digit)) for digit in f"{number:06}")


def _column(index: int) -> str:
    high, low = divmod(index, 26)
    return (chr(ord("A") + high - 1) if high else "") + chr(ord("A") + low)


_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATION}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_RELATION}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
}
