"""`sapa preference` at the terminal: what waits, one of them with its paper, and HR's two answers."""

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.house import House, open_house
from bot.settings import read_settings
from bot.trial.cast import RINA
from bot.trial.filling import fill
from domain.explanations import Explanation, ReasonCode
from domain.linking.accounts import AccountDesk
from domain.linking.records import Purpose
from domain.preferences.desk import PreferenceDesk
from domain.preferences.records import Constraint, ConstraintKind, ConstraintState, NewDocument
from domain.views.records import Purpose as ViewPurpose
from storage.tables import circumstance, outbox
from tests.bot.terminal import report, sapa
from tests.people import Region

PDF = b"%PDF-1.7 surat sekolah"
NOTE = "Anak \x1b[31mkelas enam[/red]"
USER = 9_001


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody of the wave who is linked, and told HR of their children's schooling."""

    person_id: int
    nip: str
    name: str
    proposal_id: int
    number: str


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    with open_house(read_settings({"SAPA_DATA_DIR": str(folder)})) as house:
        fill(house)
    return folder


@pytest.fixture
def told(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    folder = tmp_path / "data"
    shutil.copytree(filled, folder)
    monkeypatch.setenv("SAPA_DATA_DIR", str(folder))
    monkeypatch.delenv("SAPA_TELEGRAM_TOKEN", raising=False)
    with open_house(read_settings()) as house:
        with house.store.read() as work, house.store.engine.connect() as connection:
            known = set(connection.scalars(select(circumstance.c.person_id).where(circumstance.c.hardship)))
            wave = work.waves.all()[0]
            one = next(
                one
                for one in work.proposals.of_wave(wave.id)
                if work.linking.account_of(one.person_id) is None and one.person_id not in known
            )
            person = work.people.get(one.person_id)
        Region(house.store, house.now()).link(person.id, USER)
        for purpose in (Purpose.PREFERENCES, Purpose.SPECIAL_DATA):
            AccountDesk(house.store).grant(USER, purpose, text_version="1", now=house.now())
        _desk(house).constrain(
            person.id,
            ConstraintKind.SCHOOLING,
            note=NOTE,
            document=NewDocument(name="surat.pdf", content=PDF),
            now=house.now(),
        )
    number = _own(person.id).number
    return Told(person.id, person.nip, person.full_name, one.id, number)


def _desk(house: House) -> PreferenceDesk:
    return PreferenceDesk(house.store, zone=house.settings.zone)


def _own(person_id: int) -> Constraint:
    with open_house(read_settings()) as house:
        return _desk(house).own(person_id, now=house.now()).constraints[0]


def _views(told: Told) -> list[ViewPurpose]:
    with open_house(read_settings()) as house, house.store.read() as work:
        since = house.now() - timedelta(days=1)
        return [one.purpose for one in work.views.of(told.person_id, since=since, limit=9, offset=0)]


def _notices(about: str) -> list[str]:
    with open_house(read_settings()) as house, house.store.engine.connect() as connection:
        rows = connection.execute(select(outbox.c.unique_key).where(outbox.c.chat_id == USER))
        return [key for key in rows.scalars() if about in key]


def _explanation(proposal_id: int) -> Explanation:
    with open_house(read_settings()) as house, house.store.read() as work:
        kept = work.planning.explanation_of(proposal_id)
    assert kept is not None
    return kept


def test_what_waits_is_listed_without_a_name_and_the_look_is_noted(told: Told) -> None:
    shown = sapa("preference", "list", "--by", RINA.nip).stdout
    (listed,) = report("preference", "list", "--by", RINA.nip)

    assert told.number in shown
    assert "Sekolah anak" in shown
    assert told.name not in shown
    assert "kelas enam" not in shown
    assert (listed["number"], listed["has_note"], listed["has_document"]) == (told.number, True, True)
    assert "name" not in listed
    assert ViewPurpose.CONSTRAINT in _views(told)


def test_one_is_shown_with_its_note_as_it_was_written_and_its_paper_saved(told: Told, tmp_path: Path) -> None:
    folder = tmp_path / "papers" / "one"
    shown = sapa("preference", "show", told.number.lower(), "--by", RINA.nip, "--save-to", folder)
    whole = report("preference", "show", told.number, "--by", RINA.nip)

    assert shown.exit_code == 0, shown.stderr
    assert told.name in shown.stdout
    assert "kelas enam[/red]" in shown.stdout
    assert "\x1b" not in shown.stdout
    (saved,) = folder.iterdir()
    assert (saved.name, saved.read_bytes()) == (f"{told.number}-surat.pdf", PDF)
    assert (saved.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)
    assert (whole["state"], whole["document"], whole["saved"]) == ("open", "surat.pdf", None)
    assert ViewPurpose.CONSTRAINT in _views(told)


def test_what_is_acknowledged_stands_in_the_explanation_and_its_owner_is_told(told: Told) -> None:
    before = {one.code for one in _explanation(told.proposal_id).reasons}
    done = sapa("preference", "acknowledge", told.number, "--by", RINA.nip)

    assert done.exit_code == 0, done.stderr
    assert _own(told.person_id).state is ConstraintState.ACKNOWLEDGED
    assert _notices("constraint:") == [f"constraint:{told.number}:acknowledged"]
    after = {one.code for one in _explanation(told.proposal_id).reasons}
    assert (ReasonCode.HARDSHIP in before, ReasonCode.HARDSHIP in after) == (False, True)
    assert len(_notices(f"proposal:{told.proposal_id}:explained")) == 1
    assert sapa("preference", "list", "--by", RINA.nip).stdout.startswith("Tidak ada")


def test_what_is_declined_says_why(told: Told) -> None:
    done = sapa("preference", "decline", told.number, "--reason", "Mohon surat.", "--by", RINA.nip)

    assert "tidak diakui" in done.stdout
    kept = _own(told.person_id)
    assert (kept.state, kept.reason) == (ConstraintState.DECLINED, "Mohon surat.")
    assert "Mohon surat." in sapa("preference", "show", told.number, "--by", RINA.nip).stdout
    assert _notices("constraint:") == [f"constraint:{told.number}:declined"]


def test_whoever_is_no_officer_a_missing_reason_and_an_unknown_number_are_refused(told: Told) -> None:
    for words in (
        ("list", "--by", told.nip),
        ("show", told.number, "--by", told.nip),
        ("acknowledge", told.number, "--by", told.nip),
        ("decline", told.number, "--reason", "Tidak", "--by", told.nip),
        ("acknowledge", "AAAAAAAA", "--by", RINA.nip),
        ("decline", told.number, "--reason", " ", "--by", RINA.nip),
        ("decline", told.number, "--by", RINA.nip),
    ):
        done = sapa("preference", *words)
        assert (done.exit_code, done.stderr != "") == (2, True), words

    assert _own(told.person_id).state is ConstraintState.OPEN
