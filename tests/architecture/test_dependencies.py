"""Every package has its reason on record: docs/dependencies.md and pyproject.toml name the same ones."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).parents[2]
SECTIONS = {"To run": "dependencies", "To install": "build", "To develop": "dev"}


def told() -> dict[str, list[list[str]]]:
    """The rows of each table on the page, by its heading."""
    page = (HOUSE / "docs" / "dependencies.md").read_text(encoding="utf-8")
    tables: dict[str, list[list[str]]] = {}
    for section in page.split("\n## ")[1:]:
        heading, _, body = section.partition("\n")
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in body.splitlines() if line]
        tables[heading] = rows[2:]
    return tables


def named() -> dict[str, list[str]]:
    project: dict[str, Any] = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"] | {"dependencies": project["project"]["dependencies"]}
    return {
        group: [re.split(r"[^A-Za-z0-9_-]", one)[0] for one in listed] for group, listed in groups.items()
    }


@pytest.mark.parametrize(("heading", "group"), SECTIONS.items())
def test_the_page_names_exactly_the_packages_of_the_project(heading: str, group: str) -> None:
    assert sorted(row[0] for row in told()[heading]) == sorted(named()[group])


def test_no_group_of_packages_is_left_out() -> None:
    assert set(named()) == set(SECTIONS.values())


def test_every_package_has_a_reason_and_a_licence() -> None:
    assert all(len(row) == 3 and all(row) for table in told().values() for row in table)


def test_what_runs_stands_on_few_packages() -> None:
    assert len(named()["dependencies"]) <= 35
