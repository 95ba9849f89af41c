"""What the pages say is there, is there: folders, files, commands, settings."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.commands import COMMANDS, Sapa

ROOT = Path(__file__).parents[2]
TRACKED = subprocess.run(
    ["git", "ls-files", "-z"],
    cwd=ROOT,
    check=True,
    capture_output=True,
    text=True,
).stdout.split("\0")[:-1]
PAGES = [name for name in TRACKED if name.endswith(".md")]

LINK = re.compile(r"\]\(([^)\s]+)\)|<img [^>]*src=\"([^\"]+)\"")
COMMAND = re.compile(r"(?:`|\.venv/bin/|/bin/|; |^)sapa ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?", re.MULTILINE)
VARIABLE = re.compile(r"\bSAPA_[A-Z_]+\b")
MENTIONED = re.compile(r"\bdocs/[\w/-]+(?:\.\w+)?")
ANCHOR = re.compile(r"[^\w\- ]")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def links(page: str) -> Iterator[str]:
    for match in LINK.finditer(text(page)):
        target = match[1] or match[2]
        if "://" not in target:
            yield target


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {ANCHOR.sub("", heading.lower()).replace(" ", "-") for heading in headings}


def is_ours(path: Path) -> bool:
    """Whether a clone has it too: a file that is only here would be missing there."""
    name = path.relative_to(ROOT).as_posix()
    return name in TRACKED or any(one.startswith(f"{name}/") for one in TRACKED)


def test_the_readme_shows_every_folder_there_is_and_no_other() -> None:
    (shown,) = re.findall(r"```text\n(.+?)```", text("README.md"), re.DOTALL)
    real = {name.partition("/")[0] + "/" for name in TRACKED if "/" in name and not name.startswith(".")}

    assert re.findall(r"^(\S+)", shown, re.MULTILINE) == sorted(real)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_picture_leads_to_a_file_of_ours(page: str) -> None:
    here = (ROOT / page).parent
    broken = []
    for target in links(page):
        path, _, anchor = target.partition("#")
        found = (here / path).resolve() if path else ROOT / page
        if not is_ours(found) or (anchor and anchor not in anchors(found)):
            broken.append(target)

    assert broken == []


def test_the_readme_shows_the_chat() -> None:
    assert any(target.endswith(".png") for target in links("README.md"))


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_names_exists(page: str) -> None:
    context = click.Context(Sapa("sapa"))
    unknown = []
    for name, word in COMMAND.findall(text(page)):
        command = Sapa("sapa").get_command(context, name)
        if command is None or (
            isinstance(command, click.Group) and word and word not in command.list_commands(context)
        ):
            unknown.append(f"{name} {word}".strip())

    assert unknown == []


def test_every_command_is_explained_somewhere() -> None:
    named = {name for page in PAGES for name, _ in COMMAND.findall(text(page))}

    assert set(COMMANDS) <= named


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_that_a_page_names_is_in_the_example(page: str) -> None:
    documented = set(VARIABLE.findall(text(".env.example")))

    assert set(VARIABLE.findall(text(page))) <= documented


def test_every_page_that_code_refers_to_exists() -> None:
    code = [
        name
        for name in TRACKED
        if name.endswith((".py", ".toml")) and name != "tests/architecture/test_docs.py"
    ]
    missing = {
        f"{name}: {mentioned}"
        for name in code
        for mentioned in MENTIONED.findall(text(name))
        if not any(one.startswith(mentioned) for one in TRACKED)
    }

    assert missing == set()


def test_nothing_tells_of_the_machine_it_was_written_on() -> None:
    """Neither its folders nor where it fetched its packages: both are nobody else's."""
    homes = "|".join(("work" + "/main", "work" + "/shared", "root" + "/", "home" + "/[a-z]", "tmp" + "/"))
    hosts = "|".join((r"pypi\." + "org", "pythonhosted" + r"\.org", r"opt/" + "pypi", "files" + r"\.pypi"))
    telling = re.compile(rf"(?<![\w.:])/(?:{homes})|{hosts}")
    found = {
        f"{name}: {match[0]}"
        for name in TRACKED
        if not name.endswith((".png", ".svg"))
        for match in telling.finditer(text(name))
    }

    assert found == set()
