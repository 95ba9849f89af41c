"""`sapa proposal` and `sapa wave calendar` at the terminal."""

from pathlib import Path
from typing import Any

import pytest

from tests.bot.terminal import report, sapa
from tests.sample import sample_folder


@pytest.fixture
def wave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """HR's list as imported, and the officer Rina, who plans and records."""
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    report("import", sample_folder() / "siasn-export.csv", *sorted(sample_folder().glob("*.xlsx")))
    (only,) = report("wave", "list")
    return dict(only)


def _officer(*roles: str) -> str:
    nip = _some_nip()
    for role in roles:
        report("role", "grant", nip, role)
    return nip


def _some_nip() -> str:
    with (sample_folder() / "siasn-export.csv").open(encoding="utf-8-sig") as file:
        return file.readlines()[5].split(",")[1].strip("'")


def test_a_draft_can_be_dropped_by_a_planner_with_a_reason(wave: dict[str, Any]) -> None:
    planner = _officer("planner")
    first = report("proposal", "list", wave["name"])[0]["proposal"]
    assert "alasan tertulis" in sapa("proposal", "move", str(first), "cancelled", "--by", planner).stderr

    report("proposal", "move", str(first), "cancelled", "--by", planner, "--note", "Pensiun dini")

    shown = report("proposal", "show", str(first))
    assert (shown["status"], shown["next"]) == ("cancelled", [])
    assert [(one["status"], one["note"]) for one in shown["history"]] == [("cancelled", "Pensiun dini")]
    assert first not in [one["proposal"] for one in report("proposal", "list", "1", "--status", "draft")]


def test_a_step_that_the_route_does_not_know_is_refused_in_words(wave: dict[str, Any]) -> None:
    refused = sapa("proposal", "move", "1", "decree", "--by", _officer("approver"))

    assert refused.exit_code == 2
    assert "tidak dapat berpindah" in refused.stderr
    assert wave["proposals"] == len(report("proposal", "list", wave["name"], "--status", "draft"))


def test_the_next_steps_are_named_with_the_role_they_take(wave: dict[str, Any]) -> None:
    assert wave["proposals"]
    assert "Langkah berikutnya: cancelled (" in sapa("proposal", "show", "1").stdout


def test_a_wave_is_given_its_days_one_by_one(wave: dict[str, Any]) -> None:
    report("wave", "calendar", wave["name"], "--data-check-until", "2026-12-04")

    kept = report("wave", "calendar", wave["name"], "--effective-on", "2027-02-01")

    assert (kept["data_check_until"], kept["effective_on"], kept["board_on"]) == (
        "2026-12-04",
        "2027-02-01",
        None,
    )
    assert "Sidang Tim Penilai Kinerja: belum ditetapkan" in sapa("wave", "calendar", "1").stdout


def test_days_out_of_order_are_refused_and_the_old_ones_stay(wave: dict[str, Any]) -> None:
    report("wave", "calendar", wave["name"], "--data-check-until", "2026-12-04")

    refused = sapa("wave", "calendar", wave["name"], "--board-on", "2026-12-01")

    assert refused.exit_code == 2
    assert "Urutan tanggal" in refused.stderr
    assert report("wave", "calendar", wave["name"])["board_on"] is None
