"""Invitation letters: what they say, to whom, and what they never say."""

import re
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader

from files.letters import Letter, salutation_key, write_letters, write_summary
from files.letters_page import QR_SIDE, QUIET
from files.letters_text import ENCODING, printable
from locales.words import Words

Write = Callable[..., PdfReader]

MILLIMETRE = 72 / 25.4  # points
SITI = Letter(
    full_name="Siti Rahmawati, A.Md.Kep.",
    salutation=salutation_key("P"),
    unit="UPTD Puskesmas Selensen",
    position="Perawat Terampil",
    link="https://t.me/SapaContohBot?start=Zm9yLXNpdGktb25seQ",
    bot_username="SapaContohBot",
    code="7KQ2M-XW4RD",
    expires_on=date(2026, 12, 24),
    official_code="SAPA-7K3M-Q9XD-042R",
    digest="3F9A-01BC-77DE",
)
JOKO = replace(SITI, full_name="Joko Wiratmaja, S.Pd.", salutation=salutation_key("L"), code="B3HTN-9PZ6C")
OFFICE = "BKPSDM Kabupaten Kemuning"
CONTACT = "(0768) 000-0000"
print_unit = partial(
    write_letters,
    region="Kabupaten Kemuning",
    office=OFFICE,
    contact=CONTACT,
    signed_on=date(2026, 11, 24),
)
HOSTILE = [
    "'; DROP TABLE people; --",
    "<b>Budi</b> & {office} %s",
    "\u202eitiS\u202c \u0000\u0007",
    "Ḥasan Łukasz Đoko",
    "Ibu 👩🏽‍⚕️ Perawat",
    "張偉 Нина",
    "(Budi\\) Tj /F1",
    "  \n\t ",
    "",
    "W" * 200,
    "Raden Ayu " * 20,
]


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.load()


@pytest.fixture
def write(tmp_path: Path, words: Words) -> Write:
    def made(
        *letters: Letter, language: str = "id", office: str = OFFICE, contact: str = CONTACT
    ) -> PdfReader:
        print_unit(
            tmp_path / "unit.pdf",
            letters,
            partial(words.plain, language),
            office=office,
            contact=contact,
        )
        return PdfReader(tmp_path / "unit.pdf")

    return made


def text_of(page: PageObject) -> str:
    return " ".join(page.extract_text().split())


def drawn_matrix(page: PageObject, size: int) -> list[bytes]:
    """The QR code's modules as the page draws them."""
    module = QR_SIDE / (size + 2 * QUIET) * MILLIMETRE
    contents = page.get_contents()
    assert contents is not None
    drawn = [
        tuple(map(float, found))
        for found in re.findall(
            r"([\d.]+) ([\d.]+) ([\d.]+) -?([\d.]+) re f", contents.get_data().decode("latin-1")
        )
    ]
    runs = [run for run in drawn if abs(run[3] - module) < 0.05]
    left, top = min(run[0] for run in runs), max(run[1] for run in runs)
    matrix = [bytearray(size) for _ in range(size)]
    for x, y, width, _ in runs:
        column, row = round((x - left) / module), round((top - y) / module)
        matrix[row][column : column + round(width / module)] = b"\1" * round(width / module)
    return [bytes(row) for row in matrix]


def lowest_text(page: PageObject) -> float:
    """How far above the lower edge the signature's line stands, in millimetres."""
    heights: list[float] = []

    def visit(text: str, _user: object, matrix: list[float], _font: object, _size: float) -> None:
        if text.strip().startswith("....."):
            heights.append(matrix[5] / MILLIMETRE)

    page.extract_text(visitor_text=visit)
    return min(heights)


def test_a_letter_names_the_person_their_post_and_unit(write: Write) -> None:
    text = text_of(write(SITI).pages[0])

    assert "Yth." in text
    assert "Ibu Siti Rahmawati, A.Md.Kep." in text
    assert "Perawat Terampil UPTD Puskesmas Selensen" in text


def test_a_letter_bears_the_code_the_bot_and_the_last_day(write: Write) -> None:
    text = text_of(write(SITI).pages[0])

    assert "7KQ2M-XW4RD" in text
    assert "@SapaContohBot" in text
    assert "24 Desember 2026" in text


def test_a_letter_is_headed_by_the_government_and_its_office(write: Write) -> None:
    text = text_of(write(SITI).pages[0])

    assert text.startswith("PEMERINTAH KABUPATEN KEMUNING BKPSDM KABUPATEN KEMUNING")
    assert "24 November 2026" in text
    assert CONTACT in text


def test_a_letter_warns_that_hr_never_asks_for_the_code(write: Write) -> None:
    assert "tidak pernah meminta kode ini melalui telepon" in text_of(write(SITI).pages[0])


def test_a_letter_speaks_english_where_the_region_does(write: Write) -> None:
    assert "never ask for it by telephone" in text_of(write(SITI, language="en").pages[0])


def test_a_letter_holds_no_civil_servant_number(write: Write) -> None:
    assert not re.search(r"\d{18}", text_of(write(SITI).pages[0]).replace(" ", ""))


