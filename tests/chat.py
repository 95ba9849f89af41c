"""A telephone for tests: a real PTB application, and only the wire replaced by a strict recorder."""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from telegram import Update
from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from handlers.dispatch import DEFAULTS, Dispatch
from handlers.office import Office
from handlers.table import Table
from sandbox.html_text import parse_html
from sandbox.text import utf16_length

T = TypeVar("T")
Json = dict[str, Any]

BOT = {"id": 777, "is_bot": True, "first_name": "Sapa Mutasi", "username": "sapa_mutasi_bot"}
TOKEN = "777:invented-token-of-a-test"
GROUP = -100_200_300
TEXT_AT_MOST = 4096
CAPTION_AT_MOST = 1024
DATA_AT_MOST = 64
_WITH_FILE = {"sendDocument": "document", "sendPhoto": "photo"}


@dataclass(slots=True, kw_only=True)
class Shown:
    """A message as it stands in a chat now. `plain` is what is read, `text` the HTML behind it."""

    id: int
    chat_id: int
    text: str
    plain: str
    buttons: list[Json]
    keyboard: Json | None
    protected: bool
    reply_to: Json | None = None
    """The person's message to which it replies."""
    file: "Sent | None" = None
    """What was sent with it; `text` is the caption then."""

    @property
    def labels(self) -> list[str]:
        return [button["text"] for button in self.buttons]

    def value(self, label: str) -> str:
        return next(str(one["callback_data"]) for one in self.buttons if one["text"] == label)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file of the bot's: as a `document` or a `photo`; no content where Telegram's own number was given."""

    kind: str
    name: str
    content: bytes


@dataclass(slots=True)
class Wire(BaseRequest):
    """Answers as Telegram would, checks what Telegram would check, and records everything."""

    shown: dict[int, Shown] = field(default_factory=dict)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    heard: dict[int, Json] = field(default_factory=dict)
    """What people wrote, by the number of the message."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What people's files hold, by Telegram's number (file_id); others are too large for bots, or gone."""
    failing: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By method: the status and description with which it fails."""

    @property
    def read_timeout(self) -> float:
        return 5

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_more: Any
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        if method == "GET":
            return 200, self.files[name]
        assert method == "POST"
        sent: Json = dict(request_data.parameters) if request_data else {}
        if name in _WITH_FILE:
            sent["file"] = _sent_file(_WITH_FILE[name], sent, request_data)
        self.calls.append((name, sent))
        status, answer = self.failing.get(name) or self._answer(name, sent)
        body = {"ok": True, "result": answer} if status == 200 else _refusal(status, str(answer))
        return status, json.dumps(body).encode()

    def of(self, name: str) -> list[Json]:
        return [sent for method, sent in self.calls if method == name]

    def _answer(self, name: str, sent: Json) -> tuple[int, Any]:
        if name == "getMe":
            return 200, BOT
        if name == "sendMessage":
            return 200, self._keep(len(self.shown) + 1, sent)
        if name in _WITH_FILE:
            return 200, self._keep(len(self.shown) + 1, sent, text="caption", at_most=CAPTION_AT_MOST)
        if name == "getFile":
            return self._file(str(sent["file_id"]))
        if name == "editMessageText":
            return self._edit(sent)
        return 200, True

    def _edit(self, sent: Json) -> tuple[int, Any]:
        before = self.shown.get(int(sent["message_id"]))
        if before is None:
            return 400, "Bad Request: message to edit not found"
        if before.file is not None:
            return 400, "Bad Request: there is no text in the message to edit"
        buttons = _buttons(sent.get("reply_markup"))
        if (before.text, before.buttons) == (sent["text"], buttons):
            return 400, (
                "Bad Request: message is not modified: specified new message content and reply markup "
                "are exactly the same as a current content and reply markup of the message"
            )
        kept = {"protect_content": before.protected, "reply_to": before.reply_to}
        return 200, self._keep(before.id, sent | kept)

    def _file(self, file_id: str) -> tuple[int, Any]:
        if file_id not in self.files:
            return 400, "Bad Request: file is too big"
        return 200, {"file_id": file_id, "file_unique_id": file_id, "file_path": file_id}

    def _keep(self, message_id: int, sent: Json, *, text: str = "text", at_most: int = TEXT_AT_MOST) -> Json:
        assert sent["parse_mode"] == "HTML"
        if text == "text":
            assert sent["link_preview_options"] == {"is_disabled": True}
        plain, _entities = parse_html(str(sent[text]))
        assert 0 < utf16_length(plain) <= at_most
        markup = sent.get("reply_markup")
        buttons = _buttons(markup)
        assert all(len(one.get("callback_data", "").encode()) <= DATA_AT_MOST for one in buttons)
        self.shown[message_id] = Shown(
            id=message_id,
            chat_id=int(sent["chat_id"]),
            text=str(sent[text]),
            plain=plain,
            buttons=buttons,
            keyboard=markup if markup and "keyboard" in markup else None,
            protected=bool(sent.get("protect_content")),
            reply_to=sent.get("reply_to") or self._replied_to(sent.get("reply_parameters")),
            file=sent.get("file"),
        )
        return as_message(self.shown[message_id])

    def _replied_to(self, parameters: Any) -> Json | None:
        asked = json.loads(parameters) if isinstance(parameters, str) else parameters
        return self.heard.get(int(asked["message_id"])) if asked else None


def _sent_file(kind: str, sent: Json, request_data: RequestData | None) -> Sent:
    parts = request_data.multipart_data if request_data else {}
    name, content, _media = parts[kind] if kind in parts else (sent[kind], b"", "")
    return Sent(kind, str(name), content if isinstance(content, bytes) else content.read())


def _refusal(status: int, description: str) -> Json:
    flood = {"parameters": {"retry_after": int(description.rpartition(" ")[2])}} if status == 429 else {}
    return {"ok": False, "error_code": status, "description": description, **flood}


def as_message(shown: Shown) -> Json:
    """A message of the bot's as Telegram hands it out."""
    kind = "private" if shown.chat_id > 0 else "supergroup"
    markup = {"reply_markup": {"inline_keyboard": [[one] for one in shown.buttons]}} if shown.buttons else {}
    replied = {"reply_to_message": shown.reply_to} if shown.reply_to else {}
    return {
        "message_id": shown.id,
        "date": 1_795_000_000,
        "chat": {"id": shown.chat_id, "type": kind},
        "from": BOT,
        **_content(shown),
        "has_protected_content": shown.protected,
        **markup,
        **replied,
    }


