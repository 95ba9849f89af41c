"""The chat page finds every word it asks for, in both languages."""

import re
from pathlib import Path

import sandbox
from tests.sandbox.page.table import words

PAGE = Path(sandbox.__file__).parent / "page"
KEY = re.compile(r'"(sandbox\.[a-z_.]+)"')
HOLE = re.compile(r"\{(\w+)\}")


def asked() -> set[str]:
    return {key for script in PAGE.glob("*.js") for key in KEY.findall(script.read_text())}


def test_every_word_asked_for_is_there_in_every_language() -> None:
    for language, known in words().items():
        assert asked() - {key for key, text in known.items() if text} == set(), language


def test_no_word_is_kept_that_nobody_asks_for() -> None:
    for language, known in words().items():
        assert set(known) - asked() == set(), language


def test_languages_leave_the_same_holes_for_facts() -> None:
    indonesian, english = words()["id"], words()["en"]

    assert {key: set(HOLE.findall(text)) for key, text in english.items()} == {
        key: set(HOLE.findall(text)) for key, text in indonesian.items()
    }


def test_the_page_names_no_foreign_address_and_makes_no_markup_from_data() -> None:
    scripts = "\n".join(script.read_text() for script in PAGE.glob("*.js"))

    addresses = {address for address in re.findall(r"https?://[^\s\"`']+", scripts) if "${" not in address}
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", scripts)
