"""Whose word counts in planning: the own one of whoever chose in the chat and consents, else HR's.

Whoever took their consent back is planned without either: neither wishes nor readiness to swap is read.
"""

from collections import defaultdict
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from domain.linking.records import Purpose
from domain.preferences.records import OF_FAMILY, ConstraintState
from storage.tables import (
    circumstance,
    consent,
    person,
    preference,
    preference_choice,
    preference_constraint,
    wish,
)

RankedPlace = tuple[int, int, str]
"""Rank, unit, and the key of the post ("": any)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What planning may read. `choices` and `swaps` by person; `silent`: nothing of theirs is read.

    `acknowledged`: who told HR in the chat of what weighs on them, and HR has acknowledged it.
    """

    choices: dict[int, list[RankedPlace]]
    swaps: dict[int, bool]
    silent: frozenset[int]
    silent_on_family: frozenset[int]
    acknowledged: frozenset[int]


def words_counting(connection: Connection, *, closed_on: date | None = None) -> Words:
    """Everybody's. `closed_on`: what was begun after that day waits for the next wave."""
    agreed, silent = _consents(connection, Purpose.PREFERENCES)
    on_family, silent_on_family = _consents(connection, Purpose.SPECIAL_DATA)
    editions = {
        row.person_id: row for row in connection.execute(_editions(closed_on)) if row.person_id in agreed
    }
    choosing = {person_id for person_id, row in editions.items() if row.has_choices}
    choices = _of_hr(connection, without=silent | choosing)
    kept = select(
        preference_choice.c.person_id,
        preference_choice.c.edition,
        preference_choice.c.rank,
        preference_choice.c.unit_id,
        preference_choice.c.position_key,
    ).order_by(preference_choice.c.person_id, preference_choice.c.rank)
    for person_id, edition, rank, unit_id, key in connection.execute(kept):
        if person_id in choosing and edition == editions[person_id].edition:
            choices[person_id].append((rank, unit_id, key))
    on_paper = select(circumstance.c.person_id, circumstance.c.swaps)
    swaps = {row.person_id: bool(row.swaps) for row in connection.execute(on_paper)}
    swaps |= {one: bool(row.swaps) for one, row in editions.items() if row.swaps is not None}
    return Words(
        choices=dict(choices),
        swaps={one: joins for one, joins in swaps.items() if one not in silent},
        silent=frozenset(silent),
        silent_on_family=frozenset(silent_on_family),
        acknowledged=_acknowledged(connection, _readable(agreed, on_family)),
    )


def may_be_read(connection: Connection) -> Callable[[int, str], bool]:
    """Whether a person's constraint of a kind may be read: only under the consents that hold now."""
    agreed, _ = _consents(connection, Purpose.PREFERENCES)
    on_family, _ = _consents(connection, Purpose.SPECIAL_DATA)
    return _readable(agreed, on_family)


def _readable(agreed: Container[int], on_family: Container[int]) -> Callable[[int, str], bool]:
    def may(person_id: int, kind: str) -> bool:
        return person_id in agreed and (kind not in OF_FAMILY or person_id in on_family)

    return may


def _acknowledged(connection: Connection, readable: Callable[[int, str], bool]) -> frozenset[int]:
    answered = select(preference_constraint.c.person_id, preference_constraint.c.kind).where(
        preference_constraint.c.state == ConstraintState.ACKNOWLEDGED
    )
    return frozenset(
        row.person_id for row in connection.execute(answered) if readable(row.person_id, row.kind)
    )


def _of_hr(connection: Connection, *, without: set[int]) -> defaultdict[int, list[RankedPlace]]:
    columns = select(wish.c.person_id, wish.c.rank, wish.c.unit_id, wish.c.position_key)
    choices: defaultdict[int, list[RankedPlace]] = defaultdict(list)
    for person_id, rank, unit_id, key in connection.execute(columns.order_by(wish.c.person_id, wish.c.rank)):
        if person_id not in without:
            choices[person_id].append((rank, unit_id, key))
    return choices


def _editions(closed_on: date | None) -> Any:
    """The newest edition of each person, of those begun by that day."""
    newest = select(preference.c.person_id, func.max(preference.c.edition).label("edition"))
    if closed_on is not None:
        newest = newest.where(preference.c.begun_on <= closed_on)
    chosen = newest.group_by(preference.c.person_id).subquery()
    return select(
        preference.c.person_id, preference.c.edition, preference.c.has_choices, preference.c.swaps
    ).join(
        chosen,
        (chosen.c.person_id == preference.c.person_id) & (chosen.c.edition == preference.c.edition),
    )


def _consents(connection: Connection, purpose: Purpose) -> tuple[set[int], set[int]]:
    """Who consents, and who did and does not any more."""
    said = (
        select(consent.c.person_id, consent.c.granted)
        .where(consent.c.purpose == purpose, consent.c.person_id.is_not(None))
        .order_by(consent.c.id)
    )
    newest: dict[int, bool] = {}
    ever: set[int] = set()
    for person_id, granted in connection.execute(said):
        newest[person_id] = bool(granted)
        if granted:
            ever.add(person_id)
    agreed = {person_id for person_id, granted in newest.items() if granted}
    return agreed, ever - agreed


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheeded:
    """Of whom HR's spreadsheet is kept and not planned with, by their number in the national record.

    `choosing`: they have a list of their own; `swapping`: they said themselves whether they swap; `silent`:
    they took their consent back.
    """

    choosing: frozenset[str]
    swapping: frozenset[str]
    silent: frozenset[str]


def unheeded(connection: Connection) -> Unheeded:
    """Everybody to whom an import's rows make no difference now."""
    agreed, silent = _consents(connection, Purpose.PREFERENCES)
    editions = [row for row in connection.execute(_editions(None)) if row.person_id in agreed]
    concerned = {row.person_id for row in editions} | silent
    everybody = connection.execute(select(person.c.id, person.c.siasn_id))
    siasn_id = {row.id: row.siasn_id for row in everybody if row.id in concerned}
    return Unheeded(
        choosing=frozenset(siasn_id[row.person_id] for row in editions if row.has_choices),
        swapping=frozenset(siasn_id[row.person_id] for row in editions if row.swaps is not None),
        silent=frozenset(siasn_id[one] for one in silent),
    )
