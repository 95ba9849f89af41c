"""What needs a human is told to HR's administrators in chat: as digests, never as storms.

Of each kind at most one message an hour goes out, and none that would repeat the last one within a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.actors import Role
from domain.alerts import REPEATED_AFTER
from domain.linking.records import Account
from domain.outbox import Lane, Message
from domain.refusals import Fact
from domain.schedules.records import Outcome
from domain.work import Store, Work

_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Alert:
    """`kind` names the words; `state` is what it is about: told again at once only when that has changed."""

    kind: str
    state: str
    facts: dict[str, Fact]


def ask_what_needs_a_human(store: Store, *, now: datetime) -> int:
    """Tell the administrators what waits for them in the database; return how many messages that makes."""
    with store.write() as work:
        told = sum(tell(work, alert, now=now) for alert in _waiting(work, now))
        work.commit()
    return told


def tell(work: Work, alert: Alert, *, now: datetime) -> int:
    """Put a message to each linked administrator, unless they know; return how many."""
    administrators = list(_administrators(work))
    if not administrators or not work.alerts.is_news(alert.kind, alert.state, now=now):
        return 0
    hour = f"{now:%Y%m%dT%H}"
    return sum(
        work.outbox.put(
            Message(
                unique=f"alert:{alert.kind}:{hour}:{account.id}",
                chat_id=account.chat_id,
                language=account.language,
                text_key=f"alert.{alert.kind}",
                facts=alert.facts,
                lane=Lane.INTERACTIVE,
                expires_at=now + REPEATED_AFTER,
            ),
            now=now,
        )
        for account in administrators
    )


def _administrators(work: Work) -> Iterator[Account]:
    for person in work.people.holding(Role.ADMINISTRATOR):
        account = work.linking.account_of(person.id)
        if account is not None:
            yield account


def _waiting(work: Work, now: datetime) -> Iterator[Alert]:
    aside = sum(work.figures.set_aside().values())
    if aside:
        yield Alert("set_aside", f"{aside}:{work.figures.newest_aside()}", {"count": aside})
    held = work.outbox.tally().get("held", 0)
    if held:
        yield Alert("held", str(held), {"count": held})
    holding = work.outbox.holding(now=now)
    if holding is not None and holding[1] != "retry_after":
        yield Alert(f"sending_{holding[1]}", holding[0].isoformat(), {})
    late = work.schedules.settled(Outcome.REPORTED, since=now - REPEATED_AFTER)
    if late:
        names = dict.fromkeys(name for name, _ in reversed(late))
        facts: dict[str, Fact] = {
            "count": sum(one.count for _, one in late),
            "names": ", ".join([*names][:_NAMED_AT_MOST]),
        }
        yield Alert("schedule_late", late[-1][1].settled_at.isoformat(), facts)
