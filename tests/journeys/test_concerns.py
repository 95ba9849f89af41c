"""Siti tells what weighs on her: in the chat with a document, on the closed page, and without a trace."""

from typing import Any

import httpx
import pytest

from bot.trial.cast import SITI
from tests.journeys.product import Product
from tests.journeys.telephone import Telephone, until
from tests.journeys.words import label

pytestmark = pytest.mark.slow

PDF = b"%PDF-1.7 surat keterangan"


def begins(siti: Telephone, kind: str, mode: str) -> None:
    """Walk to where words are taken, or the page is offered."""
    siti.says("/aspirasi")
    for key in ("concern.button.write", f"concern.kind.{kind}"):
        siti.presses(key)
    if kind == "distance_time":
        siti.presses("concern.button.still")
    siti.presses(f"concern.mode.{mode}")


def sends_file(siti: Telephone, name: str, content: bytes, caption: str) -> None:
    with httpx.Client(trust_env=False) as http:
        sent = http.post(
            f"{siti.address}/phone/{SITI.telegram_id}/file",
            files={"file": (name, content, "application/pdf")},
            data={"caption": caption, "as_document": "true"},
        )
    sent.raise_for_status()


def test_siti_sends_words_and_a_document_and_gets_both_back(new_trial: Product) -> None:
    siti = Telephone(new_trial.address, SITI)
    siti.links()
    begins(siti, "distance_time", "confidential")
    siti.reads("3 dari 4")
    siti.says("Perjalanan dua jam sekali jalan.")
    siti.reads("32 dari 4.000")
    sends_file(siti, "keterangan-siti.pdf", PDF, "Suratnya terlampir.")
    siti.reads("1 berkas")
    siti.presses("concern.button.review")
    siti.presses("concern.button.send")
    filed = siti.reads("Aspirasi terkirim")
    number = filed["text"].splitlines()[0].rpartition(" ")[2]
    siti.presses_text(f"Buka {number}")
    siti.reads("Suratnya terlampir.")
    siti.presses_text("Berkas 1")
    file = until(lambda: next((one for one in siti.received if "document" in one), None))

    assert file["document"]["file_name"] == "1.pdf"


def test_siti_writes_about_her_health_on_the_closed_page(new_trial: Product) -> None:
    siti = Telephone(new_trial.address, SITI)
    siti.links()
    begins(siti, "health", "confidential")
    siti.reads("Formulir tertutup")
    url = until(lambda: _url_in(siti.received))
    with httpx.Client(trust_env=False) as browser:
        shown = browser.get(url)
        sent = browser.post(url, data={"text": "Berobat rutin."}, files={"files": ("surat.pdf", PDF)})
        again = browser.post(url, data={"text": "Berobat rutin."}, files={"files": ("", b"")})
    siti.says("/aspirasi")
    home = siti.reads("ASP-")

    assert (shown.status_code, sent.status_code, again.status_code) == (200, 200, 410)
    assert home["text"].partition("ASP-")[2][:8] in sent.text
    assert label("concern.kind.health") in home["text"]


def test_siti_writes_without_a_trace_and_comes_back_with_the_code(new_trial: Product) -> None:
    siti = Telephone(new_trial.address, SITI)
    siti.links()
    begins(siti, "distance_time", "no_return")
    siti.reads("tanpa jejak")
    siti.says("Perjalanan dua jam sekali jalan.")
    siti.presses("concern.button.review")
    siti.presses("concern.button.send")
    code = siti.reads("Kode laporan ini")["text"].splitlines()[2]
    siti.says(code[-5:])
    siti.reads("Laporan tersimpan")
    left = " ".join(str(one.get("text")) for one in siti.chat["messages"])
    siti.says(f"/aspirasi {code}")
    opened = siti.reads("ASP-")

    assert "dua jam" not in left
    assert code not in left
    assert "dua jam" in opened["text"]


def _url_in(messages: list[dict[str, Any]]) -> str | None:
    rows = [row for one in messages for row in one.get("reply_markup", {}).get("inline_keyboard", [])]
    return next((button["url"] for row in rows for button in row if "url" in button), None)
