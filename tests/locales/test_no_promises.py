"""Nothing is called certain or promised in the words about what a move brings: nobody can keep that."""

import re

import pytest

from locales.words import LANGUAGES, Words

_PROMISES = {
    "id": r"\b(pasti\w*|dipastikan|dijamin|menjamin|jaminan|tentu saja|selamanya|(?<!bukan )janji)\b",
    "en": r"\b(certain(ly)?|definite(ly)?|guarantee\w*|(?<!no )promise\w*|surely|permanent(ly)?|forever)\b",
}
_ABOUT_MOVES = ("benefits.", "correction.", "plan.reason.", "plan.change.", "reasons.", "transfer.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_about_a_move_is_a_promise(language: str) -> None:
    said = Words.load().catalogues[language]
    promising = {
        key: form
        for key, entry in said.items()
        if key.startswith(_ABOUT_MOVES)
        for form in entry.forms
        if re.search(_PROMISES[language], form.lower())
    }

    assert promising == {}


@pytest.mark.parametrize(
    ("language", "said"), [("id", "Ini pasti."), ("id", "Kami berjanji: janji ini"), ("en", "We promise.")]
)
def test_a_promise_would_be_seen(language: str, said: str) -> None:
    assert re.search(_PROMISES[language], said.lower())
