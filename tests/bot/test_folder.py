"""The data folder's own files."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from bot.folder import DataFolder
from bot.settings import read_settings

AT_ONCE = 8


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(read_settings({"SAPA_DATA_DIR": str(tmp_path)}))


def test_commands_that_start_at_once_share_one_key(folder: DataFolder) -> None:
    ready = Barrier(AT_ONCE)

    def begin(_number: int) -> str:
        ready.wait()
        folder.prepare()
        return folder.trial_secret()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        keys = set(threads.map(begin, range(AT_ONCE)))

    assert len(keys) == 1
    assert {path.name for path in folder.path.iterdir()} == {"STAMP", "secret.key"}


def test_a_folder_that_stood_open_is_closed_to_others(folder: DataFolder) -> None:
    folder.path.mkdir(mode=0o755, parents=True)

    folder.prepare()

    assert folder.path.stat().st_mode & 0o777 == 0o700
