"""A trial run on real people: only guests may link and be written to, so many a day, and it can be halted.

What is decided here holds where links are made and where the outbox is claimed, so nothing that a screen or a
command does goes around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.actors import OPERATOR, Actor, Role
from domain.pilot_records import Pilot
from domain.rights import acting_as
from domain.work import Store, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the trial run stands. `told`: people written to in the last 24 hours, answers left out."""

    pilot: Pilot
    guests: int
    told: int


class PilotDesk:
    """Administrators decide, or the machine's operator. Each decision stands in the audit."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def standing(self, *, now: datetime) -> Standing:
        with self._store.read() as work:
            return standing(work, now=now)

    def limit(self, *, guests_only: bool, a_day: int | None, by: Actor, now: datetime) -> None:
        """Raise NotPermitted."""
        with self._store.write() as work:
            _may(work, by)
            kept = work.pilots.get()
            _decide(work, replace(kept, guests_only=guests_only, a_day=a_day), by=by, now=now)
            work.commit()

    def halt(self, *, halted: bool, by: Actor, now: datetime) -> None:
        """Let nothing at all be sent, or let it go on. Raise NotPermitted."""
        with self._store.write() as work:
            _may(work, by)
            _decide(work, replace(work.pilots.get(), halted=halted), by=by, now=now)
            work.commit()

    def invite(self, nips: Sequence[str], *, by: Actor, now: datetime) -> tuple[int, list[str]]:
        """How many are new on the list, and which numbers are nobody's. Raise NotPermitted."""
        with self._store.write() as work:
            _may(work, by)
            found, unknown = _people(work, nips)
            invited = work.pilots.invite(found, now=now)
            work.audit.add("pilot.decided", by=by.label, subject="pilot", now=now, invited=invited)
            work.commit()
        return invited, unknown

    def dismiss(self, nips: Sequence[str], *, by: Actor, now: datetime) -> tuple[int, list[str]]:
        """How many were taken off the list, and which numbers are nobody's. Raise NotPermitted."""
        with self._store.write() as work:
            _may(work, by)
            found, unknown = _people(work, nips)
            dismissed = work.pilots.dismiss(found)
            work.audit.add("pilot.decided", by=by.label, subject="pilot", now=now, dismissed=dismissed)
            work.commit()
        return dismissed, unknown


def standing(work: Work, *, now: datetime) -> Standing:
    return Standing(
        pilot=work.pilots.get(),
        guests=work.pilots.count(),
        told=work.pilots.told(since=now - timedelta(days=1)),
    )


def _decide(work: Work, pilot: Pilot, *, by: Actor, now: datetime) -> None:
    work.pilots.decide(pilot)
    work.audit.add(
        "pilot.decided",
        by=by.label,
        subject="pilot",
        now=now,
        guests_only="yes" if pilot.guests_only else "no",
        a_day="" if pilot.a_day is None else pilot.a_day,
        halted="yes" if pilot.halted else "no",
    )


def _people(work: Work, nips: Sequence[str]) -> tuple[list[int], list[str]]:
    found, unknown = [], []
    for nip in nips:
        person = work.people.by_nip(nip)
        if person is None:
            unknown.append(nip)
        else:
            found.append(person.id)
    return found, unknown


def _may(work: Work, by: Actor) -> None:
    if by != OPERATOR:
        acting_as(work, by, Role.ADMINISTRATOR)
