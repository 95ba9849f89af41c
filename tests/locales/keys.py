"""Which keys the code says, found in its source."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("answers", "bot", "domain", "files", "handlers", "locales", "storage")
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
FAMILY = re.compile(r"[a-z_]+\\\.")


@dataclass(slots=True)
class Said:
    """`literals` are keys in full, `patterns` those with a part that the code fills in."""

    literals: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)

    def covers(self, key: str) -> bool:
        return key in self.literals or any(re.fullmatch(pattern, key) for pattern in self.patterns)


@cache
def trees() -> dict[Path, ast.Module]:
    every = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    # A migration names columns, `objection.id`, which look like keys.
    files = [path for path in every if "versions" not in path.parts]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in files}


@cache
def said(packages: tuple[str, ...] = PACKAGES) -> Said:
    """Everything in these packages that looks like a key, names of audit entries left out."""
    found = Said()
    for path, tree in trees().items():
        if path.relative_to(ROOT).parts[0] not in packages:
            continue
        audited = {id(call.args[0]) for call in calls(tree, "add") if call.args}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in audited:
                if KEY.fullmatch(node.value):
                    found.literals.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                pattern = _pattern(node)
                # A pattern that names no family of its own would cover every key there is.
                if FAMILY.match(pattern) and KEY.fullmatch(pattern.replace(_ANY, "x").replace("\\", "")):
                    found.patterns.add(pattern)
    return found


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Calls of methods by these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in names:
                yield node


_ANY = "[A-Za-z0-9_.]+"


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(
        re.escape(part.value) if isinstance(part, ast.Constant) and isinstance(part.value, str) else _ANY
        for part in node.values
    )
