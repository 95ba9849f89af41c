"""Telling people what became of their request, and that their explanation was computed anew."""

from datetime import datetime

from domain.corrections.records import Correction
from domain.official.notices import put_official
from domain.outbox import Message
from domain.work import Work


def tell_answered(work: Work, answered: Correction, *, now: datetime) -> None:
    """Once for each request; who is not linked reads it in `/data` later."""
    account = work.linking.account_of(answered.person_id)
    if account is None:
        return
    put_official(
        work,
        Message(
            unique=f"correction:{answered.number}:{answered.status}",
            chat_id=account.chat_id,
            language=account.language,
            text_key=f"correction.notice.{answered.status}",
            facts={"number": answered.number, "answer": answered.answer},
            protect=True,
            buttons=(("correction.button.data", "v1:data"),),
        ),
        person_id=account.person_id,
        now=now,
    )


def tell_explained_anew(work: Work, person_id: int, proposal_id: int, *, now: datetime) -> None:
    """Once for each time; nothing of what it says stands in the message."""
    account = work.linking.account_of(person_id)
    if account is None:
        return
    put_official(
        work,
        Message(
            unique=f"proposal:{proposal_id}:explained:{now.isoformat()}",
            chat_id=account.chat_id,
            language=account.language,
            text_key="correction.notice.explained_anew",
            protect=True,
            buttons=(("button.why", "v1:why"), ("correction.button.benefits", "v1:benefits")),
        ),
        person_id=account.person_id,
        now=now,
    )
