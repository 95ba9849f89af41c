"""The cast, and a region to put them in: rows straight into the tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert, update

from domain.actors import Role
from domain.organisation import name_key
from domain.people import Person, Sex
from domain.proposals import Direction, Status
from storage.people import NIP, nip_place, phone_place
from storage.store import SqlStore
from storage.tables import (
    account,
    imports,
    person,
    position,
    proposal,
    proposal_stage,
    role,
    unit,
    wave,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """Somebody of the cast. `user_id` is their Telegram account, linked or not; `phone` HR's record."""

    user_id: int
    name: str
    nip: str
    phone: str
    sex: Sex
    title_front: str = ""
    title_back: str = ""
    position: str = "Perawat Terampil"
    roles: tuple[Role, ...] = ()


SITI = Character(
    user_id=501,
    name="Siti Rahmawati",
    title_back="A.Md.Kep.",
    nip="199003152015052901",
    phone="+62899000501",
    sex="P",
)
BUDI = Character(
    user_id=502,
    name="Budi Hartono",
    title_front="dr.",
    nip="197805122005011902",
    phone="+62899000502",
    sex="L",
    position="Kepala UPTD Puskesmas",
)
RINA = Character(
    user_id=503,
    name="Rina Kartika",
    title_back="S.E.",
    nip="198511202010012903",
    phone="+62899000503",
    sex="P",
    position="Analis SDM Aparatur Ahli Muda",
    roles=(Role.PLANNER, Role.OFFICER),
)
HASAN = Character(
    user_id=504,
    name="Hasan Basri",
    title_front="Drs.",
    title_back="M.Si.",
    nip="196909091994031904",
    phone="+62899000504",
    sex="L",
    position="Kepala BKPSDM",
    roles=(Role.APPROVER,),
)
ANDI = Character(user_id=505, name="Andi Saputra", nip="199207172019031905", phone="+62899000505", sex="L")
TONO_USER_ID = 599  # of no region: a stranger
CAST = (SITI, BUDI, RINA, HASAN, ANDI)


