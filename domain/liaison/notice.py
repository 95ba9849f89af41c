"""Telling people what was recorded for them: at once where they can be written to, else when they link."""

from datetime import datetime

from domain.liaison.records import Act, Delivery
from domain.official.notices import tell_person
from domain.work import Work


def tell_recorded(work: Work, kept: Delivery, *, now: datetime) -> None:
    """Once for each record; who is not linked is told by `tell_all_recorded`."""
    what = kept.acknowledgement or kept.act
    facts = {"day": f"{kept.told_on:%d-%m-%Y}"} if kept.told_on is not None else {}
    tell_person(
        work,
        kept.person_id,
        unique=f"delivery:{kept.id}",
        text_key=f"liaison.notice.{what}",
        facts=facts,
        buttons=(("transfer.button.open", "v1:card"),) if kept.act is not Act.CONCERN else (),
        now=now,
    )


def tell_taken_back(work: Work, kept: Delivery, *, now: datetime) -> None:
    """Who was told of a record is told that it counts no more."""
    tell_person(
        work,
        kept.person_id,
        unique=f"delivery:{kept.id}:taken_back",
        text_key="liaison.notice.taken_back",
        now=now,
    )


def tell_all_recorded(work: Work, person_id: int, *, now: datetime) -> None:
    """What stands of everything that was recorded while they could not be written to."""
    for kept in reversed(work.deliveries.of_person(person_id)):
        tell_recorded(work, kept, now=now)
