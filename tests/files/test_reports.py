"""Reports: ten thousand hostile cells run nothing, pages carry what is needed, and LibreOffice opens both."""

import io
import random
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from files.reports.pages import write_pages
from files.reports.paper import Bar, Chart, Heading, Listing, Paper, Value
from files.reports.workbook import write_workbook

BEGINNINGS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    "＝",
    "|",
    "=HYPERLINK(",
    "=cmd|' /C calc'!A0",
    "'=",
    "=DDE(",
)
ENDINGS = (
    "1+1",
    "SUM(A1)",
    '"http://x.invalid"',
    "</c><f>1</f>",
    "&amp;",
    "\x00\x0b",
    "\u202ex",
    "💥",
    "x" * 1_200,
)
COLUMNS = (
    Heading(text="Unit kerja", width=40),
    Heading(text="Orang", kind="number"),
    Heading(text="Beban", kind="ratio"),
    Heading(text="Hari", kind="date"),
)
ROWS: Sequence[Sequence[Value]] = [
    (f"UPTD Puskesmas {number}", number, Decimal("1.25"), date(2026, 11, 24)) for number in range(90)
]
PAPER = Paper(
    title="Keadaan Gelombang & unit",
    office="BKPSDM & Co",
    mark="TERBATAS",
    facts=[("Keadaan data", "24 November 2026")],
    lead=["Dari 90 unit, semuanya dihitung."],
    charts=[
        Chart(
            title="Penyampaian",
            legend=["Diberi tahu", "Belum"],
            bars=[Bar(name="UPTD", shares=[Decimal("0.6"), Decimal("0.4")], said="3 dari 5")],
            is_stacked=True,
            full=Decimal(1),
        )
    ],
    listings=[
        Listing(title="Per unit", headings=COLUMNS, rows=ROWS, total=("Jumlah", 90, None, None), notes=["•"])
    ],
    code="SAPA-7K3M-Q9XD-042R",
    code_note="periksa dengan /cek",
    page_of="Halaman {page} dari {pages}",
    language="id",
    dated_on=date(2026, 11, 24),
)


def _nothing(_rows: int) -> None:
    """Nobody watches."""


def test_ten_thousand_hostile_cells_give_no_formula_and_no_link() -> None:
    draw = random.Random(7)
    cells = [draw.choice(BEGINNINGS) + draw.choice(ENDINGS) for _ in range(10_000)]
    rows = [cells[start : start + 10] for start in range(0, len(cells), 10)]
    headings = [Heading(text=draw.choice(BEGINNINGS) + str(at)) for at in range(10)]
    listing = Listing(title="=[x]:*?/\\' &P", headings=headings, rows=rows, notes=cells[:5])
    hostile = replace(
        PAPER, title="=1+1", office="=1", mark="=&P&Fx", code="=A1", listings=[listing], facts=[("=a", "@b")]
    )

    content = write_workbook(hostile, progress=_nothing)

    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [name for name in names if "external" in name.lower() or "hyperlink" in name.lower()]
    workbook = load_workbook(io.BytesIO(content))
    read = 0
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n"}
                assert cell.hyperlink is None
                assert cell.value is None or cell.quotePrefix
                read += cell.value is not None
    assert read > 10_000
    assert b"<f>" not in b"".join(
        zipfile.ZipFile(io.BytesIO(content)).read(name).replace(b"&lt;f", b"") for name in names
    )


def test_a_sheet_keeps_numbers_and_days_and_prints_with_headings_pages_and_mark() -> None:
    sheet = load_workbook(io.BytesIO(write_workbook(PAPER, progress=_nothing))).worksheets[0]

    first = [cell.value for cell in sheet[7]]
    assert first[:3] == ["UPTD Puskesmas 0", 0, 1.25]
    assert sheet.freeze_panes == "A7"
    assert sheet.print_title_rows == "$6:$6"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.oddHeader.right.text, sheet.oddFooter.right.text) == ("TERBATAS", "Halaman &P dari &N")
    assert sheet.cell(97, 1).value == "Jumlah"


def test_pages_are_the_same_bytes_again_and_survive_any_text() -> None:
    hostile = "\x00\u202e💥" + "W" * 400 + "\n</b>{0}&"
    rows: list[list[Value]] = [[hostile, "•", None, None]]
    listing = Listing(title=hostile, headings=COLUMNS, rows=rows)
    paper = replace(PAPER, title=hostile, lead=[hostile], listings=[listing, *PAPER.listings])

    first = write_pages(paper, progress=_nothing)

    assert first.startswith(b"%PDF")
    assert first == write_pages(paper, progress=_nothing)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_the_spreadsheet(tmp_path: Path) -> None:
    made = tmp_path / "report.xlsx"
    made.write_bytes(write_workbook(PAPER, progress=_nothing))
    home = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, made], check=True, capture_output=True, timeout=120)

    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
