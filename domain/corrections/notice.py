"""Telling people what became of their request, and that their explanation was computed anew."""

from datetime import datetime

from domain.corrections.records import Correction
from domain.official.notices import tell_person
from domain.work import Work


def tell_answered(work: Work, answered: Correction, *, now: datetime) -> None:
    """Once for each request; who is not linked reads it in `/data` later."""
    tell_person(
        work,
        answered.person_id,
        unique=f"correction:{answered.number}:{answered.status}",
        text_key=f"correction.notice.{answered.status}",
        facts={"number": answered.number, "answer": answered.answer},
        buttons=(("correction.button.data", "v1:data"),),
        now=now,
    )


def tell_explained_anew(work: Work, person_id: int, proposal_id: int, *, now: datetime) -> None:
    """Once for each time; nothing of what it says stands in the message."""
    tell_person(
        work,
        person_id,
        unique=f"proposal:{proposal_id}:explained:{now.isoformat()}",
        text_key="correction.notice.explained_anew",
        buttons=(("button.why", "v1:why"), ("correction.button.benefits", "v1:benefits")),
        now=now,
    )
