"""What the bot shows of itself: who it is, its commands, its menu button, its name and descriptions."""

import re
from typing import Any

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.errors import bad_request
from sandbox.sandbox import Sandbox
from sandbox.shapes import as_object, number_in, text_in
from sandbox.text import utf16_length

COMMAND = re.compile(r"/?([a-z0-9_]{1,32})")
COMMANDS_AT_MOST = 100
COMMAND_DESCRIPTION = 256
SCOPE = "BotCommandScope"
LANGUAGE = re.compile(r"([a-z]{2})?")
CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
SCOPES = CHAT_SCOPES | {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
TEXTS = {
    "description": ("Description", 512),
    "short_description": ("ShortDescription", 120),
    "name": ("Name", 64),
}


def get_me(box: Sandbox, _: Arguments) -> Json:
    abilities = ("can_read_all_group_messages", "supports_inline_queries", "can_connect_to_business")
    more = ("has_main_web_app", "has_topics_enabled", "allows_users_to_create_topics", "can_manage_bots")
    return box.bot.as_user() | {"can_join_groups": True} | dict.fromkeys((*abilities, *more), False)


def _language(args: Arguments) -> str:
    code = args.text("language_code")
    if not LANGUAGE.fullmatch(code):
        raise bad_request("LANG_CODE_INVALID")
    return code


def _scope(box: Sandbox, args: Arguments) -> str:
    asked = args.structure("scope", SCOPE)
    given = {"type": "default"} if asked is None else as_object(asked, SCOPE)
    kind = text_in(given, "type", SCOPE)
    if kind not in SCOPES:
        raise bad_request(f"can't parse {SCOPE}: Unsupported type specified")
    if kind not in CHAT_SCOPES:
        return kind
    chat_id = number_in(given, "chat_id", SCOPE)
    if not (box.phones.find(chat_id) or box.chats.find(chat_id)):
        raise bad_request("chat not found")
    member = f"/{number_in(given, 'user_id', SCOPE)}" if kind == "chat_member" else ""
    return f"{kind}/{chat_id}{member}"


def set_my_commands(box: Sandbox, args: Arguments) -> bool:
    given = args.structure("commands", "commands")
    if not isinstance(given, list):
        raise bad_request("can't parse BotCommand: Expected an Array of BotCommand")
    if len(given) > COMMANDS_AT_MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(item) for item in given]
    return _keep_commands(box, args, commands)


def _command(given: Any) -> Json:
    command = as_object(given, "BotCommand")
    name = COMMAND.fullmatch(text_in(command, "command", "BotCommand"))
    if name is None:
        raise bad_request("BOT_COMMAND_INVALID")
    description = text_in(command, "description", "BotCommand").strip()
    if not 0 < utf16_length(description) <= COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name[1], "description": description}


def _keep_commands(box: Sandbox, args: Arguments, commands: list[Json]) -> bool:
    box.settings.write("commands", _scope(box, args), _language(args), value=commands)
    box.stream.tell([phone.id for phone in box.phones], "commands")
    return True


def delete_my_commands(box: Sandbox, args: Arguments) -> bool:
    return _keep_commands(box, args, [])


def get_my_commands(box: Sandbox, args: Arguments) -> list[Json]:
    return list(box.settings.read("commands", _scope(box, args), _language(args)) or [])


def set_text(box: Sandbox, args: Arguments, field: str) -> bool:
    text = args.text(field)
    if utf16_length(text) > TEXTS[field][1]:
        raise bad_request(f"bot {field.replace('_', ' ')} is too long")
    box.settings.write(field, _language(args), value=text)
    return True


def get_text(box: Sandbox, args: Arguments, field: str) -> Json:
    usual = box.bot.name if field == "name" else ""
    language = _language(args)
    return {field: box.settings.read(field, language) or box.settings.read(field, "") or usual}


def _menu_chat(box: Sandbox, args: Arguments) -> int:
    chat_id = args.number("chat_id")
    if chat_id and not box.phones.find(chat_id):
        raise bad_request("chat not found")
    return chat_id


def set_chat_menu_button(box: Sandbox, args: Arguments) -> bool:
    asked = args.structure("menu_button", "MenuButton")
    kind = "default" if asked is None else text_in(as_object(asked, "MenuButton"), "type", "MenuButton")
    if kind not in {"default", "commands"}:
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    box.settings.write("menu", _menu_chat(box, args), value={"type": kind})
    return True


def get_chat_menu_button(box: Sandbox, args: Arguments) -> Json:
    chat_id = _menu_chat(box, args)
    button = box.settings.read("menu", chat_id) or box.settings.read("menu", 0) or {"type": "default"}
    return dict(button)


def _text_methods(field: str, name: str) -> dict[str, Any]:
    return {
        f"setMy{name}": lambda box, args: set_text(box, args, field),
        f"getMy{name}": lambda box, args: get_text(box, args, field),
    }


METHODS: dict[str, Any] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
for _field, (_name, _) in TEXTS.items():
    METHODS |= _text_methods(_field, _name)
