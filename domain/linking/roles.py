"""Giving and taking an officer's roles. The machine's operator makes the first HR officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.actors import Actor, Grant, Role
from domain.linking.binding import tell_holders
from domain.official.notices import tell_person
from domain.organisation import Unit
from domain.people import Person, RoleLine
from domain.refusals import AlreadyDone, NotFound, Refusal
from domain.rights import acting_as, recently_proven
from domain.work import Store, Work

SCOPED = frozenset({Role.OFFICER, Role.PLANNER, Role.LIAISON, Role.AUDITOR})
"""What can be held for a unit alone. Approving and administering are for the whole region by nature."""
FOUND_AT_MOST = 6


class OwnRole(Refusal):
    """Nobody gives a role to themselves."""


class LastAdministrator(Refusal):
    """Somebody must be left who can give roles; the operator at the machine can take even the last."""


class RegionWide(Refusal):
    """This role is not held for a unit."""


class UnitNeeded(Refusal):
    """A liaison is one of some unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A role that somebody holds; `unit` None: for the whole region."""

    person: Person
    role: Role
    unit: Unit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastGrant:
    """A line of the history, with who gave and took it: a name, or "" for operator and machine."""

    line: RoleLine
    person: Person
    unit: Unit | None
    granted_by: str
    revoked_by: str


class RoleDesk:
    """The operator and administrators decide; who is linked is told.

    Every call raises NotPermitted for an officer who is no administrator.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def holders(self, *, by: Actor) -> list[Holder]:
        """Everybody in service with a role, by name."""
        with self._store.read() as work:
            _administering(work, by)
            return [
                Holder(person=person, role=grant.role, unit=_unit(work, grant.unit_id))
                for person, grant in work.people.grants()
            ]

    def own(self, by: Actor) -> list[Holder]:
        """What an officer holds themselves; nothing for who is none."""
        if by.person_id is None:
            return []
        with self._store.read() as work:
            return _held(work, work.people.get(by.person_id))

    def meant(self, person_id: int, role: Role, unit_id: int | None, *, by: Actor) -> Holder:
        """Whom and what a change would be about; raise NotFound."""
        with self._store.read() as work:
            _administering(work, by)
            return Holder(person=work.people.get(person_id), role=role, unit=_unit(work, unit_id))

    def units_named(self, text: str, *, by: Actor) -> list[Unit]:
        """Units whose name holds all these words, a few; one more than fits tells of others."""
        words = text.casefold().split()
        with self._store.read() as work:
            _administering(work, by)
            fitting = [one for one in work.organisation.units() if _holds(one, words)]
        return fitting[: FOUND_AT_MOST + 1] if words else []

    def find(self, text: str, *, by: Actor) -> Sequence[Person]:
        """People in service by NIP or by words of their name, a few; one more than fits tells of others."""
        with self._store.read() as work:
            _administering(work, by)
            digits = "".join(text.split())
            if digits.isdecimal():
                person = work.people.by_nip(digits)
                return [person] if person is not None and person.is_active else []
            return work.people.named(text.split(), limit=FOUND_AT_MOST + 1)

    def of(self, person_id: int, *, by: Actor) -> tuple[Person, list[Holder], bool]:
        """Somebody, what they hold, and whether they have set a second factor. Raise NotFound."""
        with self._store.read() as work:
            _administering(work, by)
            person = work.people.get(person_id)
            return person, _held(work, person), work.second_factors.of(person_id) is not None

    def history(self, *, by: Actor, page: int, size: int) -> tuple[list[PastGrant], int]:
        """One page of what was given and taken, newest first, and how many lines there are in all."""
        with self._store.read() as work:
            _administering(work, by)
            lines = work.people.role_lines(limit=size, offset=(page - 1) * size)
            return [_told(work, one) for one in lines], work.people.count_role_lines()

    def grant(self, nip: str, role: Role, *, unit_id: int | None = None, by: Actor, now: datetime) -> Person:
        """Raise OwnRole, RegionWide, UnitNeeded, AlreadyDone, NotFound, SecondFactorNeeded."""
        with self._store.write() as work:
            _administering(work, by)
            person = _named(work, nip)
            if not person.is_active:
                raise NotFound(subject=nip)
            if person.id == by.person_id:
                raise OwnRole
            unit = _fitting(work, role, unit_id)
            recently_proven(work, by, now=now)
            is_held = Grant(person.id, role) in work.people.grants_of(person.id)
            if is_held or not work.people.grant(person.id, role, unit_id=unit_id, by=by.label, now=now):
                raise AlreadyDone(subject=role)
            _record(work, person, role, unit, "granted", by=by, now=now)
            work.commit()
        return person

    def revoke(self, nip: str, role: Role, *, unit_id: int | None = None, by: Actor, now: datetime) -> Person:
        """The proof of a second factor ends with the role. Raise LastAdministrator, NotFound."""
        with self._store.write() as work:
            _administering(work, by)
            person = _named(work, nip)
            recently_proven(work, by, now=now)
            unit = _unit(work, unit_id)
            if role is Role.ADMINISTRATOR and by.person_id is not None:
                _spare_the_last(work, person)
            if not work.people.revoke(person.id, role, unit_id=unit_id, by=by.label, now=now):
                raise NotFound(subject=role)
            work.second_factors.end(person.id)
            _record(work, person, role, unit, "revoked", by=by, now=now)
            work.commit()
        return person