class Region:
    """Builds what a test needs, and nothing else."""

    def __init__(self, store: SqlStore, now: datetime) -> None:
        self.store = store
        self.now = now
        self._import_id = self._insert(
            imports, applied_at=now, applied_by="operator", digest="", complete=False, summary={}
        )

    def unit(self, name: str, *, location: str = "Kemuning") -> int:
        key = name_key(name)
        return self._insert(unit, key=f"name:{key}", name_key=key, name=name, location=location)

    def post(self, unit_id: int, name: str, *, job_class: int) -> int:
        return self._insert(
            position,
            unit_id=unit_id,
            name=name,
            name_key=name_key(name),
            job_class=job_class,
            digest=b"",
            import_id=self._import_id,
        )

    def person(self, who: Character, unit_id: int, *, phone: bool = True, **columns: Any) -> int:
        """Put somebody on record, with their roles; `phone=False` where HR has none."""
        siasn_id, vault = f"SIASN-{who.nip}", self.store.vault
        sealed_phone = vault.seal(who.phone, place=phone_place(siasn_id)) if phone else None
        values: dict[str, Any] = {
            "siasn_id": siasn_id,
            "nip_hash": vault.lookup(NIP, who.nip),
            "nip_sealed": vault.seal(who.nip, place=nip_place(siasn_id)),
            "phone_sealed": sealed_phone,
            "name": who.name,
            "title_front": who.title_front,
            "title_back": who.title_back,
            "sex": who.sex,
            "kind": "pns",
            "legal_status": "PNS",
            "grade": "III/a",
            "position_kind": "fungsional",
            "position": who.position,
            "education_level": "D-III",
            "education": "Keperawatan",
            "location": "Kemuning",
            "echelon": "",
            "unit_id": unit_id,
            "digest": b"",
            "import_id": self._import_id,
        }
        person_id = self._insert(person, **(values | columns))
        for one in who.roles:
            self._insert(role, person_id=person_id, role=one, granted_at=self.now, granted_by="operator")
        return person_id

    def link(self, person_id: int, user_id: int, *, language: str = "id") -> int:
        return self._insert(
            account,
            person_id=person_id,
            user_id=user_id,
            chat_id=user_id,
            language=language,
            linked_at=self.now - timedelta(days=3),
            last_seen_at=self.now - timedelta(hours=2),
        )

    def prove(self, person_id: int) -> None:
        """Let an officer have proven their second factor just now; they are linked."""
        with self.store.write() as work:
            account = work.linking.account_of(person_id)
            assert account is not None
            work.second_factors.begin(person_id, account_id=account.id, now=self.now)
            work.commit()

    def end(self, person_id: int) -> None:
        """Let somebody leave the service."""
        self.change(person, person_id, ended_at=self.now)

    def wave(self, name: str = "Gelombang I Tahun 2026") -> int:
        return self._insert(wave, name=name, created_at=self.now)

    def proposal(
        self,
        person_id: int,
        wave_id: int,
        units: tuple[int, int],
        *,
        stages: Sequence[tuple[Status, datetime]],
        **columns: Any,
    ) -> int:
        """Put a proposal where the last of its stages says, from the first unit to the second."""
        values: dict[str, Any] = {
            "direction": Direction.ROTASI,
            "own_request": False,
            "from_position": "Perawat Terampil",
            "from_class": 6,
            "to_position": "Perawat Terampil",
            "to_class": 6,
            "reason": "Beban kerja unit tujuan melebihi kapasitas",
            "planned_effective_on": date(2027, 2, 1),
            "digest": b"",
            "import_id": self._import_id,
        }
        ids = {"person_id": person_id, "wave_id": wave_id, "from_unit_id": units[0], "to_unit_id": units[1]}
        made = self._insert(proposal, **(values | ids | {"status": stages[-1][0]} | columns))
        for status, entered_at in stages:
            self._insert(proposal_stage, proposal_id=made, status=status, entered_at=entered_at)
        return made

    def checked(self, wave_id: int) -> None:
        """Let the wave's check have found nothing."""
        self.change(wave, wave_id, checked_at=self.now)

    def show_before_decree(self, *, shown: bool = True) -> None:
        with self.store.write() as work:
            work.policy.decide_shows_before_decree(value=shown, now=self.now)
            work.commit()

    def change(self, table: Table, row_id: int, **columns: Any) -> None:
        with self.store.engine.begin() as connection:
            connection.execute(update(table).where(table.c.id == row_id).values(**columns))

    def someone(self, person_id: int) -> Person:
        with self.store.read() as work:
            return work.people.get(person_id)

    def _insert(self, table: Table, **columns: Any) -> int:
        with self.store.engine.begin() as connection:
            made = connection.execute(insert(table).values(**columns).returning(table.c.id))
            return int(made.scalar_one())


@dataclass(frozen=True, slots=True, kw_only=True)
class Kemuning:
    """A small region in which Siti is proposed for Kemuning, and the whole cast is linked."""

    region: Region
    selensen: int
    kemuning: int
    wave: int
    people: dict[str, int]
    """Person ids by NIP."""

    def id_of(self, who: Character) -> int:
        return self.people[who.nip]


def kemuning(store: SqlStore, now: datetime, *, linked: bool = True) -> Kemuning:
    region = Region(store, now)
    region.show_before_decree()
    selensen = region.unit("UPTD Puskesmas Selensen", location="Selensen")
    target = region.unit("UPTD Puskesmas Kemuning", location="Kemuning")
    region.post(selensen, "Perawat Terampil", job_class=6)
    people = {who.nip: region.person(who, selensen) for who in CAST}
    if linked:
        for who in CAST:
            region.link(people[who.nip], who.user_id)
    made = Kemuning(region=region, selensen=selensen, kemuning=target, wave=region.wave(), people=people)
    region.proposal(
        made.id_of(SITI),
        made.wave,
        (selensen, target),
        stages=[
            (Status.NEED_ANALYSIS, now - timedelta(days=30)),
            (Status.PROPOSED, now - timedelta(days=1)),
        ],
    )
    return made
