"""Answering the press of a button."""

from typing import Any
from urllib.parse import urlsplit

from sandbox.arguments import Arguments
from sandbox.errors import bad_request
from sandbox.sandbox import Sandbox
from sandbox.text import utf16_length

ANSWER_CHARACTERS = 200


def answer_callback_query(box: Sandbox, args: Arguments) -> bool:
    text, url = args.text("text"), args.text("url")
    if utf16_length(text) > ANSWER_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not _is_own_link(box, url):
        raise bad_request("URL_INVALID")
    query = box.callbacks.answer(args.text("callback_query_id"))
    answer = {"text": text, "show_alert": args.flag("show_alert"), "url": url}
    box.stream.tell([query["user_id"]], "answer", chat_id=query["chat_id"], answer=answer)
    return True


def _is_own_link(box: Sandbox, url: str) -> bool:
    """Without a game, a press may open the bot's own deep links only."""
    parts = urlsplit(url)
    own = (parts.scheme in {"http", "https"}, parts.netloc, parts.path.lower())
    return own == (True, "t.me", f"/{box.bot.username.lower()}") and parts.query.startswith("start=")


METHODS: dict[str, Any] = {"answerCallbackQuery": answer_callback_query}
