"""How many wish for a place, counted once a day; what was wished when a wave was shown, and its outcome."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from sqlalchemy import Column, Connection, Select, delete, insert, select

from domain.organisation import name_key
from domain.preferences.records import Counted
from domain.proposals import Status
from storage.planning.own_words import words_counting
from storage.records import put_setting
from storage.tables import chance, person, proposal, setting, wave, wave_choice

_COUNTED_ON, _COUNTING = "preferences.counted_on", "preferences.counting"
# Who wishes for a unit in whatever post: of a post that nobody named, these are all.
_ANY_POST = "*"
_DECIDED = (
    Status.DECREE,
    Status.INAUGURATION,
    Status.START_STATEMENT,
    Status.EFFECTIVE,
    Status.EVALUATION,
)
_CHUNK = 500

T = TypeVar("T")
Place = tuple[int, str]
Wishing = Mapping[Place, set[int]]


def counted_on(connection: Connection) -> date | None:
    kept = connection.scalar(select(setting.c.value).where(setting.c.name == _COUNTED_ON))
    return None if kept is None else date.fromisoformat(kept)


def count_chances(connection: Connection, *, today: date) -> None:
    """Once a day: whoever comes second waits here, and finds it done."""
    put_setting(connection, _COUNTING, today.isoformat())
    if counted_on(connection) == today:
        return
    serving = set(connection.scalars(select(person.c.id).where(person.c.ended_at.is_(None))))
    wanting = _by_place(
        (person_id, unit_id, key)
        for person_id, places in words_counting(connection).choices.items()
        if person_id in serving
        for _, unit_id, key in places
    )
    before, got = _last_wave(connection)
    connection.execute(delete(chance))
    rows = [
        {
            "unit_id": place[0],
            "position_key": place[1],
            "wanting": len(wanting.get(place, ())),
            "wished_before": len(before.get(place, ())),
            "got_before": len(got.get(place, ())),
        }
        for place in sorted(wanting.keys() | before.keys() | got.keys())
    ]
    if rows:
        connection.execute(insert(chance), rows)
    put_setting(connection, _COUNTED_ON, today.isoformat())


def counted(connection: Connection, unit_id: int, position_key: str) -> Counted:
    """As it was counted last; of a post that nobody had named then, those who wish for any."""
    kept = select(chance).where(
        chance.c.unit_id == unit_id, chance.c.position_key.in_([position_key, _ANY_POST])
    )
    found = {row.position_key: row for row in connection.execute(kept)}
    row = found.get(position_key) or found.get(_ANY_POST)
    if row is None:
        return Counted()
    return Counted(wanting=row.wanting, wished_before=row.wished_before, got_before=row.got_before)


def last_wave_shown(connection: Connection) -> str | None:
    name: str | None = connection.scalar(_shown_last(wave.c.name))
    return name


def keep_choices_for(connection: Connection, wave_id: int) -> None:
    words = words_counting(connection)
    rows = [
        {"wave_id": wave_id, "person_id": person_id, "unit_id": unit_id, "position_key": key}
        for person_id, places in words.choices.items()
        for unit_id, key in dict.fromkeys((unit_id, key) for _, unit_id, key in places)
    ]
    for start in range(0, len(rows), _CHUNK):
        connection.execute(insert(wave_choice), rows[start : start + _CHUNK])


def _last_wave(connection: Connection) -> tuple[Wishing, Wishing]:
    """Who wished for a place in the last wave, and who of them got it by decree."""
    wave_id = connection.scalar(_shown_last(wave.c.id))
    if wave_id is None:
        return {}, {}
    wished = _by_place(
        (row.person_id, row.unit_id, row.position_key)
        for row in connection.execute(select(wave_choice).where(wave_choice.c.wave_id == wave_id))
    )
    decided = select(proposal.c.person_id, proposal.c.to_unit_id, proposal.c.to_position).where(
        proposal.c.wave_id == wave_id, proposal.c.status.in_(_DECIDED)
    )
    got: defaultdict[Place, set[int]] = defaultdict(set)
    for person_id, unit_id, position in connection.execute(decided):
        key = name_key(position)
        wishers = wished.get((unit_id, key)) or wished.get((unit_id, _ANY_POST), set())
        if person_id in wishers:
            got[unit_id, key].add(person_id)
        if person_id in wished.get((unit_id, ""), set()):
            got[unit_id, ""].add(person_id)
    return wished, got


def _shown_last(column: Column[T]) -> Select[T]:
    shown = select(column).where(wave.c.published_at.is_not(None))
    return shown.order_by(wave.c.published_at.desc(), wave.c.id.desc()).limit(1)


def _by_place(wishes: Iterable[tuple[int, int, str]]) -> dict[Place, set[int]]:
    """People by place: under a post also those who wish for any post there; under none, all of the unit."""
    named: defaultdict[int, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for person_id, unit_id, key in wishes:
        named[unit_id][key].add(person_id)
    found: dict[Place, set[int]] = {}
    for unit_id, by_key in named.items():
        anywhere = by_key.get("", set())
        found[unit_id, ""] = set().union(*by_key.values())
        found[unit_id, _ANY_POST] = anywhere
        found |= {(unit_id, key): people | anywhere for key, people in by_key.items() if key}
    return found
