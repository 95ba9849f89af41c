"""The shape of the house, held by machine."""

import ast
import importlib
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("answers", "bot", "domain", "files", "handlers", "locales", "sandbox", "storage")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "base", "misc"}


def sources(*packages: str) -> Iterator[Path]:
    for package in packages:
        yield from (path for path in (ROOT / package).rglob("*.py") if "versions" not in path.parts)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_every_import_contract_is_kept() -> None:
    # In a process of its own: it silences every logger that exists.
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def test_domain_needs_the_standard_library_alone_and_planning_the_numeric_ones_besides() -> None:
    planning = ROOT / "domain" / "planning"
    foreign = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources("domain")
        for name in imported(path) - sys.stdlib_module_names - {"domain"}
        if planning not in path.parents or name not in {"numpy", "ortools"}
    }

    assert foreign == set()


def test_the_sandbox_needs_a_web_server_and_nothing_of_ours() -> None:
    allowed = sys.stdlib_module_names | {
        "sandbox",
        "starlette",
        "uvicorn",
        "anyio",
        "python_multipart",
        "PIL",
    }
    foreign = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources("sandbox")
        for name in imported(path) - allowed
    }

    assert foreign == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_loads_from_this_repository(package: str) -> None:
    module = importlib.import_module(package)

    assert Path(module.__file__ or "").parent == ROOT / package


def test_the_wheel_lists_every_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert tuple(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == PACKAGES


def test_the_command_resolves() -> None:
    (command,) = entry_points(group="console_scripts", name="sapa")

    assert callable(command.load())


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = {path.stem for path in sources(*PACKAGES)} | {path.parent.name for path in sources(*PACKAGES)}

    assert named & FORBIDDEN_NAMES == set()


def test_handlers_files_and_answers_never_commit() -> None:
    """Desks commit on their last line; the edge never does, except for the postman's own settling."""
    committing = {
        str(path.relative_to(ROOT))
        for path in sources("handlers", "files", "answers")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    }

    assert committing == set()


def swallows_everything(handler: ast.ExceptHandler) -> bool:
    is_broad = handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
    )
    last = handler.body[-1]
    return is_broad and not (isinstance(last, ast.Raise) and last.exc is None)


def test_broad_catches_have_few_homes() -> None:
    """The error handler, fences around one update, job or picture, and readers of foreign files."""
    homes = {
        str(path.relative_to(ROOT))
        for path in sources(*PACKAGES)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and swallows_everything(node)
    }

    assert homes <= {
        "handlers/dispatch.py",
        "handlers/pictures.py",
        "bot/clock.py",
        "bot/mailbox.py",
        "bot/planner.py",
        "bot/postman.py",
        "bot/short_units.py",
        "files/file_reading.py",
        "files/marked.py",
    }


def test_files_stay_small() -> None:
    """A page says one thing: 400 lines is never one thing."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources(*PACKAGES, "tests")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}
