"""Photos and documents of a report: judged by what Telegram says of them, fetched when the report is sent.

Until then only Telegram's name for the file is kept, in the form: no file of an unsent report lies with us.
"""

import json
from dataclasses import dataclass

from telegram import Document, Message
from telegram.error import BadRequest

from domain.concerns.files import FILES_AT_MOST, MEGABYTES_AT_MOST
from domain.concerns.refusals import FileKindUnfit, FileTooLarge, TooManyFiles
from domain.conversations import Conversation
from handlers.forms import text_in
from handlers.visit import Visit

FILES = "files"
_MEGABYTE = 1024 * 1024
# What a device may call the kinds that are taken; the content is judged when it is there.
_UNKNOWN = frozenset({"", "application/octet-stream", "application/zip"})
_TAKEN = ("image/jpeg", "image/png", "application/pdf", "application/vnd.o")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that lies with Telegram; `size` in bytes, 0 where Telegram does not say."""

    id: str
    size: int


class FileLost(Exception):
    """Telegram does not hand out a file any more; `number` counts the report's files from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def attached_in(form: Conversation) -> list[Attached]:
    """The files that were added so far."""
    return [Attached(*one) for one in json.loads(text_in(form, FILES) or "[]")]


def as_field(files: list[Attached]) -> str:
    """The files as the form keeps them."""
    return json.dumps([[one.id, one.size] for one in files]) if files else ""


def offered(message: Message) -> Attached | None:
    """The file of a message; None where it has none. Raise FileTooLarge, FileKindUnfit."""
    if message.photo:
        largest = message.photo[-1]
        return Attached(largest.file_id, largest.file_size or 0)
    if message.document is None:
        return None
    _ensure_fit(message.document)
    return Attached(message.document.file_id, message.document.file_size or 0)


def joined(files: list[Attached], one: Attached) -> list[Attached]:
    """With one file more. Raise TooManyFiles."""
    if len(files) >= FILES_AT_MOST:
        raise TooManyFiles(limit=FILES_AT_MOST)
    return [*files, one]


async def fetched(visit: Visit, files: list[Attached]) -> tuple[bytes, ...]:
    """The contents. Raise FileLost."""
    contents = []
    for number, one in enumerate(files, start=1):
        try:
            contents.append(await visit.fetch(one.id))
        except BadRequest as fault:
            raise FileLost(number) from fault
    return tuple(contents)


def _ensure_fit(document: Document) -> None:
    if (document.file_size or 0) > MEGABYTES_AT_MOST * _MEGABYTE:
        raise FileTooLarge(limit=MEGABYTES_AT_MOST)
    kind = (document.mime_type or "").lower()
    if kind not in _UNKNOWN and not kind.startswith(_TAKEN):
        raise FileKindUnfit
