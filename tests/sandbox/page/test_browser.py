"""A machine without Chromium skips what needs it, unless nothing may be missing there."""

from pathlib import Path

import pytest

from tests.browser import chromium_program


def test_without_chromium_a_test_skips(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SAPA_TEST_NOTHING_MISSING", raising=False)

    with pytest.raises(pytest.skip.Exception):
        chromium_program()


def test_where_nothing_may_be_missing_it_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("SAPA_TEST_NOTHING_MISSING", "1")

    with pytest.raises(pytest.fail.Exception):
        chromium_program()
