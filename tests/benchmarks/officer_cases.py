"""Sealed cases as they lie on the shelf, questions for the library, and the trail; made in one go.

A case is what the desk would have made of it: the same document, padded and sealed under a key of its own,
with the sender's halves for the officers' pair where it is sealed. Only the way there is shorter.
"""

import base64
import json
import os
import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection

from bot.wall_clock import wall_now
from domain.actors import Actor
from domain.concerns.records import BySender, Case, CaseStatus, Entry, EntryKind, Mode, Side
from domain.concerns.sealing import Proof, SealDesk
from domain.concerns.taxonomy import HANDLING, Concern
from domain.knowledge.records import Verdict
from storage import tables
from storage.concerns.dossier import Dossier, written
from storage.concerns.marks import Marks
from storage.concerns.seals import SealOfficers
from storage.concerns.shelves import key_place
from storage.store import SqlStore
from storage.trail.seals import content, new_seal
from storage.trail.seals import written as time_written
from tests.benchmarks.officer_region import OFFICERS, put

WAIT_OF_A_HUNDRED = 2
"""A desk that answers within fourteen working days has that many of two years' cases before it."""
_PASSPHRASE = "hanya untuk pengukuran"
_GAPS, _ENTRIES = 300, 150
_SAID = "Saya mohon dipertimbangkan, karena jarak ke unit baru jauh dari rumah. " * 4


def fill_cases(store: SqlStore, count: int, *, people: int) -> None:
    """So many cases, a third in each mode; the desk's officers 1 and 2 hold the seal."""
    now = wall_now()
    zone = now.tzinfo
    assert zone is not None
    with store.read() as work:
        is_ready = work.concerns.is_ready()
    if not is_ready:
        proofs = (Proof(Actor(one, at_terminal=True), _PASSPHRASE) for one in (1, 2))
        SealDesk(store, zone=zone).set_up(*proofs, now=now)
    with store.engine.begin() as connection:
        # Makes the marks' key, where it is the first.
        Marks(connection, store.vault.concerns).of_number("")
    with store.engine.connect() as connection:
        rows = _cases(store, connection, count, people, now.date())
        put(store.engine, tables.concern, rows)


def fill_library(store: SqlStore) -> None:
    """Questions that wait, and what was said of entries."""
    today = wall_now().date()
    with store.write() as work:
        for number in range(_GAPS):
            form = f"apakah tunjangan nomor {number} ikut pindah"
            work.knowledge.count_gap(form, about="", why="unanswered", today=today)
        for number in range(_ENTRIES):
            for verdict in (*[Verdict.HELPED] * (number % 5), *Verdict):
                work.knowledge.rate(f"entry{number}", verdict)
        work.commit()


def fill_trail(store: SqlStore, count: int) -> None:
    """Rows as units write them."""
    put(store.engine, tables.audit, _trail(store, count))


def _cases(
    store: SqlStore, connection: Connection, count: int, people: int, today: date
) -> Iterator[dict[str, Any]]:
    """In the order of their rows' names, which are random: a database takes them in fastest so."""
    marks, sealing = Marks(connection, store.vault.concerns), store.vault.concerns
    officers = SealOfficers(connection)
    kinds, modes = cycle(Concern), cycle(Mode)
    for number, row_id in enumerate(sorted(secrets.token_hex(16) for _ in range(count))):
        case = _case(number, next(kinds), next(modes), today)
        sender, mark = number % people + 1, os.urandom(32)
        dossier = Dossier(case=case, owner_mark=mark)
        if case.mode is not Mode.NO_RETURN:
            dossier.owner_mark = marks.of_owner(BySender(sender))[number // people]
        if case.mode is Mode.SEALED:
            dossier.halves = officers.halves_for_all(sender, case.number)
        key, nonce = os.urandom(32), os.urandom(12)
        yield {
            "id": row_id,
            "number_hash": marks.of_number(case.number),
            "owner_mark": dossier.owner_mark,
            "waits": case.waits_for_answer,
            "key_sealed": sealing.seal(base64.b64encode(key).decode(), place=key_place(row_id)),
            "content_sealed": nonce + AESGCM(key).encrypt(nonce, written(dossier).encode(), row_id.encode()),
        }


def number_of(place: int) -> str:
    """The number that people are told."""
    return f"ASP-{place:08}"


def _case(place: int, concern: Concern, mode: Mode, today: date) -> Case:
    waits = place % 100 < WAIT_OF_A_HUNDRED
    opened = today - timedelta(days=place % 20 if waits else 30 + place % 700)
    message = Entry(id=f"m{place}", side=Side.SENDER, kind=EntryKind.MESSAGE, text=_SAID, on=opened)
    answered = opened + timedelta(days=place % 25)
    answer = Entry(id=f"a{place}", side=Side.OFFICER, kind=EntryKind.ANSWER, text=_SAID, on=answered)
    return Case(
        number=number_of(place),
        alias=f"Pengirim {place}",
        concern=concern,
        mode=mode,
        desk=HANDLING[concern].desk,
        status=CaseStatus.NEW if waits else CaseStatus.ANSWERED,
        opened_on=opened,
        answer_due_on=opened + timedelta(days=20),
        entries=(message,) if waits else (message, answer),
        assigned_to=place % OFFICERS + 1 if waits and place % 3 else None,
    )


def _trail(store: SqlStore, count: int) -> Iterator[dict[str, Any]]:
    began = wall_now() - timedelta(minutes=5 * count)
    actions = ("proposal.moved", "concern.read", "export.released", "role.granted", "wave.published")
    for number in range(count):
        at: datetime = began + timedelta(minutes=5 * number)
        actor, action = f"person:{number % OFFICERS + 1}", actions[number % len(actions)]
        subject, facts = f"{action.split('.')[0]}:{number % 5_000 + 1}", {"count": number % 7}
        told = (time_written(at), actor, action, subject, json.dumps(facts))
        yield {
            "at": at,
            "actor": actor,
            "action": action,
            "subject": subject,
            "facts": facts,
            "seal": new_seal(store.vault, content(*(one.encode() for one in told))),
        }
