"""The region on one day, as plain data: what the planner is given, and all that it is given.

No name and no number by which a person is known outside: a person is their row's number. Whoever words a
result looks the names up again, under the rights of whoever asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.imports.rows import Discipline, PositionKind, Predicate
from domain.people import EmployeeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PostTask:
    """One task of the workload analysis (ABK): volume a year, standard time (norma waktu) in minutes each.

    `is_surge`: reported on top of the analysis, for a while.
    """

    volume: Decimal
    minutes: Decimal
    effective_minutes: Decimal
    is_surge: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post (jabatan) of one unit on the position map.

    `key` is `domain.organisation.name_key` of the name: posts of several units share it. `stated_need`
    (K) and `stated_actual` (B) are the map's own figures, people; the planner counts again. `kind` None:
    no holder anywhere tells it.
    """

    id: int
    unit_id: int
    unit: str
    location: str
    name: str
    key: str
    kind: PositionKind | None
    job_class: int | None
    stated_need: int | None
    stated_actual: int | None
    tasks: tuple[PostTask, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What a post asks for in every unit: levels 1-5 by code, education at least, fields that fit."""

    levels: Mapping[str, int]
    education_min: str
    education_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A unit that somebody would like to serve in; `position_key` None: in any post that fits."""

    rank: int
    unit_id: int
    position_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One civil servant in service, as far as planning may know them.

    `post` is the row number of the post held, None where the map has no such post. `levels` empty: never
    assessed. `ratings` by year. `hardship`: HR acknowledged a special circumstance (kondisi khusus),
    told on paper or in the chat; which one stays sealed. `spouse`: the row number of the husband or wife,
    only where both wish to serve near each other. `swaps`: has opted in to swap circles. `is_restricted`:
    asked for processing to be held back (UU 27/2022 art. 11), so nothing new is proposed; the post stays
    held.
    """

    person_id: int
    unit_id: int
    post: int | None
    kind: EmployeeKind
    legal_status: str
    grade: str
    position_kind: PositionKind | None
    position_key: str
    position_since: date | None
    education_level: str
    education: str
    levels: Mapping[str, int]
    assessed_on: date | None
    ratings: Mapping[int, Predicate]
    discipline: Discipline | None
    wishes: tuple[Wish, ...] = ()
    hardship: bool = False
    spouse: int | None = None
    swaps: bool = False
    is_restricted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything the planner knows. Posts and candidates are in the order of their row numbers.

    `standards` by the post's key. `travel`: minutes from one location to another; a pair that is missing is
    unknown, never zero (the same location is zero). `map_as_of`: the day of the position map.
    """

    as_of: date
    map_as_of: date | None
    posts: tuple[Post, ...]
    candidates: tuple[Candidate, ...]
    standards: Mapping[str, Standard] = field(default_factory=dict)
    travel: Mapping[tuple[str, str], int] = field(default_factory=dict)
