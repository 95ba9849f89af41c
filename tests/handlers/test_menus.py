"""Telegram's own menu of commands."""

import json
import re
from typing import Any

import pytest

from handlers.menus import officers, publish_menus
from handlers.office import Office
from tests.chat import Line
from tests.people import HASAN, RINA, Kemuning


def _published(line: Line) -> dict[tuple[str, str], list[str]]:
    """Command names by scope and language."""
    found = {}
    for sent in line.wire.of("setMyCommands"):
        scope: dict[str, Any] = _plain(sent["scope"])
        names = [one["command"] for one in _plain(sent["commands"])]
        place = f"{scope['type']}{scope.get('chat_id', '')}"
        found[place, sent.get("language_code", "")] = names
    return found


def _plain(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


async def test_each_language_names_the_commands_in_its_own_words(line: Line, office: Office) -> None:
    await publish_menus(line.application.bot, office)
    published = _published(line)

    assert "mutasi" in published["all_private_chats", "id"]
    assert "transfer" in published["all_private_chats", "en"]
    assert published["all_private_chats", ""] == published["all_private_chats", "id"]


async def test_a_group_is_offered_nothing_that_is_personal(line: Line, office: Office) -> None:
    await publish_menus(line.application.bot, office)

    assert {"mutasi", "riwayat", "profil"} & set(_published(line)["default", "id"]) == set()


async def test_who_holds_a_role_has_a_menu_of_their_own(line: Line, office: Office) -> None:
    await publish_menus(line.application.bot, office)
    places = {place for place, _ in _published(line)}

    assert {f"chat{RINA.user_id}", f"chat{HASAN.user_id}"} <= places


async def test_roles_are_known_by_private_chat(office: Office, region: Kemuning) -> None:
    assert officers(office.store) == {who.user_id: frozenset(who.roles) for who in (RINA, HASAN)}


async def test_a_blocked_officer_keeps_nobody_from_their_menu(line: Line, office: Office) -> None:
    line.wire.failing["setMyCommands"] = (200, "")
    await publish_menus(line.application.bot, office)

    assert len(line.wire.of("setMyCommands")) == 3 * 4


async def test_names_and_descriptions_are_such_as_telegram_takes(line: Line, office: Office) -> None:
    await publish_menus(line.application.bot, office)
    for sent in line.wire.of("setMyCommands"):
        for one in _plain(sent["commands"]):
            assert re.fullmatch(r"[a-z0-9_]{1,32}", one["command"])
            assert 1 <= len(one["description"]) <= 256


@pytest.mark.parametrize("language", ["id", "en"])
async def test_every_command_of_the_menu_is_answered(line: Line, office: Office, language: str) -> None:
    await publish_menus(line.application.bot, office)
    chat = line.of(RINA.user_id)
    for name in _published(line)["all_private_chats", language]:
        assert "belum kami kenal" not in (await chat.types(f"/{name}")).plain
