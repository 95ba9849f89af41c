"""A region with people in every role and things of every kind, and copies of it: each context has its own."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from domain.actors import Actor, Role
from domain.concerns.sealing import Proof, SealDesk
from domain.conversations import Conversation
from domain.linking.desk import FLOW
from domain.linking.records import Purpose
from domain.proposals import Status
from handlers.office import Office
from handlers.routes import TABLE
from handlers.table import Who
from locales.words import Words
from storage.database import open_engine, sqlite_url
from storage.hour_keys import HourKeys
from storage.inbox import Line as InboxLine
from storage.store import SqlStore
from storage.tables import account
from storage.vault import Vault
from tests.chat import GROUP, connect
from tests.handlers.concerns.conftest import ZONE, sends
from tests.offices import office_on
from tests.people import ANDI, BUDI, HASAN, RINA, SITI, TONO_USER_ID, Character, Kemuning, kemuning

EVERYBODY: frozenset[Who] = frozenset({"anyone"})
LINKED: frozenset[Who] = frozenset({"anyone", "linked"})
HALF_LINKED = 598
# Words that nobody but Siti, and officers whose work it is, may read.
SECRETS = (SITI.name.split()[0], SITI.nip, SITI.phone.removeprefix("+"), "TANDA-SITI")


def _member(number: int, *roles: Role) -> Character:
    """One more of the office; they differ in nothing that is looked at here."""
    nip, name = f"19900101201505190{number}", f"Pegawai Contoh {number}"
    return replace(ANDI, user_id=610 + number, nip=nip, name=name, phone=f"+6289900061{number}", roles=roles)


ELSEWHERE = _member(0, Role.OFFICER)
LIAISON_ELSEWHERE = _member(1, Role.LIAISON)
OFFICER = _member(2, Role.OFFICER)
PLANNER = _member(3, Role.PLANNER)
AUDITOR = _member(4, Role.AUDITOR)
ADMINISTRATOR = _member(5, Role.ADMINISTRATOR)
GONE = _member(6, Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR)
LIAISON = _member(7, Role.LIAISON)
APPROVER = _member(8, Role.APPROVER)
MEMBERS = (
    ELSEWHERE,
    LIAISON_ELSEWHERE,
    OFFICER,
    PLANNER,
    AUDITOR,
    ADMINISTRATOR,
    GONE,
    LIAISON,
    APPROVER,
)
# Their roles are held for one unit alone: Siti's, or another one.
SCOPED = (ELSEWHERE, LIAISON_ELSEWHERE, LIAISON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Somebody, somewhere. `passes`: what they count as at the door; `serves`: for the whole region."""

    name: str
    user_id: int
    passes: frozenset[Who]
    serves: frozenset[Role] = frozenset()
    turned_away: str = "hanya untuk petugas"
    group: int | None = None


def _officer(name: str, who: Character, *, serves: frozenset[Role] = frozenset()) -> Context:
    serves = serves or (frozenset() if who in SCOPED else frozenset(who.roles))
    return Context(name=name, user_id=who.user_id, passes=LINKED | set(who.roles), serves=serves)


CONTEXTS = (
    Context(name="stranger", user_id=TONO_USER_ID, passes=EVERYBODY, turned_away="belum ditautkan"),
    Context(name="half-verified", user_id=HALF_LINKED, passes=EVERYBODY, turned_away="belum ditautkan"),
    Context(name="long idle", user_id=BUDI.user_id, passes=EVERYBODY, turned_away="tautkan akun kembali"),
    Context(name="left service", user_id=GONE.user_id, passes=EVERYBODY, turned_away="Akses sudah berakhir"),
    Context(name="employee", user_id=SITI.user_id, passes=LINKED),
    Context(name="other employee", user_id=ANDI.user_id, passes=LINKED),
    _officer("officer of another unit", ELSEWHERE),
    _officer("liaison of another unit", LIAISON_ELSEWHERE),
    _officer("officer", OFFICER),
    _officer("planner", PLANNER),
    _officer("approver", APPROVER),
    _officer("liaison", LIAISON, serves=frozenset({Role.LIAISON})),
    _officer("auditor", AUDITOR),
    _officer("administrator", ADMINISTRATOR),
    Context(name="group chat", user_id=SITI.user_id, passes=frozenset(), turned_away="pribadi", group=GROUP),
)


