"""Item 5: what weighs on somebody, told in the chat, on the closed page and without a trace."""

from typing import Any

import httpx
import pytest

from bot.trial.cast import HASAN, RINA
from bot.trial.filling import PASSPHRASE
from tests.journeys.stories.employee import PDF, Employee
from tests.journeys.stories.region import Region
from tests.journeys.telephone import text_of, until

pytestmark = pytest.mark.slow

TOLD = "Perjalanan dua jam sekali jalan."
UNTRACED = "Jalan ke sana putus tiap musim hujan."


def begins(employee: Employee, kind: str, mode: str) -> str:
    """Walk to where words are taken, or the page is offered."""
    employee.writes("/aspirasi")
    employee.presses_on("concern.button.write")
    fact = employee.presses_on(f"concern.kind.{kind}")
    if kind == "distance_time":
        employee.presses_on("concern.button.still")
    employee.presses_on(f"concern.mode.{mode}")
    return fact


def sends_off(employee: Employee) -> str:
    """Review and send; the number of the case."""
    review = employee.presses_on("concern.button.review")
    assert TOLD in review
    filed = employee.presses_on("concern.button.send")
    return filed.splitlines()[0].rpartition(" ")[2]


def test_a_fact_comes_at_once_and_then_a_sealed_report_is_answered_both_ways(
    region: Region, employee: Employee
) -> None:
    fact = begins(employee, "distance_time", "sealed")
    employee.writes(TOLD)
    taken = employee.sends("keterangan.pdf", PDF)
    number = sends_off(employee)
    read = region.report("case", "show", number, "--by", RINA.nip)
    region.sapa("case", "answer", number, "--by", RINA.nip, typed="Jarak ikut kami timbang.")
    home = employee.writes("/aspirasi")
    case = employee.presses_on("concern.button.case", number=number)
    employee.presses_on("concern.button.rate")
    rated = employee.presses_on("concern.rating.4")

    assert employee.label("concern.fact") in fact
    assert employee.label("concern.taken") in taken
    assert len(read["thread"][0]["files"]) == 1
    assert TOLD in str(read)
    assert employee.who.name not in str(read)
    assert employee.who.nip not in str(read)
    assert number in home
    assert "Jarak ikut kami timbang." in case
    assert employee.label("concern.rated") in rated


def test_the_sender_is_known_only_to_two_officers_together_and_is_told(
    region: Region, employee: Employee
) -> None:
    begins(employee, "distance_time", "sealed")
    employee.writes(TOLD)
    number = sends_off(employee)
    asked = f"{PASSPHRASE}\nAda keadaan darurat."
    region.sapa("case", "unseal", "request", number, "--by", RINA.nip, typed=asked)
    opened = _approve(region, number)
    employee.writes("/aspirasi")
    case = employee.presses_on("concern.button.case", number=number)

    assert employee.who.nip in opened
    assert employee.label("concern.entry.unsealed") in case


def test_what_nobody_has_read_yet_can_be_withdrawn(region: Region, employee: Employee) -> None:
    begins(employee, "distance_time", "confidential")
    employee.writes(TOLD)
    number = sends_off(employee)
    employee.presses_on("concern.button.case", number=number)
    employee.presses_on("concern.button.withdraw")
    gone = employee.presses_on("concern.button.withdraw_yes")

    assert number in gone
    assert TOLD not in str(region.report("case", "show", number, "--by", RINA.nip))


def test_health_goes_to_a_page_that_opens_once(employee: Employee) -> None:
    begins(employee, "health", "sealed")
    url = until(lambda: _url_in(employee.received))
    with httpx.Client(trust_env=False) as browser:
        shown = browser.get(url)
        sent = browser.post(url, data={"text": "Berobat rutin."}, files={"files": ("surat.pdf", PDF)})
        again = browser.post(url, data={"text": "Berobat rutin."}, files={"files": ("", b"")})
    home = employee.writes("/aspirasi")

    assert f'lang="{employee.language}"' in shown.text
    assert (shown.status_code, sent.status_code, again.status_code) == (200, 200, 410)
    assert employee.label("concern.kind.health") in home


def test_health_typed_into_the_chat_is_sealed_and_deleted(employee: Employee) -> None:
    said = {"id": "Saya sakit jantung dan berobat.", "en": "I have a heart disease and get treatment."}
    employee.writes(said[employee.language])
    employee.sees("concern.health")
    left = [text_of(one) for one in employee.chat["messages"]]
    employee.presses_on("concern.button.drop")

    assert said[employee.language] not in left


def test_a_report_without_return_leaves_its_code_and_nothing_else(employee: Employee) -> None:
    begins(employee, "distance_time", "no_return")
    employee.writes(UNTRACED)
    employee.presses_on("concern.button.review")
    employee.presses_on("concern.button.send")
    code = employee.sees("concern.receipt").splitlines()[2]
    employee.says(code[-5:])
    employee.sees("concern.filed.no_return")
    left = " ".join(text_of(one) for one in employee.chat["messages"])
    employee.says(f"/aspirasi {code}")
    opened = text_of(employee.reads(UNTRACED))
    held = employee.writes("kpn tmt sy")
    employee.writes("/batal")
    free = employee.writes("kpn tmt sy")

    assert UNTRACED not in left
    assert code not in left
    assert employee.label("concern.readers.no_return") in opened
    assert "/batal" in held or "/cancel" in held
    assert held != free


def _approve(region: Region, number: str) -> str:
    typed = f"{PASSPHRASE}\n"
    return region.sapa("case", "unseal", "approve", number, "--by", HASAN.nip, "--yes", typed=typed).output


def _url_in(messages: list[dict[str, Any]]) -> str | None:
    rows = [row for one in messages for row in one.get("reply_markup", {}).get("inline_keyboard", [])]
    return next((button["url"] for row in rows for button in row if "url" in button), None)
