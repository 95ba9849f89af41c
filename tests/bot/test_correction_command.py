"""`sapa correction` at the terminal, and what follows when HR has mended data: explained anew, and told."""

import csv
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.house import House, open_house
from bot.settings import read_settings
from bot.trial.cast import RINA
from bot.trial.filling import fill
from domain.acknowledgements import Acknowledgement
from domain.benefits.answers import Unclear
from domain.benefits.desk import BenefitDesk
from domain.corrections.desk import CorrectionDesk
from domain.corrections.records import CorrectionStatus, FactCode, Paper
from domain.explanations import Explanation
from domain.proposals import Status
from storage.tables import competency, outbox, proposal
from tests.bot.terminal import report, sapa
from tests.people import Region

PDF = b"%PDF-1.7 SK"
USER = 9_001


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody of the wave who is linked, with a request that waits."""

    person_id: int
    nip: str
    proposal_id: int
    number: str


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    with open_house(read_settings({"SAPA_DATA_DIR": str(folder)})) as house:
        fill(house)
    return folder


@pytest.fixture
def data(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(filled, folder)
    monkeypatch.setenv("SAPA_DATA_DIR", str(folder))
    monkeypatch.delenv("SAPA_TELEGRAM_TOKEN", raising=False)
    return folder


@pytest.fixture
def asked(data: Path) -> Asked:
    assert data.is_dir()
    with open_house(read_settings()) as house, house.store.read() as work:
        wave = work.waves.all()[0]
        one = next(
            one for one in work.proposals.of_wave(wave.id) if work.linking.account_of(one.person_id) is None
        )
        nip = work.people.get(one.person_id).nip
    with open_house(read_settings()) as house:
        Region(house.store, house.now()).link(one.person_id, USER)
        number = (
            _desk(house)
            .file(
                one.person_id,
                FactCode.EDUCATION,
                "Pendidikan saya S-2.",
                paper=Paper(kind="pdf", size=len(PDF)),
                content=PDF,
                now=house.now() - timedelta(hours=1),
            )
            .number
        )
    return Asked(one.person_id, nip, one.id, number)


def _desk(house: House) -> CorrectionDesk:
    return CorrectionDesk(house.store, zone=house.settings.zone)


def _told(about: str) -> list[str]:
    """What was put out for the one who asked and is about this."""
    with open_house(read_settings()) as house, house.store.engine.connect() as connection:
        rows = connection.execute(select(outbox).where(outbox.c.chat_id == USER).order_by(outbox.c.id))
        return [row.unique_key for row in rows if about in row.unique_key]


def _explanation(proposal_id: int) -> Explanation:
    with open_house(read_settings()) as house, house.store.read() as work:
        kept = work.planning.explanation_of(proposal_id)
    assert kept is not None
    return kept


def _mend(asked: Asked) -> None:
    """HR's data change: the person was assessed better than was kept."""
    with open_house(read_settings()) as house, house.store.engine.begin() as connection:
        levels = connection.scalar(
            select(competency.c.levels).where(competency.c.person_id == asked.person_id)
        )
        connection.execute(
            update(competency)
            .where(competency.c.person_id == asked.person_id)
            .values(levels=dict.fromkeys(levels or (), 5), ratings={"2025": "baik", "2024": "baik"})
        )


def test_what_waits_is_listed_with_its_limit_and_marked_when_it_is_late(asked: Asked) -> None:
    with open_house(read_settings()) as house:
        late = _desk(house).file(
            asked.person_id, FactCode.GRADE, "Golongan III/b.", now=house.now() - timedelta(hours=73)
        )
    listed = report("correction", "list", "--by", RINA.nip)
    shown = sapa("correction", "list", "--by", RINA.nip).stdout

    assert [(one["number"], one["is_overdue"]) for one in listed] == [
        (late.number, True),
        (asked.number, False),
    ]
    assert "LEWAT BATAS" in shown
    assert "1 permintaan lewat batas" in shown


def test_a_request_is_shown_with_its_paper_and_the_person_reads_who_looked(
    asked: Asked, tmp_path: Path
) -> None:
    out = tmp_path / "sk.pdf"
    shown = sapa("correction", "show", asked.number.lower(), "--by", RINA.nip, "--paper", out)

    assert (shown.exit_code, out.read_bytes()) == (0, PDF)
    assert "Pendidikan saya S-2." in shown.stdout
    assert "PDF, 11" in shown.stdout
    with open_house(read_settings()) as house, house.store.read() as work:
        views = work.views.of(asked.person_id, since=house.now() - timedelta(days=1), limit=9, offset=0)
    assert "correction" in [one.purpose for one in views]


