"""`sapa plan` from a proposed wave to a list for the board, on HR's four files."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.terminal import answer_findings, report, sapa
from tests.sample import sample_folder

FILES = (sample_folder() / "siasn-export.csv", *sorted(sample_folder().glob("*.xlsx")))


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the four files in it and the scenario "Utama" worked out."""
    folder = tmp_path_factory.mktemp("planned")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAPA_DATA_DIR", str(folder))
        report("import", *FILES)
        report("plan", "propose", "--name", "Utama")
        yield folder


@pytest.fixture(autouse=True)
def _data(planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(planned, tmp_path / "data")
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))


def _scenario(name: str) -> Any:
    (found,) = report("plan", "compare", name)
    return found


def _first_nip(wave: str, folder: Path) -> str:
    """The first NIP on the wave's list; the terminal shows none."""
    from openpyxl import load_workbook  # noqa: PLC0415 -- this test alone reads a list

    (path, *_) = report("wave", "file", wave, "--out", folder)["files"]
    return str(load_workbook(path).active.cell(row=4, column=2).value)


def test_the_proposed_wave_lowers_the_shortage_and_is_proven_best() -> None:
    kept = _scenario("Utama")

    assert kept["shortage_after"] < kept["shortage_before"]
    assert kept["shortage_before"] - kept["shortage_after"] == kept["moves"] > 0
    assert kept["surplus_before"] - kept["surplus_after"] == kept["moves"]
    assert kept["is_proven"]


def test_the_weights_that_chose_are_said_in_words_beside_the_plan() -> None:
    shown = sapa("plan", "propose", "--name", "Dekat", "--set", "weight.wish=55").stdout

    assert "pilihan pertama 55" in shown
    assert "masa jabatan lama 15" in shown


def test_scenarios_stand_side_by_side_with_what_differs(tmp_path: Path) -> None:
    report("plan", "propose", "--name", "Longgar", "--set", "most_released=50", "--set", "most_received=50")

    loose, tight = report("plan", "compare", "Longgar", "Utama")
    shown = sapa("plan", "compare", "Longgar", "Utama", "--picture", tmp_path / "p.png").stdout

    assert loose["moves"] >= tight["moves"]
    assert (loose["settings"]["most_released"], tight["settings"]["most_released"]) == ("50", "5")
    assert "Paling banyak pegawai keluar dari satu unit" in shown
    assert "belum diketahui" in shown  # the cost: nobody has said what a move costs
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [("most_released", "NAMA=NILAI"), ("most=1", "pengaturan perencanaan"), ("jpm_pass=x", "tidak berlaku")],
)
def test_a_choice_that_cannot_be_read_is_refused_before_anything_is_computed(chosen: str, said: str) -> None:
    refused = sapa("plan", "propose", "--name", "Lain", "--set", chosen)

    assert refused.exit_code == 2
    assert said in refused.stderr
    assert [one["name"] for one in report("plan", "compare")] == ["Utama"]


def test_an_adopted_scenario_is_a_checked_wave_of_drafts_and_is_adopted_once() -> None:
    adopted = report("plan", "adopt", "Utama", "--wave", "Gelombang II", "--effective-on", "2027-02-01")

    drafts = report("proposal", "list", "Gelombang II", "--status", "draft")
    assert len(drafts) == adopted["proposals"] == _scenario("Utama")["moves"]
    assert adopted["open_findings"] == 0
    again = sapa("plan", "adopt", "Utama", "--wave", "Gelombang III")
    assert again.exit_code == 2
    assert "sudah dilakukan" in again.stderr


def test_hrs_own_list_is_told_what_its_owners_could_complain_of_before_anything_is_shown() -> None:
    found = report("plan", "check", "1")
    shown = sapa("plan", "check", "1").stdout

    assert found
    assert all(one["words"] in shown for one in found)
    assert f"{len(found)} temuan perlu diperbaiki atau dijawab tertulis" in shown


