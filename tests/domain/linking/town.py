"""An invented office: people with letters, and visitors who walk the way of linking."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from domain.actors import OPERATOR, Actor, Role
from domain.linking.accounts import AccountDesk
from domain.linking.claims import ClaimDesk
from domain.linking.desk import LinkingDesk
from domain.linking.invitations import InvitationDesk, IssuedInvitation
from domain.linking.records import Account, Claim, Purpose
from domain.linking.roles import RoleDesk
from domain.linking.visits import SharedContact, Visitor
from domain.organisation import name_key
from storage.people import NIP, nip_place, phone_place
from storage.store import SqlStore
from storage.tables import audit, imports, person, unit
from tests.outbox import take_all

VALID_FOR = timedelta(days=30)
WRONG_CODE = "0000000000"
TEXT_VERSION = "2026-11"


def plain_phone(text: str) -> str | None:
    """Enough of normalising for invented numbers."""
    digits = "".join(sign for sign in text if sign.isdigit())
    return f"+62{digits.removeprefix('62').removeprefix('0')}" if digits else None


def visitor(user_id: int) -> Visitor:
    return Visitor(user_id=user_id, chat_id=user_id, language="id")


def own_contact(user_id: int, phone: str) -> SharedContact:
    return SharedContact(user_id=user_id, phone=phone, is_forwarded=False)


@dataclass
class Town:
    """The desks on one store, at one moment."""

    store: SqlStore
    now: datetime
    numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.linking = LinkingDesk(self.store, normalise_phone=plain_phone)
        self.accounts = AccountDesk(self.store)
        self.letters = InvitationDesk(self.store)
        self.claims = ClaimDesk(self.store)
        self.roles = RoleDesk(self.store)

    def add(self, nip: str, *, phone: str | None, name: str = "Siti Rahmawati") -> int:
        """Put a person into service and return their number."""
        key, vault = f"pns-{nip}", self.store.vault
        where = self.unit("Dinas Contoh")
        with self.store.engine.begin() as connection:
            batch = insert(imports).values(
                applied_at=self.now, applied_by="operator", digest="", complete=False, summary={}
            )
            texts = (
                "name title_front title_back legal_status grade position_kind position "
                "education_level education location echelon"
            )
            made_person = insert(person).values(
                **dict.fromkeys(texts.split(), ""),
                siasn_id=key,
                nip_hash=vault.lookup(NIP, nip),
                nip_sealed=vault.seal(nip, place=nip_place(key)),
                phone_sealed=vault.seal(phone, place=phone_place(key)) if phone else None,
                kind="pns",
                unit_id=where,
                digest=b"",
                import_id=connection.scalar(batch.returning(imports.c.id)),
            )
            made_id = connection.execute(made_person.values(name=name).returning(person.c.id))
            self.numbers[nip] = int(made_id.scalar_one())
        return self.numbers[nip]

    def unit(self, name: str) -> int:
        """The number of a unit, which is made where there is none of the name."""
        key = name_key(name)
        with self.store.engine.begin() as connection:
            kept = connection.scalar(select(unit.c.id).where(unit.c.name_key == key))
            made = insert(unit).values(key=f"name:{key}", name_key=key, name=name).returning(unit.c.id)
            return int(kept or connection.execute(made).scalar_one())

    def end(self, person_id: int) -> None:
        with self.store.engine.begin() as connection:
            connection.execute(update(person).where(person.c.id == person_id).values(ended_at=self.now))

    def invite(self, person_id: int) -> IssuedInvitation:
        return self.letters.issue([person_id], VALID_FOR, now=self.now)[0]

    def to_code(self, user_id: int, nip: str, phone: str) -> None:
        """Walk up to the code: notice, NIP, telephone."""
        guest = visitor(user_id)
        self.linking.start(guest, now=self.now)
        self.linking.agree(guest, [Purpose.LINKING], text_version=TEXT_VERSION, now=self.now)
        self.linking.say_nip(guest, nip, now=self.now)
        self.linking.share_contact(guest, own_contact(user_id, phone), now=self.now)

    def say_code(self, user_id: int, code: str) -> Account | Claim:
        return self.linking.say_code(visitor(user_id), code, now=self.now)

    def link(self, user_id: int, nip: str, phone: str) -> Account:
        """Invite a person and walk the whole way with their letter."""
        letter = self.invite(self.numbers[nip])
        self.to_code(user_id, nip, phone)
        account = self.say_code(user_id, letter.code)
        assert isinstance(account, Account)
        return account

    def officer(self, nip: str, user_id: int) -> Actor:
        """Add a linked HR officer."""
        phone = f"+62899000{user_id:04d}"
        number = self.add(nip, phone=phone, name="Rina Petugas")
        self.roles.grant(nip, Role.OFFICER, by=OPERATOR, now=self.now)
        self.link(user_id, nip, phone)
        return Actor(number)

    def told(self, chat_id: int) -> list[str]:
        """The keys of what waits to be sent to a chat, once each, in order."""
        waiting = take_all(self.store, now=self.now)
        return [one.text_key for one in waiting if one.chat_id == chat_id]

    def actions(self) -> list[str]:
        with self.store.engine.connect() as connection:
            return list(connection.scalars(select(audit.c.action).order_by(audit.c.id)))
