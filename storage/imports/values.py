"""What is kept of each row, and its digest: the same digest means that nothing changed."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from domain.imports.rows import (
    CircumstanceRow,
    CompetencyRow,
    PersonRow,
    PositionRow,
    ProposalRow,
    StandardRow,
    TaskRow,
    TravelRow,
    WishRow,
)
from domain.organisation import name_key

_DIGEST_BYTES = 16

# The columns of a person that stand as they are, in the order of the digest.
PERSON_PLAIN = (
    "name",
    "title_front",
    "title_back",
    "sex",
    "kind",
    "legal_status",
    "grade",
    "grade_since",
    "position_kind",
    "position",
    "position_since",
    "education_level",
    "education",
    "location",
    "echelon",
)


def person_plain(row: PersonRow) -> tuple[Any, ...]:
    """Values of PERSON_PLAIN."""
    return (
        row.name_proper,
        row.title_front,
        row.title_back,
        row.sex,
        row.employee_kind,
        row.legal_status,
        row.grade,
        row.grade_since,
        row.position_kind or "",
        row.position,
        row.position_since,
        row.education_level,
        row.education,
        row.location,
        row.echelon,
    )


def person_digest(
    lookup_key: bytes, plain: Sequence[Any], nip: str, phone: str | None, unit_key: str
) -> bytes:
    """Keyed, because NIP and telephone are guessable and the digest is not sealed."""
    said = repr((*plain, nip, phone, unit_key))
    return hashlib.blake2b(said.encode(), key=lookup_key, digest_size=_DIGEST_BYTES).digest()


def digest(values: Mapping[str, Any]) -> bytes:
    """Digest of a row that holds nothing personal enough to be guessed from it."""
    said = repr(sorted(values.items()))
    return hashlib.blake2b(said.encode(), digest_size=_DIGEST_BYTES).digest()


def position_values(row: PositionRow) -> dict[str, Any]:
    return {
        "name_key": name_key(row.position),
        "name": row.position,
        "job_class": row.job_class,
        "staff_actual": row.staff_actual,
        "staff_need": row.staff_need,
        "note": row.note,
    }


def task_values(row: TaskRow, number: int) -> dict[str, Any]:
    return {
        "position_key": name_key(row.position),
        "number": number,
        "description": row.description,
        "product": row.product,
        "measure": row.measure,
        "volume": row.volume,
        "minutes": row.minutes,
        "effective_minutes": row.effective_minutes,
        "need": row.need,
    }


def competency_values(row: CompetencyRow) -> dict[str, Any]:
    return {
        "levels": dict(sorted(row.levels.items())),
        "assessed_on": row.assessed_on,
        "ratings": {str(year): rating for year, rating in sorted(row.ratings.items())},
        "discipline": row.discipline or "",
    }


def standard_values(row: StandardRow) -> dict[str, Any]:
    return {
        "position_key": name_key(row.position),
        "position": row.position,
        "levels": dict(sorted(row.levels.items())),
        "education_min": row.education_min,
        "education_fields": list(row.education_fields),
    }


def wish_values(row: WishRow) -> dict[str, Any]:
    return {"rank": row.rank, "position_key": name_key(row.position)}


def circumstance_values(row: CircumstanceRow) -> dict[str, Any]:
    return {"hardship": row.hardship, "swaps": row.swaps}


def travel_values(row: TravelRow) -> dict[str, Any]:
    return {
        "origin": row.origin,
        "destination": row.destination,
        "minutes": row.minutes,
        "mode": row.mode,
        "source": row.source,
    }


def proposal_values(row: ProposalRow) -> dict[str, Any]:
    return {
        "direction": row.direction or "rotasi",
        "own_request": row.own_request,
        "from_position": row.from_position,
        "to_position": row.to_position,
        "reason": row.reason,
        "planned_effective_on": row.planned_effective_on,
    }
