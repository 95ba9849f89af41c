"""`sapa seal` and `sapa case` at the terminal: from the first two officers to an opened seal."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.house import open_house
from bot.settings import read_settings
from domain.actors import Role
from domain.concerns.desk import ConcernDesk
from domain.concerns.records import BySender, Case, Mode, NewCase
from domain.concerns.taxonomy import Concern
from storage.concerns import boxes
from tests.bot.terminal import report, sapa
from tests.people import ANDI, HASAN, RINA, SITI, kemuning

RINAS, HASANS, ANDIS = "kapal kecil di teluk biru", "hujan turun di bukit sepi", "jalan panjang ke pasar lama"
WORRY = NewCase(concern=Concern.DISTANCE_TIME, text="Dua jam sekali jalan.", files=(b"%PDF-1.7 peta",))


@pytest.fixture(autouse=True)
def _region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rina, Hasan and Andi are officers."""
    monkeypatch.setattr(boxes, "_SCRYPT_N", 2**4)
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SAPA_TELEGRAM_TOKEN", raising=False)
    with open_house(read_settings()) as house:
        region = kemuning(house.store, house.now() - timedelta(minutes=9))
        with house.store.write() as work:
            for who in (HASAN, ANDI):
                work.people.grant(region.id_of(who), Role.OFFICER, by="operator", now=house.now())
            work.commit()


def by(nip: str) -> tuple[str, str]:
    return "--by", nip


def set_up() -> None:
    typed = f"{RINAS}\n{RINAS}\n{HASANS}\n{HASANS}\n"
    assert sapa("seal", "setup", *by(RINA.nip), "--second", HASAN.nip, typed=typed).exit_code == 0


def filed(mode: Mode = Mode.SEALED) -> str:
    with open_house(read_settings()) as house, house.store.read() as work:
        siti = work.people.by_nip(SITI.nip)
        assert siti is not None
    with open_house(read_settings()) as house:
        desk = ConcernDesk(house.store, zone=ZoneInfo("Asia/Jakarta"), estimate=lambda _year: [])
        return desk.open_case(WORRY, mode, sender=siti.id, now=house.now()).number


def seen_by_siti(number: str) -> Case:
    with open_house(read_settings()) as house:
        with house.store.read() as work:
            siti = work.people.by_nip(SITI.nip)
        assert siti is not None
        desk = ConcernDesk(house.store, zone=ZoneInfo("Asia/Jakarta"), estimate=lambda _year: [])
        return desk.read(number, owner=BySender(siti.id), now=house.now())


def test_two_officers_set_the_seal_up_and_a_third_one_joins() -> None:
    assert "belum disiapkan" in sapa("seal", "status").stdout
    set_up()
    joined = sapa(
        "seal",
        "enrol",
        ANDI.nip,
        *by(RINA.nip),
        "--second",
        HASAN.nip,
        typed=f"{RINAS}\n{HASANS}\n{ANDIS}\n{ANDIS}\n",
    )

    assert joined.exit_code == 0
    assert RINAS not in joined.stdout + joined.stderr
    assert len(report("seal", "status")) == 3
    assert "3" in sapa("seal", "status").stdout


def test_a_passphrase_that_is_typed_differently_or_short_enrols_nobody() -> None:
    for typed in (f"{RINAS}\n{HASANS}\n", "pendek\npendek\npendek\npendek\n"):
        done = sapa("seal", "setup", *by(RINA.nip), "--second", HASAN.nip, typed=typed)
        assert (done.exit_code, done.stderr != "") == (2, True)
    assert report("seal", "status") == []


def test_a_case_is_listed_read_and_answered_without_its_senders_name() -> None:
    set_up()
    number = filed()
    listed = sapa("case", "list", *by(RINA.nip)).stdout
    shown = sapa("case", "show", number.lower(), *by(RINA.nip)).stdout
    for step in ("note", "ask", "answer", "close"):
        assert sapa("case", step, number, *by(RINA.nip), typed=f"Kata {step}").exit_code == 0
    case = seen_by_siti(number)

    assert number in listed
    assert WORRY.text in shown
    assert "Pengirim" in shown
    for told in (listed, shown):
        assert SITI.name not in told
        assert SITI.nip not in told
    assert [one.text for one in case.entries] == [WORRY.text, "Kata ask", "Kata answer", "Kata close"]


def test_the_queue_is_told_to_programs_by_desk() -> None:
    set_up()
    number = filed()

    assert [one["number"] for one in report("case", "list", *by(RINA.nip))] == [number]
    assert report("case", "list", "--desk", "income", *by(RINA.nip)) == []
    assert "Tidak ada perkara" in sapa("case", "list", "--desk", "income", *by(RINA.nip)).stdout
    assert report("case", "show", number, *by(RINA.nip))["thread"][0]["text"] == WORRY.text


def test_a_file_is_saved_for_its_owner_alone_and_over_nothing(tmp_path: Path) -> None:
    set_up()
    number, out = filed(), tmp_path / "peta.pdf"
    file_id = report("case", "show", number, *by(RINA.nip))["thread"][0]["files"][0]["id"]
    first = sapa("case", "file", number, file_id, "--out", out, *by(RINA.nip))
    again = sapa("case", "file", number, file_id, "--out", out, *by(RINA.nip))

    assert (first.exit_code, again.exit_code) == (0, 2)
    assert out.read_bytes() == WORRY.files[0]
    assert out.stat().st_mode & 0o777 == 0o600


def test_a_seal_is_opened_by_two_and_the_sender_reads_why() -> None:
    set_up()
    number, reason = filed(), "Ada ancaman."
    asked = sapa("case", "unseal", "request", number, *by(RINA.nip), typed=f"{RINAS}\n{reason}")
    alone = sapa("case", "unseal", "approve", number, *by(RINA.nip), typed=f"y\n{RINAS}\n")
    opened = sapa("case", "unseal", "approve", number, *by(HASAN.nip), typed=f"y\n{HASANS}\n")

    assert (asked.exit_code, alone.exit_code, opened.exit_code) == (0, 2, 0)
    assert SITI.nip not in asked.stdout + alone.stdout
    assert reason in opened.stdout
    assert SITI.nip in opened.stdout
    assert seen_by_siti(number).entries[-1].text == reason


def test_a_second_officer_who_does_not_confirm_opens_nothing() -> None:
    set_up()
    number = filed()
    sapa("case", "unseal", "request", number, *by(RINA.nip), typed=f"{RINAS}\nAda ancaman.")
    done = sapa("case", "unseal", "approve", number, *by(HASAN.nip), typed="n\n")

    assert done.exit_code == 1
    assert SITI.nip not in done.stdout
    assert seen_by_siti(number).unread_answers == 0


@pytest.mark.parametrize("words", [("list",), ("show", "ASP-00000000")])
def test_who_is_no_officer_and_a_case_that_is_none_are_refused(words: tuple[str, ...]) -> None:
    assert sapa("case", *words, *by(SITI.nip)).exit_code == 2
    assert sapa("case", "show", "ASP-00000000", *by(RINA.nip)).exit_code == 2
