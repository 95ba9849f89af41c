"""A paper that somebody sends: what Telegram says of it, and its content."""

from dataclasses import dataclass

from telegram import Message
from telegram.error import BadRequest

from domain.preferences.documents import MEGABYTES_AT_MOST, check_size, document_of
from domain.preferences.records import NewDocument
from domain.preferences.refusals import DocumentUnfit
from handlers.visit import Visit


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that lies with Telegram."""

    id: str
    name: str


def offered(message: Message | None) -> Offered:
    """The photo or document of a message. Raise DocumentUnfit where there is none, or it is too large."""
    if message is not None and message.photo:
        largest = message.photo[-1]
        check_size(largest.file_size or 0)
        return Offered(largest.file_id, "")
    if message is not None and message.document is not None:
        check_size(message.document.file_size or 0)
        return Offered(message.document.file_id, message.document.file_name or "")
    raise DocumentUnfit(most=MEGABYTES_AT_MOST)


async def fetched(visit: Visit, paper: Offered) -> NewDocument:
    """With its content. Raise DocumentUnfit, also where Telegram does not hand it out any more."""
    try:
        content = await visit.fetch(paper.id)
    except BadRequest as fault:
        raise DocumentUnfit(most=MEGABYTES_AT_MOST) from fault
    return document_of(paper.name, content)