def _content(shown: Shown) -> Json:
    if shown.file is None:
        return {"text": shown.plain}
    file = {"file_id": f"sent-{shown.id}", "file_unique_id": f"sent-{shown.id}"}
    if shown.file.kind == "photo":
        return {"caption": shown.plain, "photo": [file | {"width": 1, "height": 1}]}
    return {"caption": shown.plain, "document": file | {"file_name": shown.file.name}}


def _buttons(markup: Json | None) -> list[Json]:
    return [one for row in (markup or {}).get("inline_keyboard", []) for one in row]


async def run_at_once(call: Callable[[], T]) -> T:
    """In a test the database answers on the loop itself."""
    return call()


@dataclass(slots=True)
class Chat:
    """One person's telephone, in the private chat with the bot or (chat_id below zero) in a group."""

    line: "Line"
    user_id: int
    chat_id: int
    language_code: str | None = "id"

    @property
    def wire(self) -> Wire:
        return self.line.wire

    @property
    def messages(self) -> list[Shown]:
        """What the bot's messages in this chat say now, oldest first."""
        return [one for one in self.wire.shown.values() if one.chat_id == self.chat_id]

    @property
    def last(self) -> Shown:
        return self.messages[-1]

    async def types(self, text: str) -> Shown:
        commands = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        return await self.sends(text=text, **({"entities": commands} if text.startswith("/") else {}))

    async def sends(self, **content: Any) -> Shown:
        """Send any content, as a field of Telegram's message."""
        await self.line.receives(message=self._message(content))
        return self.last

    async def edits(self, text: str) -> None:
        await self.line.receives(edited_message=self._message({"text": text}) | {"edit_date": 1_795_000_060})

    async def shares_contact(self, phone: str, *, user_id: int | None = None, **more: Any) -> Shown:
        """Press the contact button: one's own contact, unless told otherwise."""
        contact = {"phone_number": phone, "first_name": "X", "user_id": user_id or self.user_id}
        return await self.sends(contact=contact, **more)

    async def presses(self, label: str) -> Shown:
        """Press the newest button of that label."""
        shown = next(one for one in reversed(self.messages) if label in one.labels)
        await self.presses_value(shown.value(label), on=shown)
        return self.last

    async def presses_value(self, value: str, *, on: Shown | None = None) -> None:
        """Press a button with any value, also one that was never sent."""
        message = as_message(on or self.last) if on or self.messages else self._message({"text": "?"})
        query = {"id": "1", "from": self._user(), "chat_instance": "1", "data": value, "message": message}
        await self.line.receives(callback_query=query)

    def _message(self, content: Json) -> Json:
        kind = "private" if self.chat_id > 0 else "supergroup"
        return {
            "message_id": next(self.line.numbers),
            "date": 1_795_000_000,
            "chat": {"id": self.chat_id, "type": kind},
            "from": self._user(),
            **content,
        }

    def _user(self) -> Json:
        code = {"language_code": self.language_code} if self.language_code else {}
        return {"id": self.user_id, "is_bot": False, "first_name": "X", **code}


@dataclass(slots=True)
class Line:
    """The application under test, and the telephones connected to it."""

    application: Application[Any, Any, Any, Any, Any, Any]
    wire: Wire
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(10_001))

    def of(self, user_id: int, *, group: int | None = None, language_code: str | None = "id") -> Chat:
        return Chat(self, user_id, group or user_id, language_code)

    async def receives(self, **update: Any) -> None:
        raw = {"update_id": next(self.numbers), **update}
        if "message" in update:
            self.wire.heard[update["message"]["message_id"]] = update["message"]
        parsed = Update.de_json(raw, self.application.bot)
        await self.application.process_update(parsed)


async def connect(office: Office, table: Table) -> Line:
    """Open a line on which nothing leaves the process."""
    wire = Wire()
    application: Application[Any, Any, Any, Any, Any, Any] = (
        Application.builder()
        .token(TOKEN)
        .defaults(DEFAULTS)
        .request(wire)
        .get_updates_request(Wire())
        .updater(None)
        .job_queue(None)
        .build()
    )
    Dispatch(office, table).register(application)
    await application.initialize()
    return Line(application, wire)


def at(now: datetime) -> Callable[[], datetime]:
    return lambda: now
