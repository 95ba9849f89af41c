"""Every promise names a test that exists, or says since when and why it has none; every act has its words."""

import ast
import re
from pathlib import Path

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


def test_every_act_in_the_audit_has_its_words() -> None:
    said = {
        str(call.args[0].value)
        for tree in trees().values()
        for call in calls(tree, "add")
        if call.args
        and isinstance(call.args[0], ast.Constant)
        and {"by", "subject", "now"} <= {one.arg for one in call.keywords}
    }

    catalogues = Words.load().catalogues
    missing = {
        (language, act)
        for language in LANGUAGES
        for act in said
        if f"trail.act.{act}" not in catalogues[language]
    }
    assert missing == set()
    assert len(said) > 50
