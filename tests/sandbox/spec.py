"""The published Bot API specification, where this machine has it: a reader and a checker of answers."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PATH = Path(__file__).parents[3] / "shared" / "data" / "telegram-bot-api-10.1.json"
PLAIN: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "String": str,
    "Float": (int, float),
    "Boolean": bool,
    "True": bool,
}
ARRAY = "Array of "

needs_spec = pytest.mark.skipif(not PATH.exists(), reason="the specification is not on this machine")


@cache
def specification() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return loaded


def faults_of_answer(method: str, result: Any) -> list[str]:
    """What in a method's result the specification does not allow; nothing when it is not here."""
    if not PATH.exists():
        return []
    returned = specification()["methods"][method]["returns"]
    return _best(result, returned, method)


def faults_of_update(update: Any) -> list[str]:
    return _faults(update, "Update", "update") if PATH.exists() else []


def _best(value: Any, kinds: list[str], where: str) -> list[str]:
    """The fewest faults over the kinds that a value may have."""
    return min((_faults(value, kind, where) for kind in kinds), key=len)


def _faults(value: Any, kind: str, where: str) -> list[str]:
    if kind.startswith(ARRAY):
        inner = kind.removeprefix(ARRAY)
        if not isinstance(value, list):
            return [f"{where} is no list"]
        return [fault for n, item in enumerate(value) for fault in _faults(item, inner, f"{where}[{n}]")]
    if kind in PLAIN:
        wrong = not isinstance(value, PLAIN[kind]) or (kind == "Integer" and isinstance(value, bool))
        return [f"{where} is no {kind}: {value!r}"] if wrong else []
    return _faults_of_object(value, specification()["types"][kind], where)


def _faults_of_object(value: Any, described: dict[str, Any], where: str) -> list[str]:
    if subtypes := described.get("subtypes"):
        return _best(value, subtypes, where)
    if not isinstance(value, dict):
        return [f"{where} is no {described['name']}"]
    fields = {field["name"]: field for field in described.get("fields", [])}
    strangers = [f"{where}.{name} is unknown" for name in value.keys() - fields.keys()]
    missing = [
        f"{where}.{name} is missing" for name, f in fields.items() if f["required"] and name not in value
    ]
    inside = [
        fault
        for name in value.keys() & fields.keys()
        for fault in _best(value[name], fields[name]["types"], f"{where}.{name}")
    ]
    return strangers + missing + inside
