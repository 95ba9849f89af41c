"""A region as HR's officers find it, straight into the tables: units, people, officers, waves.

Everything that a desk opens is really sealed, each value at its own place. Ten people in a hundred thousand
stand for one: a region of ten thousand has a tenth of everything, in waves of the same size.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.engine import Engine

from bot.wall_clock import wall_now
from domain.acknowledgements import Acknowledgement
from domain.actors import Role
from domain.corrections.records import FactCode
from domain.proposals import Direction, Status
from storage import tables
from storage.corrections import content_place
from storage.people import NIP, nip_place
from storage.store import SqlStore
from storage.vault import Vault
from tests.benchmarks.strict_telegram import FIRST_PERSON

OFFICERS = 40
"""People 1 to 40 hold every role for the whole region; their chats follow each other."""
A_WAVE = 500
_A_UNIT = 50
_POSTS_A_UNIT = 10
_OFFICE = 20
"""Units below the same office."""
_AT_ONCE = 5_000
_IMPORT = 1
_FOR_A_WAVE = 10_000
_DRAFTS = 2
"""The newest waves are still drafts."""
_SHOWN = (Status.PROPOSED, Status.BOARD, Status.DECREE, Status.PPK_APPROVED, Status.CANCELLED)
_WORDS = (*Acknowledgement, None)


def newest_wave(people: int) -> int:
    """The number of the newest wave, which is a draft; wave 1 was shown."""
    return max(2, people // _FOR_A_WAVE)


def fill_region(store: SqlStore, people: int) -> None:
    """So many people; of a hundred thousand there are ten waves of five hundred."""
    engine, now = store.engine, wall_now()
    brought = {"id": _IMPORT, "applied_at": now, "applied_by": "operator", "digest": "", "complete": True}
    put(engine, tables.imports, [{**brought, "summary": {}, "map_as_of": now.date()}])
    put(engine, tables.unit, _units(people // _A_UNIT))
    put(engine, tables.position, _posts(people // _A_UNIT))
    put(engine, tables.person, _people(store.vault, people, now))
    put(engine, tables.account, _accounts(people, now))
    put(engine, tables.role, _roles(now))
    with store.write() as work:
        work.policy.decide_shows_before_decree(value=True, now=now)
        for officer in range(1, OFFICERS + 1):
            work.second_factors.begin(officer, account_id=officer, now=now)
        work.commit()
    _fill_waves(store, people, now)


def fill_long_wave(store: SqlStore, wave: int, people: int) -> None:
    """One more wave, of so many people who were all told."""
    engine, now = store.engine, wall_now()
    put(engine, tables.wave, [_wave(wave, now, is_shown=True)])
    with engine.connect() as connection:
        above = connection.scalar(select(func.max(tables.proposal.c.id))) or 0
    one = next(_proposals(1, 0, people, 1))
    numbers = range(1, people + 1)
    moved = (
        {"id": above + at, "wave_id": wave, "person_id": at, "status": Status.PROPOSED} for at in numbers
    )
    put(engine, tables.proposal, ({**one, **own} for own in moved))
    put(engine, tables.card_opening, ({"proposal_id": above + at, "opened_at": now} for at in numbers))
    settle(engine)


def put(engine: Engine, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """In portions, so that memory stays small."""
    left = iter(rows)
    while some := [dict(one) for one in islice(left, _AT_ONCE)]:
        with engine.begin() as connection:
            connection.execute(insert(table), some)


def settle(engine: Engine) -> None:
    """Let PostgreSQL number on after rows that were given numbers; let both know their tables."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for name in ("unit", "position", "person", "account", "role", "wave", "proposal", "import"):
                asked = f"SELECT setval(pg_get_serial_sequence('\"{name}\"', 'id'), max(id)) FROM \"{name}\""
                connection.execute(text(asked))
            connection.execute(text("VACUUM ANALYZE"))
        return
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))


