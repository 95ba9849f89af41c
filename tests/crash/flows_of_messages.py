"""The flows that receive and send, one step after another."""

from collections import Counter
from collections.abc import Callable
from datetime import time, timedelta

from sqlalchemy import text

from bot.clock_rules import next_fire
from bot.intake import keep
from bot.mailbox import Finished
from bot.mailbox import take_turn as take_updates
from bot.postman import Turn
from bot.postman import take_turn as take_messages
from bot.sweeper import begin_alone
from domain.calendar.zones import Zone
from domain.outbox import Announcement, Lane, Pacing, Sent
from domain.schedules.desk import ScheduleDesk
from domain.schedules.records import LateRule, Missed, Occurrence, Plan, Schedule
from domain.schedules.rules import Weekly
from domain.work import Work
from storage.binding import Binding, bound_to
from storage.store import SqlStore
from tests.crash.mail import update
from tests.crash.stage import BOT_ID, NOW, Flow, Stage
from tests.crash.worker import message
from tests.people import BUDI, CAST, SITI, kemuning

REMINDED = (SITI, BUDI)
_AT_ONCE = 2
_UPDATES = 3
_FAST = Pacing(rate=1_000_000)


def _announce(stage: Stage) -> None:
    kemuning(stage.store, NOW)
    with stage.store.write() as work:
        work.outbox.announce(Announcement(unique="mass", text_key="transfer.notice.proposed"), now=NOW)
        work.commit()


def _send(stage: Stage) -> None:
    """As the postman: claim and settle in one turn, the calls between. Whoever died is long gone."""
    turn, moment = Turn(), NOW + timedelta(hours=_lives(stage))
    with stage.store.aside() as work:
        work.outbox.settle_stranded(claimed_before=moment - timedelta(minutes=30), now=moment)
        work.commit()
    while True:
        claimed = take_messages(
            stage.store, turn, room=_AT_ONCE, owner="me", pacing=_FAST, busy=False, now=moment
        )
        if not (claimed or turn.outcomes):
            return
        for one in claimed:
            stage.call_outside(one.message.unique)
        turn = Turn([(one, Sent(one.id)) for one in claimed])
        moment += timedelta(seconds=2)


def _lives(stage: Stage) -> int:
    """How many senders there were before."""
    file = stage.folder / "lives"
    with file.open("a") as lives:
        lives.write(".")
    return file.stat().st_size


def _was_sent(count: int) -> Callable[[Stage], list[str]]:
    """So many messages, each at least once; none twice that is not listed, none three times."""

    def check(stage: Stage) -> list[str]:
        calls = Counter(stage.outside())
        with stage.store.read() as work:
            listed = dict(work.outbox.doubtful("", 100))
        lost = count - len(calls)
        unseen = [name for name, times in calls.items() if times > 1 and name not in listed]
        return ([f"{lost} lost"] if lost else []) + [f"{name} twice unseen" for name in unseen]

    return check


def _schedule(stage: Stage) -> None:
    """A reminder each morning, of which three are due: one too late, two not."""
    kemuning(stage.store, NOW)
    late = LateRule(send_if_less_than=timedelta(hours=30), missed=Missed.EACH)
    every_morning = Plan(
        name="morning", kind="reminder", rule=Weekly(at=time(8)), zone=Zone.WIB.info, late=late
    )
    _reminders(stage).declare(every_morning, now=NOW - timedelta(days=3))


def _reminders(stage: Stage) -> ScheduleDesk[Work]:
    return ScheduleDesk(stage.store, next_fire, {"reminder": _remind})


def _remind(work: Work, schedule: Schedule, due: Occurrence) -> None:
    for person in REMINDED:
        unique = f"{schedule.plan.name}:{due.due_at:%d}:{person.user_id}"
        work.outbox.put(message(unique, person.user_id, lane=Lane.REMINDER), now=due.settled_at)


def _remind_and_send(stage: Stage) -> None:
    """As the clock: ask what is due, settle each."""
    desk = _reminders(stage)
    for schedule_id in desk.due(now=NOW):
        desk.settle(schedule_id, now=NOW)
    _send(stage)


def _make_room(stage: Stage) -> None:
    with stage.store.engine.begin() as connection:
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
    "broadcast": Flow(
        _announce,
        _send,
        {"SELECT count(*) FROM outbox WHERE state = 'sent'": len(CAST)},
        _was_sent(len(CAST)),
    ),
    "remind": Flow(
        _schedule,
        _remind_and_send,
        {
            "SELECT count(*) FROM outbox WHERE state = 'sent'": 2 * len(REMINDED),
            "SELECT count(*) FROM occurrence WHERE outcome = 'took_effect'": 2,
            "SELECT count(*) FROM occurrence WHERE outcome = 'reported'": 1,
            "SELECT count(*) FROM audit WHERE action = 'schedule.late'": 1,
        },
        _was_sent(2 * len(REMINDED)),
    ),
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
