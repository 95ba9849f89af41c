"""`sapa outbox held` and `sapa outbox resolve` at the terminal."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.house import open_house
from bot.settings import read_settings
from domain.actors import Role
from domain.outbox import UnknownRule
from tests.bot.terminal import report, sapa
from tests.people import HASAN, RINA, kemuning
from tests.storage.sending import TEXT_KEY, claim, message, put, settle_stranded


@pytest.fixture(autouse=True)
def _region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two messages are held, and Hasan administers."""
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SAPA_TELEGRAM_TOKEN", raising=False)
    with open_house(read_settings()) as house:
        now = house.now() - timedelta(minutes=9)
        made = kemuning(house.store, now)
        with house.store.write() as work:
            work.people.grant(made.id_of(HASAN), Role.ADMINISTRATOR, by="operator", now=now)
            work.commit()
        for unique, chat_id in (("x:1", 601), ("x:2", 602)):
            put(house.store, message(unique, chat_id=chat_id, unknown_rule=UnknownRule.HOLD), now=now)
        claim(house.store, now=now)
        settle_stranded(house.store, now=house.now())


def test_the_held_are_shown_with_their_numbers_and_kinds() -> None:
    listed = report("outbox", "held")
    shown = sapa("outbox", "held").stdout

    assert listed["kinds"] == {TEXT_KEY: 2}
    assert [one["message"] for one in listed["held"]] == ["x:1", "x:2"]
    assert all(word in shown for word in ("x:1", "x:2", TEXT_KEY))


def test_one_is_decided_by_its_number_and_the_rest_by_kind() -> None:
    first = str(report("outbox", "held")["held"][0]["number"])

    assert report("outbox", "resolve", "arrived", first, "--by", HASAN.nip)["messages"] == 1
    done = sapa("outbox", "resolve", "given-up", "--kind", TEXT_KEY, "--by", HASAN.nip)
    assert (done.exit_code, "1" in done.stdout) == (0, True)
    assert report("outbox", "list")["states"] == {"sent": 1, "given_up": 1}
    assert "sapa outbox" not in sapa("status").stdout
    assert report("outbox", "held") == {"kinds": {}, "held": []}


def test_an_officer_who_may_not_and_a_number_that_is_not_held_are_refused() -> None:
    for words in (("1", "--by", RINA.nip), ("77", "--by", HASAN.nip), ("1", "--by", "199001012020121999")):
        done = sapa("outbox", "resolve", "again", *words)
        assert (done.exit_code, done.stderr != "") == (2, True)
    assert report("outbox", "list")["states"] == {"held": 2}


@pytest.mark.parametrize("which", [(), ("1", "--kind", TEXT_KEY)])
def test_one_number_or_one_kind_is_to_be_named(which: tuple[str, ...]) -> None:
    done = sapa("outbox", "resolve", "again", *which, "--by", HASAN.nip)

    assert done.exit_code == 2
    assert "--kind" in done.stderr
