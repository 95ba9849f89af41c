"""Whatever hinders a command is said in words, never as a traceback."""

from pathlib import Path

import pytest

from tests.bot.terminal import sapa


@pytest.mark.parametrize("what", ["a file", "no database"])
def test_a_folder_that_cannot_be_used_is_named(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "data" / "trial").mkdir(parents=True)
    (tmp_path / "data" / "trial" / "sapa.db").write_bytes(b"no database at all" * 100)
    folder = tmp_path / ("file/data" if what == "a file" else "data")

    monkeypatch.setenv("SAPA_DATA_DIR", str(folder))

    done = sapa("wave", "list")

    assert done.exit_code == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
