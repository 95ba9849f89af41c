"""Messages that changes cause: kept with the change, attempted once, settled by what Telegram answered."""

from datetime import datetime, timedelta

import httpx
import pytest
from sqlalchemy import select
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.postman import Final, Later, Outcome, Postman, mark_stranded, outcome_of
from domain.outbox import Lane, Message
from handlers.office import Office
from storage.store import SqlStore
from storage.tables import outbox
from tests.bot.conftest import Moment
from tests.chat import Wire
from tests.people import RINA, kemuning


def put(office: Office, unique: str = "a", *, lane: Lane = Lane.TRANSACTIONAL) -> bool:
    message = Message(
        unique=unique,
        chat_id=501,
        language="id",
        text_key="transfer.notice.proposed",
        lane=lane,
        buttons=(("transfer.button.open", "v1:card"),),
    )
    with office.store.write() as work:
        kept = work.outbox.put(message, now=office.clock())
        work.commit()
    return kept


def states(office: Office) -> dict[str, str]:
    with office.store.engine.connect() as connection:  # type: ignore[attr-defined] # the test looks inside
        rows = connection.execute(select(outbox.c.unique_key, outbox.c.state))
        return {row.unique_key: row.state for row in rows}


def caused_by(cause: Exception) -> NetworkError:
    fault = NetworkError("x")
    fault.__cause__ = cause
    return fault


async def test_a_message_goes_out_once_with_its_button(bot: ExtBot[None], wire: Wire, office: Office) -> None:
    put(office)
    postman = Postman(bot, office)

    rounds = [await postman.round() for _ in range(2)]

    assert rounds == [1, 0]
    (shown,) = wire.shown.values()
    assert [button["callback_data"] for button in shown.buttons] == ["v1:card"]
    assert states(office) == {"a": "sent"}


async def test_an_occurrence_exists_once(bot: ExtBot[None], wire: Wire, office: Office) -> None:
    assert [put(office), put(office)] == [True, False]

    await Postman(bot, office).round()

    assert len(wire.of("sendMessage")) == 1


async def test_the_more_urgent_lane_goes_first(bot: ExtBot[None], wire: Wire, office: Office) -> None:
    for number in range(4):
        put(office, f"broadcast {number}", lane=Lane.BROADCAST)
    put(office, "urgent", lane=Lane.INTERACTIVE)

    await Postman(bot, office).round()

    assert [name for name, state in states(office).items() if state == "new"] == ["broadcast 3"]


async def test_whoever_blocked_the_bot_is_unreachable(bot: ExtBot[None], wire: Wire, office: Office) -> None:
    put(office)
    wire.failing["sendMessage"] = (403, "Forbidden: bot was blocked by the user")

    await Postman(bot, office).round()

    assert states(office) == {"a": "unreachable"}


async def test_a_flood_answer_holds_everybody_for_as_long_as_it_says(
    bot: ExtBot[None], wire: Wire, office: Office, moment: Moment
) -> None:
    put(office)
    postman = Postman(bot, office)
    wire.failing["sendMessage"] = (429, "Too Many Requests: retry after 7")
    await postman.round()
    del wire.failing["sendMessage"]
    put(office, "b")

    moment.now += timedelta(seconds=1)
    during = await postman.round()
    moment.now += timedelta(seconds=60)
    afterwards = await postman.round()

    assert (during, afterwards) == (0, 2)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (RetryAfter(5), Later(timedelta(seconds=5), holds_everybody=True)),
        (Forbidden("Forbidden: user is deactivated"), Final("unreachable", "Forbidden: user is deactivated")),
        (BadRequest("Chat not found"), Final("refused", "Chat not found")),
        (caused_by(httpx.ConnectError("x")), Later(timedelta(seconds=30))),
        (caused_by(httpx.ConnectTimeout("x")), Later(timedelta(seconds=30))),
        (caused_by(httpx.PoolTimeout("x")), Later(timedelta(seconds=30))),
        (caused_by(httpx.ReadTimeout("x")), Final("unknown", "NetworkError")),
        (caused_by(httpx.WriteTimeout("x")), Final("unknown", "NetworkError")),
        (caused_by(httpx.RemoteProtocolError("x")), Final("unknown", "NetworkError")),
        (TimedOut(), Final("unknown", "TimedOut")),
    ],
)
def test_each_fault_says_whether_the_message_may_have_arrived(fault: TelegramError, outcome: Outcome) -> None:
    assert outcome_of(fault) == outcome


def test_what_a_crash_left_in_flight_is_listed_as_unknown_and_never_sent_again(
    office: Office, now: datetime
) -> None:
    put(office)
    with office.store.write() as work:
        work.outbox.claim(4, now=now)
        work.commit()

    at_once = mark_stranded(office.store, now=now + timedelta(seconds=30))
    later = mark_stranded(office.store, now=now + timedelta(seconds=61))

    assert (at_once, later, states(office)) == (0, 1, {"a": "unknown"})


def test_a_message_is_sealed_at_rest(office: Office) -> None:
    with office.store.write() as work:
        work.outbox.put(
            Message(unique="s", chat_id=1, language="id", text_key="k", facts={"name": "Siti Rahmawati"}),
            now=office.clock(),
        )
        work.commit()

    with office.store.engine.connect() as connection:  # type: ignore[attr-defined] # the test looks inside
        kept = connection.execute(select(outbox)).one()
    assert b"Siti" not in kept.content_sealed


def put_personal(office: Office, chat_id: int) -> None:
    message = Message(
        unique="personal",
        chat_id=chat_id,
        language="id",
        text_key="linking.hr.guessed",
        facts={"name": "Siti Rahmawati"},
        protect=True,
    )
    with office.store.write() as work:
        work.outbox.put(message, now=office.clock())
        work.commit()


async def test_a_personal_message_to_a_bound_chat_cannot_be_forwarded(
    bot: ExtBot[None], wire: Wire, office: Office, quick_store: SqlStore, now: datetime
) -> None:
    kemuning(quick_store, now)
    put_personal(office, RINA.user_id)

    await Postman(bot, office).round()

    (shown,) = wire.shown.values()
    assert (shown.chat_id, shown.protected) == (RINA.user_id, True)


async def test_a_personal_message_never_reaches_a_chat_that_was_unlinked_meanwhile(
    bot: ExtBot[None], wire: Wire, office: Office, quick_store: SqlStore, now: datetime
) -> None:
    kemuning(quick_store, now)
    put_personal(office, RINA.user_id)
    office.accounts.unlink(RINA.user_id, now=now)

    await Postman(bot, office).round()

    assert [one.plain for one in wire.shown.values() if "Siti" in one.plain] == []
    assert states(office)["personal"] == "refused"


async def test_a_message_that_cannot_be_worded_stops_no_other(
    bot: ExtBot[None], wire: Wire, office: Office
) -> None:
    with office.store.write() as work:
        unworded = Message(unique="poison", chat_id=501, language="id", text_key="no.such.key")
        work.outbox.put(unworded, now=office.clock())
        work.commit()
    put(office)

    await Postman(bot, office).round()

    assert states(office) == {"poison": "refused", "a": "sent"}
