"""Official notices to one person: their phrase above it, a code below it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from domain.official.phrases import give_phrase
from domain.official.records import Kind, NewDocument
from domain.outbox import Lane, Message
from domain.refusals import Fact
from domain.work import Work


def tell_person(
    work: Work,
    person_id: int,
    *,
    unique: str,
    text_key: str,
    facts: Mapping[str, Fact] | None = None,
    buttons: Sequence[tuple[str, str]] = (),
    lane: Lane = Lane.TRANSACTIONAL,
    expires_at: datetime | None = None,
    now: datetime,
) -> None:
    """Tell somebody of their own case, once for each `unique`; who is not linked reads it later."""
    account = work.linking.account_of(person_id)
    if account is None:
        return
    message = Message(
        unique=unique,
        chat_id=account.chat_id,
        language=account.language,
        text_key=text_key,
        facts=dict(facts or {}),
        buttons=tuple(buttons),
        lane=lane,
        expires_at=expires_at,
    )
    put_official(work, message, person_id=person_id, now=now)


def put_official(work: Work, message: Message, *, person_id: int, now: datetime) -> bool:
    """Keep a notice about somebody's own case; False when this occurrence is kept already.

    It cannot be forwarded, whatever it says: it shows the phrase, which is nobody else's business.
    """
    code = work.codes.issue(
        NewDocument(
            kind=Kind.PERSONAL_NOTICE,
            title="",
            digest=hashlib.sha256(f"{message.unique}\n{message.text_key}".encode()).digest(),
            addressee=person_id,
            issued_on=None,
        ),
        now=now,
    )
    # Whoever was linked before there were phrases gets theirs with the first notice.
    phrase = work.phrases.of(person_id) or give_phrase(work, person_id, now=now)
    marks: dict[str, Fact] = {"official_code": code, "official_phrase": phrase}
    is_new = work.outbox.put(replace(message, facts=message.facts | marks, protect=True), now=now)
    if not is_new:
        work.codes.discard(code)
    return is_new
