"""Who may do what is decided where it is done: in the desk, on every call.

Three questions, each its own function: may somebody act for the whole region (`acting_as`), for which units
may they act (`scope_of`), and have they just proven that it is they (`recently_proven`).
docs/decisions/0017-roles-and-second-factor.md.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.actors import Actor, Role
from domain.refusals import NotPermitted
from domain.second_factor.records import SecondFactorNeeded
from domain.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The units for which an officer acts; `units` None: all of them, also those that come later."""

    officer: int
    units: frozenset[int] | None

    def covers(self, unit_id: int) -> bool:
        return self.units is None or unit_id in self.units


def acting_as(work: Work, by: Actor, *roles: Role) -> int:
    """The officer's row number, where one of the roles is held for the whole region.

    Raise NotPermitted for who holds none of them, or only for some units, or has left service.
    """
    person_id = _in_service(work, by, *roles)
    held = work.people.grants_of(person_id)
    if not any(one.role in roles and one.unit_id is None for one in held):
        raise NotPermitted(role=roles[0])
    return person_id


def scope_of(work: Work, by: Actor, *roles: Role) -> Scope:
    """The units for which one of the roles is held, each with all below it.

    Raise NotPermitted for who holds none of them anywhere, or has left service.
    """
    person_id = _in_service(work, by, *roles)
    held = [one for one in work.people.grants_of(person_id) if one.role in roles]
    if not held:
        raise NotPermitted(role=roles[0])
    named = frozenset(one.unit_id for one in held if one.unit_id is not None)
    is_everything = any(one.unit_id is None for one in held)
    return Scope(officer=person_id, units=None if is_everything else work.organisation.below(named))


def recently_proven(work: Work, by: Actor, *, now: datetime) -> None:
    """Raise SecondFactorNeeded unless the officer has proven a second factor and is still at it.

    In a unit that writes, the act itself counts as a sign of life. Whoever acts at the terminal is exempt.
    """
    if by.person_id is None or by.at_terminal:
        return
    account = work.linking.account_of(by.person_id)
    session = work.second_factors.session(by.person_id)
    if account is None or session is None or not session.counts(account.id, now=now):
        is_set = work.second_factors.of(by.person_id) is not None
        raise SecondFactorNeeded(is_set=int(is_set))
    work.second_factors.touch(by.person_id, now=now)


def preparing(work: Work, by: Actor) -> None:
    """Preparation that nobody outside the office sees: a planner's, or the machine operator's."""
    if by.person_id is not None:
        acting_as(work, by, Role.PLANNER)


def _in_service(work: Work, by: Actor, *roles: Role) -> int:
    if by.person_id is None or not work.people.get(by.person_id).is_active:
        raise NotPermitted(role=roles[0])
    return by.person_id