def test_a_rejection_says_why_and_changes_nothing_else(asked: Asked) -> None:
    before = _explanation(asked.proposal_id)
    done = sapa(
        "correction", "answer", asked.number, "--reject", "--text", "Sesuai ijazah.", "--by", RINA.nip
    )

    assert "ditolak" in done.stdout
    assert _told("correction:") == [f"correction:{asked.number}:rejected"]
    assert _explanation(asked.proposal_id) == before
    assert sapa("correction", "list", "--by", RINA.nip).stdout.startswith("Tidak ada")


def test_once_the_data_are_mended_the_explanation_is_computed_anew_and_its_owner_told(asked: Asked) -> None:
    before = _explanation(asked.proposal_id)
    _mend(asked)
    done = sapa(
        "correction", "answer", asked.number, "--accept", "--text", "Sudah diperbaiki.", "--by", RINA.nip
    )

    assert "diterima" in done.stdout
    assert "Penjelasan" in done.stdout
    assert _told("correction:") == [f"correction:{asked.number}:accepted"]
    assert len(_told(f"proposal:{asked.proposal_id}:explained")) == 1
    assert _explanation(asked.proposal_id).reasons != before.reasons


def test_where_nothing_changes_nobody_is_told(asked: Asked) -> None:
    done = sapa("correction", "answer", asked.number, "--accept", "--text", "Sudah benar.", "--by", RINA.nip)

    assert done.exit_code == 0
    assert "Penjelasan" not in done.stdout
    assert _told("explained") == []


def test_from_the_decree_on_an_explanation_stays_as_it_was_decided_on(asked: Asked) -> None:
    with open_house(read_settings()) as house, house.store.engine.begin() as connection:
        connection.execute(
            update(proposal).where(proposal.c.id == asked.proposal_id).values(status=Status.DECREE)
        )
    before = _explanation(asked.proposal_id)
    _mend(asked)
    sapa("correction", "answer", asked.number, "--accept", "--text", "Sudah.", "--by", RINA.nip)

    assert _explanation(asked.proposal_id) == before
    assert _told("explained") == []


def test_an_import_that_mends_data_leads_to_the_same(asked: Asked, data: Path, tmp_path: Path) -> None:
    with (data / "trial" / "berkas" / "siasn-export.csv").open(encoding="utf-8-sig", newline="") as file:
        headings, *rows = csv.reader(file)
    (row,) = [one for one in rows if any(asked.nip in cell for cell in one)]
    column = headings.index("PENDIDIKAN NAMA")
    row[column] = f"{row[column]} Terapan"
    path = tmp_path / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, row])
    done = sapa("import", path)

    assert done.exit_code == 0, done.stderr
    assert len(_told(f"proposal:{asked.proposal_id}:explained")) == 1


def test_who_asked_for_a_person_is_on_hrs_list(asked: Asked) -> None:
    with open_house(read_settings()) as house, house.store.read() as work:
        wave = work.waves.all()[0]
    with open_house(read_settings()) as house:
        BenefitDesk(house.store).say(
            asked.person_id,
            asked.proposal_id,
            Acknowledgement.NOT_UNDERSTOOD,
            unclear=Unclear.INCOME,
            asks_for_person=True,
            now=house.now(),
        )
    found = report("understanding", str(wave.id), "--by", RINA.nip)
    shown = sapa("understanding", wave.name, "--by", RINA.nip).stdout

    assert found["counts"] == {"not_understood": 1}
    assert [one["unclear"] for one in found["callers"]] == ["income"]
    assert "Mohon hubungi: " in shown
    assert "Belum paham: 1" in shown
    assert sapa("understanding", wave.name, "--by", asked.nip).exit_code == 2
    with open_house(read_settings()) as house, house.store.read() as work:
        views = work.views.of(asked.person_id, since=house.now() - timedelta(days=1), limit=9, offset=0)
    assert "reasons" in [one.purpose for one in views]


def test_who_is_no_officer_and_a_choice_that_is_not_made_are_refused(asked: Asked) -> None:
    for words in (
        ("list", "--by", asked.nip),
        ("show", asked.number, "--by", asked.nip),
        ("answer", asked.number, "--accept", "--text", "Ya", "--by", asked.nip),
        ("answer", asked.number, "--text", "Ya", "--by", RINA.nip),
        ("show", "AAAAAAAA", "--by", RINA.nip),
        ("answer", asked.number, "--accept", "--text", " ", "--by", RINA.nip),
    ):
        done = sapa("correction", *words)
        assert (done.exit_code, done.stderr != "") == (2, True), words

    with open_house(read_settings()) as house, house.store.read() as work:
        assert work.corrections.get(asked.number).status is CorrectionStatus.NEW