def _units(count: int) -> Iterator[dict[str, Any]]:
    for number in range(1, count + 1):
        head = (number - 1) // _OFFICE * _OFFICE + 1
        name = f"Bidang Kemuning {number:05}"
        yield {
            "id": number,
            "key": f"name:{name.lower()}",
            "name_key": name.lower(),
            "name": name,
            "parent_id": None if head == number else head,
        }


def _posts(units: int) -> Iterator[dict[str, Any]]:
    for number in range(units * _POSTS_A_UNIT):
        kind = number % _POSTS_A_UNIT
        yield {
            "unit_id": number // _POSTS_A_UNIT + 1,
            "name_key": f"analis {kind}",
            "name": f"Analis {kind}",
            "job_class": 7,
            "staff_actual": 5,
            "staff_need": 4 + kind % 3,
            "digest": b"",
            "import_id": _IMPORT,
        }


def _people(vault: Vault, count: int, now: datetime) -> Iterator[dict[str, Any]]:
    for number in range(1, count + 1):
        siasn_id, nip = f"S{number}", nip_of(number)
        yield {
            "id": number,
            "siasn_id": siasn_id,
            "nip_hash": vault.lookup(NIP, nip),
            "nip_sealed": vault.seal(nip, place=nip_place(siasn_id)),
            "name": f"Pegawai {number * 7919 % count:06} Uji",
            "title_front": "",
            "title_back": "S.E.",
            "kind": "pppk" if number % 4 == 0 else "pns",
            "legal_status": "PNS",
            "grade": "III/c",
            "position_kind": "jabatan pelaksana",
            "position": f"Analis {number % _POSTS_A_UNIT}",
            "position_since": now.date() - timedelta(days=number * 31 % 4_000),
            "education_level": "S-1",
            "education": "S-1 Ekonomi",
            "location": "Kemuning",
            "echelon": "",
            "unit_id": (number - 1) // _A_UNIT + 1,
            "digest": b"",
            "import_id": _IMPORT,
            "ended_at": now if number % 97 == 0 else None,
        }


def nip_of(number: int) -> str:
    """Somebody's own number, from which their day of birth is read."""
    return f"{1966 + number % 35}{number % 12 + 1:02}15{number:010}"


def is_linked(number: int) -> bool:
    """Six of ten, and every officer."""
    return number <= OFFICERS or number % 10 < 6


def _accounts(people: int, now: datetime) -> Iterator[dict[str, Any]]:
    for number in range(1, people + 1):
        if is_linked(number):
            chat = FIRST_PERSON - 1 + number
            yield {
                "id": number,
                "person_id": number,
                "user_id": chat,
                "chat_id": chat,
                "language": "id",
                "linked_at": now,
                "last_seen_at": now - timedelta(days=200 if number > OFFICERS and number % 20 == 1 else 1),
                "unreachable_since": now if number > OFFICERS and number % 50 == 3 else None,
            }


def _roles(now: datetime) -> Iterator[dict[str, Any]]:
    region_wide = [one for one in Role if one is not Role.LIAISON]
    for officer in range(1, OFFICERS + 1):
        for role in region_wide:
            yield {"person_id": officer, "role": role, "granted_at": now, "granted_by": "operator"}


def _fill_waves(store: SqlStore, people: int, now: datetime) -> None:
    engine, newest = store.engine, newest_wave(people)
    shown = max(1, newest - _DRAFTS)
    numbers = range(1, newest + 1)
    put(engine, tables.wave, (_wave(one, now, is_shown=one <= shown) for one in numbers))
    proposals = [one for place, wave in enumerate(numbers) for one in _proposals(wave, place, people, shown)]
    put(engine, tables.proposal, proposals)
    told = [one for one in proposals if one["status"] != Status.DRAFT]
    put(engine, tables.proposal_stage, (_stage(one["id"], now) for one in told))
    put(engine, tables.outbox_text, [{"id": 1, "digest": b"x", "content": "{}"}])
    put(engine, tables.outbox, (_notice(one, now) for one in told if is_linked(one["person_id"])))
    put(engine, tables.card_opening, ({"proposal_id": one["id"], "opened_at": now} for one in told[::2]))
    put(engine, tables.explanation_answer, _answers(told, now))
    put(engine, tables.delivery, _deliveries(told, now))
    put(engine, tables.correction, _corrections(store.vault, told, now))
    open_drafts = [one["id"] for one in proposals if one["status"] == Status.DRAFT]
    found = {"code": "person_gone", "facts": {}}
    put(engine, tables.finding, ({"proposal_id": one, **found} for one in open_drafts))
    answered = {"code": "person_gone", "reason": "x", "written_by": "person:1", "written_at": now}
    put(engine, tables.justification, ({"proposal_id": one, **answered} for one in open_drafts[::2]))


