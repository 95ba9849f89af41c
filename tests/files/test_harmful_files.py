"""Files that are not what they say, broken, or made to do harm: refused in words, whole."""

import io
import zipfile
from pathlib import Path

import pytest

from domain.imports.problems import SEVERITIES
from files.import_files import read_files
from files.tables import csv_table, safety, workbook, xlsx_table
from files.tables.table import HEAD_ROWS
from tests.files.builders import (
    PERSON,
    PROPOSAL,
    SHEET,
    TODAY,
    csv_bytes,
    read,
    repacked,
    rows_part,
    sheet_part,
    table,
    xlsx_bytes,
)

TWO_SHEETS = xlsx_bytes(table(PROPOSAL), [["a"]])
LINKED = {"xl/externalLinks/externalLink1.xml": b"<x/>"}
GOOD = xlsx_bytes(table(PROPOSAL))
CSV = csv_bytes(table(PERSON))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DOCTYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def _bomb() -> bytes:
    return repacked(GOOD, {"xl/media/image1.bin": bytes(64 << 20)})


def _overlap() -> bytes:
    """Two entries of the directory that point at the same packed bytes."""
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as package:
        twin = zipfile.ZipInfo("xl/worksheets/sheet2.xml")
        first = package.getinfo(SHEET)
        twin.header_offset, twin.CRC = first.header_offset, first.CRC
        twin.compress_size, twin.file_size = first.compress_size, first.file_size
        twin.compress_type = first.compress_type
        package.filelist.append(twin)
        package._didModify = True  # type: ignore[attr-defined]  # so that the directory is written anew
    return out.getvalue()


def _encrypted() -> bytes:
    changed = bytearray(GOOD)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        changed[at + flags] |= 1
    return bytes(changed)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        pytest.param(b"", "file.empty", id="nothing"),
        pytest.param(b"%PDF-1.7\n...", "file.wrong_kind", id="a PDF"),
        pytest.param(b"\xff\xd8\xff\xe0 JFIF", "file.wrong_kind", id="a photo"),
        pytest.param(
            b"<html><table><tr><td>NIP</td></tr></table></html>", "file.wrong_kind", id="a web page"
        ),
        pytest.param(repacked(GOOD, {"mimetype": b"x"}), "file.opendocument", id="OpenDocument"),
        pytest.param(COMPOUND, "file.legacy_excel", id="old Excel"),
        pytest.param(COMPOUND + "EncryptedPackage".encode("utf-16-le"), "file.encrypted", id="password"),
        pytest.param(_encrypted(), "file.encrypted", id="encrypted entries"),
        pytest.param(repacked(GOOD, {"xl/vbaProject.bin": b"x"}), "file.macros", id="macros"),
        pytest.param(repacked(GOOD, LINKED), "file.external_links", id="links"),
        pytest.param(repacked(GOOD, {SHEET: DOCTYPE + sheet_part("")}), "file.doctype", id="XXE in a sheet"),
        pytest.param(
            repacked(GOOD, {"xl/styles.xml": DOCTYPE + b"<x/>"}), "file.doctype", id="XXE in the styles"
        ),
        pytest.param(
            repacked(GOOD, {SHEET: sheet_part("").decode().encode("utf-16")}),
            "file.encoding",
            id="UTF-16 XML",
        ),
        pytest.param(_bomb(), "file.bomb", id="zip bomb"),
        pytest.param(_overlap(), "file.bomb", id="overlapping entries"),
        pytest.param(GOOD[: len(GOOD) // 2], "file.truncated", id="half a workbook"),
        pytest.param(repacked(GOOD, {SHEET: sheet_part("<row")[:-20]}), "file.unreadable", id="broken XML"),
        pytest.param(b"PK\x03\x04 and nothing more", "file.truncated", id="a beginning of a workbook"),
        pytest.param(CSV[:40] + b"\0" + CSV[40:], "file.nul_bytes", id="NUL bytes"),
        pytest.param(b"NIP,NAMA\n\x81\x8d\x8f,a\n", "file.encoding", id="no encoding of text"),
        pytest.param(CSV.replace(b"KARMAN", b'"KARMAN'), "file.quotes", id="an open quotation"),
        pytest.param(b"a,b\n1,2\n", "file.not_recognised", id="another table"),
        pytest.param(xlsx_bytes(table(PROPOSAL)[:1]), "file.no_rows", id="headings only"),
        pytest.param(CSV + CSV.splitlines()[1][:90], "row.width", id="a CSV cut off in its last row"),
    ],
)
def test_the_first_line_says_what_is_wrong_with_the_file(tmp_path: Path, content: bytes, key: str) -> None:
    files, problems = read(tmp_path, content)

    assert problems[0].key == key
    assert SEVERITIES[key] == "refused"
    assert not files.proposals


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    _, problems = read_files([tmp_path / "tiada.xlsx"], today=TODAY)

    assert [(problem.key, problem.file) for problem in problems] == [("file.missing", "tiada.xlsx")]


def test_the_same_file_twice_is_read_once(tmp_path: Path) -> None:
    files, problems = read(tmp_path, GOOD, GOOD)

    assert len(files.proposals) == 1
    assert [problem.key for problem in problems] == ["file.twice"]


@pytest.mark.parametrize(
    ("limit", "content", "key"),
    [
        pytest.param((safety, "MOST_BYTES"), GOOD, "file.too_large", id="bytes"),
        pytest.param((safety, "MOST_ENTRIES"), GOOD, "file.bomb", id="entries"),
        pytest.param((workbook, "MOST_SHEETS"), TWO_SHEETS, "file.too_many_sheets", id="sheets"),
        pytest.param((xlsx_table, "MOST_ROWS"), GOOD, "sheet.too_many_rows", id="rows of a sheet"),
        pytest.param((csv_table, "MOST_ROWS"), CSV, "sheet.too_many_rows", id="rows of a CSV"),
        pytest.param((xlsx_table, "MOST_COLUMNS"), GOOD, "sheet.too_many_columns", id="columns of a sheet"),
        pytest.param((csv_table, "MOST_COLUMNS"), CSV, "sheet.too_many_columns", id="columns of a CSV"),
    ],
)
def test_past_a_limit_reading_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: tuple[object, str], content: bytes, key: str
) -> None:
    monkeypatch.setattr(*limit, 1)

    _, problems = read(tmp_path, content)

    assert key in {problem.key for problem in problems}


def test_formatted_rows_without_data_are_no_rows(tmp_path: Path) -> None:
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(3, 200_000))

    files, problems = read(tmp_path, repacked(GOOD, {SHEET: sheet_part(rows_part(*table(PROPOSAL)) + blank)}))

    assert (len(files.proposals), problems) == (1, [])


def test_a_list_of_problems_ends_with_a_count_of_the_rest(tmp_path: Path) -> None:
    bad = [PROPOSAL | {"NIP": str(number)} for number in range(1_200)]

    _, problems = read(tmp_path, xlsx_bytes(table(*bad)))

    assert len(problems) == 1_001
    assert (problems[-1].key, problems[-1].facts) == ("problems.more", {"count": 200})


@pytest.mark.parametrize("row", ["," * 200_000, 'x,"\n",' * 20_000], ids=["one line", "many lines"])
def test_a_row_that_never_ends_is_refused_before_it_fills_the_memory(tmp_path: Path, row: str) -> None:
    path = tmp_path / "siasn.csv"
    path.write_bytes(csv_bytes(table(*[PERSON] * HEAD_ROWS)) + row.encode())

    _, problems = read_files([path], today=TODAY)

    assert "sheet.too_many_columns" in {problem.key for problem in problems}
