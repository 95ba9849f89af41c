"""Commands by scope and language, the menu button, the bot's name and descriptions."""

from typing import Any

import pytest

from tests.sandbox.driver import BUDI, RINA, SITI, STRANGER, Driver


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"Tentang {name}"} for name in names]


async def seen(desk: Driver, user_id: int) -> list[str]:
    return [command["command"] for command in (await desk.show(user_id))["commands"]]


async def test_a_person_sees_the_narrowest_scope_in_their_own_language(desk: Driver) -> None:
    private = {"type": "all_private_chats"}
    await desk.ok("setMyCommands", commands=commands("start"))
    await desk.ok("setMyCommands", commands=commands("mutasi"), scope=private)
    await desk.ok("setMyCommands", commands=commands("transfer"), scope=private, language_code="en")
    await desk.ok("setMyCommands", commands=commands("hr"), scope={"type": "chat", "chat_id": BUDI})

    assert await seen(desk, SITI) == ["mutasi"]
    assert await seen(desk, RINA) == ["transfer"]
    assert await seen(desk, BUDI) == ["hr"]
    await desk.ok("deleteMyCommands", scope=private)
    assert await seen(desk, SITI) == ["start"]


async def test_commands_are_read_back_scope_by_scope(desk: Driver) -> None:
    await desk.ok("setMyCommands", commands=commands("start"), language_code="id")
    assert await desk.ok("getMyCommands", language_code="id") == commands("start")
    assert await desk.ok("getMyCommands") == []


NO_SCOPE = "can't parse BotCommandScope: Unsupported type specified"
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "can't parse BotCommand: Expected an Array of BotCommand"),
    ({"commands": commands(*(f"c{n}" for n in range(101)))}, "BOT_COMMANDS_TOO_MUCH"),
    ({"commands": commands("Besar")}, "BOT_COMMAND_INVALID"),
    ({"commands": commands("a" * 33)}, "BOT_COMMAND_INVALID"),
    ({"commands": commands("")}, "BOT_COMMAND_INVALID"),
    ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ({"commands": [{"command": "a", "description": "a" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ({"commands": commands("a"), "language_code": "ind"}, "LANG_CODE_INVALID"),
    ({"commands": commands("a"), "scope": {"type": "everywhere"}}, NO_SCOPE),
    ({"commands": commands("a"), "scope": {"type": "chat", "chat_id": STRANGER}}, "chat not found"),
]


@pytest.mark.parametrize(("asked", "reason"), REFUSED)
async def test_faulty_commands_are_refused(desk: Driver, asked: dict[str, Any], reason: str) -> None:
    assert await desk.refusal("setMyCommands", **asked) == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("method", "field", "limit"),
    [
        ("Description", "description", 512),
        ("ShortDescription", "short_description", 120),
        ("Name", "name", 64),
    ],
)
async def test_a_text_about_the_bot_is_kept_by_language_within_its_bounds(
    desk: Driver, method: str, field: str, limit: int
) -> None:
    own: Any = {field: "a" * limit}
    await desk.ok(f"setMy{method}", **own)
    await desk.ok(f"setMy{method}", **{field: "english"}, language_code="en")
    refusal = await desk.refusal(f"setMy{method}", **{field: "a" * (limit + 1)})

    assert await desk.ok(f"getMy{method}", language_code="id") == own
    assert await desk.ok(f"getMy{method}", language_code="en") == {field: "english"}
    assert refusal == f"Bad Request: bot {field.replace('_', ' ')} is too long"


async def test_the_description_shows_to_whoever_opens_the_page(desk: Driver) -> None:
    await desk.ok("setMyDescription", description="Asisten mutasi")
    assert (await desk.http.get("/phone/cast")).json()["bot"]["description"] == "Asisten mutasi"


async def test_the_menu_button_is_set_for_one_chat_or_all(desk: Driver) -> None:
    await desk.ok("setChatMenuButton", menu_button={"type": "commands"})
    await desk.ok("setChatMenuButton", chat_id=SITI, menu_button={"type": "default"})
    buttons = [await desk.ok("getChatMenuButton", chat_id=chat_id) for chat_id in (SITI, BUDI)]
    refusal = await desk.refusal("setChatMenuButton", chat_id=STRANGER)

    assert buttons == [{"type": "default"}, {"type": "commands"}]
    assert refusal == "Bad Request: chat not found"


async def test_the_bot_knows_itself(desk: Driver) -> None:
    me = await desk.ok("getMe")
    assert (me["is_bot"], me["username"]) == (True, "kemuning_bot")
