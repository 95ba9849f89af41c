"""People ask as they speak, abbreviate and mistype, and are answered; what nobody knows is not made up."""

import pytest

from answers.finder import AnswerFinder
from answers.shipped import shipped_entries
from domain.knowledge.records import Confidence
from tests.answers.labelled import finder, labelled, measure, unanswerable


@pytest.fixture(scope="module")
def found_by() -> AnswerFinder:
    return finder()


def test_the_labelled_set_is_large_enough_and_its_parts_share_no_question() -> None:
    tuning, held_out = (dict(labelled(part)) for part in ("tuning", "held_out"))

    assert len(tuning) + len(held_out) >= 200
    assert len(unanswerable("held_out")) >= 50
    assert tuning.keys() & held_out.keys() == set()
    assert {*tuning.values(), *held_out.values()} == shipped_entries().keys()


@pytest.mark.parametrize("part", ["tuning", "held_out"])
def test_the_right_entry_is_first_and_nearly_always_among_three(found_by: AnswerFinder, part: str) -> None:
    figures = measure(found_by, labelled(part))

    assert figures.first >= 0.85
    assert figures.among_three >= 0.95
    assert figures.wrongly_answered <= 0.05


@pytest.mark.parametrize("part", ["tuning", "held_out"])
def test_what_the_base_cannot_answer_is_not_answered_with_confidence(
    found_by: AnswerFinder, part: str
) -> None:
    assert measure(found_by, [(question, "") for question in unanswerable(part)]).answered <= 0.05


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("knp sy dipindah", "why_me"),
        ("SK kpn kluar", "decree_when"),
        ("brp TPP nya nnti di tmpt br", "tpp_change"),
        ("bts wktu kbrtn brp hr", "objection_deadline"),
        ("keberaatan diajukn gmana", "objection_how"),
        ("PPPK bs mutasi ga", "pppk_internal"),
        ("Who decides about my transfer?", "who_decides"),
    ],
)
def test_abbreviated_and_mistyped_questions_find_their_answer(
    found_by: AnswerFinder, typed: str, entry: str
) -> None:
    found = found_by.find(typed)

    assert found.ids[:1] == (entry,)


@pytest.mark.parametrize("typed", ["", "???", "halo pak", "xqzw wqzx", "لماذا", "🙏" * 50])
def test_what_says_nothing_is_handed_over(found_by: AnswerFinder, typed: str) -> None:
    assert found_by.find(typed).confidence is Confidence.HAND_OVER


def test_a_question_that_several_entries_could_mean_is_answered_with_three_to_choose_from(
    found_by: AnswerFinder,
) -> None:
    found = found_by.find("tpp")

    assert found.confidence is Confidence.OFFER
    assert len(found.ids) == 3
    assert {one.partition("_")[0] for one in found.ids} == {"tpp"}


@pytest.mark.parametrize("typed", ["a" * 100_000, "mutasi " * 20_000, "k" + "2" * 5_000])
def test_endless_text_is_read_in_part(found_by: AnswerFinder, typed: str) -> None:
    assert found_by.find(typed).confidence in Confidence


def test_a_paragraph_with_several_questions_is_answered_with_each_of_them(found_by: AnswerFinder) -> None:
    found = found_by.find(
        "Selamat pagi. Siapa yang memutuskan mutasi, berapa jaraknya dari rumah, "
        "dan apakah TPP turun? Terima kasih."
    )

    assert found.confidence is Confidence.OFFER
    assert found.ids == ("who_decides", "distance", "tpp_change")


def test_a_question_wrapped_in_courtesy_is_one_question(found_by: AnswerFinder) -> None:
    found = found_by.find("Assalamualaikum pak, maaf mengganggu. Knp sy dipindah ya? Terima kasih banyak.")

    assert found.ids == ("why_me",)
