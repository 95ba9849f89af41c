"""Erasing what was told by people who have taken their consent back (UU 27/2022 art. 43)."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from domain.linking.records import Purpose
from storage.tables import consent, preference, preference_choice, preference_constraint

_OF_A_PERSON = (preference_choice, preference_constraint, preference)


def forget_stopped(connection: Connection, *, before: datetime) -> int:
    """Of those whose newest word, said before then, is no; return how many people that were."""
    newest = (
        select(func.max(consent.c.id))
        .where(consent.c.purpose == Purpose.PREFERENCES, consent.c.person_id.is_not(None))
        .group_by(consent.c.person_id)
    )
    refusing = select(consent.c.person_id).where(
        consent.c.id.in_(newest), consent.c.granted.is_(False), consent.c.at < before
    )
    stopped: set[int] = set()
    for table in _OF_A_PERSON:
        erased = delete(table).where(table.c.person_id.in_(refusing)).returning(table.c.person_id)
        stopped |= set(connection.scalars(erased))
    return len(stopped)
