"""What is kept of a question that found no answer: the question, and nothing of a person."""

import pytest

from answers.finder import AnswerFinder
from tests.answers.labelled import finder


@pytest.fixture(scope="module")
def found_by() -> AnswerFinder:
    return finder()


def test_the_same_question_in_another_spelling_and_order_counts_as_the_same(found_by: AnswerFinder) -> None:
    forms = {
        found_by.form(one) for one in ("gaji 13 cair kapan?", "kpn cair gaji 13", "Kapan gaji 13 cair ya pak")
    }

    assert len(forms) == 1


@pytest.mark.parametrize(
    ("typed", "left_out"),
    [
        ("nip saya 199003152015052901 kenapa tidak terdaftar", "199003152015052901"),
        ("telepon 0899000501 tidak bisa", "0899000501"),
        ("apakah Pak Budi Hartono yang mengurus cuti", "budi hartono"),
        ("kirim ke siti@contoh.id saja cutinya", "siti"),
        ("lihat https://contoh.id/abc tentang cuti", "contoh"),
    ],
)
def test_numbers_names_and_addresses_are_left_out(found_by: AnswerFinder, typed: str, left_out: str) -> None:
    form = found_by.form(typed)

    assert form
    assert not any(part in form for part in left_out.split())


def test_what_is_asked_after_a_form_of_address_stays(found_by: AnswerFinder) -> None:
    assert "mutasi" in found_by.form("pak mutasi guru honorer bagaimana")


def test_a_whole_story_is_not_kept(found_by: AnswerFinder) -> None:
    story = " ".join(f"kejadian{number}" for number in range(13))

    assert found_by.form(story) == ""


@pytest.mark.parametrize("typed", ["", "halo", "???", "terima kasih ya bu"])
def test_what_asks_nothing_has_no_form(found_by: AnswerFinder, typed: str) -> None:
    assert found_by.form(typed) == ""
