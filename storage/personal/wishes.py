"""What people wish of their next place, what weighs on them, and the swaps they were asked about."""

import json

from sqlalchemy import RowMapping

from storage import tables
from storage.personal.belonging import Belongs, Deleted, Subject, Told, as_they_stand, nobodys, of_person
from storage.personal.values import unit_name
from storage.preference_constraints import constraint_place
from storage.preferences import interests_place


def _interests() -> Told:
    def read(subject: Subject, row: RowMapping) -> list[str]:
        if row["interests_sealed"] is None:
            return []
        place = interests_place(row["person_id"], row["edition"])
        kept: list[str] = json.loads(subject.vault.open(row["interests_sealed"], place=place))
        return kept

    kept = tables.preference.c
    return Told(name="interests", read=read, needs=(kept.interests_sealed, kept.person_id, kept.edition))


def _sealed(column: str) -> Told:
    """A note, a document's name or content (base64), or why HR declined it."""

    def read(subject: Subject, row: RowMapping) -> str | None:
        sealed = row[f"{column}_sealed"]
        if sealed is None:
            return None
        return subject.vault.open(sealed, place=constraint_place(column, row["person_id"], row["kind"]))

    kept = tables.preference_constraint.c
    return Told(name=column, read=read, needs=(kept[f"{column}_sealed"], kept.person_id, kept.kind))


LINES = (
    Belongs(
        table=tables.preference,
        owner=of_person(tables.preference.c.person_id),
        shows=(
            *as_they_stand(tables.preference, "begun_on", "has_choices", "readiness", "swaps"),
            _interests(),
        ),
        erasure=Deleted(),
    ),
    Belongs(
        table=tables.preference_choice,
        owner=of_person(tables.preference_choice.c.person_id),
        shows=(
            unit_name("unit", tables.preference_choice.c.unit_id),
            *as_they_stand(tables.preference_choice, "rank", "position"),
        ),
        erasure=Deleted(),
    ),
    Belongs(
        table=tables.preference_constraint,
        owner=of_person(tables.preference_constraint.c.person_id),
        shows=(
            *as_they_stand(tables.preference_constraint, "kind", "told_on", "state", "answered_on"),
            _sealed("note"),
            _sealed("document_name"),
            _sealed("document"),
            _sealed("reason"),
        ),
        erasure=Deleted(),
        others=("answered_by",),
    ),
    Belongs(
        table=tables.wave_choice,
        owner=of_person(tables.wave_choice.c.person_id),
        shows=(
            unit_name("unit", tables.wave_choice.c.unit_id),
            *as_they_stand(tables.wave_choice, "position_key"),
        ),
        erasure=Deleted(),
    ),
    Belongs(
        table=tables.swap_member,
        owner=of_person(tables.swap_member.c.person_id),
        shows=(
            unit_name("from_unit", tables.swap_member.c.from_unit_id),
            unit_name("to_unit", tables.swap_member.c.to_unit_id),
            *as_they_stand(tables.swap_member, "from_position", "to_position", "has_agreed"),
        ),
        erasure=Deleted(),
    ),
    nobodys(tables.swap_offer, "an offer names nobody; its members are rows of their own"),
    nobodys(tables.chance, "counts of people, made once a day"),
)
