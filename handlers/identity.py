"""Who is there: one read when an update arrives."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.actors import Role
from domain.conversations import Conversation
from domain.linking.records import Account
from domain.people import Person
from domain.work import Store


class Standing(StrEnum):
    """How somebody stands with the region."""

    STRANGER = "stranger"
    WAITING = "waiting"
    IDLE = "idle"
    ENDED = "ended"
    LINKED = "linked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One Telegram user. `account` and `person` are None unless the standing is LINKED."""

    standing: Standing = Standing.STRANGER
    account: Account | None = None
    person: Person | None = None
    roles: frozenset[Role] = frozenset()
    conversation: Conversation | None = None


def recognise(store: Store, user_id: int, *, now: datetime) -> Identity:
    """Read who a Telegram user is. Somebody who left the service is nobody here from that moment."""
    with store.read() as work:
        conversation = work.conversations.of(user_id, now=now)
        account = work.linking.account_of_user(user_id)
        if account is None:
            waits = work.linking.claims_something(user_id)
            standing = Standing.WAITING if waits else Standing.STRANGER
            return Identity(standing=standing, conversation=conversation)
        person = work.people.get(account.person_id)
        if not person.is_active:
            return Identity(standing=Standing.ENDED)
        if account.needs_reverification(now):
            return Identity(standing=Standing.IDLE, conversation=conversation)
        return Identity(
            standing=Standing.LINKED,
            account=account,
            person=person,
            roles=work.people.roles_of(person.id),
            conversation=conversation,
        )
