"""Item 10: announcements addressed to me, unread first, and what I say to them."""

from pathlib import Path

import pytest

from bot.trial.cast import HASAN, RINA
from tests.journeys.stories.employee import Employee
from tests.journeys.stories.region import Region

pytestmark = pytest.mark.slow

TITLE = {"id": "Judul", "en": "Title"}


def publish(region: Region, folder: Path, subject: str) -> str:
    """Rina writes it in both languages, Pak Hasan is the second; the official code."""
    bodies = {language: folder / f"{language}.txt" for language in ("id", "en")}
    for language, path in bodies.items():
        path.write_text(f"{subject} ({language}).", "utf-8")
    done = region.report(
        *("announce", "publish", f"{TITLE['id']} {subject}", "--file-id", bodies["id"]),
        *("--title-en", f"{TITLE['en']} {subject}", "--file-en", bodies["en"]),
        *("--by", RINA.nip, "--second", HASAN.nip),
    )
    code: str = done["code"]
    return code


def test_an_announcement_arrives_is_read_and_acknowledged(
    region: Region, employee: Employee, tmp_path: Path
) -> None:
    subject = f"Jadwal pelantikan {employee.language}"
    code = publish(region, tmp_path, subject)
    told = employee.reads(f"{subject} ({employee.language}).")
    listed = employee.writes("/pengumuman")
    opened = employee.presses_on("news.button.open", number=1)
    answered = employee.presses_on("news.button.understood")
    genuine = employee.writes(code)
    (row,) = (
        one for one in region.report("announce", "list", "--by", RINA.nip) if one["title"].endswith(subject)
    )

    assert code in told["text"]
    assert f"1. {TITLE[employee.language]} {subject}" in listed
    assert f"{subject} ({employee.language})." in opened
    assert employee.label("news.button.understood") in answered
    assert f"{subject}" in genuine
    assert row["understood"] == 1


def test_the_unread_stand_first(region: Region, employee: Employee, tmp_path: Path) -> None:
    older, newer = f"Seragam {employee.language}", f"Apel {employee.language}"
    publish(region, tmp_path, older)
    publish(region, tmp_path, newer)
    employee.reads(f"{newer} ({employee.language}).")
    employee.writes("/announcements")
    employee.presses_on("news.button.open", number=1)
    listed = employee.writes("/announcements")

    assert listed.index(older) < listed.index(newer)


def test_what_is_not_understood_leads_to_a_question(
    region: Region, employee: Employee, tmp_path: Path
) -> None:
    subject = f"Cuti bersama {employee.language}"
    publish(region, tmp_path, subject)
    employee.reads(f"{subject} ({employee.language}).")
    employee.writes("/pengumuman")
    employee.presses_on("news.button.open", number=1)
    employee.presses_on("news.button.not_understood")

    assert employee.sees("news.not_understood")
    assert employee.label("news.button.ask") in employee.buttons