def _wave(number: int, now: datetime, *, is_shown: bool) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"Gelombang {number}",
        "created_at": now,
        "checked_at": now,
        "published_by": 1 if is_shown else None,
        "published_at": now - timedelta(days=20) if is_shown else None,
    }


def _proposals(wave: int, place: int, people: int, shown: int) -> Iterator[dict[str, Any]]:
    for at in range(A_WAVE):
        number = place * A_WAVE + at + 1
        person = OFFICERS + number * 17 % (people - OFFICERS) + 1
        unit = (person - 1) // _A_UNIT + 1
        yield {
            "id": number,
            "wave_id": wave,
            "person_id": person,
            "direction": Direction.ROTASI,
            "own_request": False,
            "from_unit_id": unit,
            "from_position": f"Analis {person % _POSTS_A_UNIT}",
            "from_class": 7,
            "to_unit_id": unit % (people // _A_UNIT) + 1,
            "to_position": f"Analis {at % _POSTS_A_UNIT}",
            "to_class": 7,
            "reason": "Beban kerja unit tujuan lebih besar.",
            "planned_effective_on": date(2027, 1, 4),
            "status": _SHOWN[at % len(_SHOWN)] if wave <= shown else Status.DRAFT,
            "digest": b"",
            "import_id": _IMPORT,
        }


def _stage(proposal_id: int, now: datetime) -> dict[str, Any]:
    return {"proposal_id": proposal_id, "status": Status.PROPOSED, "entered_at": now, "moved_by": "person:1"}


def _notice(one: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "unique_key": f"proposal:{one['id']}:proposed",
        "chat_id": FIRST_PERSON - 1 + one["person_id"],
        "lane": 1,
        "language": "id",
        "text_id": 1,
        "protect": True,
        "unknown_rule": "hold",
        "state": "sent",
        "created_at": now,
        "due_at": now,
        "settled_at": now,
    }


def _answers(told: Iterable[Mapping[str, Any]], now: datetime) -> Iterator[dict[str, Any]]:
    for one in told:
        word = _WORDS[one["id"] % len(_WORDS)]
        if word is not None:
            kept = {"proposal_id": one["id"], "person_id": one["person_id"], "word": word, "said_at": now}
            yield {**kept, "asks_for_person": one["id"] % 9 == 0}


def _deliveries(told: Iterable[Mapping[str, Any]], now: datetime) -> Iterator[dict[str, Any]]:
    for one in told:
        if not is_linked(one["person_id"]) and one["id"] % 2:
            yield {
                "act": "paper",
                "person_id": one["person_id"],
                "proposal_id": one["id"],
                "told_on": now.date(),
                "recorded_by": "person:1",
                "recorded_at": now,
            }


def _corrections(vault: Vault, told: Iterable[Mapping[str, Any]], now: datetime) -> Iterator[dict[str, Any]]:
    for one in told:
        if one["id"] % 10 == 0:
            number = f"KOR-{one['id']:06}"
            yield {
                "number": number,
                "person_id": one["person_id"],
                "proposal_id": one["id"],
                "fact": FactCode.EDUCATION,
                "status": "new" if one["id"] % 100 == 0 else "accepted",
                "content_sealed": vault.seal(json.dumps({"text": "Salah."}), place=content_place(number)),
                "filed_at": now,
                "due_at": now + timedelta(hours=one["id"] % 72 - 10),
            }
