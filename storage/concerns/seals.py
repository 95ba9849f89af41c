"""The officers' keys, and the halves of a sender that each pair of them holds."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, func, insert, select

from domain.concerns.records import SealOfficer
from domain.concerns.refusals import NotEnrolled, PassphraseWrong
from storage.concerns.boxes import boxed, new_locked_key, split, unboxed, unlocked
from storage.concerns.dossier import Dossier, Halves
from storage.tables import seal_officer

_TWO = 2
_SENDER_SIGNS = 20  # every sender's half is as long as any other


class SealOfficers:
    """The table of keys."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def are_ready(self) -> bool:
        return self._connection.execute(select(func.count()).select_from(seal_officer)).scalar_one() >= _TWO

    def listed(self) -> Sequence[SealOfficer]:
        rows = self._connection.execute(select(seal_officer).order_by(seal_officer.c.person_id))
        return [SealOfficer(person_id=row.person_id, enrolled_on=row.enrolled_on) for row in rows]

    def enrol(self, person_id: int, passphrase: str, *, today: date) -> None:
        public, locked = new_locked_key(passphrase)
        self._connection.execute(
            insert(seal_officer).values(
                person_id=person_id, public_key=public, private_locked=locked, enrolled_on=today
            )
        )

    def key_of(self, person_id: int, passphrase: str) -> X25519PrivateKey | None:
        """The officer's private half; None where the passphrase is wrong or there is no key."""
        locked = self._connection.scalar(
            select(seal_officer.c.private_locked).where(seal_officer.c.person_id == person_id)
        )
        return None if locked is None else unlocked(locked, passphrase)

    def halves_for_all(self, sender: int, number: str) -> list[Halves]:
        """The sender, once for each pair of officers."""
        rows = self._connection.execute(select(seal_officer).order_by(seal_officer.c.person_id)).all()
        secret = f"{sender:0{_SENDER_SIGNS}d}".encode()
        made = []
        for one, other in combinations(rows, 2):
            half, rest = split(secret)
            made.append(
                Halves(
                    first=one.person_id,
                    second=other.person_id,
                    first_box=boxed(one.public_key, half, place=number),
                    second_box=boxed(other.public_key, rest, place=number),
                )
            )
        return made

    def opened_halves(self, dossier: Dossier, *, by: int, passphrase: str) -> dict[int, bytes]:
        """The officer's halves of one case, by who holds the other. Raise NotEnrolled, PassphraseWrong."""
        boxes = {one.second: one.first_box for one in dossier.halves if one.first == by}
        boxes |= {one.first: one.second_box for one in dossier.halves if one.second == by}
        if not boxes:
            raise NotEnrolled
        private = self.key_of(by, passphrase)
        if private is None:
            raise PassphraseWrong
        return {other: unboxed(private, box, place=dossier.case.number) for other, box in boxes.items()}
