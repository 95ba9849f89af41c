"""Whatever the bytes: words, never an exception."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.imports.problems import SEVERITIES
from tests.files.builders import (
    MAIN,
    PERSON,
    PROPOSAL,
    SHEET,
    STRINGS,
    csv_bytes,
    read,
    repacked,
    rows_part,
    sheet_part,
    table,
    with_shared_strings,
    xlsx_bytes,
)

CSV = csv_bytes(table(PERSON, PERSON))
XLSX = with_shared_strings(xlsx_bytes(table(PROPOSAL)))
PART = sheet_part(rows_part(*table(PROPOSAL)))
SHARED = f'<sst xmlns="{MAIN}"><si><t>NIP</t></si><si><r><t>NAMA</t></r></si></sst>'.encode()


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Some bytes replaced, put in or taken out."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(changed)))
        changed[at : at + draw(st.integers(0, 40))] = draw(st.binary(max_size=8) | st.sampled_from(MARKUP))
    return bytes(changed)


MARKUP = [
    b"<c>",
    b'<c r="',
    b"</row>",
    b"<f>",
    b"&#x110000;",
    b"&x;",
    b"<!--",
    b"<![CDATA[",
    b'"',
    b"<v>9</v>",
    b"_x0000_",
]
CONTENTS = {
    "csv": damaged(CSV),
    "utf-16": damaged(CSV.decode().encode("utf-16")),
    "workbook": damaged(XLSX),
    "sheet": damaged(PART).map(lambda part: repacked(XLSX, {SHEET: part})),
    "strings": damaged(SHARED).map(lambda part: repacked(XLSX, {STRINGS: part})),
    "index": damaged(f'<workbook xmlns="{MAIN}"><sheets/></workbook>'.encode()).map(
        lambda part: repacked(XLSX, {"xl/workbook.xml": part})
    ),
    "anything": st.binary(max_size=200) | st.binary(max_size=200).map(lambda rest: b"PK\x03\x04" + rest),
}


@pytest.mark.parametrize("kind", CONTENTS)
@given(data=st.data())
@settings(deadline=None)
def test_no_damage_to_the_bytes_is_more_than_a_line_of_words(kind: str, data: st.DataObject) -> None:
    content = data.draw(CONTENTS[kind])

    with TemporaryDirectory() as folder:
        files, problems = read(Path(folder), content)

    assert {problem.key for problem in problems} <= set(SEVERITIES)
    assert files.sheets or problems
