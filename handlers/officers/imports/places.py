"""The form of an import: which files wait, and which preview was seen. Their contents stay with Telegram."""

import json
from dataclasses import dataclass

from telegram.error import BadRequest

from domain.conversations import Conversation
from domain.imports.reading import Sent
from domain.uploads import in_one_line
from handlers.buttons import Button
from handlers.forms import text_in
from handlers.visit import Visit

FLOW = "im_files"
FILES, TYPED = "files", "typed"
FILES_AT_MOST = 10
MEGABYTES_AT_MOST = 20
"""A bot may download no more (Bot API, getFile)."""
_NAME_AT_MOST = 60
_SEEN_SIGNS = 16  # of the preview's fingerprint: 64 bits, on a button with what else it carries

HOME = Button("im.button.home", "im")
MENU = Button("button.menu", "menu")
UNDO, PAST, TEMPLATES = (
    Button("im.button.undo", "im_undo"),
    Button("im.button.past", "im_past"),
    Button("im.button.templates", "im_tpl"),
)
DROP = Button("im.button.drop", "im_drop")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that lies with Telegram under this number (file_id), by the name that it is told by here."""

    id: str
    name: str


class FileLost(Exception):
    """Telegram hands a file out no more."""

    def __init__(self, lost: Waiting) -> None:
        super().__init__(lost.name)
        self.lost = lost


def arg_of(visit: Visit) -> str:
    """What the pressed button carries, empty where nothing."""
    return visit.pressed.arg if visit.pressed else ""


def waiting_in(form: Conversation) -> list[Waiting]:
    """The files that were sent so far."""
    return [Waiting(*one) for one in json.loads(text_in(form, "files") or "[]")]


def as_field(files: list[Waiting]) -> str:
    """The files as the form keeps them."""
    return json.dumps([[one.id, one.name] for one in files]) if files else ""


def named_apart(files: list[Waiting], name: str) -> str:
    """The file's name as it can be told from the others': problems are told by it."""
    shown = in_one_line(name)[-_NAME_AT_MOST:].strip() or "berkas"
    taken = {one.name for one in files}
    number = 2
    candidate = shown
    while candidate in taken:
        candidate = f"{number}-{shown}"
        number += 1
    return candidate


def seen_part(fingerprint: str) -> str:
    """The part of a preview's fingerprint by which a button says which preview it stood under."""
    return fingerprint[:_SEEN_SIGNS]


async def fetched(visit: Visit, files: list[Waiting]) -> list[Sent]:
    """The contents, into memory alone. Raise FileLost."""
    sent = []
    for one in files:
        try:
            sent.append(Sent(one.name, await visit.fetch(one.id)))
        except BadRequest as fault:
            raise FileLost(one) from fault
    return sent
