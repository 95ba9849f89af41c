"""What the running product answers to somebody who is linked."""

import pytest

from tests.journeys.telephone import Telephone, text_of, until
from tests.journeys.words import label

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("/start", "menu.linked"),
        ("/mutasi", "transfer.card.proposed"),
        ("/transfer", "transfer.card.proposed"),
        ("/riwayat", "transfer.history.none"),
        ("/profil", "profile.text"),
        ("/bantuan", "help.text"),
        ("/help", "help.text"),
        ("/bahasa", "language.ask"),
        ("/batal", "cancel.nothing"),
        ("/tidakada", "content.unknown_command"),
        ("knp sy dipindah", "knowledge.answer.why_me"),
        ("SK kpn kluar", "knowledge.answer.decree_when"),
        ("brp TPP nya", "knowledge.answer.tpp_change"),
        ("apakah besok hujan", "ask.unknown"),
        ("tpp", "ask.offer"),
        ("/tanya", "ask.prompt"),
        ("/ask who decides about a transfer", "knowledge.answer.who_decides"),
    ],
)
def test_whatever_one_writes_gets_its_answer(siti: Telephone, said: str, key: str) -> None:
    before = len(siti.received)
    siti.says(said)

    # A notice of its own may arrive beside the answer.
    assert until(lambda: any(label(key) in text_of(one) for one in siti.received[before:]))


@pytest.mark.parametrize("value", ["v0:card", "v1:nothing_of_ours", "card", "v2:card"])
def test_an_old_button_says_that_it_is_old(siti: Telephone, value: str) -> None:
    assert label("content.old_button") in siti.presses_old(value)


def test_her_own_card_cannot_be_passed_on(siti: Telephone) -> None:
    card = label("transfer.card.proposed")

    assert card in siti.asks("/mutasi")
    assert siti.reads(card)["has_protected_content"]
