"""Who may do what is decided where it is done: in the desk, on every call."""

from domain.actors import Actor, Role
from domain.refusals import NotPermitted
from domain.work import Work


def acting_as(work: Work, by: Actor, role: Role) -> int:
    """The officer's row number; raise NotPermitted for who lacks the role or has left service."""
    if by.person_id is None or role not in work.people.roles_of(by.person_id):
        raise NotPermitted(role=role)
    if not work.people.get(by.person_id).is_active:
        raise NotPermitted(role=role)
    return by.person_id


def preparing(work: Work, by: Actor) -> None:
    """Preparation that nobody outside the office sees: a planner's, or the machine operator's."""
    if by.person_id is not None:
        acting_as(work, by, Role.PLANNER)
