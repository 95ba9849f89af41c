"""Who somebody is, as HR's files have them, and what those files said before."""

from typing import Any

from sqlalchemy import and_, or_, select

from domain.privacy.records import Grounds
from storage import tables
from storage.imports.values import PERSON_PLAIN
from storage.personal.belonging import (
    Belongs,
    Deleted,
    Kept,
    Subject,
    as_they_stand,
    of_person,
    published,
)
from storage.personal.values import former_values, number_of, unit_name

# Of a person's former values, those that they may have erased now are erased there as well.
_OPTIONAL = (tables.wish.name, tables.circumstance.name, tables.couple.name)


def _former(subject: Subject) -> Any:
    """Rows that an import changed: the person's own, and those that name them."""
    kept = tables.import_before
    return or_(
        and_(kept.c.table_name == tables.person.name, kept.c.row_key == str(subject.person_id)),
        kept.c.before["person_id"].as_integer() == subject.person_id,
    )


def _imports(subject: Subject) -> Any:
    """Imports whose rows, or whose former rows, are the person's."""
    touching = [
        select(table.c.import_id).where(owner(subject), table.c.import_id.is_not(None))
        for table, owner in (
            (tables.person, of_person(tables.person.c.id)),
            (tables.competency, of_person(tables.competency.c.person_id)),
            (tables.proposal, published(tables.proposal.c.id)),
            (tables.import_before, _former),
        )
    ]
    return or_(*(tables.imports.c.id.in_(one) for one in touching))


LINES = (
    Belongs(
        table=tables.person,
        owner=of_person(tables.person.c.id),
        shows=(
            number_of(tables.person, "nip"),
            number_of(tables.person, "phone"),
            unit_name("unit", tables.person.c.unit_id),
            *as_they_stand(
                tables.person,
                "siasn_id",
                *PERSON_PLAIN,
                "ended_at",
            ),
        ),
        erasure=Kept(grounds=Grounds.SERVICE),
    ),
    Belongs(
        table=tables.former_nip,
        owner=of_person(tables.former_nip.c.person_id),
        shows=(number_of(tables.former_nip, "nip"), *as_they_stand(tables.former_nip, "until")),
        erasure=Kept(grounds=Grounds.SERVICE),
    ),
    Belongs(
        table=tables.competency,
        owner=of_person(tables.competency.c.person_id),
        shows=as_they_stand(tables.competency, "levels", "assessed_on", "ratings", "discipline"),
        erasure=Kept(grounds=Grounds.SERVICE),
    ),
    Belongs(
        table=tables.role,
        owner=of_person(tables.role.c.person_id),
        shows=as_they_stand(tables.role, "role", "granted_at", "revoked_at"),
        erasure=Kept(grounds=Grounds.TRAIL),
        others=("granted_by", "revoked_by"),
    ),
    Belongs(
        table=tables.imports,
        owner=_imports,
        shows=as_they_stand(tables.imports, "applied_at", "complete", "undone_at"),
        erasure=Kept(grounds=Grounds.TRAIL),
        others=("applied_by",),
    ),
    Belongs(
        table=tables.import_before,
        owner=_former,
        shows=former_values(),
        erasure=Deleted(only=tables.import_before.c.table_name.in_(_OPTIONAL), otherwise=Grounds.SERVICE),
        shown=lambda subject: or_(
            tables.import_before.c.table_name != tables.proposal.name,
            tables.import_before.c.row_key.in_([str(number) for number in subject.proposals]),
        ),
    ),
)
