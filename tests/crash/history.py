"""What must hold between the truth and the tables, whatever was killed."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection

from sqlalchemy import RowMapping, select

from storage.tables import outbox
from tests.benchmarks.region_tables import FIRST_CHAT
from tests.crash.report import Report
from tests.crash.telegram import Call
from tests.crash.world import World

BROADCAST = "mass"
_NAMED = re.compile("#(.+?)#")


def check_messages(world: World, report: Report, *, unknown_at_most: int) -> None:
    """Lost, repeated unlisted, to the wrong person, after its cancellation, out of order.

    No more copies than ends that may have been unknown.
    """
    with world.store.engine.connect() as connection:
        rows = {row["unique_key"]: row for row in connection.execute(select(outbox)).mappings()}
    arrived: dict[str, list[Call]] = defaultdict(list)
    for call in world.telegram.truth.applied:
        arrived[name_of(call)].append(call)
    lost = [name for name, row in rows.items() if row["state"] == "sent" and not arrived[name]]
    waiting = [name for name, row in rows.items() if row["state"] in ("new", "sending", "unknown")]
    wrong = [name for name, calls in arrived.items() if _is_wrong(rows.get(name), calls)]
    late = [name for name, row in rows.items() if row["state"] == "cancelled" and arrived[name]]
    twice = {name: len(calls) - 1 for name, calls in arrived.items() if len(calls) > 1}
    with world.store.read() as work:
        doubtful = dict(work.outbox.doubtful("", len(rows)))
    unlisted = [name for name in twice if name not in doubtful]
    extra = sum(twice.values())
    listed = sum(row["possibly_twice"] for row in rows.values())
    held = [row["unique_key"] for row in rows.values() if row["state"] == "held"]
    report.figures |= {
        "messages": len(rows),
        "kills": world.kills,
        "lost": len(lost),
        "wrong": len(wrong),
        "twice": extra,
        "listed": listed,
        "held": len(held),
        "most copies": max((len(calls) for calls in arrived.values()), default=0),
    }
    report.expect(not lost, f"lost: {lost[:5]}")
    report.expect(not waiting, f"never ended: {len(waiting)}, {waiting[:5]}")
    report.expect(not wrong, f"wrong recipient: {wrong[:5]}")
    report.expect(not late, f"sent after it was cancelled: {late[:5]}")
    report.expect(not unlisted, f"twice, and not listed: {unlisted[:5]}")
    report.expect(extra <= unknown_at_most, f"{extra} copies of {unknown_at_most} unknown ends")
    _check_order(rows, arrived, report)


def check_strandings(world: World, report: Report, *, at_most: int) -> None:
    """Each kill leaves no more than that with an unknown end, and no copy comes of anything else."""
    with world.store.engine.connect() as connection:
        stranded = connection.exec_driver_sql("SELECT name, owner FROM stranded").all()
    copies = Counter(name_of(call) for call in world.telegram.truth.applied)
    times = Counter(str(name) for name, _ in stranded)
    by_kill = Counter(str(owner).partition(":")[0] for _, owner in stranded)
    again = Counter(str(owner).partition(":")[0] for name, owner in stranded if copies[name] > 1)
    unexplained = [name for name, came in copies.items() if came > 1 + times[name]]
    alive = [pid for pid in by_kill if pid not in world.killed]
    report.figures |= {
        "C": at_most,
        "unknown ends a kill": _most_and_mean(by_kill, world.kills),
        "copies a kill": _most_and_mean(again, world.kills),
        "stranded more than once": sum(one > 1 for one in times.values()),
    }
    report.expect(max(by_kill.values(), default=0) <= at_most, f"a kill left more than {at_most} unknown")
    report.expect(not unexplained, f"copies that no kill explains: {unexplained[:5]}")
    report.expect(not alive, f"stranded by nobody who was killed: {alive[:5]}")


def _most_and_mean(counts: Counter[str], kills: int) -> str:
    return f"at most {max(counts.values(), default=0)}, mean {counts.total() / max(1, kills):.1f}"


def name_of(call: Call) -> str:
    """Which row a call was for."""
    named = _NAMED.search(call.text)
    return named[1] if named else f"{BROADCAST}:{call.chat_id - FIRST_CHAT}"


def _is_wrong(row: RowMapping | None, calls: list[Call]) -> bool:
    return row is None or any(call.chat_id != row["chat_id"] for call in calls)


def _check_order(rows: dict[str, RowMapping], arrived: dict[str, list[Call]], report: Report) -> None:
    """First arrivals within a chat and a lane follow the order in which they were caused."""
    last: dict[tuple[int, int], float] = {}
    for row in sorted(rows.values(), key=lambda row: int(row["id"])):
        calls = arrived[row["unique_key"]]
        if not calls:
            continue
        whose, first = (row["chat_id"], row["lane"]), min(call.applied_at or 0.0 for call in calls)
        report.expect(last.get(whose, 0.0) < first, f"out of order: {row['unique_key']}")
        last[whose] = first


def check_effects(world: World, report: Report, *, set_aside: Collection[int] = ()) -> None:
    """Each update's effect exactly once, and a person's in their order, but for what others overtook."""
    with world.store.engine.connect() as connection:
        effects = connection.exec_driver_sql("SELECT update_id, person FROM effect ORDER BY id").all()
    counts = Counter(int(row[0]) for row in effects)
    mail = world.telegram.mail
    missing = [one for one in mail.confirmed if not counts[one]]
    again = [one for one, times in counts.items() if times > 1]
    last: dict[int, int] = {}
    disorder = []
    for number, person in effects:
        if last.get(person, 0) > number and counts[number] == 1 and number not in set_aside:
            disorder.append(number)
        last[person] = max(last.get(person, 0), number)
    report.figures |= {
        "updates": len(mail.sent),
        "missing": len(missing),
        "repeated": len(again),
        "out of order": len(disorder),
    }
    report.expect(not missing, f"accepted without effect: {missing[:5]}")
    report.expect(not again, f"effect more than once: {again[:5]}")
    report.expect(not disorder, f"out of a person's order: {disorder[:5]}")
    report.expect(len(mail.confirmed) == len(mail.sent), "updates were never accepted")
