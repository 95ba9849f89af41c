"""The region on one day, read for the planner: whole tables, in the order of their row numbers."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Text, func, select
from sqlalchemy import cast as sqlalchemy_cast

from domain.imports.rows import Discipline, PositionKind, Predicate
from domain.organisation import name_key
from domain.planning.snapshot import Candidate, Post, PostTask, Snapshot, Standard, Wish
from domain.plans.surge_load import surge_task
from domain.preferences.window import window_on
from storage.planning.own_words import Words, words_counting
from storage.planning.surges import running_surges
from storage.tables import (
    circumstance,
    competency,
    couple,
    imports,
    person,
    position,
    restriction,
    standard,
    task,
    travel,
    unit,
)
from storage.transfers import SqlWaves

Told = TypeVar("Told")
Read = TypeVar("Read")

_PEOPLE = (
    select(
        person.c.id,
        person.c.unit_id,
        person.c.kind,
        person.c.legal_status,
        person.c.grade,
        person.c.position_kind,
        person.c.position,
        person.c.position_since,
        person.c.education_level,
        person.c.education,
        # As text: few texts recur for everybody, and each of them is then read once.
        sqlalchemy_cast(competency.c.levels, Text).label("levels"),
        competency.c.assessed_on,
        sqlalchemy_cast(competency.c.ratings, Text).label("ratings"),
        competency.c.discipline,
        circumstance.c.hardship,
    )
    .outerjoin_from(person, competency, competency.c.person_id == person.c.id)
    .outerjoin(circumstance, circumstance.c.person_id == person.c.id)
    .where(person.c.ended_at.is_(None))
    .order_by(person.c.id)
)
_POSTS = (
    select(
        position.c.id,
        position.c.unit_id,
        unit.c.name.label("unit"),
        unit.c.location,
        position.c.name,
        position.c.name_key,
        position.c.job_class,
        position.c.staff_need,
        position.c.staff_actual,
    )
    .join_from(position, unit, position.c.unit_id == unit.c.id)
    .order_by(position.c.id)
)
_TASKS = select(
    task.c.unit_id, task.c.position_key, task.c.volume, task.c.minutes, task.c.effective_minutes
).order_by(task.c.id)
_MAP_DAY = (
    select(imports.c.map_as_of)
    .where(imports.c.map_as_of.is_not(None), imports.c.undone_at.is_(None))
    .order_by(imports.c.id.desc())
    .limit(1)
)


def read_snapshot(connection: Connection, *, as_of: date) -> Snapshot:
    """Everything that the planner may know."""
    people = connection.execute(_PEOPLE).all()
    counted = Counter((row.position, row.position_kind) for row in people if row.position_kind)
    posts = _posts(connection, _kinds(counted), as_of=as_of)
    return Snapshot(
        as_of=as_of,
        map_as_of=map_day(connection),
        posts=posts,
        candidates=_candidates(connection, people, posts, as_of=as_of),
        standards=_standards(connection),
        travel=_travel(connection),
    )


def posts_on_map(connection: Connection, *, as_of: date) -> tuple[Post, ...]:
    """The posts alone, for who asks for no more than the need."""
    held = (
        select(person.c.position, person.c.position_kind, func.count().label("number"))
        .where(person.c.ended_at.is_(None), person.c.position_kind != "")
        .group_by(person.c.position, person.c.position_kind)
    )
    counted = {(row.position, row.position_kind): row.number for row in connection.execute(held)}
    return _posts(connection, _kinds(counted), as_of=as_of)


def map_day(connection: Connection) -> date | None:
    """The day whose staffing the position map shows."""
    return connection.scalar(_MAP_DAY)


def _kinds(held: Mapping[tuple[str, str], int]) -> dict[str, PositionKind]:
    """The kind of a post, by what most of its holders anywhere are recorded as.

    `held`: how many hold a post of that name and are recorded as of that kind.
    """
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for (position_name, kind), number in held.items():
        counted[name_key(position_name)][kind] += number
    return {
        key: cast("PositionKind", max(kinds, key=lambda kind: (kinds[kind], kind)))
        for key, kinds in counted.items()
    }


def _posts(connection: Connection, kinds: Mapping[str, PositionKind], *, as_of: date) -> tuple[Post, ...]:
    tasks = _tasks(connection, as_of=as_of)
    return tuple(
        Post(
            id=row.id,
            unit_id=row.unit_id,
            unit=row.unit,
            location=row.location,
            name=row.name,
            key=row.name_key,
            kind=kinds.get(row.name_key),
            job_class=row.job_class,
            stated_need=row.staff_need,
            stated_actual=row.staff_actual,
            tasks=tuple(tasks.get((row.unit_id, row.name_key), ())),
        )
        for row in connection.execute(_POSTS)
    )


def _tasks(connection: Connection, *, as_of: date) -> dict[tuple[int, str], list[PostTask]]:
    tasks: dict[tuple[int, str], list[PostTask]] = defaultdict(list)
    for row in connection.execute(_TASKS):
        tasks[row.unit_id, row.position_key].append(
            PostTask(volume=row.volume, minutes=row.minutes, effective_minutes=row.effective_minutes)
        )
    for surge in running_surges(connection, on=as_of):
        ordinary = tasks.get((surge.unit_id, name_key(surge.position)))
        if ordinary:
            # Only on top of an analysis: a surge alone would stand for the whole need of its post.
            ordinary.append(surge_task(surge, effective_minutes=ordinary[0].effective_minutes))
    return tasks


def _candidates(
    connection: Connection, people: Sequence[Any], posts: Sequence[Post], *, as_of: date
) -> tuple[Candidate, ...]:
    post_of = {(post.unit_id, post.key): post.id for post in posts}
    said = words_counting(connection, closed_on=window_on(SqlWaves(connection).all(), as_of).closed_on)
    wishes, couples = _wishes(said), _couples(connection, without=said.silent)
    restricted = frozenset(connection.scalars(select(restriction.c.person_id)))
    key_of = _Kept(name_key)
    levels_of, ratings_of = _Kept[str | None, Mapping[str, int]](_levels), _Kept(_ratings)
    return tuple(
        Candidate(
            person_id=person_id,
            unit_id=unit_id,
            post=post_of.get((unit_id, key_of[position_name])),
            kind=kind,
            legal_status=legal_status,
            grade=grade,
            position_kind=position_kind or None,
            position_key=key_of[position_name],
            position_since=position_since,
            education_level=education_level,
            education=education,
            levels=levels_of[levels],
            assessed_on=assessed_on,
            ratings=ratings_of[ratings],
            discipline=cast("Discipline | None", discipline or None),
            wishes=wishes.get(person_id, ()),
            hardship=(bool(hardship) and person_id not in said.silent_on_family)
            or person_id in said.acknowledged,
            spouse=couples.get(person_id),
            swaps=said.swaps.get(person_id, False),
            is_restricted=person_id in restricted,
        )
        for (
            person_id,
            unit_id,
            kind,
            legal_status,
            grade,
            position_kind,
            position_name,
            position_since,
            education_level,
            education,
            levels,
            assessed_on,
            ratings,
            discipline,
            hardship,
        ) in people
    )


class _Kept(dict[Told, Read]):
    """What each text says, read when it first occurs."""

    def __init__(self, read: Callable[[Told], Read]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, told: Told) -> Read:
        self[told] = self._read(told)
        return self[told]


def _levels(told: str | None) -> Mapping[str, int]:
    return json.loads(told or "{}") or {}


def _ratings(told: str | None) -> Mapping[int, Predicate]:
    return {int(year): rating for year, rating in (json.loads(told or "{}") or {}).items()}


def _wishes(said: Words) -> dict[int, tuple[Wish, ...]]:
    return {
        person_id: tuple(
            Wish(rank=rank, unit_id=unit_id, position_key=key or None) for rank, unit_id, key in places
        )
        for person_id, places in said.choices.items()
    }


def _couples(connection: Connection, *, without: Container[int]) -> dict[int, int]:
    """Husband and wife, both ways, where each names the other and both wish to serve near each other."""
    wishing = select(couple.c.person_id, couple.c.spouse_id)
    named = {
        row.person_id: row.spouse_id for row in connection.execute(wishing) if row.person_id not in without
    }
    return {one: other for one, other in named.items() if named.get(other) == one}


def _standards(connection: Connection) -> dict[str, Standard]:
    return {
        row.position_key: Standard(
            levels=row.levels,
            education_min=row.education_min,
            education_fields=tuple(row.education_fields),
        )
        for row in connection.execute(select(standard).order_by(standard.c.id))
    }


def _travel(connection: Connection) -> dict[tuple[str, str], int]:
    rows = connection.execute(select(travel.c.origin, travel.c.destination, travel.c.minutes))
    return {(row.origin, row.destination): row.minutes for row in rows}


def posts_held(connection: Connection) -> dict[int, int]:
    """Row numbers of the posts that people in service hold, by person."""
    serving = select(person.c.id, person.c.unit_id, person.c.position).where(person.c.ended_at.is_(None))
    post_of = posts_by_place(connection)
    held = (
        (row.id, post_of.get((row.unit_id, name_key(row.position)))) for row in connection.execute(serving)
    )
    return {person_id: post for person_id, post in held if post is not None}


def posts_by_place(connection: Connection) -> dict[tuple[int, str], int]:
    """Row numbers of the posts on the map, by their unit and the key of their name."""
    on_map = select(position.c.id, position.c.unit_id, position.c.name_key)
    return {(row.unit_id, row.name_key): row.id for row in connection.execute(on_map)}
