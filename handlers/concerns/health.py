"""Health in the chat: what somebody has typed of it is sealed, deleted from the chat, and told so.

The words are the catalogue's own list; they find what is plainly said, not what is meant.
"""

import re
from functools import lru_cache

from domain.concerns.records import Mode
from domain.concerns.taxonomy import Concern
from domain.conversations import Conversation
from handlers.buttons import Button
from handlers.concerns.places import FLOW
from handlers.forms import begin_form
from handlers.visit import Visit
from locales.words import LANGUAGES, Words


def is_told_in(visit: Visit, text: str) -> bool:
    """Whether the text names an illness or a treatment, in any of our languages."""
    return bool(_pattern(visit.office.words, "concern.words.health").search(text))


def is_told_of_oneself(visit: Visit, text: str) -> bool:
    """Whether it does so of somebody near: a mere question about the rules is answered as one."""
    return is_told_in(visit, text) and bool(_pattern(visit.office.words, "concern.words.own").search(text))


async def take_aside(visit: Visit) -> bool:
    """Words typed freely: seal them as a report that is not sent yet. False where there is nothing to seal.

    Whoever is not linked cannot send a report, and is answered as anybody who asks.
    """
    if visit.person is None or visit.message is None or not is_told_of_oneself(visit, visit.text):
        return False
    form = visit.identity.conversation
    if form is not None and form.flow == FLOW:
        return False  # a question in the middle of a report, which stays as it is
    form = await begin_form(
        visit,
        FLOW,
        "text",
        is_fleeting=True,
        concern=Concern.HEALTH,
        mode=await _safest(visit),
        text=visit.text,
    )
    await tell(visit, form, erased=await visit.erase(visit.message.message_id))
    return True


async def tell(visit: Visit, form: Conversation, *, erased: bool) -> None:
    """What happened to the message, and the ways on: the closed form first."""
    # A one-time link belongs to somebody, which a report without return must not.
    has_owner = form.data["mode"] != Mode.NO_RETURN
    mode = form.data["mode"] if has_owner else await _safest(visit)
    moved = form.data["concern"] == Concern.HEALTH
    send = "concern.button.review" if moved else "concern.button.as_health"
    rows = [
        [Button("concern.button.closed", "concern_closed", f"{Concern.HEALTH}.{mode}")],
        [Button(send, "concern_form", "review" if moved else "health")],
        [Button("concern.button.drop", "concern_form", "leave_yes")],
    ]
    if not moved:
        rows.insert(2, [Button("concern.button.let", "concern_form", "let")])
    await visit.reply("concern.health" if erased else "concern.health.not_erased", buttons=rows, protect=True)


async def _safest(visit: Visit) -> Mode:
    return Mode.SEALED if await visit.call(visit.office.concerns.can_seal) else Mode.CONFIDENTIAL


@lru_cache
def _pattern(words: Words, key: str) -> re.Pattern[str]:
    listed = [one.strip() for language in LANGUAGES for one in words.plain(language, key).split(",")]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)
