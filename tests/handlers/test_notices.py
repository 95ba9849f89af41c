"""What the postman carries."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain.actors import Actor
from domain.outbox import Message
from domain.proposals import Status
from domain.publication import PublicationDesk
from handlers.buttons import parse_press
from handlers.guard import NotTheirChat
from handlers.notices import render
from handlers.office import Office
from handlers.routes import ROUTES
from tests.chat import GROUP
from tests.outbox import take_all
from tests.people import ANDI, HASAN, RINA, SITI, Kemuning


def _notice(language: str = "id") -> Message:
    return Message(
        unique="x",
        chat_id=1,
        language=language,
        text_key="transfer.notice.proposed",
        buttons=(("transfer.button.open", "v1:card"),),
    )


@pytest.mark.parametrize(("language", "label"), [("id", "Buka"), ("en", "Open")])
def test_a_notice_speaks_the_language_of_its_person(office: Office, language: str, label: str) -> None:
    _, keyboard = render(_notice(language), office)

    assert keyboard is not None
    assert keyboard.inline_keyboard[0][0].text == label


def test_a_notice_without_buttons_has_no_keyboard(office: Office) -> None:
    text, keyboard = render(Message(unique="x", chat_id=1, language="id", text_key="button.menu"), office)

    assert (text, keyboard) == ("Menu", None)


def test_facts_are_escaped_on_the_way_out(office: Office) -> None:
    message = Message(
        unique="x", chat_id=1, language="id", text_key="refusal.not_found", facts={"subject": "<b>"}
    )

    assert "&lt;b&gt;" in render(message, office)[0]


def test_the_notice_of_a_publication_tells_a_lock_screen_nothing(
    office: Office, region: Kemuning, now: datetime
) -> None:
    region.region.proposal(
        region.id_of(ANDI), region.wave, (region.selensen, region.kemuning), stages=[(Status.DRAFT, now)]
    )
    region.region.checked(region.wave)
    desk = PublicationDesk(office.store)
    desk.request(region.wave, by=Actor(region.id_of(RINA)), now=now)
    desk.approve(region.wave, by=Actor(region.id_of(HASAN), at_terminal=True), now=now)
    texts = [render(one, office)[0] for one in take_all(region.region.store, now=now)]

    assert len(texts) == 1
    assert [word for word in ("Andi", "Puskesmas", "mutasi", "Perawat") if word in texts[0]] == []


def test_every_button_that_a_desk_sends_is_a_route() -> None:
    actions = {one.action for one in ROUTES}
    values = ("v1:card", "v1:language:id", "v1:link_me:1", "v1:link_not_me:1", "v1:link_deny:1")

    assert [
        value for value in values if (pressed := parse_press(value)) is None or pressed.action not in actions
    ] == []


def test_nothing_of_siti_is_in_her_notice(office: Office) -> None:
    assert SITI.name not in render(_notice(), office)[0]


def test_no_notice_is_rendered_for_a_group(office: Office) -> None:
    with pytest.raises(NotTheirChat):
        render(replace(_notice(), chat_id=GROUP), office)
