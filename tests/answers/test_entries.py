"""The shipped entries: enough, whole, short, sourced, and honest about what is not certain."""

import re

import pytest

from answers.shipped import ShippedEntry, shipped_entries
from bot.settings import read_settings
from locales.words import LANGUAGES, Words

WORDS = Words.load()
ENTRIES = shipped_entries().values()
ANSWER_AT_MOST = 700
UNCERTAIN = {"id": "konfirmasi", "en": "confirm"}
# A promise of an outcome, in the words in which it would be made.
PROMISES = {
    "id": r"\b(pasti akan|dijamin|kami jamin|kami janjikan|pasti (?:disetujui|diterima|naik))\b",
    "en": r"\b(guaranteed|we guarantee|certainly will|we promise that|will certainly)\b",
}
ASKED_NEXT = ("{hr_office}", "{hr_contact}", "atasan", "Bagian Hukum", "legal section", "Inspektorat")


def said(entry: ShippedEntry, language: str) -> str:
    settings = read_settings({})
    return WORDS.plain(
        language,
        entry.answer_key,
        you="Bapak/Ibu",
        region=settings.region_name,
        hr_office=settings.hr_office_name,
        hr_contact=settings.hr_contact,
        ppk=settings.ppk_title,
    )


def test_there_are_enough_entries_and_each_can_be_found_by_several_phrasings() -> None:
    assert len(ENTRIES) >= 60
    assert [one.id for one in ENTRIES if len(one.phrasings) < 5] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_fits_on_a_small_screen(language: str) -> None:
    assert [one.id for one in ENTRIES if not 100 < len(said(one, language)) <= ANSWER_AT_MOST] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_says_whom_to_ask_next(language: str) -> None:
    texts = {one.id: "".join(WORDS.catalogues[language][one.answer_key].forms) for one in ENTRIES}

    assert [name for name, text in texts.items() if not any(who in text for who in ASKED_NEXT)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_office_has_yet_to_confirm_says_so_in_its_text(language: str) -> None:
    unsaid = [one.id for one in ENTRIES if one.confirm and UNCERTAIN[language] not in said(one, language)]

    assert unsaid == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_promises_an_outcome(language: str) -> None:
    assert [
        one.id for one in ENTRIES if re.search(PROMISES[language], said(one, language), re.IGNORECASE)
    ] == []
