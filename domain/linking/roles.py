"""Giving and taking an officer's roles. The machine's operator makes the first HR officer."""

from datetime import datetime

from domain.actors import Actor, Role
from domain.outbox import Message
from domain.people import Person
from domain.refusals import AlreadyDone, NotFound, NotPermitted
from domain.work import Store, Work


class RoleDesk:
    """The operator and administrators decide; who is linked is told."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def holders(self) -> list[tuple[Person, Role]]:
        """Everybody in service with a role, role by role."""
        with self._store.read() as work:
            return [(person, role) for role in Role for person in work.people.holding(role)]

    def grant(self, nip: str, role: Role, *, by: Actor, now: datetime) -> Person:
        with self._store.write() as work:
            person = _for(work, nip, by)
            if not person.is_active:
                raise NotFound(subject=nip)
            if not work.people.grant(person.id, role, by=by.label, now=now):
                raise AlreadyDone(subject=role)
            _record(work, person, role, "granted", by=by, now=now)
            work.commit()
        return person

    def revoke(self, nip: str, role: Role, *, by: Actor, now: datetime) -> Person:
        with self._store.write() as work:
            person = _for(work, nip, by)
            if not work.people.revoke(person.id, role, by=by.label, now=now):
                raise NotFound(subject=role)
            _record(work, person, role, "revoked", by=by, now=now)
            work.commit()
        return person


def _for(work: Work, nip: str, by: Actor) -> Person:
    if by.person_id is not None and by.person_id not in _administrators(work):
        raise NotPermitted(role=Role.ADMINISTRATOR)
    person = work.people.by_nip("".join(nip.split()))
    if person is None:
        raise NotFound(subject=nip)
    return person


def _administrators(work: Work) -> set[int]:
    return {one.id for one in work.people.holding(Role.ADMINISTRATOR)}


def _record(work: Work, person: Person, role: Role, what: str, *, by: Actor, now: datetime) -> None:
    work.audit.add(f"role.{what}", by=by.label, subject=f"person:{person.id}", now=now, role=role)
    account = work.linking.account_of(person.id)
    if account is None:
        return
    work.outbox.put(
        Message(
            unique=f"role:{person.id}:{role}:{what}:{now.isoformat()}",
            chat_id=account.chat_id,
            language=account.language,
            text_key=f"linking.role.{what}.{role}",
        ),
        now=now,
    )
