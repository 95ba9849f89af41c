"""The words themselves: complete, of one shape in every language, and fit for Telegram."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from answers.shipped import shipped_entries
from domain.acknowledgements import Acknowledgement
from domain.actors import Role
from domain.checkins.records import Topic as CheckInTopic
from domain.imports.problems import SEVERITIES
from domain.knowledge.records import Verdict
from domain.linking.records import Purpose
from domain.proposals import Direction, Status
from domain.refusals import Refusal
from domain.transfers import Stage
from handlers.identity import Standing
from locales.words import CATALOGUES, LANGUAGES, SOURCE, Words
from sandbox.html_text import parse_html
from sandbox.text import utf16_length
from tests.locales.keys import ROOT, calls, said, trees

WORDS = Words.load()
OURS = (
    "ask",
    "chat",
    "concerns",
    "knowledge",
    "transfer",
    "refusal",
    "linking",
    "objections",
    "news",
    "checkins",
    "preferences",
    "swaps",
    "officer_cases",
    "officer_proposals",
)
HOSTILE = (
    '<b>&"',
    "</b><a href='tg://user?id=1'>",
    "\u202egnp.exe\u202c",
    "👩‍⚕️" * 40,
    "{name}%s{0}",
    "x" * 500,
)
TEXT_AT_MOST, LABEL_AT_MOST, TOAST_AT_MOST = 4096, 64, 200
# English addresses a reader as "you" where Indonesian says Bapak or Ibu.
NOT_IN_EVERY_LANGUAGE = {"you"}


def _keys(*files: str) -> list[str]:
    found = []
    for name in files:
        path = CATALOGUES / SOURCE / "LC_MESSAGES" / f"{name}.po"
        with path.open("rb") as file:
            ids = [message.id for message in read_po(file) if message.id]
        found += [one if isinstance(one, str) else one[0] for one in ids]
    return found


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _texts(key: str) -> Iterator[str]:
    for language in LANGUAGES:
        yield from WORDS.catalogues[language][key].forms


CHAT_KEYS = _keys(*OURS)


def test_every_language_has_the_same_keys() -> None:
    assert WORDS.catalogues["id"].keys() == WORDS.catalogues["en"].keys()


def test_every_key_has_the_same_placeholders_in_every_language() -> None:
    differing = [
        key
        for key in WORDS.catalogues[SOURCE]
        if len({frozenset(_places(text) - NOT_IN_EVERY_LANGUAGE) for text in _texts(key)}) > 1
    ]

    assert differing == []


def test_no_key_is_kept_in_two_catalogues() -> None:
    keys = _keys(*(path.stem for path in (CATALOGUES / SOURCE / "LC_MESSAGES").glob("*.po")))

    assert len(keys) == len(set(keys))


def test_nothing_is_left_untranslated_or_uncertain() -> None:
    for path in CATALOGUES.glob("*/LC_MESSAGES/*.po"):
        with path.open("rb") as file:
            catalogue = read_po(file)
        assert not [one.id for one in catalogue if one.fuzzy and one.id], path
        assert all(text for one in catalogue if one.id for text in _as_texts(one.string)), path


def _as_texts(text: object) -> list[object]:
    return list(text) if isinstance(text, list | tuple) else [text]


@pytest.mark.parametrize(("language", "plurals"), [("id", 1), ("en", 2)])
def test_the_headers_count_plural_forms_rightly(language: str, plurals: int) -> None:
    for path in (CATALOGUES / language / "LC_MESSAGES").glob("*.po"):
        with path.open("rb") as file:
            assert read_po(file).num_plurals == plurals, path


def test_every_key_in_the_code_is_in_the_catalogues() -> None:
    known = WORDS.catalogues[SOURCE]
    spaces = {key.partition(".")[0] for key in CHAT_KEYS}
    missing = {key for key in said().literals if key.partition(".")[0] in spaces and key not in known}

    assert missing == set()


def test_every_pattern_of_keys_in_the_handlers_finds_words() -> None:
    known = WORDS.catalogues[SOURCE]

    assert [
        one for one in said(("handlers",)).patterns if not any(re.fullmatch(one, key) for key in known)
    ] == []


def test_no_words_are_unused() -> None:
    spoken = {one.key for one in _refusals()} | said().literals
    page = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "sandbox").rglob("*.js"))
    page += "".join(path.read_text(encoding="utf-8") for path in (ROOT / "sandbox").rglob("*.html"))
    keys = [key for key in WORDS.catalogues[SOURCE] if key not in spoken and not said().covers(key)]

    assert [key for key in keys if key.removeprefix("sandbox.") not in page] == []


@pytest.mark.parametrize(
    "key",
    [
        *(f"transfer.stage.{one}" for one in Stage),
        *(f"transfer.now.{one}" for one in Stage),
        *(f"transfer.kind.{one}" for one in Direction),
        *(f"profile.purpose.{one}" for one in Purpose),
        *(f"profile.withdraw.{one}" for one in Purpose),
        *(f"access.{one}" for one in Standing if one is not Standing.LINKED),
        *(f"people.address.{one}" for one in ("L", "P", "unknown")),
        *(f"news.button.{one}" for one in Acknowledgement),
        *(f"checkin.{kind}.{one}" for kind in ("question", "answer", "button") for one in CheckInTopic),
        "checkin.notice.asked",
        "checkin.notice.reminded",
        "topic.greeting",
        "topic.thanks",
        *(f"ask.why.{one}" for one in Verdict if one is not Verdict.HELPED),
        *(f"language.{one}" for one in LANGUAGES),
        *(one.question_key for one in shipped_entries().values()),
        *(one.answer_key for one in shipped_entries().values()),
        *(one.source_key for one in shipped_entries().values()),
    ],
)
def test_every_member_of_a_family_has_words(key: str) -> None:
    assert key in WORDS.catalogues[SOURCE]


def _refusals() -> set[type[Refusal]]:
    for package in ("bot", "domain", "files", "storage"):
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not module.name.endswith(("__main__", ".env")) and ".versions." not in module.name:
                importlib.import_module(module.name)
    found, waiting = set(), [Refusal]
    while waiting:
        children = waiting.pop().__subclasses__()
        found.update(children)
        waiting += children
    return {one for one in found if not one.__module__.startswith("tests.")}


def test_every_refusal_says_why_in_words() -> None:
    assert [one.key for one in _refusals() if one.key not in WORDS.catalogues[SOURCE]] == []


@pytest.mark.parametrize("part", ["wrong", "mend"])
def test_every_problem_of_an_import_has_words(part: str) -> None:
    keys = [f"import.problem.{key}.{part}" for key in SEVERITIES]

    assert [key for key in keys if key not in WORDS.catalogues[SOURCE]] == []


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_survives_hostile_facts(language: str, hostile: str) -> None:
    for key in CHAT_KEYS:
        facts = dict.fromkeys(_places(WORDS.catalogues[language][key].forms[-1]), hostile)
        plain, entities = parse_html(WORDS.say(language, key, **facts))
        _, harmless = parse_html(WORDS.say(language, key, **dict.fromkeys(facts, "x")))

        assert utf16_length(plain) <= TEXT_AT_MOST, key
        assert [one["type"] for one in entities] == [one["type"] for one in harmless], key


def test_labels_fit_on_a_button() -> None:
    spoken = WORDS.catalogues[SOURCE]
    labels = [
        key for key in spoken if ".button." in key or key.startswith(("button.", "knowledge.question."))
    ]

    assert [key for key in labels if max(map(len, _texts(key))) > LABEL_AT_MOST] == []


def test_toasts_fit_their_limit_and_hold_no_markup() -> None:
    keys = [
        call.args[0].value
        for path, tree in trees().items()
        if path.is_relative_to(ROOT / "handlers")
        for call in calls(tree, "toast")
        if call.args and isinstance(call.args[0], ast.Constant)
    ]

    assert keys
    assert all(len(text) <= TOAST_AT_MOST and "<" not in text for key in keys for text in _texts(str(key)))


def test_every_placeholder_is_filled_where_its_key_is_said() -> None:
    common = {"region", "hr_office", "hr_contact", "ppk", "you"}
    unfilled = [
        (key, missing)
        for key, given in _said_with()
        if (missing := _places("".join(_texts(key))) - given - common)
    ]

    assert unfilled == []


def _said_with() -> Iterator[tuple[str, set[str]]]:
    """Keys said by handlers outright, with the facts given; what is given as a whole is not judged here."""
    for path, tree in trees().items():
        if not path.is_relative_to(ROOT / "handlers"):
            continue
        for call in calls(tree, "say", "reply", "edit", "toast"):
            names = {keyword.arg for keyword in call.keywords}
            if call.args and isinstance(call.args[0], ast.Constant) and None not in names:
                yield str(call.args[0].value), {name for name in names if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_shouts(language: str) -> None:
    assert [key for key in CHAT_KEYS if "!" in "".join(WORDS.catalogues[language][key].forms)] == []


def test_statuses_and_roles_are_never_said_by_their_code_names() -> None:
    names = {one.value for one in (*Status, *Role) if "_" in one.value}

    assert [key for key in CHAT_KEYS for text in _texts(key) if any(name in text for name in names)] == []