def _administering(work: Work, by: Actor) -> None:
    if by.person_id is not None:
        acting_as(work, by, Role.ADMINISTRATOR)


def _held(work: Work, person: Person) -> list[Holder]:
    grants = sorted(work.people.grants_of(person.id), key=lambda one: (one.role, one.unit_id or 0))
    return [Holder(person=person, role=one.role, unit=_unit(work, one.unit_id)) for one in grants]


def _holds(unit: Unit, words: Sequence[str]) -> bool:
    return all(word in unit.name.casefold() for word in words)


def _named(work: Work, nip: str) -> Person:
    person = work.people.by_nip("".join(nip.split()))
    if person is None:
        raise NotFound(subject=nip)
    return person


def _fitting(work: Work, role: Role, unit_id: int | None) -> Unit | None:
    if unit_id is not None and role not in SCOPED:
        raise RegionWide
    if unit_id is None and role is Role.LIAISON:
        raise UnitNeeded
    return _unit(work, unit_id)


def _unit(work: Work, unit_id: int | None) -> Unit | None:
    return None if unit_id is None else work.organisation.unit(unit_id)


def _spare_the_last(work: Work, person: Person) -> None:
    if not any(one.id != person.id for one in work.people.holding(Role.ADMINISTRATOR)):
        raise LastAdministrator


def _told(work: Work, line: RoleLine) -> PastGrant:
    return PastGrant(
        line=line,
        person=work.people.get(line.grant.person_id),
        unit=_unit(work, line.grant.unit_id),
        granted_by=_name(work, line.granted_by),
        revoked_by=_name(work, line.revoked_by),
    )


def _name(work: Work, label: str) -> str:
    kind, _, number = label.partition(":")
    return work.people.get(int(number)).full_name if kind == "person" else ""


def _record(
    work: Work, person: Person, role: Role, unit: Unit | None, what: str, *, by: Actor, now: datetime
) -> None:
    scope = {} if unit is None else {"unit": unit.id}
    work.audit.add(f"role.{what}", by=by.label, subject=f"person:{person.id}", now=now, role=role, **scope)
    occurrence = f"role:{person.id}:{role}:{what}:{now.isoformat()}"
    tell_person(
        work,
        person.id,
        unique=occurrence if unit is None else f"{occurrence}:{unit.id}",
        text_key=f"linking.role.{what}.{role}" if unit is None else f"linking.role.{what}_unit.{role}",
        facts={} if unit is None else {"unit": unit.name},
        buttons=(("desk.button.open", "v1:au_desk"),) if what == "granted" else (),
        now=now,
    )
    if role is Role.ADMINISTRATOR:
        but = {person.id} | ({by.person_id} if by.person_id is not None else set())
        tell_holders(
            work,
            (role,),
            occurrence,
            f"linking.role.administrator.{what}",
            facts={"name": person.full_name},
            but=but,
            now=now,
        )
