"""Item 8: what is genuine, who looked, and every right over one's own data."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from bot.trial.cast import HASAN, RINA
from tests.journeys.stories.conftest import Call
from tests.journeys.stories.employee import PDF, Employee
from tests.journeys.stories.region import Region

pytestmark = pytest.mark.slow


def test_a_letter_is_genuine_by_its_code_and_by_its_file(
    region: Region, employee: Employee, tmp_path: Path
) -> None:
    title = f"Edaran jam kerja {employee.language}"
    letter = tmp_path / "edaran.pdf"
    content = PDF + title.encode()
    letter.write_bytes(content)
    code = region.report("code", "issue", "--title", title, "--file", letter, "--by", RINA.nip)["code"]
    genuine = employee.writes(f"Apakah ini benar? {code.lower()}")
    other = employee.writes(code[:-4] + code[-4:][::-1])
    employee.sends("edaran.pdf", content)
    of_file = employee.presses_on("verify.button.file")
    employee.sends("edaran.pdf", content + b" ")
    of_other = employee.presses_on("verify.button.file")

    assert title in genuine
    assert employee.label("verify.genuine") in genuine
    assert title not in other
    assert title in of_file
    assert employee.label("verify.file.genuine") in of_file
    assert employee.label("verify.file.unknown") in of_other


def test_one_learns_who_opened_the_record_and_for_what(region: Region, employee: Employee) -> None:
    proposal = employee.proposal(region.house)
    region.sapa("proposal", "show", str(proposal.id), "--by", HASAN.nip)
    views = employee.writes("/siapa_melihat")

    assert employee.label("views.purpose.proposal") in views
    assert employee.label("views.role.approver") in views
    assert HASAN.last_name not in views


def test_quiet_hours_reminders_and_the_phrase_are_chosen(employee: Employee) -> None:
    employee.writes("/pengaturan")
    employee.presses_on("settings.button.hours")
    employee.presses_on("settings.button.type")
    chosen = employee.writes("22.00-05.30")
    without = employee.presses_on("settings.button.reminders_off")
    employee.presses_on("settings.button.phrase")
    phrase = employee.presses_on("settings.button.another").partition(": ")[2].splitlines()[0]
    profile = employee.writes("/profil")
    again = employee.writes("/settings")
    employee.presses_on("settings.button.hours")
    employee.presses_on("settings.button.no_quiet")

    assert "22.00" in chosen
    assert employee.label("settings.reminders.off") in without
    assert phrase
    assert phrase in profile
    assert "22.00" in again


def test_a_copy_of_ones_own_data_comes_as_one_file(region: Region, employee: Employee) -> None:
    employee.writes("/privasi")
    employee.presses_on("privacy.button.rights")
    employee.presses_on("privacy.button.copy")
    employee.presses_on("privacy.button.copy_yes")
    copy = zipfile.ZipFile(io.BytesIO(employee.is_given(".zip")))
    held = copy.read("data.json").decode()
    others = [one.nip for each in region.movers.values() for one in each if one.nip != employee.who.nip]

    assert employee.who.nip in held
    assert [nip for nip in others if nip in held] == []
    assert json.loads(held)
    assert employee.who.name in copy.read("data.html").decode()


def test_processing_is_held_back_at_once_and_hr_answers(region: Region, call: Call) -> None:
    employee = call(4)
    employee.writes("/privacy")
    employee.presses_on("privacy.button.rights")
    employee.presses_on("privacy.button.restrict")
    held = employee.presses_on("privacy.button.restrict_yes")
    (asked,) = (
        one
        for one in region.report("privacy", "list", "--by", RINA.nip)
        if employee.who.name in one["person"] and one["right"] == "restriction"
    )
    region.sapa("privacy", "done", asked["number"], "--answer", "Sudah kami tahan.", "--by", RINA.nip)
    employee.writes("/privasi")
    requests = employee.presses_on("privacy.button.requests")

    assert asked["number"] in held
    assert asked["number"] in requests
    assert "Sudah kami tahan." in requests


def test_a_consent_is_taken_back_and_what_it_covered_is_gone(employee: Employee, call: Call) -> None:
    asking = call(5)
    asking.writes("/preferensi")
    asking.presses_on("wishes.button.agree")
    asking.writes("/profil")
    asking.presses_on("button.withdraw")
    asking.presses_on("profile.withdraw.preferences")
    again = asking.writes("/preferensi")

    assert asking.label("wishes.consent.preferences") in again


def test_who_is_erased_is_a_stranger_afterwards_and_stays_one(region: Region, call: Call) -> None:
    leaving = call(6)
    leaving.writes("/privasi")
    leaving.presses_on("privacy.button.rights")
    kept = leaving.presses_on("privacy.button.erase")
    leaving.presses_on("privacy.button.erase_yes")
    done = leaving.presses_on("privacy.button.erase_sure")
    after = leaving.writes("/mutasi")

    assert leaving.label("privacy.kept.archive") in kept
    assert leaving.label("privacy.erase.done") in done
    assert leaving.label("transfer.card.proposed") not in after
    assert leaving.label("button.link") in leaving.buttons
