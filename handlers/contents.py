"""Whatever else is sent: each kind gets an answer that says what became of it and what can be done."""

import re
from collections.abc import Callable

from telegram import Message

from domain.actors import Role
from handlers.asking import answer_question
from handlers.buttons import Button, Rows
from handlers.table import Handler, Route
from handlers.visit import Visit

_A_ROW = 2
_PROOF = re.compile(r"(\d[ .-]?){17}\d|(?=.*\d)[0-9A-Za-z]{5}[ -]?[0-9A-Za-z]{5}")
_CLOSED = {"card", "profile"}
_LABELS = {
    "card": "button.card",
    "profile": "button.profile",
    "contact": "button.contact",
    "menu": "button.menu",
    "link": "button.link",
}

_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("content.voice", ("voice", "audio", "video_note")),
    ("content.picture", ("photo", "video", "animation")),
    ("content.sticker", ("sticker", "dice", "game")),
    ("content.location", ("location", "venue")),
    ("content.contact", ("contact",)),
)


def _kind(key: str, fields: tuple[str, ...]) -> Route:
    def fits(message: Message) -> bool:
        return any(getattr(message, name) for name in fields)

    return Route(answer=_told(key), who="anyone", content=fits)


def _told(key: str) -> Handler:
    async def answer(visit: Visit) -> None:
        await visit.reply(key, buttons=_offers(visit, ("card", "contact", "menu")))

    return answer


async def _offer_check(visit: Visit) -> None:
    """A file is not read, but whether it is ours can be told of the message that the answer hangs on."""
    check = [Button("verify.button.file", "verify", "file")]
    # A planner may have meant an import, whose hour is over.
    imports = [Button("im.button.home", "im")] if Role.PLANNER in visit.identity.roles else []
    offers = _offers(visit, ("card", "contact", "menu"))
    await visit.reply("content.document", buttons=[[*check, *imports], *offers], quoting=True)


def _offers(visit: Visit, actions: tuple[str, ...]) -> Rows:
    """A stranger is offered to link instead of what is closed to them."""
    linked = visit.person is not None
    open_ones = dict.fromkeys(action if linked or action not in _CLOSED else "link" for action in actions)
    buttons = [Button(_LABELS[action], action) for action in open_ones]
    return [buttons[:_A_ROW], buttons[_A_ROW:]] if len(buttons) > _A_ROW else [buttons]


def _proves(message: Message) -> bool:
    """A NIP or a letter's code, which is asked for at its step only and is never said back."""
    return _PROOF.fullmatch((message.text or "").strip()) is not None


def _edited(message: Message) -> bool:
    return message.edit_date is not None


def _wordless(message: Message) -> bool:
    """An emoji or a question mark alone is a gesture, as a sticker is."""
    return bool(message.text) and not any(sign.isalnum() for sign in message.text or "")


def _starts(sign: str) -> Callable[[Message], bool]:
    return lambda message: bool(message.text and message.text.startswith(sign))


ROUTES: tuple[Route, ...] = (
    Route(answer=_told("content.edited"), who="anyone", content=_edited),
    Route(answer=_told("content.unknown_command"), who="anyone", content=_starts("/")),
    Route(answer=_told("content.sticker"), who="anyone", content=_wordless),
    Route(answer=_told("content.proof"), who="anyone", content=_proves),
    Route(answer=answer_question, who="anyone", content=lambda message: message.text),
    *(_kind(key, fields) for key, fields in _KINDS),
    Route(answer=_offer_check, who="anyone", content=lambda message: message.document),
    Route(answer=_told("content.other"), who="anyone", content=lambda _message: True),
)
