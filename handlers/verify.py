"""`/cek`: whether a letter, a message or a file is ours. For anybody, also for people of no region.

Nothing is remembered between the messages: a code is recognised wherever it is sent, and a file is checked by
the button under the answer that hangs on it.
"""

import re

from telegram import Document, Message
from telegram.error import BadRequest

from domain.official.checks import Answer, Asker, Verdict, Whose
from domain.official.codes import PREFIX, codes_in, read_code
from domain.official.digests import digest_of, short
from domain.official.records import Issued
from handlers.buttons import Button, Rows
from handlers.table import Route
from handlers.visit import Visit
from locales.words import Markup, moment

FILE_AT_MOST = 20  # megabytes: Telegram hands out no more to bots
_MEGABYTE = 1_000_000
_BUTTONS: Rows = [[Button("button.contact", "contact"), Button("button.menu", "menu")]]
# A code in its groups without its prefix, or one with it that has lost or gained a sign.
_BARE = re.compile(r"[0-9A-Za-z]{4}([ -]?)[0-9A-Za-z]{4}\1[0-9A-Za-z]{4}")
_DAMAGED = re.compile(rf"{PREFIX}-[0-9A-Za-z-]{{1,28}}", re.IGNORECASE)


async def verify(visit: Visit) -> None:
    """With a code, a message to which it replies, or a file; alone it says how."""
    document = _document(visit)
    said = visit.payload or (_answered_text(visit.message) if visit.message and not visit.query else "")
    if document is not None:
        await _check_file(visit, document)
    elif said:
        await _check_text(visit, said)
    else:
        await visit.edit("verify.prompt", buttons=_BUTTONS)


async def verify_found(visit: Visit) -> None:
    """A code in whatever somebody wrote or forwarded."""
    await _check_text(visit, visit.text)


async def _check_text(visit: Visit, said: str) -> None:
    answers = await visit.call(visit.office.checks.text, said, _asker(visit), now=visit.now)
    if not answers:
        await visit.reply("verify.no_code", buttons=_BUTTONS, quoting=True)
    for answer in answers:
        await _tell(visit, answer)


async def _check_file(visit: Visit, document: Document) -> None:
    size = document.file_size or 0
    if size > FILE_AT_MOST * _MEGABYTE:
        await _say_too_large(visit, size)
        return
    await visit.call(visit.office.checks.admit, _asker(visit), now=visit.now)
    try:
        content = await visit.fetch(document.file_id)
    except BadRequest as refusal:
        if "file is too big" not in refusal.message.lower():
            raise
        await _say_too_large(visit, size)
        return
    digest = await visit.office.run(lambda: digest_of(content))
    await _tell(visit, await visit.call(visit.office.checks.file, digest, _asker(visit)), of_file=True)


async def _say_too_large(visit: Visit, size: int) -> None:
    megabytes = max(FILE_AT_MOST + 1, round(size / _MEGABYTE))
    await visit.reply(
        "verify.file.too_large", buttons=_BUTTONS, quoting=True, size=megabytes, limit=FILE_AT_MOST
    )


async def _tell(visit: Visit, answer: Answer, *, of_file: bool = False) -> None:
    own = answer.whose is Whose.YOU
    if answer.issued is None:
        key = "verify.file.unknown" if of_file else "verify.unknown"
        await visit.reply(key, buttons=_BUTTONS, quoting=True, code=answer.code)
        return
    facts = _facts(visit, answer.issued, answer)
    if answer.verdict is Verdict.WITHDRAWN:
        since = moment(visit.language, answer.issued.withdrawn_at or visit.now, visit.office.zone)
        await visit.reply(
            "verify.withdrawn", buttons=_BUTTONS, protect=own, quoting=True, since=since, **facts
        )
        return
    key = "verify.file.genuine" if of_file else "verify.genuine"
    await visit.reply(key, buttons=_BUTTONS, protect=own, quoting=True, **facts)


def _facts(visit: Visit, issued: Issued, answer: Answer) -> dict[str, Markup | str]:
    kind = visit.say(f"official.kind.{issued.kind}")
    day = issued.issued_on or issued.issued_at.astimezone(visit.office.zone).date()
    digest = answer.matched or next(iter(issued.digests), None)
    return {
        "code": issued.code,
        "what": visit.say("official.titled", kind=kind, title=issued.title) if issued.title else kind,
        "day": visit.say("official.day", day=day),
        "whose": visit.say(f"verify.whose.{answer.whose}"),
        "digest": short(digest) if digest else visit.say("official.no_digest"),
    }


def _asker(visit: Visit) -> Asker:
    return Asker(user_id=visit.user_id, person_id=visit.person.id if visit.person else None)


def _document(visit: Visit) -> Document | None:
    """What came with the command, what it replies to, or what hangs above the pressed button."""
    if visit.query is not None:
        return visit.asked_about.document if visit.asked_about else None
    message = visit.message
    if message is None:
        return None
    answered = message.reply_to_message
    return message.document or (answered.document if answered else None)


def _answered_text(message: Message) -> str:
    answered = message.reply_to_message
    return (answered.text or answered.caption or "") if answered else ""


def _bears_code(message: Message) -> bool:
    said = (message.text or message.caption or "").strip()
    if message.edit_date is not None or not said:
        return False
    if codes_in(said) or _DAMAGED.fullmatch(said):
        return True
    return _BARE.fullmatch(said) is not None and read_code(said) is not None


ROUTES: tuple[Route, ...] = (
    Route(answer=verify, who="anyone", commands=("cek", "verify"), action="verify", menu="command.verify"),
)
CONTENTS: tuple[Route, ...] = (Route(answer=verify_found, who="anyone", content=_bears_code),)
