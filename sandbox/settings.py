"""What a bot says about itself: commands by scope and language, menu button, name, descriptions."""

from typing import Any

from sandbox.cast import Json
from sandbox.journal import Journal


class BotSettings:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._values: Json = journal.take("setting")

    def read(self, *key: object) -> Any:
        return self._values.get(_key(key))

    def write(self, *key: object, value: Any) -> None:
        """Set a value; an empty one is forgotten."""
        name = _key(key)
        if value:
            self._values[name] = value
        else:
            self._values.pop(name, None)
        self._journal.put("setting", name, value or None)

    def commands_for(self, chat_id: int, user_id: int, language: str) -> list[Json]:
        """The list a person sees in a chat: the narrowest scope that has one, own language first."""
        private = ["all_private_chats"]
        group = ["all_group_chats"]
        member = [f"chat_member/{chat_id}/{user_id}"] if chat_id < 0 else []
        scopes = [*member, f"chat/{chat_id}", *(private if chat_id > 0 else group), "default"]
        for scope in scopes:
            for code in (language, ""):
                if commands := self.read("commands", scope, code):
                    return list(commands)
        return []


def _key(key: tuple[object, ...]) -> str:
    return "\t".join(map(str, key))
