"""`sapa privacy`, and what people decided over their data since a copy was made: it lasts a restore."""

import io
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.house import House, open_house
from bot.settings import read_settings
from domain.linking.accounts import AccountDesk
from domain.linking.records import Purpose
from domain.privacy.desk import PrivacyDesk
from storage.tables import account, audit, privacy_act, wish
from tests.bot.terminal import report, sapa
from tests.databases import Databases
from tests.people import ANDI, BUDI, RINA, SITI, Character, kemuning
from tests.tools import on_path


@pytest.fixture(autouse=True, params=["sqlite", "postgresql"])
def folder(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, databases: Databases
) -> Path:
    on_path(monkeypatch)
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SAPA_TELEGRAM_TOKEN", raising=False)
    if request.param == "postgresql":
        monkeypatch.setenv("SAPA_DATABASE_URL", databases.postgresql())
    with open_house(read_settings()) as house:
        made = kemuning(house.store, house.now())
        with house.store.engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO wish (person_id, rank, unit_id, position_key, digest, import_id)"
                    " SELECT :person, 1, :unit, 'harapan siti', :digest, min(id) FROM import"
                ),
                {"person": made.id_of(SITI), "unit": made.kemuning, "digest": b"d"},
            )
    return tmp_path


def desk_of(house: House) -> PrivacyDesk:
    return PrivacyDesk(house.store, lambda _holdings, _about: io.BytesIO(), lambda: None)


def person_id(house: House, who: Character) -> int:
    with house.store.read() as work:
        found = work.people.by_nip(who.nip)
    assert found is not None
    return found.id


def users(house: House) -> Sequence[int]:
    with house.store.engine.connect() as connection:
        return connection.scalars(select(account.c.user_id).where(account.c.unlinked_at.is_(None))).all()


def use_rights() -> None:
    """Siti has everything erased, Andi withdraws, Budi restricts."""
    with open_house(read_settings()) as house:
        now, accounts = house.now(), AccountDesk(house.store)
        desk_of(house).erase(SITI.user_id, text_version="1", now=now)
        accounts.withdraw(ANDI.user_id, Purpose.LINKING, text_version="1", now=now)
        desk_of(house).restrict(person_id(house, BUDI), now=now)


def hold(house: House) -> tuple[bool, bool, bool, int]:
    """Whether Siti and Andi are linked, Budi is restricted, and how many wishes there are."""
    with house.store.engine.connect() as connection:
        wishes = len(connection.execute(select(wish.c.id)).all())
    is_restricted = desk_of(house).own(person_id(house, BUDI)).is_restricted
    return SITI.user_id in users(house), ANDI.user_id in users(house), is_restricted, wishes


def test_the_erased_stay_erased_the_restricted_restricted_and_the_withdrawn_withdrawn(
    folder: Path,
) -> None:
    copy = folder / "sapa.copy"
    sapa("backup", "--out", copy)
    use_rights()

    told = report("restore", copy, "--yes")

    assert told["repeated"] == 3
    with open_house(read_settings()) as house:
        assert hold(house) == (False, False, True, 0)
        with house.store.engine.connect() as connection:
            replayed = select(audit.c.actor).where(audit.c.action == "privacy.replayed")
            assert connection.scalars(replayed).all() == ["restore"] * 3
            assert len(connection.execute(select(privacy_act)).all()) == 3
            assert str(SITI.user_id) not in repr(connection.execute(select(account)).all())


def test_a_copy_that_knows_of_it_repeats_nothing_however_often_it_is_restored(folder: Path) -> None:
    use_rights()
    sapa("backup", "--out", folder / "sapa.copy")

    assert report("restore", folder / "sapa.copy", "--yes")["repeated"] == 0
    assert report("restore", folder / "sapa.copy", "--yes")["repeated"] == 0


def test_what_only_the_database_knows_is_gathered_before_it_gives_way(folder: Path) -> None:
    """As where another host's worker wrote it down."""
    sapa("backup", "--out", folder / "sapa.copy")
    use_rights()
    (folder / "data" / "trial" / "acts").unlink()

    assert report("restore", folder / "sapa.copy", "--yes")["repeated"] == 3


def test_what_only_the_list_knows_lasts_where_the_database_is_lost(folder: Path) -> None:
    sapa("backup", "--out", folder / "sapa.copy")
    use_rights()
    with open_house(read_settings()) as house, house.store.engine.begin() as connection:
        connection.execute(text("DELETE FROM privacy_act"))

    assert report("restore", folder / "sapa.copy", "--yes")["repeated"] == 3
    with open_house(read_settings()) as house:
        assert hold(house) == (False, False, True, 0)


def test_an_officer_reads_what_waits_and_answers_it() -> None:
    with open_house(read_settings()) as house:
        request = desk_of(house).restrict(person_id(house, SITI), now=house.now() - timedelta(days=4))
    listed = report("privacy", "list", "--by", RINA.nip)

    assert [(one["number"], one["right"], one["is_late"]) for one in listed] == [
        (request.id, "restriction", True)
    ]
    assert "LEWAT BATAS" in sapa("privacy", "list", "--by", RINA.nip).stdout
    assert "diberi tahu" in sapa("privacy", "done", request.id.lower(), "--by", RINA.nip).stdout
    assert report("privacy", "show", request.id, "--by", RINA.nip)[0]["state"] == "done"
    assert "Tidak ada permintaan" in sapa("privacy", "list", "--by", RINA.nip).stdout
    again = sapa("privacy", "refuse", request.id, "--reason", "x", "--by", RINA.nip)
    assert (again.exit_code, "sudah dijawab" in again.stderr) == (2, True)


def test_a_refusal_is_read_by_whoever_asked() -> None:
    with open_house(read_settings()) as house:
        request = desk_of(house).restrict(person_id(house, SITI), now=house.now())
    sapa("privacy", "refuse", request.id, "--reason", "Pemeriksaan sedang berjalan", "--by", RINA.nip)

    assert "Pemeriksaan sedang berjalan" in sapa("privacy", "show", request.id, "--by", RINA.nip).stdout
    with open_house(read_settings()) as house:
        assert not desk_of(house).own(person_id(house, SITI)).is_restricted


def test_only_officers_read_requests() -> None:
    assert sapa("privacy", "list", "--by", SITI.nip).exit_code == 2
