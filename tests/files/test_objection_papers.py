"""The letter and the receipt, read back: complete, numbered, and not broken by anything somebody wrote."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.papers import OwnProcess, print_now
from domain.objections.papers import LetterFacts, Printed, ReceiptFacts
from domain.objections.records import Ground, Request, SignedFile, Writing
from domain.people import Person
from domain.proposals import Direction, Placement, Proposal, Status
from files.objections.fonts import BOLD, SERIF, WIDE, font_file, printable
from locales.words import Words

OFFICE = OwnProcess(
    words=Words.load(),
    ppk="Bupati",
    hr_office="BKPSDM Kabupaten Kemuning",
    region="Kabupaten Kemuning",
    zone=ZoneInfo("Asia/Jakarta"),
)
SITI = Person(
    id=1,
    siasn_id="SIASN-1",
    nip="199003152015052901",
    name="Siti Rahmawati",
    title_front="",
    title_back="A.Md.Kep.",
    sex="P",
    phone=None,
    kind="pns",
    legal_status="PNS",
    grade="II/c",
    position="Perawat Terampil",
    position_since=None,
    education_level="D-III",
    education="Keperawatan",
    location="Selensen",
    unit_id=1,
    unit="UPTD Puskesmas Selensen",
)
_HERE = Placement(unit=SITI.unit, position=SITI.position, job_class=6, location="Selensen")
LETTER = LetterFacts(
    person=SITI,
    proposal=Proposal(
        id=1,
        wave_id=1,
        person_id=1,
        direction=Direction.ROTASI,
        own_request=False,
        origin=_HERE,
        target=replace(_HERE, unit="UPTD Puskesmas Kemuning", location="Kemuning"),
        reason="",
        planned_effective_on=None,
        status=Status.DECREE,
        stages=(),
    ),
    writing=Writing(
        grounds=(Ground.RULE, Ground.FAMILY),
        decree_number="821.2/123/BKPSDM/2026",
        reasons="Masa jabatan saya belum dua tahun.",
        documents="SK jabatan terakhir",
        request=Request.CHANGE,
    ),
    decided_on=date(2026, 11, 20),
    received_on=date(2026, 11, 23),
    dated_on=date(2026, 11, 24),
    code="SAPA-7K3M-Q9XD-042R",
)
RECEIPT = ReceiptFacts(
    person=SITI,
    number="KBR-7K3M-Q9XD",
    code="SAPA-7K3M-Q9XD-042R",
    submitted_at=datetime(2026, 11, 24, 2, tzinfo=UTC),
    on_paper=False,
    files=(
        SignedFile(
            id="1",
            name="surat.pdf",
            media="application/pdf",
            size=1_234,
            digest=sha256(b"surat").digest(),
            received_at=datetime(2026, 11, 24, 1, tzinfo=UTC),
        ),
    ),
    answer_by=date(2026, 12, 23),
)
print_here = partial(print_now, OFFICE, progress=lambda _stage, _done, _total: None)


def pages(printed: Printed) -> list[str]:
    """Each page's text in one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(printed.content)).pages]


def written(**changes: object) -> LetterFacts:
    return replace(LETTER, writing=replace(LETTER.writing, **changes))  # type: ignore[arg-type] # as named


def test_the_letter_says_everything_that_a_formal_objection_needs() -> None:
    (page,) = pages(print_here(LETTER))

    for told in (
        "Selensen, Selasa, 24 November 2026",
        "Perihal : Keberatan atas Surat Keputusan Mutasi",
        "Kepada Yth. Bupati Kabupaten Kemuning selaku Pejabat Pembina Kepegawaian",
        "c.q. Kepala BKPSDM Kabupaten Kemuning",
        "Siti Rahmawati, A.Md.Kep.",
        "199003152015052901",
        "II/c",
        "Perawat Terampil, UPTD Puskesmas Kemuning",
        "821.2/123/BKPSDM/2026",
        "Jumat, 20 November 2026",
        "Senin, 23 November 2026",
        "☑ Ketentuan peraturan tidak dipenuhi",
        "☐ Data yang menjadi dasar keputusan keliru",
        "☑ Keadaan keluarga atau kesehatan (keterangan dalam sampul tertutup)",
        "Masa jabatan saya belum dua tahun.",
        "SK jabatan terakhir",
        "agar unit tujuan dalam keputusan tersebut diubah",
        "Hormat saya, (Siti Rahmawati, A.Md.Kep.) NIP 199003152015052901",
        "Kode SAPA-7K3M-Q9XD-042R · Halaman 1 dari 1",
    ):
        assert told in page


