"""One person's telephone in the sandbox, worked over HTTP as the chat page works it."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from bot.trial.cast import CastMember
from bot.trial.serving import TOKEN
from tests.journeys.words import label

PATIENCE = 15.0  # seconds until an answer that will not come is given up
LOOK_EVERY = 0.05

T = TypeVar("T")
Json = dict[str, Any]


class Telephone:
    """`who` holds it; `address` is the sandbox's."""

    def __init__(self, address: str, who: CastMember) -> None:
        # Nothing is kept open between two gestures, so there is nothing to close.
        limits = httpx.Limits(max_keepalive_connections=0)
        self.address = address
        self._http = httpx.Client(base_url=address, timeout=PATIENCE, trust_env=False, limits=limits)
        self.who = who

    @property
    def chat(self) -> Json:
        shown: Json = self._http.get(f"/phone/{self.who.telegram_id}/chat").json()
        return shown

    @property
    def received(self) -> list[Json]:
        return [one for one in self.chat["messages"] if not one["outgoing"]]

    @property
    def letter(self) -> tuple[str, str]:
        """The token of the link and the code, as they stand on the letter."""
        people = self._http.get("/phone/cast").json()["people"]
        link, code = next(one["links"] for one in people if one["id"] == self.who.telegram_id)
        return link["start"], code["text"]

    def does(self, gesture: str, **asked: Any) -> None:
        self._http.post(f"/phone/{self.who.telegram_id}/{gesture}", json=asked).raise_for_status()

    def says(self, text: str) -> None:
        self.does("text", text=text)

    def asks(self, text: str) -> str:
        """Write something and read what is answered."""
        return self._answer_to(lambda: self.says(text))

    def presses_old(self, value: str) -> str:
        """Press a button that an earlier release of the bot has left in the chat; read what is answered."""
        keys = {"inline_keyboard": [[{"text": "Lama", "callback_data": value}]]}
        asked = {"chat_id": self.who.telegram_id, "text": "Pesan lama", "reply_markup": keys}
        old = self._http.post(f"/bot{TOKEN}/sendMessage", json=asked).raise_for_status().json()["result"]
        return self._answer_to(lambda: self.does("press", message_id=old["message_id"], data=value))

    def presses(self, key: str, language: str = "id") -> Json:
        """Press the newest button with these words, once it is there."""
        return self.presses_text(label(key, language))

    def presses_text(self, text: str) -> Json:
        """Press the newest button that says this, once it is there."""
        message, data = until(lambda: self._button(text))
        self.does("press", message_id=message["message_id"], data=data)
        return message

    def reads(self, words: str) -> Json:
        """The newest message that contains these words, once it is there."""
        return until(lambda: next((one for one in reversed(self.received) if words in text_of(one)), None))

    def links(self, language: str = "id") -> None:
        """Walk the way in with the letter at hand."""
        token, code = self.letter
        self.does("start", payload=token)
        self.presses("linking.button.agree", language)
        until(lambda: self.chat["keyboard"])
        self.does("contact")
        self.reads(label("linking.code", language))
        self.says(code)
        self.reads(label("linking.done", language))

    @property
    def own_menu(self) -> list[Json]:
        """What the bot has published as the menu of commands of this chat alone."""
        asked = {"scope": {"type": "chat", "chat_id": self.who.telegram_id}}
        commands: list[Json] = self._http.post(f"/bot{TOKEN}/getMyCommands", json=asked).json()["result"]
        return commands

    def orders_trouble(self, kind: str, method: str) -> None:
        """Let the next call of this method go wrong."""
        order = {"kind": kind, "method": method, "times": 1}
        self._http.post("/control/faults", json=order).raise_for_status()

    def _answer_to(self, deed: Callable[[], None]) -> str:
        before = len(self.received)
        deed()
        return text_of(until(lambda: self.received[before:])[-1])

    def _button(self, text: str) -> tuple[Json, str] | None:
        for message in reversed(self.received):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == text:
                        return message, button["callback_data"]
        return None


def text_of(message: Json) -> str:
    return str(message.get("text") or "")


def until(look: Callable[[], T | None], patience: float = PATIENCE) -> T:
    """Look again until there is something to see."""
    ends = time.monotonic() + patience
    while not (seen := look()):
        assert time.monotonic() < ends, "it never came"
        time.sleep(LOOK_EVERY)
    return seen
