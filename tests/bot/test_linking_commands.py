"""`sapa invite`, `sapa claim` and `sapa role` at the terminal."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader
from sqlalchemy import update

from bot.commands import Sapa
from bot.house import open_house
from bot.settings import read_settings
from domain.linking.desk import LinkingDesk
from domain.linking.records import Account, Claim, Purpose
from domain.linking.visits import SharedContact, Visitor
from files.phones import normalise_phone
from storage.tables import person
from tests.bot.test_settings import live
from tests.people import ANDI, BUDI, HASAN, RINA, SITI, Character, kemuning

UNIT = "UPTD Puskesmas Selensen"


@pytest.fixture
def _region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SAPA_TELEGRAM_TOKEN", raising=False)
    with open_house(read_settings()) as house:
        kemuning(house.store, house.now(), linked=False)


pytestmark = pytest.mark.usefixtures("_region")


def sapa(*words: str) -> Result:
    return CliRunner().invoke(Sapa("sapa"), list(words))


def link(who: Character, letter: Path) -> Account | Claim:
    """Walk the way with what is printed on a letter."""
    printed = "\n".join(page.extract_text() for page in PdfReader(letter).pages)
    code = re.search(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", printed)
    assert code is not None
    guest = Visitor(who.user_id, who.user_id, "id")
    with open_house(read_settings()) as house:
        desk, now = LinkingDesk(house.store, normalise_phone=normalise_phone), house.now()
        desk.start(guest, now=now)
        desk.agree(guest, [Purpose.LINKING], text_version="1", now=now)
        desk.say_nip(guest, who.nip, now=now)
        desk.share_contact(guest, SharedContact(who.user_id, who.phone, is_forwarded=False), now=now)
        return desk.say_code(guest, code.group(), now=now)


def claim_of_budi(folder: Path) -> Account | Claim:
    """Budi's, whose telephone HR does not know."""
    with open_house(read_settings()) as house, house.store.engine.begin() as connection:
        connection.execute(update(person).values(phone_sealed=None))
    done = sapa("invite", "--nip", BUDI.nip, "--out", str(folder), "--json")
    return link(BUDI, folder / json.loads(done.stdout)["files"][0])


def test_a_unit_gets_its_letters_and_the_list_of_who_receives_them(tmp_path: Path) -> None:
    done = sapa("invite", "--unit", UNIT.lower(), "--out", str(tmp_path / "surat"), "--json")

    assert done.exit_code == 0
    report = json.loads(done.stdout)
    assert report["letters"] == 5
    assert sorted(path.name for path in (tmp_path / "surat").iterdir()) == sorted(report["files"])
    assert len(PdfReader(tmp_path / "surat" / report["files"][0]).pages) == 5


def test_what_is_printed_on_a_letter_links_its_person(tmp_path: Path) -> None:
    done = sapa("invite", "--nip", SITI.nip, "--out", str(tmp_path), "--json")

    assert isinstance(link(SITI, tmp_path / json.loads(done.stdout)["files"][0]), Account)


def test_an_unknown_unit_gets_no_letters(tmp_path: Path) -> None:
    done = sapa("invite", "--unit", "Dinas Lain", "--out", str(tmp_path / "surat"))

    assert done.exit_code == 2
    assert "Dinas Lain" in done.stderr
    assert not (tmp_path / "surat").exists()


def test_when_telegram_does_not_answer_no_letter_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in live(SAPA_TELEGRAM_API_URL="http://127.0.0.1:9").items():
        monkeypatch.setenv(name, value)
    with open_house(read_settings()) as house:
        kemuning(house.store, house.now(), linked=False)
    done = sapa("invite", "--out", str(tmp_path / "surat"))

    assert done.exit_code == 2
    assert "Belum ada surat yang dibuat" in done.stderr
    assert not (tmp_path / "surat").exists()


def test_a_role_is_granted_listed_and_revoked() -> None:
    granted = sapa("role", "grant", ANDI.nip, "administrator", "--json")
    listed = [(one["nip"], one["role"]) for one in json.loads(sapa("role", "list", "--json").stdout)]
    revoked = sapa("role", "revoke", ANDI.nip, "administrator")

    assert json.loads(granted.stdout)["state"] == "granted"
    assert (ANDI.nip, "administrator") in listed
    assert "tidak lagi administrator" in revoked.stdout
    assert sapa("role", "revoke", ANDI.nip, "administrator").exit_code == 2


def test_a_claim_is_decided_by_two_officers(tmp_path: Path) -> None:
    sapa("role", "grant", HASAN.nip, "officer")
    claim = claim_of_budi(tmp_path)
    listed = json.loads(sapa("claim", "list", "--json").stdout)
    states = [
        json.loads(sapa("claim", "approve", str(claim.id), "--by", who.nip, "--json").stdout)["state"]
        for who in (RINA, HASAN)
    ]

    assert [(one["nip"], one["state"]) for one in listed] == [(BUDI.nip, "open")]
    assert states == ["once", "linked"]
    assert json.loads(sapa("claim", "list", "--json").stdout) == []


def test_one_officer_alone_is_refused_in_words(tmp_path: Path) -> None:
    claim = claim_of_budi(tmp_path)
    sapa("claim", "approve", str(claim.id), "--by", RINA.nip)
    again = sapa("claim", "approve", str(claim.id), "--by", RINA.nip)

    assert again.exit_code == 2
    assert again.stderr.strip() == "Persetujuan kedua harus dari petugas lain."


def test_a_rejected_claim_is_gone(tmp_path: Path) -> None:
    claim = claim_of_budi(tmp_path)

    assert sapa("claim", "reject", str(claim.id), "--by", RINA.nip).exit_code == 0
    assert sapa("claim", "list").stdout.strip() == "Tidak ada permohonan yang terbuka."


def test_a_refusal_names_things_as_officers_do() -> None:
    unknown = sapa("claim", "approve", "987", "--by", RINA.nip)
    unlike = sapa("claim", "approve", "1", "--by", "1")
    twice = sapa("role", "revoke", ANDI.nip, "planner")

    assert "Tidak ditemukan: permohonan 987." in unknown.stderr
    assert "Tidak ditemukan: 1." in unlike.stderr
    assert "Tidak ditemukan: perencana mutasi." in twice.stderr
