"""What somebody who owns the database may do to the trail, and the places that must then be named."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage.tables import audit, audit_link
from storage.trail.guard import GUARDED
from storage.trail.seals import BEGINNING, content, mark, new_seal, written
from storage.trail.verdict import Verdict
from storage.vault import Key, Vault


@dataclass(frozen=True, slots=True)
class Hurt:
    """A row of the table, or a place of the chain, that was done harm to."""

    row: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Attack:
    """The database laid open: its guard taken away, and a chain of `length` rows."""

    connection: Connection
    vault: Vault
    chance: Random
    length: int

    def place(self) -> int:
        return self.chance.randint(1, self.length)

    def row_at(self, place: int) -> int:
        found = self.connection.scalar(select(audit_link.c.audit_id).where(audit_link.c.number == place))
        assert found is not None
        return int(found)

    def row(self, number: int) -> dict[str, Any]:
        return dict(self.connection.execute(select(audit).where(audit.c.id == number)).mappings().one())

    def links(self) -> list[dict[str, Any]]:
        query = select(audit_link).order_by(audit_link.c.number)
        return [dict(one) for one in self.connection.execute(query).mappings()]

    def change(self, row: int, **values: Any) -> None:
        self.connection.execute(update(audit).where(audit.c.id == row).values(values))

    def relink(self, place: int, **values: Any) -> None:
        self.connection.execute(update(audit_link).where(audit_link.c.number == place).values(values))

    def drop(self, row: int) -> None:
        self.connection.execute(delete(audit).where(audit.c.id == row))

    def unlink(self, place: int) -> None:
        self.connection.execute(delete(audit_link).where(audit_link.c.number == place))

    def rechain(self, vault: Vault, *, from_place: int, reseal: bool) -> None:
        """Make all marks anew from there on, as whoever has such a key can."""
        key = vault.keys[0]
        links = self.links()
        before = links[from_place - 2]["mark"] if from_place > 1 else BEGINNING
        for link in links[from_place - 1 :]:
            kept = self.row(link["audit_id"])
            if reseal:
                kept["seal"] = new_seal(vault, _said(kept))
                self.change(kept["id"], seal=kept["seal"])
            before = mark((key.id, key.trail), before, link["number"], kept["id"], kept["seal"])
            self.relink(link["number"], mark=before)


def lay_open(connection: Connection) -> None:
    """Take the guard away, as the owner of a database can."""
    for table in GUARDED:
        if connection.dialect.name == "sqlite":
            for act in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER {table}_no_{act}")
        else:
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")


def named(verdict: Verdict, hurt: Hurt) -> bool:
    """Whether a fault names the row, its place, or a span that has the place in it."""
    return any(
        (hurt.row is not None and fault.row == hurt.row)
        or (
            hurt.place is not None
            and fault.place is not None
            and fault.place <= hurt.place <= (fault.until or fault.place)
        )
        for fault in verdict.faults
    )


def _said(row: Mapping[str, Any]) -> bytes:
    parts = (written(row["at"]), row["actor"], row["action"], row["subject"], json.dumps(row["facts"]))
    return content(*(str(part).encode() for part in parts))


def edit(attack: Attack) -> Hurt:
    place = attack.place()
    row = attack.row_at(place)
    kept, other = attack.row(row), attack.row(attack.row_at(attack.place()))
    name = attack.chance.choice(("at", "actor", "action", "subject", "facts", "seal"))
    values: dict[str, Any] = {
        "at": other["at"].replace(microsecond=attack.chance.randrange(1, 10**6)),
        "actor": kept["actor"] + "0",
        "action": kept["action"][:-1],
        "subject": f"person:{attack.chance.randrange(10**6, 10**7)}",
        "facts": {**kept["facts"], "count": attack.chance.randrange(10**6, 10**7)},
        "seal": os.urandom(len(kept["seal"])),
    }
    attack.change(row, **{name: values[name]})
    return Hurt(row=row, place=place)


def one_bit(attack: Attack) -> Hurt:
    """The least that can be changed."""
    place = attack.place()
    row = attack.row_at(place)
    column, kept = attack.chance.choice((("seal", True), ("mark", False)))
    value = bytearray(attack.row(row)["seal"] if kept else attack.links()[place - 1]["mark"])
    value[attack.chance.randrange(len(value))] ^= 1 << attack.chance.randrange(8)
    if kept:
        attack.change(row, **{column: bytes(value)})
    else:
        attack.relink(place, mark=bytes(value))
    return Hurt(row=row, place=place)


def renumber(attack: Attack) -> Hurt:
    place = attack.place()
    row = attack.row_at(place)
    attack.change(row, id=10**6 + attack.chance.randrange(10**6))
    return Hurt(row=row, place=place)


def delete_row(attack: Attack) -> Hurt:
    place = attack.place()
    row = attack.row_at(place)
    attack.drop(row)
    return Hurt(row=row, place=place)


def delete_with_its_place(attack: Attack) -> Hurt:
    place = attack.place()
    attack.drop(attack.row_at(place))
    attack.unlink(place)
    return Hurt(place=place)


def delete_place(attack: Attack) -> Hurt:
    place = attack.place()
    attack.unlink(place)
    return Hurt(place=place)


def close_the_gap(attack: Attack) -> Hurt:
    """Delete, and let all that follows move up."""
    place = attack.chance.randint(1, attack.length - 1)
    attack.drop(attack.row_at(place))
    attack.unlink(place)
    for number in range(place + 1, attack.length + 1):
        attack.relink(number, number=number - 1)
    return Hurt(place=place)


def insert_forged(attack: Attack) -> Hurt:
    kept = attack.row(attack.row_at(attack.place()))
    row = 10**6 + attack.chance.randrange(10**6)
    seal = attack.chance.choice((os.urandom(len(kept["seal"])), kept["seal"], b""))
    forged = {**kept, "id": row, "seal": seal, "actor": "person:999"}
    attack.connection.execute(insert(audit), forged)
    return Hurt(row=row)


def insert_copy(attack: Attack) -> Hurt:
    kept = attack.row(attack.row_at(attack.place()))
    row = 10**6 + attack.chance.randrange(10**6)
    attack.connection.execute(insert(audit), {**kept, "id": row})
    return Hurt(row=row)


def insert_into_the_chain(attack: Attack) -> Hurt:
    row = insert_forged(attack).row
    link = {"number": attack.length + 1, "audit_id": row, "mark": os.urandom(36)}
    attack.connection.execute(insert(audit_link), link)
    return Hurt(row=row, place=attack.length + 1)


def swap_rows(attack: Attack) -> Hurt:
    """Each says what the other said, with its seal."""
    first, second = attack.chance.sample(range(1, attack.length + 1), 2)
    one, two = attack.row(attack.row_at(first)), attack.row(attack.row_at(second))
    attack.change(one["id"], **{name: value for name, value in two.items() if name != "id"})
    attack.change(two["id"], **{name: value for name, value in one.items() if name != "id"})
    return Hurt(row=one["id"], place=first)


def swap_places(attack: Attack) -> Hurt:
    first, second = attack.chance.sample(range(1, attack.length + 1), 2)
    one, two = attack.row_at(first), attack.row_at(second)
    attack.relink(first, audit_id=-1)
    attack.relink(second, audit_id=one)
    attack.relink(first, audit_id=two)
    return Hurt(place=first)


def swap_times(attack: Attack) -> Hurt:
    first, second = attack.chance.sample(range(1, attack.length + 1), 2)
    one, two = attack.row(attack.row_at(first)), attack.row(attack.row_at(second))
    attack.change(one["id"], at=two["at"])
    attack.change(two["id"], at=one["at"])
    return Hurt(row=one["id"], place=first)


def truncate(attack: Attack) -> Hurt:
    """The last rows, with their places or without."""
    gone = attack.chance.randint(1, attack.length - 1)
    for place in range(attack.length - gone + 1, attack.length + 1):
        if attack.chance.random() < 0.9:
            attack.drop(attack.row_at(place))
    attack.connection.execute(delete(audit_link).where(audit_link.c.number > attack.length - gone))
    return Hurt(place=attack.length)


def empty(attack: Attack) -> Hurt:
    attack.connection.execute(delete(audit_link))
    attack.connection.execute(delete(audit))
    return Hurt(place=1)


def rewrite_with_a_key_of_ones_own(attack: Attack) -> Hurt:
    place = attack.place()
    row = attack.row_at(place)
    attack.change(row, action="role.granted")
    attack.rechain(Vault([Key(os.urandom(32))]), from_place=place, reseal=True)
    return Hurt(row=row, place=place)


def rewrite_with_the_key(attack: Attack) -> Hurt:
    """Whoever has database and key makes a chain that is whole; the anchors have another one."""
    place = attack.place()
    row = attack.row_at(place)
    attack.change(row, subject="person:424242")
    attack.rechain(attack.vault, from_place=place, reseal=True)
    return Hurt(place=place)


def leave_out_with_the_key(attack: Attack) -> Hurt:
    place = attack.chance.randint(1, attack.length - 1)
    close_the_gap_at = attack.row_at(place)
    attack.drop(close_the_gap_at)
    attack.unlink(place)
    for number in range(place + 1, attack.length + 1):
        attack.relink(number, number=number - 1)
    attack.rechain(attack.vault, from_place=place, reseal=False)
    return Hurt(place=place)


MUTATIONS: tuple[Callable[[Attack], Hurt], ...] = (
    edit,
    one_bit,
    renumber,
    delete_row,
    delete_with_its_place,
    delete_place,
    close_the_gap,
    insert_forged,
    insert_copy,
    insert_into_the_chain,
    swap_rows,
    swap_places,
    swap_times,
    truncate,
    empty,
    rewrite_with_a_key_of_ones_own,
    rewrite_with_the_key,
    leave_out_with_the_key,
)
