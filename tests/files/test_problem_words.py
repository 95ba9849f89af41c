"""Every problem has words in every language: what is wrong, and what to do."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import files
from domain.imports.problems import SEVERITIES

LOCALES = Path(__file__).parents[2] / "locales"
KEY = re.compile(
    r'(?:Fault\(\s*|_report\([^"]*"\w+", |_twice\([^"]*"\w+", |choices\(\w+, )"([a-z_]+\.[a-z_0-9]+)"'
)


def catalogue(language: str) -> dict[str, str]:
    with (LOCALES / language / "LC_MESSAGES" / "imports.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("key", SEVERITIES)
def test_a_problem_says_what_is_wrong_and_what_to_do(language: str, key: str) -> None:
    words = catalogue(language)

    assert words[f"import.problem.{key}.wrong"]
    assert words[f"import.problem.{key}.mend"]


def test_the_languages_say_the_same_things_with_the_same_facts() -> None:
    indonesian, english = catalogue("id"), catalogue("en")

    assert {key: _facts(text) for key, text in indonesian.items()} == {
        key: _facts(text) for key, text in english.items()
    }


def test_no_words_are_kept_for_a_problem_that_does_not_exist() -> None:
    said = {
        key.removeprefix("import.problem.").rpartition(".")[0] for key in catalogue("id") if "problem." in key
    }

    assert said == set(SEVERITIES)


def test_every_key_that_the_readers_raise_has_a_weight() -> None:
    folder = Path(files.__path__[0])
    raised = {key for path in folder.rglob("*.py") for key in KEY.findall(path.read_text("utf-8"))}

    assert len(raised) > 40
    assert raised <= set(SEVERITIES)


def _facts(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))
