"""Every promise names a test that exists, or says since when and why it has none; every act has its words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from domain.concerns.records import EntryKind
from domain.exports.records import ExportKind
from domain.held.records import Verdict
from domain.privacy.records import State
from domain.views.records import Purpose
from locales.words import LANGUAGES, Words
from tests.locales.keys import calls, trees

ROOT = Path(__file__).parents[2]
_ROW = re.compile(r"^\| ([RSPC]\d+) \| (?:`([^`]+)`|–) \| (.*) \|$", re.MULTILINE)
_ROWS = {*(f"R{n}" for n in range(1, 18)), *(f"S{n}" for n in range(1, 12)), "P1", "C1"}
_DATED = re.compile(r"^\d{4}-\d\d-\d\d: .{20,}")


def test_every_row_has_its_test_or_a_dated_reason() -> None:
    found = _ROW.findall((ROOT / "docs" / "promises.md").read_text(encoding="utf-8"))

    assert {row for row, _, _ in found} == _ROWS
    for row, test, remark in found:
        if not test:
            assert _DATED.match(remark), row
            continue
        path, _, name = test.partition("::")
        functions = {
            one.name
            for one in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        assert name in functions, row


def _acts(tree: ast.Module) -> Iterator[ast.expr]:
    """How the code names what it adds to the trail."""
    for call in calls(tree, "add", "add_about"):
        if {"by", "subject", "now"} <= {one.arg for one in call.keywords} and call.args:
            yield call.args[0]
        elif isinstance(call.func, ast.Attribute) and call.func.attr == "add_about":
            yield call.args[2]


def _steps(folder: str, *names: str) -> set[str]:
    """The words given to functions that fill in the end of an act."""
    return {
        one.value
        for path, tree in trees().items()
        if path.is_relative_to(ROOT / "domain" / folder) or path == ROOT / "domain" / folder
        for call in calls(tree, *names)
        for one in call.args
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def _composed() -> dict[tuple[str, str], set[str]]:
    """Where an act is no literal: the file and what stands there, with every act that it can become.

    Whoever adds such a place names its acts here.
    """
    kinds = {EntryKind.ANSWER, EntryKind.QUESTION, EntryKind.CLOSING, EntryKind.NOTE}
    steps = _steps("concerns", "keep", "note_step", "_record") | kinds
    concern = {f"concern.{one}" for one in steps}
    delivery = {f"delivery.{one}" for one in _steps("liaison/recording.py", "_record")}
    role = {f"role.{one}" for one in _steps("linking/roles.py", "_record")}
    settled = {f"privacy.{one}" for one in State if one is not State.OPEN}
    return {
        ("domain/concerns/handling.py", "f'concern.{what}'"): concern,
        ("domain/concerns/sealing.py", "f'concern.{what}'"): concern,
        ("domain/held/desk.py", "f'outbox.{verdict}'"): {f"outbox.{one}" for one in Verdict},
        ("domain/liaison/recording.py", "f'delivery.{what}'"): delivery,
        ("domain/linking/accounts.py", "action"): {"consent.granted", "consent.withdrawn"},
        ("domain/linking/roles.py", "f'role.{what}'"): role,
        ("domain/privacy/effects.py", "action"): {"privacy.asked", *settled},
        ("domain/second_factor/desk.py", "what"): {"second_factor.wrong", "second_factor.locked"},
    }


def test_every_act_in_the_audit_has_its_words() -> None:
    writer = ROOT / "storage" / "trail"
    named = [
        (path, one)
        for path, tree in trees().items()
        if not path.is_relative_to(writer)
        for one in _acts(tree)
    ]
    literal = {str(one.value) for _, one in named if isinstance(one, ast.Constant)}
    composed = _composed()

    assert {
        (path.relative_to(ROOT).as_posix(), ast.unparse(one))
        for path, one in named
        if not isinstance(one, ast.Constant)
    } == set(composed)
    assert all(composed.values())
    _have_words({f"trail.act.{one}" for one in literal.union(*composed.values())})
    assert len(literal) > 50


def test_every_purpose_of_a_look_and_every_file_that_leaves_has_its_words() -> None:
    _have_words({f"views.purpose.{one}" for one in Purpose} | {f"trail.file.{one}" for one in ExportKind})


def test_an_act_of_an_older_version_is_shown_by_its_bare_name() -> None:
    assert [Words.load().act(language, "long.gone") for language in LANGUAGES] == ["long.gone"] * 2


def _have_words(keys: set[str]) -> None:
    catalogues = Words.load().catalogues
    assert {(language, key) for language in LANGUAGES for key in keys - catalogues[language].keys()} == set()