def test_a_stated_reason_that_the_data_do_not_bear_out_is_named() -> None:
    unfounded = {
        one["proposal"] for one in report("plan", "check", "1") if one["code"] == "reason_not_borne_out"
    }

    assert unfounded or sample_folder().name != "data"


def test_a_finding_is_answered_in_writing_and_the_answer_stays() -> None:
    finding = report("plan", "check", "1")[0]
    place = ("plan", "justify", str(finding["proposal"]), finding["code"])
    assert "perlu ditulis" in sapa(*place).stderr

    report(*place, "--reason", "Disepakati kedua kepala unit")

    kept = [one for one in report("plan", "check", "1") if one["answer"]]
    assert [(one["proposal"], one["code"]) for one in kept] == [(finding["proposal"], finding["code"])]


def test_a_wave_with_open_findings_is_not_published_and_one_with_answers_is() -> None:
    nip = _officer()
    other = _officer(row=6)
    report("role", "grant", nip, "planner")
    report("role", "grant", other, "approver")
    report("policy", "show-before-decree", "yes")
    publish = ("wave", "publish", "1", "--by", nip, "--second", other)

    refused = sapa(*publish)
    assert refused.exit_code == 2
    assert "belum diperbaiki atau dijawab tertulis" in refused.stderr

    answer_findings("1")
    assert sapa(*publish).exit_code == 0


def _officer(*, row: int = 5) -> str:
    with (sample_folder() / "siasn-export.csv").open(encoding="utf-8-sig") as file:
        return file.readlines()[row].split(",")[1].strip("'")


def test_explaining_says_why_why_not_the_other_and_what_would_change_it(tmp_path: Path) -> None:
    nip = _first_nip("1", tmp_path / "daftar")

    explained = sapa("plan", "explain", nip).stdout

    for heading in (
        "Yang mendukung:",
        "Aturan yang diperiksa:",
        "Yang tidak terpilih:",
        "Yang akan mengubahnya:",
    ):
        assert heading in explained
    assert "Ada data di atas yang keliru." in explained
    assert re.search(
        r"Alasan tertulis \".+\" (?:TIDAK )?(?:didukung data|dapat diperiksa)|tidak dapat", explained
    )
    assert nip not in explained


def test_whoever_has_no_proposal_is_said_to_have_none() -> None:
    kept = {one["name"] for one in report("proposal", "list", "1")}
    for row in range(5, 60):
        done = sapa("plan", "explain", _officer(row=row))
        if done.exit_code == 2:
            assert "belum memiliki usulan" in done.stderr
            return
    assert not kept


def test_fit_names_every_standard_with_its_category_and_the_education() -> None:
    rows = report("plan", "fit", _officer())

    assert {one["position"] for one in rows}
    assert all(one["category"] for one in rows if one["jpm"] is not None)
    assert {one["education"] for one in rows} <= {"meets", "level_below", "other_field", "unknown"}


def test_nobody_swaps_who_did_not_say_so() -> None:
    assert report("plan", "swaps") == []
    assert "Tidak ada lingkar tukar" in sapa("plan", "swaps").stdout


def test_each_year_ahead_takes_off_who_retires_in_it() -> None:
    for unit in report("plan", "ahead"):
        net = unit["actual"] - unit["need"]
        for year in unit["years"]:
            net -= year["retirements"] + year["contract_ends"]
            assert year["net"] == net, unit["unit"]


def test_the_list_for_the_board_has_at_most_fifty_names_a_file_and_is_read_again_unchanged(
    tmp_path: Path,
) -> None:
    report("plan", "adopt", "Utama", "--wave", "Gelombang II")
    written = report("wave", "file", "Gelombang II", "--out", tmp_path / "daftar")

    paths = [Path(one) for one in written["files"]]
    assert len(paths) == -(-written["names"] // 50)
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
    again = report("import", "--dry-run", *paths)
    assert again["tallies"]["proposals"]["new"] == 0
