"""`sapa code` at the terminal, and that looking at people leaves a line."""

from pathlib import Path
from typing import Any

import pytest

from bot.house import open_house
from bot.settings import read_settings
from domain.official.digests import digest_of
from domain.views.desk import KEPT_FOR, ViewDesk
from tests.bot.terminal import report, sapa
from tests.sample import sample_folder


@pytest.fixture
def officer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A region as imported, and one officer of it who may issue and plan."""
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    report("import", sample_folder() / "siasn-export.csv", *sorted(sample_folder().glob("*.xlsx")))
    with (sample_folder() / "siasn-export.csv").open(encoding="utf-8-sig") as file:
        nip = file.readlines()[5].split(",")[1].strip("'")
    for role in ("officer", "planner"):
        report("role", "grant", nip, role)
    return nip


def issue(officer: str, *more: str) -> str:
    return str(report("code", "issue", "--title", "Jadwal periksa data", "--by", officer, *more)["code"])


def test_a_letter_gets_a_code_and_its_file_is_noted_after_the_code_was_printed(
    officer: str, tmp_path: Path
) -> None:
    code = issue(officer, "--day", "2026-11-23")
    letter = tmp_path / "surat.pdf"
    letter.write_bytes(f"Kode {code}".encode())
    sapa("code", "attach", code.lower(), "--file", str(letter), "--by", officer)
    (shown,) = report("code", "show", code.replace("-", " "))

    assert shown == {
        "code": code,
        "kind": "letter",
        "title": "Jadwal periksa data",
        "issued_on": "2026-11-23",
        "digests": [digest_of(letter.read_bytes()).hex()],
        "state": "valid",
    }
    assert code in sapa("code", "list").stdout


def test_a_withdrawn_code_is_withdrawn_once(officer: str) -> None:
    code = issue(officer)
    assert code in sapa("code", "withdraw", code, "--by", officer).stdout
    again = sapa("code", "withdraw", code, "--by", officer)

    assert again.exit_code == 2
    assert [one["state"] for one in report("code", "show", code)] == ["withdrawn"]


def test_who_is_no_officer_issues_nothing(officer: str) -> None:
    report("role", "revoke", officer, "officer")
    refused = sapa("code", "issue", "--title", "X", "--by", officer)

    assert refused.exit_code == 2
    assert sapa("code", "list").stdout.strip() == "Belum ada kode yang diterbitkan."


@pytest.mark.parametrize("said", ["SAPA-2222-2222-2222", "bukan kode"])
@pytest.mark.usefixtures("officer")
def test_an_unknown_code_is_refused_in_words(said: str) -> None:
    refused = sapa("code", "show", said)

    assert refused.exit_code == 2
    assert "Tidak ada surat atau pesan" in refused.stderr


def test_a_file_that_is_not_there_is_said_to_be_missing(officer: str, tmp_path: Path) -> None:
    refused = sapa(
        "code", "issue", "--title", "X", "--file", str(tmp_path / "tidak ada.pdf"), "--by", officer
    )

    assert refused.exit_code == 2


def test_letters_of_invitation_are_listed_by_their_kind_and_name_nobody(officer: str, tmp_path: Path) -> None:
    report("invite", "--nip", officer, "--out", str(tmp_path / "letters"))
    report("invite", "--nip", officer, "--out", str(tmp_path / "letters"))
    listed: list[dict[str, Any]] = report("code", "list", "--kind", "invitation_letter")

    assert sorted(one["state"] for one in listed) == ["valid", "withdrawn"]
    assert {one["title"] for one in listed} == {""}


def test_looking_at_a_proposal_leaves_a_line_for_its_person_with_the_role(officer: str) -> None:
    proposal = report("proposal", "list", "1")[0]["proposal"]
    report("proposal", "show", str(proposal), "--by", officer)
    with open_house(read_settings()) as house:
        with house.store.read() as work:
            person = work.proposals.get(proposal).person_id
        lines = ViewDesk(house.store).own(person, page=1, now=house.now()).lines

    # The list was shown to whoever runs the machine, the proposal to the officer.
    assert {(one.view.purpose, one.view.role) for one in lines} == {("proposal", "planner"), ("proposal", "")}


@pytest.mark.usefixtures("officer")
def test_a_command_that_is_refused_leaves_no_line() -> None:
    assert sapa("proposal", "show", "1", "--by", "199001012015051999").exit_code == 2
    with open_house(read_settings()) as house, house.store.read() as work:
        person = work.proposals.get(1).person_id
        assert work.views.count(person, since=house.now() - KEPT_FOR) == 0
