"""Cards for envelopes: one page each, nothing on them of what the news says, the word below the fold."""

from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO

import pytest
from pypdf import PdfReader

from domain.liaison.papers import CardFacts, SlipFacts
from domain.people import Person
from files.letters_sheet import BOTTOM
from files.news_cards import print_cards, print_slip
from locales.words import Words

SAY = partial(Words.load().plain, "id")
REGION = {"region": "Kabupaten Kemuning", "office": "BKPSDM Kabupaten Kemuning", "contact": "(0768) 000-0000"}
SITI = Person(
    id=1,
    siasn_id="X",
    nip="199003152015052901",
    name="Siti Rahmawati",
    title_front="",
    title_back="A.Md.Kep.",
    sex="P",
    phone="+62899000501",
    kind="pns",
    legal_status="PNS",
    grade="III/a",
    position="Perawat Terampil",
    position_since=None,
    education_level="D-III",
    education="Keperawatan",
    location="Selensen",
    unit_id=1,
    unit="UPTD Puskesmas Selensen",
)
CARD = CardFacts(
    person=SITI,
    has_news=True,
    code="SAPA-7K3M-Q9XD-042R",
    digest="3F9A-01BC-77DE",
    expires_on=date(2026, 12, 24),
    word="7K3M-Q9XD",
)
HOSTILE = ("x" * 500, "<b>&{office}", "\u202eitiS\u0000", "刘" * 90, "a\nb")


def printed(*cards: CardFacts) -> PdfReader:
    content = print_cards(
        cards, SAY, **REGION, bot="sapa_mutasi_bot", link="https://t.me/x", dated_on=date(2026, 11, 24)
    )
    return PdfReader(BytesIO(content))


def test_a_card_names_its_reader_and_says_nothing_of_the_proposal() -> None:
    [page] = printed(CARD).pages
    text = " ".join(page.extract_text().split())

    for said in ("Ibu Siti Rahmawati", "AMPLOP TERTUTUP", "SAPA-7K3M-Q9XD-042R", "7K3M-Q9XD", "(0768)"):
        assert said in text
    assert "usulan, belum keputusan" in text
    for unsaid in (SITI.nip, SITI.grade, SITI.position, "899000501", "Kemuning ·"):
        assert unsaid not in text


def test_a_card_without_a_word_has_no_sealed_part_and_an_invitation_no_news() -> None:
    plain, invitation = printed(replace(CARD, word=""), replace(CARD, word="", has_news=False)).pages

    assert "Kata sandi" not in plain.extract_text()
    assert "tidak ada usulan" in " ".join(invitation.extract_text().split())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_records_stay_on_one_page_above_the_fold(hostile: str) -> None:
    one = replace(CARD, person=replace(SITI, name=hostile, title_front=hostile, unit=hostile))
    pages = printed(one, CARD).pages

    assert len(pages) == 2
    lowest = min(_heights(pages[0]))
    assert lowest >= (297 - BOTTOM - 12) * 72 / 25.4 * 0.5
    assert "7K3M-Q9XD" in pages[0].extract_text()


def test_a_slip_holds_the_receipt_alone() -> None:
    receipt = "7K3MQ-9XD04-2R7K3-MQ9XD"
    content = print_slip(SlipFacts(receipt=receipt, dated_on=date(2026, 11, 24)), SAY, **REGION)
    text = PdfReader(BytesIO(content)).pages[0].extract_text()

    assert receipt in text
    assert "Siti" not in text


def _heights(page: object) -> list[float]:
    """Where text stands, in points from the bottom."""
    found: list[float] = []

    def visit(text: str, _cm: object, matrix: list[float], *_font: object) -> None:
        if text.strip():
            found.append(matrix[5])

    page.extract_text(visitor_text=visit)  # type: ignore[attr-defined] # as pypdf calls it
    return found