def test_what_is_not_known_is_left_to_be_filled_in_by_hand() -> None:
    facts = replace(written(decree_number="", documents=""), received_on=None)
    (page,) = pages(print_here(facts))

    assert "Nomor SK : ........" in page
    assert "Diterima tanggal : ........" in page
    assert "Tidak ada lampiran yang disebutkan." in page


def test_long_reasons_flow_over_numbered_pages_and_lose_no_word() -> None:
    words = [f"kata{number:05}" for number in range(2_000)]
    found = pages(print_here(written(reasons=" ".join(words))))
    count = len(found)

    assert count > 4
    assert [f"Halaman {number} dari {count}" in page for number, page in enumerate(found, 1)] == [
        True
    ] * count
    together = " ".join(found)
    assert [one for one in words if one not in together] == []


def test_the_signature_stays_together_wherever_the_text_ends() -> None:
    for lines in range(20, 40):
        last = pages(print_here(written(reasons="\n".join(["baris"] * lines))))[-1]

        assert "Hormat saya, (Siti Rahmawati, A.Md.Kep.) NIP 199003152015052901" in last, lines


def test_one_word_without_end_breaks_nothing() -> None:
    printed = print_here(written(reasons="x" * 20_000))

    assert sum(page.count("x") for page in pages(printed)) >= 20_000
    assert printed.left_out == 0


@pytest.mark.parametrize(
    ("hostile", "shown", "left_out"),
    [
        ("'; DROP TABLE people; --", "'; DROP TABLE people; --", 0),
        ("<b>Budi</b> & {office} %s {nb}", "<b>Budi</b> & {office} %s {nb}", 0),
        ("**tebal** __garis__ --miring--", "**tebal** __garis__ --miring--", 0),
        ("Ḥasan Łukasz Đoko Нина", "Ḥasan Łukasz Đoko Нина", 0),
        ("a\u202eitiS\u202c\u0000\u0007\ufeffb", "aitiSb", 0),
        ("Ibu 👩🏽‍⚕️ Perawat", "Ibu ⚕ Perawat", 2),
        ("張偉", "□□", 2),
        ("(Budi\\) Tj /F1", "(Budi\\) Tj /F1", 0),
        ("\ud800", "Uraian alasan Bukti", 0),
    ],
)
def test_hostile_words_are_printed_as_words(hostile: str, shown: str, left_out: int) -> None:
    printed = print_here(written(reasons=hostile))

    assert shown in pages(printed)[0]
    assert printed.left_out == left_out


def test_names_and_posts_of_any_length_are_printed_whole() -> None:
    person = replace(SITI, name="Raden Ayu " * 30, position="Jabatan " * 40, unit="Unit " * 60)
    together = " ".join(pages(print_here(replace(LETTER, person=person))))

    assert together.count("Ayu") == 60  # at the head and under the signature
    assert together.count("Jabatan") >= 40


def test_equal_facts_give_equal_bytes() -> None:
    assert print_here(LETTER).content == print_here(LETTER).content
    assert print_here(RECEIPT).content == print_here(RECEIPT).content


def test_the_receipt_has_every_hash_in_full_and_says_what_it_is_not() -> None:
    (page,) = pages(print_here(RECEIPT))

    assert "KBR-7K3M-Q9XD" in page
    assert "Selasa, 24 November 2026 pukul 09.00 WIB" in page
    assert "Rabu, 23 Desember 2026" in page
    assert "surat.pdf (1234 byte)" in page
    assert f"SHA-256 {sha256(b'surat').hexdigest()}" in page
    assert "tidak dengan sendirinya menunda pelaksanaan keputusan" in page


def test_a_receipt_of_a_paper_says_that_its_person_stated_so() -> None:
    (page,) = pages(print_here(replace(RECEIPT, on_paper=True, files=())))

    assert "surat di atas kertas, menurut keterangan yang mengajukan" in page
    assert "Berkas yang diterima" not in page


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_whatever_is_written_can_be_printed(text: str) -> None:
    known = set(range(32, 0x250))
    shown, left_out = printable(text, known | {0x25A1})

    assert all(ord(sign) in known or sign in "\n□" for sign in shown)
    assert 0 <= left_out <= 4 * len(text) + 4


def test_the_fonts_lie_where_the_drawing_library_keeps_them() -> None:
    assert all(font_file(name).is_file() for name in (SERIF, BOLD, WIDE))


@pytest.mark.slow
def test_the_product_prints_in_a_process_of_its_own() -> None:
    assert OFFICE.letter(LETTER).content == print_here(LETTER).content
