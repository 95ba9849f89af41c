"""What a telephone shows."""

from dataclasses import asdict

from sandbox.cast import Json
from sandbox.chats import Chat
from sandbox.phones import Phone
from sandbox.sandbox import Sandbox, seen_by


def cast_view(box: Sandbox) -> Json:
    bot = box.bot
    name = box.settings.read("name", "") or bot.name
    description = box.settings.read("description", "") or ""
    return {
        "bot": {"id": bot.id, "username": bot.username, "first_name": name, "description": description},
        "people": [_person(phone) for phone in box.phones],
    }


def _person(phone: Phone) -> Json:
    person = asdict(phone.person)
    return person | {"language_code": phone.language_code, "links": list(person["links"])}


def chat_view(box: Sandbox, phone: Phone, chat: Chat) -> Json:
    language = phone.language_code.partition("-")[0]
    return {
        "chat_id": chat.id,
        "messages": [seen_by(phone.id, chat.messages[number]) for number in sorted(chat.messages)],
        "commands": box.settings.commands_for(chat.id, phone.id, language),
        "keyboard": chat.keyboard,
        "blocked": phone.blocked,
        "started": phone.started,
        "action": box.action_in(chat.id),
        "groups": [
            {"id": group.id, "title": group.title}
            for group in box.chats
            if not group.is_private and phone.id in group.members
        ],
    }
