"""Whom no message reaches in a liaison's units, and what may be done about one of them."""

from dataclasses import dataclass
from datetime import datetime

from domain.actors import Actor, Role
from domain.liaison.records import Silence
from domain.liaison.refusals import NothingToTell, NotInYourUnits, ReachedInChat
from domain.linking.records import IDLE_FOR
from domain.people import Person
from domain.proposals import Proposal
from domain.refusals import NotFound
from domain.rights import scope_of
from domain.transfers import open_proposal
from domain.work import Work

ROLES = (Role.LIAISON, Role.OFFICER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """Somebody whom no message reaches. `proposal`: the open one that is shown to them, if there is one."""

    person: Person
    silence: Silence
    proposal: Proposal | None

    @property
    def news(self) -> Proposal:
        """What there is to tell; raise NothingToTell."""
        if self.proposal is None:
            raise NothingToTell
        return self.proposal


def beyond_chat(work: Work, person_id: int, *, by: Actor, now: datetime) -> Beyond:
    """Raise NotPermitted, NotInYourUnits, ReachedInChat."""
    person = in_scope(work, person_id, by=by)
    silence = silence_of(work, person.id, now=now)
    if silence is None:
        raise ReachedInChat(name=person.full_name)
    return Beyond(person=person, silence=silence, proposal=open_proposal(work, person.id))


def in_scope(work: Work, person_id: int, *, by: Actor) -> Person:
    """Somebody in service in the units of this liaison or officer. Raise NotPermitted, NotInYourUnits."""
    scope = scope_of(work, by, *ROLES)
    try:
        person = work.people.get(person_id)
    except NotFound as unknown:
        raise NotInYourUnits from unknown
    if not person.is_active or not scope.covers(person.unit_id):
        raise NotInYourUnits
    return person


def silence_of(work: Work, person_id: int, *, now: datetime) -> Silence | None:
    """Why no message reaches somebody; None where one does."""
    account = work.linking.account_of(person_id)
    if account is None:
        return Silence.UNLINKED
    if account.unreachable_since is not None:
        return Silence.BLOCKED
    return Silence.SILENT if account.last_seen_at < now - IDLE_FOR else None
