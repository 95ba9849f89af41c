"""Messages to send: each occurrence once, each attempt committed before its call, on both databases."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.outbox import (
    DEATHS_AT_MOST,
    Announcement,
    Final,
    Lane,
    Later,
    Outcome,
    Sent,
    Unknown,
    UnknownRule,
)
from storage.store import SqlStore
from storage.tables import account, outbox, outbox_text
from tests.people import ANDI, SITI, Region, kemuning
from tests.storage.sending import (
    MINUTE,
    claim,
    message,
    put,
    row_of,
    settle,
    settle_stranded,
    tally,
    uniques,
)

SECOND = timedelta(seconds=1)


def test_an_occurrence_exists_once(store: SqlStore, now: datetime) -> None:
    assert put(store, message(), message(chat_id=502), now=now) == [True, False]

    assert uniques(claim(store, now=now)) == ["wave:1:501"]


def test_a_message_comes_out_as_it_went_in(store: SqlStore, now: datetime) -> None:
    kept = message(
        facts={"name": "Siti", "count": 3},
        lane=Lane.REMINDER,
        protect=True,
        unknown_rule=UnknownRule.HOLD,
        buttons=(("button.menu", "v1:menu"),),
    )
    put(store, kept, now=now)

    (claimed,) = claim(store, now=now)

    assert claimed.message == kept


def test_facts_are_sealed_and_texts_are_kept_once(store: SqlStore, now: datetime) -> None:
    put(store, *(message(str(one), chat_id=one, facts={"name": "Siti"}) for one in range(3)), now=now)

    with store.engine.connect() as connection:
        sealed = connection.scalars(select(outbox.c.facts_sealed)).all()
        texts = connection.scalars(select(outbox_text.c.content)).all()
    assert not any(b"Siti" in one for one in sealed)
    assert len(texts) == 1


def test_the_attempt_is_committed_before_anything_is_handed_out(store: SqlStore, now: datetime) -> None:
    put(store, message(), now=now)

    (claimed,) = claim(store, "a", now=now)

    row = row_of(store, "wave:1:501")
    assert (row.state, row.attempt, row.owner, row.claimed_at) == ("sending", claimed.attempt, "a", now)
    assert claim(store, "b", now=now) == []


def test_a_chat_has_one_message_in_hand_and_a_second_of_rest(store: SqlStore, now: datetime) -> None:
    put(store, message("1"), message("2"), message("3", chat_id=502), now=now)

    first = claim(store, now=now)
    assert uniques(first) == ["1", "3"]

    settle(store, first, now=now)
    assert claim(store, now=now + SECOND / 2) == []
    assert uniques(claim(store, now=now + SECOND)) == ["2"]


def test_the_urgent_lanes_go_first(store: SqlStore, now: datetime) -> None:
    lanes = [Lane.BROADCAST, Lane.INTERACTIVE, Lane.REMINDER, Lane.TRANSACTIONAL]
    put(store, *(message(lane.name, chat_id=lane + 1, lane=lane) for lane in lanes), now=now)

    assert uniques(claim(store, now=now)) == [lane.name for lane in Lane]


def test_of_one_chat_too_the_urgent_goes_first(store: SqlStore, now: datetime) -> None:
    put(store, message("old", lane=Lane.BROADCAST), message("urgent", lane=Lane.INTERACTIVE), now=now)

    assert uniques(claim(store, now=now)) == ["urgent"]


def test_what_has_to_wait_keeps_its_place_in_the_chat(store: SqlStore, now: datetime) -> None:
    put(store, message("1"), message("2"), now=now)
    settle(store, claim(store, now=now), Later(30 * SECOND), now=now)

    assert claim(store, now=now + 29 * SECOND) == []
    assert uniques(claim(store, now=now + 30 * SECOND)) == ["1"]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Sent(9), "sent"),
        (Later(SECOND), "new"),
        (Unknown("NoReplyInTime"), "unknown"),
        (Final("unreachable", "Forbidden: bot was blocked by the user"), "unreachable"),
        (Final("refused", "Bad Request: chat not found"), "refused"),
    ],
)
def test_each_outcome_has_its_state(store: SqlStore, now: datetime, outcome: Outcome, state: str) -> None:
    put(store, message(), now=now)

    settle(store, claim(store, now=now), outcome, now=now)

    row = row_of(store, "wave:1:501")
    assert (row.state, row.owner) == (state, None)
    assert row.telegram_id == (9 if state == "sent" else None)


@pytest.mark.parametrize("anew", ["a", "b"])
def test_only_ones_own_attempt_can_be_settled(store: SqlStore, now: datetime, anew: str) -> None:
    put(store, message(), now=now)
    old = claim(store, "a", now=now)
    settle_stranded(store, now=now + 2 * MINUTE)
    claim(store, anew, now=now + 2 * MINUTE)

    settle(store, old, owner="a", now=now)

    assert row_of(store, "wave:1:501").state == "sending"


def test_what_is_sent_never_goes_back(store: SqlStore, now: datetime) -> None:
    put(store, message(), now=now)
    claimed = claim(store, now=now)
    settle(store, claimed, now=now)

    settle(store, claimed, Later(SECOND), now=now)
    settle_stranded(store, now=now + 9 * MINUTE)

    assert tally(store) == {"sent": 1}


def test_an_unknown_end_is_decided_after_a_minute_by_the_messages_own_rule(
    store: SqlStore, now: datetime
) -> None:
    rules = {"resent": UnknownRule.RESEND, "held": UnknownRule.HOLD}
    for chat_id, (unique, rule) in enumerate(rules.items(), start=1):
        put(store, message(unique, chat_id=chat_id, unknown_rule=rule), now=now)
    claim(store, now=now)

    assert settle_stranded(store, now=now + MINUTE) == 0
    assert settle_stranded(store, now=now + MINUTE + SECOND) == 2

    assert tally(store) == {"new": 1, "held": 1}
    assert row_of(store, "resent").possibly_twice
    with store.read() as work:
        assert work.outbox.doubtful("", 9) == [("resent", "new"), ("held", "held")]


def test_until_it_is_decided_nothing_else_goes_to_that_chat(store: SqlStore, now: datetime) -> None:
    put(store, message("1"), message("2"), now=now)
    settle(store, claim(store, now=now), Unknown("OutcomeUnknown"), now=now)

    assert claim(store, now=now + 9 * MINUTE) == []


def test_an_answer_that_is_lost_twice_is_held_so_nobody_gets_a_third_copy(
    store: SqlStore, now: datetime
) -> None:
    put(store, message(), now=now)
    for _ in range(2):
        settle(store, claim(store, now=now), Unknown("OutcomeUnknown"), now=now)
        now += 2 * MINUTE
        settle_stranded(store, now=now)

    assert tally(store) == {"held": 1}


def test_a_process_that_dies_twice_over_a_message_still_leaves_it_to_be_sent(
    store: SqlStore, now: datetime
) -> None:
    put(store, message(), now=now)
    for _ in range(2):
        claim(store, now=now)
        now += 2 * MINUTE
        settle_stranded(store, now=now)

    assert len(claim(store, now=now)) == 1


def test_a_message_over_which_a_third_process_died_is_held_and_the_chats_next_goes_out(
    store: SqlStore, now: datetime
) -> None:
    put(store, message("kills"), message("next"), now=now)
    for _ in range(DEATHS_AT_MOST):
        assert uniques(claim(store, now=now)) == ["kills"]
        now += 2 * MINUTE
        settle_stranded(store, now=now)

    assert row_of(store, "kills").state == "held"
    assert uniques(claim(store, now=now)) == ["next"]


def test_cancelling_takes_back_what_has_not_begun(store: SqlStore, now: datetime) -> None:
    put(store, message("wave:1:1"), message("wave:1:2", chat_id=2), message("wave:10", chat_id=3), now=now)

    with store.write() as work:
        assert work.outbox.cancel("wave:1:", now=now) == 2
        work.commit()

    assert uniques(claim(store, now=now)) == ["wave:10"]
    assert tally(store, "wave:1:") == {"cancelled": 2}


@pytest.mark.parametrize("outcome", [None, Unknown("OutcomeUnknown"), Later(SECOND)])
def test_what_is_on_its_way_when_it_is_cancelled_is_not_tried_again(
    store: SqlStore, now: datetime, outcome: Outcome | None
) -> None:
    put(store, message(), now=now)
    claimed = claim(store, now=now)
    with store.write() as work:
        assert work.outbox.cancel("wave:1:", now=now) == 0
        work.commit()

    if outcome is not None:
        settle(store, claimed, outcome, now=now)
    settle_stranded(store, now=now + 2 * MINUTE)

    assert claim(store, now=now + 9 * MINUTE) == []
    assert tally(store) == ({"cancelled": 1} if isinstance(outcome, Later) else {"held": 1})


def test_cancelling_takes_a_prefix_as_it_is_written(store: SqlStore, now: datetime) -> None:
    put(store, message("wave_1:x"), message("wave%1:x", chat_id=2), now=now)

    with store.write() as work:
        assert work.outbox.cancel("wave_", now=now) == 1


ANNOUNCED = Announcement(unique="wave:1", text_key="linking.linked")


def announce(store: SqlStore, now: datetime) -> int:
    with store.write() as work:
        number = work.outbox.announce(ANNOUNCED, now=now)
        work.commit()
    return number


def test_an_announcement_reaches_every_linked_account_once_in_its_language(
    store: SqlStore, now: datetime
) -> None:
    region = kemuning(store, now)
    region.region.change(account, 1, language="en")
    with store.engine.begin() as connection:
        connection.execute(account.update().where(account.c.user_id == ANDI.user_id).values(unlinked_at=now))

    assert announce(store, now) == 4
    assert announce(store, now) == 0

    claimed = {one.message.chat_id: one.message for one in claim(store, now=now)}
    assert len(claimed) == 4
    assert ANDI.user_id not in claimed
    assert sorted(one.language for one in claimed.values()) == ["en", "id", "id", "id"]
    assert {one.lane for one in claimed.values()} == {Lane.BROADCAST}


def test_who_links_later_is_reached_by_announcing_again(store: SqlStore, now: datetime) -> None:
    region = Region(store, now)
    unit = region.unit("UPTD Puskesmas Selensen")
    announce(store, now)

    region.link(region.person(SITI, unit), SITI.user_id)

    assert announce(store, now) == 1


def test_the_tally_adds_up_to_everything_that_was_ever_put(store: SqlStore, now: datetime) -> None:
    put(store, *(message(f"wave:1:{one}", chat_id=one + 1) for one in range(9)), now=now)
    outcomes: list[Outcome] = [
        Sent(1),
        Later(MINUTE),
        Unknown("x"),
        Final("refused", "x"),
        Final("unreachable", "x"),
    ]
    for outcome in outcomes:
        settle(store, claim(store, limit=1, now=now), outcome, now=now)
    claim(store, limit=1, now=now)
    with store.write() as work:
        work.outbox.cancel("wave:1:8", now=now)
        work.commit()

    counted = tally(store, "wave:1:")

    assert sum(counted.values()) == 9
    assert counted == {
        "sent": 1,
        "new": 3,
        "unknown": 1,
        "refused": 1,
        "unreachable": 1,
        "sending": 1,
        "cancelled": 1,
    }