@dataclass(slots=True, kw_only=True)
class Town:
    """One copy of the region's database, and an office on it. `region` builds in the first copy alone."""

    file: Path
    store: SqlStore
    office: Office
    region: Kemuning

    def id_of(self, who: Character) -> int:
        return self.region.people[who.nip]

    def copy(self, file: Path) -> "Town":
        """The same region once more."""
        copy_file(self.file, file)
        store = _store(file, self.file.parent, self.store.vault)
        office = office_on(store, words=self.office.words, clock=self.office.clock)
        return replace(self, file=file, store=store, office=office)


def copy_file(kept: Path, copy: Path) -> None:
    """Copy a database of SQLite, also while it is open."""
    with closing(sqlite3.connect(kept)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)


async def make_town(empty: Path, vault: Vault, words: Words, now: datetime) -> Town:
    """Siti has a proposal, reports, a correction and a list of wishes; everybody holds their roles."""
    store = _store(empty, empty.parent, vault)
    region = kemuning(store, now)
    office = office_on(store, words=words, clock=lambda: now)
    builder, people = region.region, dict(region.people)
    beside = builder.unit("UPTD Puskesmas Batu Ampar", location="Batu Ampar")
    for who in MEMBERS:
        plain = replace(who, roles=() if who in SCOPED else who.roles)
        people[who.nip] = builder.person(plain, region.selensen if who is LIAISON else beside)
        builder.link(people[who.nip], who.user_id)
    region = replace(region, people=people)
    _hold_scoped_roles(region, beside, now)
    _second_wave(region, now)
    town = Town(file=empty, store=store, office=office, region=region)
    await _let_siti_speak(town, now)
    builder.end(region.id_of(GONE))
    builder.change(account, _account(store, BUDI.user_id), last_seen_at=now - timedelta(days=100))
    for officer in (RINA, HASAN, *MEMBERS):
        builder.prove(region.id_of(officer))
    with store.write() as work:
        half = Conversation(user_id=HALF_LINKED, flow=FLOW, step="code", expires_at=now + timedelta(days=1))
        work.conversations.save(half, now=now)
        work.commit()
    return town


def _store(file: Path, folder: Path, vault: Vault) -> SqlStore:
    engine = open_engine(sqlite_url(file))
    return SqlStore(engine, vault, InboxLine(bot_id=1, keys=HourKeys(folder / "hour_keys", engine)))


def _hold_scoped_roles(region: Kemuning, beside: int, now: datetime) -> None:
    with region.region.store.write() as work:
        for who in SCOPED:
            unit_id = region.selensen if who is LIAISON else beside
            for role in who.roles:
                work.people.grant(region.id_of(who), role, unit_id=unit_id, by="operator", now=now)
        for role in (Role.OFFICER, Role.ADMINISTRATOR):
            work.people.grant(region.id_of(RINA), role, by="operator", now=now)
        work.people.grant(region.id_of(HASAN), Role.OFFICER, by="operator", now=now)
        work.commit()


def _second_wave(region: Kemuning, now: datetime) -> None:
    """One that is still being prepared."""
    builder = region.region
    with builder.store.write() as work:
        work.waves.publish(region.wave, by=region.id_of(HASAN), now=now - timedelta(days=1))
        work.commit()
    wave = builder.wave("Gelombang II Tahun 2026")
    stages = [(Status.DRAFT, now - timedelta(days=2))]
    builder.proposal(region.id_of(SITI), wave, (region.selensen, region.kemuning), stages=stages)
    builder.checked(wave)


async def _let_siti_speak(town: Town, now: datetime) -> None:
    office, region = town.office, town.region
    first = Proof(Actor(region.id_of(RINA)), "kapal kecil di teluk biru")
    second = Proof(Actor(region.id_of(HASAN)), "hujan turun di bukit sepi")
    SealDesk(town.store, zone=ZONE).set_up(first, second, now=now)
    for purpose in Purpose:
        office.accounts.grant(SITI.user_id, purpose, text_version="1", now=now)
    siti = (await connect(office, TABLE)).of(SITI.user_id)
    await sends(siti, "TANDA-SITI jarak dari rumah")
    await sends(siti, "TANDA-SITI rahasia", mode="Rahasia")
    await siti.types("/data")
    await siti.presses("Ada yang keliru")
    await siti.presses("Jabatan dan masa tugas")
    await siti.types("TANDA-SITI yang benar 2 Maret 2019.")
    await siti.presses("Lanjut tanpa berkas")
    await siti.presses("Kirim")
    office.preferences.add(region.id_of(SITI), region.kemuning, own_post=True, version=0, now=now)
    with town.store.write() as work:
        work.concerns.sort_in()
        work.commit()


def _account(store: SqlStore, user_id: int) -> int:
    with store.read() as work:
        found = work.linking.account_of_user(user_id)
    assert found is not None
    return found.id
