"""The flows that receive and send, one step after another."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import text

from bot.intake import keep
from bot.mailbox import Finished
from bot.mailbox import take_turn as take_updates
from bot.postman import Turn
from bot.postman import take_turn as take_messages
from bot.sweeper import begin_alone
from domain.outbox import Announcement, Pacing, Sent
from storage.binding import Binding, bound_to
from storage.store import SqlStore
from tests.crash.mail import update
from tests.crash.stage import BOT_ID, NOW, Flow, Stage
from tests.crash.worker import message
from tests.people import CAST, kemuning

_AT_ONCE = 2
_UPDATES = 3
_FAST = Pacing(rate=1_000_000)


def _announce(store: SqlStore) -> None:
    kemuning(store, NOW)
    with store.write() as work:
        work.outbox.announce(Announcement(unique="mass", text_key="transfer.notice.proposed"), now=NOW)
        work.commit()


def _send(stage: Stage) -> None:
    """As the postman: claim and settle in one turn, the calls between. Whoever died is long gone."""
    turn, moment = Turn(), NOW
    if len(stage.outside()):
        moment += timedelta(hours=1)
    with stage.store.aside() as work:
        work.outbox.settle_stranded(claimed_before=NOW + timedelta(minutes=30), now=moment)
        work.commit()
    while True:
        claimed = take_messages(
            stage.store, turn, room=_AT_ONCE, owner="me", pacing=_FAST, busy=False, now=moment
        )
        if not claimed:
            return
        for one in claimed:
            stage.call_outside(one.message.unique)
        turn = Turn([(one, Sent(one.id)) for one in claimed])
        moment += timedelta(seconds=2)


def _was_sent(stage: Stage) -> list[str]:
    calls = Counter(stage.outside())
    with stage.store.read() as work:
        listed = dict(work.outbox.doubtful("mass", 100))
    lost = len(CAST) - len(calls)
    twice = [name for name, times in calls.items() if times > 2 or (times == 2 and name not in listed)]
    faults = [f"{lost} lost"] if lost else []
    return [*faults, *(f"{name} twice unseen" for name in twice)]


def _make_room(store: SqlStore) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("CREATE TABLE effect (update_id bigint)"))


def _handle(stage: Stage) -> None:
    """As the mailbox: keep, begin, handle each bound to its unit of work, finish."""
    begin_alone(stage.store, now=NOW)
    keep(stage.store, [update(number, 8_000 + number % 2) for number in range(1, _UPDATES + 1)], now=NOW)
    finished = Finished()
    while True:
        taken = take_updates(stage.store, finished, room=5, owner="me", now=NOW)
        if not taken:
            return
        finished = Finished()
        for one in taken:
            with bound_to(Binding(BOT_ID, one.update_id, "me", one.start, NOW)):
                _count(stage.store, one.update_id)
            finished.done.append(one)


def _count(store: SqlStore, number: int) -> None:
    with store.write() as work:
        effect = text("INSERT INTO effect VALUES (:number)")
        work._connection.execute(effect, {"number": number})  # type: ignore[attr-defined] # no repository of the product knows it
        work.outbox.put(message(f"answer:{number}", 8_000 + number), now=NOW)
        work.commit()


MESSAGES = {
    "broadcast": Flow(_announce, _send, {"SELECT count(*) FROM outbox WHERE state = 'sent'": 5}, _was_sent),
    "reply": Flow(
        _make_room,
        _handle,
        {
            "SELECT count(*) FROM effect": _UPDATES,
            "SELECT count(DISTINCT update_id) FROM effect": _UPDATES,
            "SELECT count(*) FROM outbox": _UPDATES,
            "SELECT count(*) FROM inbox WHERE state = 'done'": _UPDATES,
        },
    ),
}
