"""`sapa report`: files by their ending, recorded; and words that `sapa announce` takes."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.house import open_house
from bot.settings import read_settings
from storage.tables import wave
from tests.bot.terminal import report, sapa
from tests.people import RINA, kemuning

WAVE = "Gelombang I Tahun 2026"


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose database holds a wave that was shown."""
    monkeypatch.setenv("SAPA_DATA_DIR", str(tmp_path / "data"))
    with open_house(read_settings()) as house:
        region = kemuning(house.store, house.now())
        region.region.change(wave, region.wave, published_at=house.now() - timedelta(days=1))
    return tmp_path


def test_reports_are_made_by_their_ending_and_what_was_heard_becomes_two_texts(shown: Path) -> None:
    for kind, name, begins in (("wave", "akhir.pdf", b"%PDF"), ("standing", "keadaan.xlsx", b"PK")):
        made = report("report", "make", kind, "--wave", WAVE, "--out", shown / name, "--by", RINA.nip)
        assert made["code"].startswith("SAPA-")
        assert (shown / name).read_bytes().startswith(begins)
    refused = sapa("report", "make", "wave", "--wave", WAVE, "--out", shown / "x.txt")
    assert "berakhiran .xlsx atau .pdf" in refused.stderr
    assert sapa("report", "make", "wave", "--out", shown / "x.pdf").exit_code != 0
    untold = sapa("report", "make", "wave_people", "--wave", WAVE, "--out", shown / "nama.xlsx")
    assert untold.exit_code != 0
    assert not (shown / "nama.xlsx").exists()

    assert sapa("report", "heard", WAVE, "--out", shown / "kabar").exit_code == 0
    assert "kurang dari lima" in (shown / "kabar" / "id.txt").read_text(encoding="utf-8")
    assert "fewer than five" in (shown / "kabar" / "en.txt").read_text(encoding="utf-8")
    with open_house(read_settings()) as house, house.store.read() as work:
        assert [str(one.kind) for one in work.exports.newest(limit=9)] == ["standing", "wave"]
