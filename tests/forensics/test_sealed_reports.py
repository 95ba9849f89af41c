"""Many sealed and no-return reports, and then everything that is stored is searched, without keys.

The same people's ordinary doings are the control: what is found of them before must be all that is found
afterwards. Each search is also shown something planted, which it has to find.
"""

import logging
import math
import os
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Row, select, text

from domain.actors import Actor
from domain.concerns.desk import ConcernDesk
from domain.concerns.letterbox import empty_letterbox, shuffle_cases
from domain.concerns.records import BySender, Filed, Mode, NewCase, Owner
from domain.work import Work
from storage.backup import back_up
from storage.concerns import boxes
from storage.concerns.dossier import Dossier, written
from storage.concerns.marks import Marks
from storage.concerns.shelves import Shelves
from storage.database import open_engine
from storage.hour_keys import HourKeys, KeyGone
from storage.inbox import Line
from storage.store import SqlStore
from storage.tables import audit, concern, concern_file, concern_letter
from storage.vault import Vault
from tests.databases import Databases
from tests.forensics.disk import Disk, PostgresDisk, SqliteDisk, Wanted, hits
from tests.forensics.scene import BEGUN, Scene, contents, identities, moments, names_of_rows, sender_ids
from tests.tools import on_path

pytestmark = pytest.mark.slow

# `make forensics` searches after a thousand.
REPORTS = int(os.environ.get("SAPA_TEST_REPORTS", "150"))
PORTION, COME_BACK = 50, 10
ORDER_BY_CHANCE = 5 / math.sqrt(REPORTS - 1)  # five standard errors of a rank correlation


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxes, "_SCRYPT_N", 2**4)