def test_the_deep_link_is_in_the_picture_and_not_in_words(write: Write) -> None:
    assert "start=" not in text_of(write(SITI).pages[0])


def test_the_picture_is_the_qr_code_of_the_deep_link(write: Write) -> None:
    expected = [bytes(row) for row in segno.make_qr(SITI.link, error="m").matrix]

    assert drawn_matrix(write(SITI).pages[0], len(expected)) == expected


def test_each_person_has_one_page_with_only_their_own_code(write: Write) -> None:
    pages = [text_of(page) for page in write(SITI, JOKO).pages]

    assert len(pages) == 2
    assert "7KQ2M-XW4RD" in pages[0]
    assert "B3HTN-9PZ6C" not in pages[0]
    assert "Bapak Joko Wiratmaja, S.Pd." in pages[1]


def test_the_footer_says_unit_and_place_in_the_pile(write: Write) -> None:
    pages = [text_of(page) for page in write(SITI, replace(JOKO, unit="SD Negeri 002 Selensen")).pages]

    assert " UPTD Puskesmas Selensen · 1 " in pages[0]
    assert " SD Negeri 002 Selensen · 2 " in pages[1]


def test_the_last_line_says_how_to_check_the_letter(write: Write) -> None:
    page = text_of(write(SITI).pages[0])

    assert page.endswith("kirim /cek SAPA-7K3M-Q9XD-042R ke @SapaContohBot; sidik digital 3F9A-01BC-77DE")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_a_letter(write: Write, name: str) -> None:
    page = write(replace(SITI, full_name=name, unit=name, position=name)).pages[0]

    assert SITI.code in text_of(page)
    assert lowest_text(page) > 15


def test_a_name_of_two_hundred_letters_is_printed_in_full(write: Write) -> None:
    name = ("Raden Ayu Kusumaningratwati " * 8)[:200].strip()

    assert name in text_of(write(replace(SITI, full_name=name)).pages[0])


def test_the_longest_names_of_office_and_person_stay_on_the_page(write: Write) -> None:
    office = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Kabupaten Kemuning Raya"
    longest = replace(SITI, full_name="W" * 300, unit="WWW " * 100, position="W " * 200)

    page = write(longest, office=office, contact="Jalan Contoh " * 30).pages[0]

    assert lowest_text(page) > 13


def test_a_name_loses_marks_that_the_printer_lacks_and_keeps_its_letters() -> None:
    assert printable("Ḥasan Łukasz Đoko") == "Hasan Lukasz Doko"
    assert printable("Renée Müller – S.Pd.") == "Renée Müller – S.Pd."
    assert printable("張偉 Нина 👩") == "?? ????"


@given(st.text())
@settings(max_examples=300)
def test_whatever_is_written_becomes_one_printable_line(text: str) -> None:
    line = printable(text)

    assert len(line.encode(ENCODING)) <= 240
    assert line.isprintable()


def test_letters_are_readable_by_their_owner_only(write: Write, tmp_path: Path) -> None:
    write(SITI)

    assert stat.S_IMODE((tmp_path / "unit.pdf").stat().st_mode) == 0o600


def test_a_failure_leaves_the_earlier_file_and_no_other(write: Write, tmp_path: Path, words: Words) -> None:
    write(SITI)
    before = (tmp_path / "unit.pdf").read_bytes()

    def failing(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        print_unit(
            tmp_path / "unit.pdf",
            [JOKO],
            partial(words.plain, "id"),
            progress=failing,
        )

    assert [path.name for path in tmp_path.iterdir()] == ["unit.pdf"]
    assert (tmp_path / "unit.pdf").read_bytes() == before


def test_a_full_disk_leaves_no_part_behind(tmp_path: Path, words: Words) -> None:
    (tmp_path / "unit.pdf").mkdir()  # a name that no file can take

    with pytest.raises(OSError, match=r"unit\.pdf"):
        print_unit(
            tmp_path / "unit.pdf",
            [SITI],
            partial(words.plain, "id"),
        )

    assert [path.name for path in tmp_path.iterdir()] == ["unit.pdf"]


def test_progress_counts_every_letter(tmp_path: Path, words: Words) -> None:
    counted: list[int] = []

    print_unit(
        tmp_path / "unit.pdf",
        [SITI, JOKO],
        partial(words.plain, "id"),
        progress=counted.append,
    )

    assert counted == [1, 2]


def test_the_receipt_sheet_lists_everybody_and_no_code(tmp_path: Path, words: Words) -> None:
    letters = [replace(SITI, full_name=f"Pegawai Nomor {number}") for number in range(1, 61)]
    write_summary(
        tmp_path / "receipt.pdf",
        letters,
        partial(words.plain, "id"),
        region="Kabupaten Kemuning",
        office=OFFICE,
        contact=CONTACT,
        signed_on=date(2026, 11, 24),
    )

    text = " ".join(text_of(page) for page in PdfReader(tmp_path / "receipt.pdf").pages)

    assert all(letter.full_name in text for letter in letters)
    assert SITI.code not in text
    assert "start=" not in text
