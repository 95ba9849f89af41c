"""Sharing the work among processes: `sapa run --roles`."""

from pathlib import Path

import pytest

from bot.commands.run import _roles
from bot.folder import AlreadyServed
from bot.house import open_house
from bot.serving import ROLES
from bot.settings import read_settings
from tests.bot.terminal import sapa
from tests.bot.test_settings import live
from tests.databases import Databases


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path))


def shared(databases: Databases, folder: Path) -> dict[str, str]:
    return live(SAPA_DATABASE_URL=databases.empty_postgresql(), SAPA_DATA_DIR=str(folder))


def test_a_part_of_the_work_is_refused_in_words_where_it_cannot_be_shared() -> None:
    refused = sapa("run", "--roles", "intake,mailbox")

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "PostgreSQL" in refused.stderr


def test_an_unknown_role_is_refused_with_those_there_are() -> None:
    refused = sapa("run", "--roles", "postmen")

    assert refused.exit_code == 2
    assert "postmen" in refused.stderr
    assert "intake, mailbox, postman, clock" in refused.stderr


def test_on_postgresql_a_process_may_do_a_part(databases: Databases, tmp_path: Path) -> None:
    with open_house(read_settings(shared(databases, tmp_path)), serving=True) as house:
        assert _roles(house, "postman, intake") == ["intake", "postman"]
        assert _roles(house, "") == list(ROLES)


def test_on_postgresql_several_serve_from_one_folder(databases: Databases, tmp_path: Path) -> None:
    settings = read_settings(shared(databases, tmp_path))
    with open_house(settings, serving=True), open_house(settings, serving=True) as second:
        assert second.is_shared
        with pytest.raises(AlreadyServed), open_house(settings, exclusive=True):
            pytest.fail("a migration has begun beside them")


def test_on_sqlite_one_serves_alone(tmp_path: Path) -> None:
    settings = read_settings(live(SAPA_DATA_DIR=str(tmp_path)))
    with (
        open_house(settings, serving=True),
        pytest.raises(AlreadyServed),
        open_house(settings, serving=True),
    ):
        pytest.fail("a second one serves")