@pytest.fixture(scope="module")
def own_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """A server whose data directory holds nothing else."""
    made = Databases(tmp_path_factory.mktemp("forensics"), durable=False)
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, own_databases: Databases) -> Iterator[Engine]:
    url = own_databases.sqlite() if request.param == "sqlite" else own_databases.postgresql()
    engine = open_engine(url)
    if request.param == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # Statistics hold values of columns: they are taken once, with the control.
            connection.execute(text("ALTER SYSTEM SET autovacuum = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
    yield engine
    engine.dispose()
    own_databases.drop(url)


@pytest.fixture
def disk(engine: Engine) -> Disk:
    if engine.dialect.name == "sqlite":
        return SqliteDisk(engine)
    with engine.connect() as connection:
        return PostgresDisk(engine, Path(str(connection.scalar(text("SHOW data_directory")))))


@pytest.fixture
def scene(engine: Engine, vault: Vault, tmp_path: Path, disk: Disk) -> Scene:
    """The people and their ordinary doings, all of it on the disk."""
    keys = HourKeys(tmp_path / "hour_keys", engine)
    made = Scene(SqlStore(engine, vault, Line(bot_id=1, keys=keys)), keys)
    made.build()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
        if engine.dialect.name == "postgresql":
            # Whoever reads a page first after it was written leaves it in the log whole: here the control's.
            connection.execute(text("SELECT count(*) FROM pg_statistic"))
    disk.mark()
    return made


def filed(scene: Scene, disk: Disk, count: int = REPORTS) -> tuple[bytes, list[Row[Any]]]:
    """File reports as they come in: what the log took in while senders were at it, and the letters."""
    taken_in = b""
    letters: list[Row[Any]] = []
    for _ in range(0, count, PORTION):
        scene.file(PORTION)
        scene.come_back(COME_BACK)
        for _ in range(2):
            scene.come_back(COME_BACK)
            taken_in += disk.log()
            with scene.store.engine.connect() as connection:
                letters += connection.execute(select(concern_letter)).all()
            empty_letterbox(scene.store)
            disk.mark()
    return taken_in, letters


def dossiers(scene: Scene) -> list[tuple[str, Dossier, str]]:
    """Whoever has the secret key and the database opens these: row, case, and its plain document."""
    with scene.store.engine.connect() as connection:
        kept = Shelves(connection, scene.store.vault.concerns, None).shelved()
    return [(one.row_id, one.dossier, written(one.dossier)) for one in kept]


def row_names(engine: Engine) -> Wanted:
    with engine.connect() as connection:
        return names_of_rows(
            name for table in (concern, concern_file) for name in connection.scalars(select(table.c.id))
        )


def test_reports_leave_nobody_to_be_found(
    scene: Scene,
    disk: Disk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    on_path(monkeypatch)
    caplog.set_level(logging.DEBUG)
    engine, who = scene.store.engine, identities()
    before = hits(disk.tables(), who)
    copied_before = hits([copied(engine, tmp_path / "before")], who)
    assert before != {}  # The search finds the control.
    disk.mark()

    taken_in, letters = filed(scene, disk)
    reports = scene.reports
    assert len(reports) == REPORTS
    assert len(letters) > REPORTS

    # While they came in, the log of writes took in nothing that names, dates or quotes anybody,
    assert hits([taken_in], who) == {}
    assert hits([taken_in], moments(reports)) == {}
    assert hits([taken_in], contents(reports)) == {}
    # nor any name of a row under which a case lies now.
    assert hits([taken_in], row_names(engine)) == {}

    listed = scene.officers_work(100)
    shuffle_cases(scene.store)
    disk.mark()
    tables, copy = disk.tables(), copied(engine, tmp_path / "copy")

    # The tables, their free pages and a copy of them know of everybody what they knew before.
    assert hits(tables, who) == before
    assert hits([copy], who) == copied_before
    for searched in (*tables.values(), copy):
        assert hits([searched], moments(reports)) == {}
        assert not hits([searched], contents(reports)).keys() - {one.number.encode() for one in reports[:100]}
    # What leaves the house names nobody, and neither does a log that says everything.
    assert hits([listed.encode()], who) == {}
    assert hits([caplog.text.encode()], who) == {}
    assert hits([caplog.text.encode()], contents(reports)) == {}
    # The audit has the cases that officers had to do with, their day, and no actor.
    with engine.connect() as connection:
        recorded = connection.execute(select(audit).where(audit.c.subject.startswith("concern:"))).all()
    assert {one.actor for one in recorded} == {"sealed"}
    assert {one.at.time().isoformat() for one in recorded} == {"17:00:00"}
    assert {one.subject.removeprefix("concern:") for one in recorded} == {one.number for one in reports[:100]}

    without_return_with_the_secret_key(scene, letters)
    by_chance(scene)


def without_return_with_the_secret_key(scene: Scene, letters: list[Row[Any]]) -> None:
    """The hours' keys are destroyed; whoever has the secret key searches once more."""
    scene.keys.destroy_before(BEGUN.replace(year=BEGUN.year + 1))
    for letter in letters:
        with pytest.raises(KeyGone):
            scene.keys.open(letter.hour, letter.content_sealed, place=f"concern_letter.content:{letter.id}")
    opened = dossiers(scene)
    assert len(opened) == REPORTS
    silent = [(one, document) for _row, one, document in opened if one.case.mode is Mode.NO_RETURN]
    assert hits([document.encode() for _one, document in silent], identities()) == {}
    assert hits([document.encode() for _one, document in silent], moments(scene.reports)) == {}
    assert not any(one.halves for one, _document in silent)
    # Trying every person finds the senders of the other cases, as the decision says; of these it finds none.
    marks = of_everybody(scene)
    assert not any(one.owner_mark in marks for one, _document in silent)
    assert all(one.owner_mark in marks for _row, one, _d in opened if one.case.mode is not Mode.NO_RETURN)


def by_chance(scene: Scene) -> None:
    """In which order rows lie says nothing of the order in which reports came."""
    arrived = {one.number: place for place, one in enumerate(scene.reports)}
    with scene.store.engine.connect() as connection:
        lying = connection.scalars(select(concern.c.id)).all()
    numbers = {row: one.case.number for row, one, _document in dossiers(scene)}
    places = [arrived[numbers[row]] for row in lying]
    assert abs(rank_correlation(places)) < ORDER_BY_CHANCE


def test_a_name_in_the_audit_is_found(scene: Scene, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    plant_in_audit(monkeypatch)
    taken_in, _letters = filed(scene, disk, PORTION)

    assert hits([taken_in], identities()) != {}
    assert hits([taken_in], moments(scene.reports)) != {}


def test_a_case_that_is_filed_without_the_letterbox_is_found_by_its_row(
    scene: Scene, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at_once(shelf: Shelves, dossier: Dossier, number_hash: bytes, **_now: datetime) -> None:
        shelf.put_on_shelf(dossier, number_hash)

    monkeypatch.setattr(Shelves, "put", at_once)
    taken_in, _letters = filed(scene, disk, PORTION)

    assert hits([taken_in], row_names(scene.store.engine)) != {}


def test_words_in_a_log_are_found(scene: Scene, disk: Disk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    filed(scene, disk, PORTION)
    logging.getLogger("sapa").debug("%s", scene.reports[0].words)

    assert hits([caplog.text.encode()], contents(scene.reports)) == {b"kalimat-rahasia": 1}


def copied(engine: Engine, out: Path) -> bytes:
    """A backup's content; PostgreSQL's is compressed."""
    back_up(engine, out)
    if engine.dialect.name == "sqlite":
        return out.read_bytes()
    return subprocess.run(["pg_restore", "-f", "-", out], check=True, capture_output=True).stdout


def of_everybody(scene: Scene) -> set[bytes]:
    with scene.store.engine.connect() as connection:
        made = Marks(connection, scene.store.vault.concerns)
        return {mark for one in sender_ids() for mark in made.of_owner(BySender(one))}


def plant_in_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A careless hand: the sender's acts go to the audit like everybody else's."""
    careful = ConcernDesk.file_in

    def careless(
        desk: ConcernDesk, work: Work, new: NewCase, mode: Mode, owner: Owner, *, now: datetime
    ) -> Filed:
        told = careful(desk, work, new, mode, owner, now=now)
        if isinstance(owner, BySender):
            work.audit.add("concern.opened", by=Actor(owner.person_id).label, subject=told.number, now=now)
        return told

    monkeypatch.setattr(ConcernDesk, "file_in", careless)


def rank_correlation(places: list[int]) -> float:
    """Spearman's, of a permutation with the order 0, 1, 2 …"""
    count = len(places)
    squares = sum((place - index) ** 2 for index, place in enumerate(places))
    return 1 - 6 * squares / (count * (count**2 - 1))
