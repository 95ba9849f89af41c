"""A new trial is filled once, however often its first start is interrupted."""

from pathlib import Path

import pytest

from bot.house import open_house
from bot.settings import read_settings
from bot.trial import filling
from domain.actors import Role


def test_an_interrupted_first_start_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_house: object) -> None:
        raise KeyboardInterrupt

    with open_house(read_settings({"SAPA_DATA_DIR": str(tmp_path)})) as house:
        with monkeypatch.context() as interrupting:
            interrupting.setattr(filling, "_appoint", killed)
            with pytest.raises(KeyboardInterrupt):
                filling.fill(house)

        filling.fill(house)

        with house.store.read() as work:
            assert [wave.published_at is not None for wave in work.waves.all()] == [True]
            assert len(work.people.holding(Role.OFFICER)) == 2
            assert work.concerns.is_ready()
