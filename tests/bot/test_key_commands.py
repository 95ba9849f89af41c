"""`sapa key`: changing the key loses nothing."""

from pathlib import Path

import pytest

from bot.house import open_house
from bot.settings import read_settings
from storage.vault import new_secret
from tests.bot.terminal import sapa
from tests.bot.test_settings import live


def test_no_key_is_rotated_while_a_process_serves_with_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = new_secret(), new_secret()
    environment = live(SAPA_DATA_DIR=str(tmp_path), SAPA_SECRET_KEY=old)
    for name, value in {**environment, "SAPA_SECRET_KEY": f"{new},{old}"}.items():
        monkeypatch.setenv(name, value)

    with open_house(read_settings(environment), exclusive=True):
        beside = sapa("key", "rotate")
    alone = sapa("key", "rotate")

    assert (beside.exit_code, alone.exit_code) == (2, 0)
