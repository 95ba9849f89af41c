"""Opening the house: trial and live apart, one server on a folder, and the right key or none."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.folder import AlreadyServed, DataFolder, MixedModes
from bot.house import ForeignKey, NewerDatabase, RotationDue, open_house
from bot.settings import Settings, read_settings
from storage import tables
from storage.database import open_engine, sqlite_url
from storage.records import put_setting
from storage.vault import new_secret
from tests.bot.test_settings import live

OLD, NEW = new_secret(), new_secret()


def trial(folder: Path, **changed: str) -> Settings:
    return read_settings({"SAPA_DATA_DIR": str(folder), **changed})


def served_live(folder: Path, key: str = OLD, **changed: str) -> Settings:
    return read_settings(live(SAPA_DATA_DIR=str(folder), SAPA_SECRET_KEY=key, **changed))


def kept(settings: Settings) -> list[tuple[str, str]]:
    engine = open_engine(sqlite_url(DataFolder(settings).database))
    with engine.connect() as connection:
        rows = [
            tuple(row) for row in connection.execute(select(tables.setting).order_by(tables.setting.c.name))
        ]
    engine.dispose()
    return rows


def test_a_new_folder_is_made_stamped_and_migrated(tmp_path: Path) -> None:
    with open_house(trial(tmp_path)) as house, house.store.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.person)) == 0

    assert (tmp_path / "trial" / "STAMP").read_text() == "trial"


def test_trial_and_live_live_in_folders_of_their_own(tmp_path: Path) -> None:
    with open_house(trial(tmp_path)), open_house(served_live(tmp_path)):
        pass

    assert {path.name for path in tmp_path.iterdir()} == {"trial", "live"}


def test_a_trial_folder_is_never_served_live(tmp_path: Path) -> None:
    with open_house(trial(tmp_path)):
        pass
    (tmp_path / "trial").rename(tmp_path / "live")

    with pytest.raises(MixedModes), open_house(served_live(tmp_path)):
        pass


def test_a_trial_database_is_never_served_live(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "shared.db")
    with open_house(trial(tmp_path, SAPA_DATABASE_URL=url, SAPA_SECRET_KEY=OLD)):
        pass

    with pytest.raises(MixedModes), open_house(served_live(tmp_path, SAPA_DATABASE_URL=url)):
        pass


def test_a_second_server_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    with (
        open_house(trial(tmp_path), exclusive=True),
        pytest.raises(AlreadyServed),
        open_house(trial(tmp_path), exclusive=True),
    ):
        pass


def test_other_commands_work_beside_a_serving_process(tmp_path: Path) -> None:
    with open_house(trial(tmp_path), exclusive=True), open_house(trial(tmp_path)) as beside:
        with beside.store.write() as work:
            work.policy.decide_shows_before_decree(value=True, now=beside.now())
            work.commit()

        with beside.store.read() as work:
            assert work.policy.shows_before_decree is True


def test_the_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with open_house(trial(tmp_path), exclusive=True) as house:
            assert house.folder.mode == "trial"


def test_a_wrong_key_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with open_house(served_live(tmp_path, OLD)):
        pass
    before = kept(served_live(tmp_path))

    with pytest.raises(ForeignKey), open_house(served_live(tmp_path, NEW)):
        pass

    assert kept(served_live(tmp_path)) == before


def test_a_new_key_in_front_of_the_old_one_waits_for_rotation(tmp_path: Path) -> None:
    with open_house(served_live(tmp_path, OLD)):
        pass

    with pytest.raises(RotationDue), open_house(served_live(tmp_path, f"{NEW},{OLD}")):
        pass


def test_a_database_of_a_newer_release_is_left_alone(tmp_path: Path) -> None:
    with open_house(trial(tmp_path)) as house, house.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(NewerDatabase), open_house(trial(tmp_path)):
        pass


def test_what_is_kept_of_a_key_does_not_give_it_away(tmp_path: Path) -> None:
    with open_house(served_live(tmp_path, OLD)):
        pass

    assert [row for row in kept(served_live(tmp_path)) if OLD in "".join(row)] == []


def test_the_data_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    with open_house(trial(tmp_path)):
        pass

    modes = {
        path.name: path.stat().st_mode & 0o777
        for path in (tmp_path / "trial", tmp_path / "trial" / "secret.key")
    }
    assert modes == {"trial": 0o700, "secret.key": 0o600}


def test_marks_may_be_written_twice(tmp_path: Path) -> None:
    with open_house(trial(tmp_path)) as house:
        with house.store.engine.begin() as connection:
            put_setting(connection, "a", "1")
            put_setting(connection, "a", "2")
        with house.store.engine.connect() as connection:
            assert (
                connection.scalar(select(tables.setting.c.value).where(tables.setting.c.name == "a")) == "2"
            )
