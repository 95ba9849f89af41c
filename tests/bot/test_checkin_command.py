"""`sapa checkin report` at the terminal: sums of five and more, and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.house import open_house
from bot.settings import read_settings
from domain.checkins.records import Closed, Milestone, Topic
from tests.bot.terminal import report, sapa
from tests.people import RINA, SITI, kemuning


@pytest.fixture(autouse=True)
def _region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five people answered after a month; four and one are left over elsewhere."""
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SAPA_TELEGRAM_TOKEN", raising=False)
    with open_house(read_settings()) as house:
        made = kemuning(house.store, house.now() - timedelta(minutes=9))
        group = [
            Closed(
                id=str(person),
                unit_id=made.kemuning,
                milestone=Milestone.MONTH,
                person_id=person,
                answers={Topic.SATISFACTION: value, Topic.LOAD: 3, Topic.SKILLS: 5},
            )
            for person, value in enumerate((4, 4, 4, 5, 5))
        ]
        with house.store.write() as work:
            work.checkins.count(group, now=house.now())
            work.commit()


def test_an_officer_reads_rounded_means_of_groups() -> None:
    found = report("checkin", "report", "--by", RINA.nip)
    shown = sapa("checkin", "report", "--by", RINA.nip).stdout

    assert found == {
        "results": [
            {
                "unit": "UPTD Puskesmas Kemuning",
                "days": 30,
                "answered": 5,
                "means": {"satisfaction": 4.5, "load": 3.0, "skills": 5.0},
            }
        ],
        "missed": 0,
    }
    assert "4,5" in shown
    assert "kurang dari lima jawaban tidak ditampilkan" in shown


def test_who_is_no_officer_reads_nothing() -> None:
    refused = sapa("checkin", "report", "--by", SITI.nip)

    assert refused.exit_code == 2
    assert "Kemuning" not in refused.stdout
