"""A group with topics shows numbers, kinds and clocks; the queue is the database's."""

import json
from dataclasses import replace
from datetime import timedelta

from bot.clock_rules import next_fire
from domain.concerns.group import case_group_plans
from domain.concerns.taxonomy import Concern
from domain.outbox import Final, Lane, Message, Pacing, Sent
from domain.refusals import Fact
from domain.schedules.desk import ScheduleDesk
from domain.schedules.effects import effects
from handlers.notices import render
from tests.bot.test_personal_messages import carried
from tests.chat import Json
from tests.handlers.officers.cases.conftest import ZONE, Desk
from tests.people import ANDI, SITI

FORUM = -100_555


def _let_in(user_id: int, *, is_forum: bool = True) -> Json:
    chat = {"id": FORUM, "type": "supergroup", "title": "Petugas", "is_forum": is_forum}
    bot = {"id": 777, "is_bot": True, "first_name": "Sapa"}
    member = {"user": bot, "status": "left"}
    return {
        "chat": chat,
        "from": {"id": user_id, "is_bot": False, "first_name": "X"},
        "date": 1_795_000_000,
        "old_chat_member": member,
        "new_chat_member": {"user": bot, "status": "member"},
    }


def _taken(desk: Desk, outcome: Sent | Final) -> list[Message]:
    """What waited in the outbox, with what Telegram makes of it."""
    found = []
    pacing = Pacing(rate=1e6, ahead=timedelta(hours=1))
    with desk.store.write() as work:
        while batch := work.outbox.claim(9, owner="t", pacing=pacing, busy=False, now=desk.clock.now):
            found += [one.message for one in batch]
            work.outbox.settle([(one, outcome) for one in batch], owner="t", now=desk.clock.now)
            desk.clock.passes(timedelta(seconds=2))
        work.commit()
    return found


async def _bound(desk: Desk) -> None:
    desk.region.region.prove(desk.region.id_of(ANDI))
    topics = iter(range(11, 99))
    wire, first = desk.line.wire, type(desk.line.wire)._answer

    def topic(self: object, name: str, sent: Json) -> tuple[int, object]:
        if name == "createForumTopic":
            number = next(topics)
            return 200, {"message_thread_id": number, "name": sent["name"], "icon_color": 1}
        return first(wire, name, sent)

    type(desk.line.wire)._answer = topic  # type: ignore[method-assign] # one more method of Telegram's
    try:
        await desk.line.of(ANDI.user_id).presses_value(f"v1:ti_group:bind.{FORUM}")
    finally:
        type(desk.line.wire)._answer = first  # type: ignore[method-assign]


def _noon(desk: Desk) -> None:
    clock = ScheduleDesk(desk.store, next_fire, effects(lambda _year: []))
    for plan in case_group_plans(ZONE):
        clock.declare(plan, now=desk.clock.now)
    desk.clock.now = desk.clock.now.replace(hour=6, minute=5)
    for schedule in clock.due(now=desk.clock.now):
        clock.settle(schedule, now=desk.clock.now)


async def test_only_an_administrator_who_lets_the_bot_into_a_forum_is_asked(desk: Desk) -> None:
    for update in (_let_in(SITI.user_id), _let_in(ANDI.user_id, is_forum=False)):
        await desk.line.receives(my_chat_member=update)
    assert _taken(desk, Sent(1)) == []
    await desk.line.receives(my_chat_member=_let_in(ANDI.user_id))

    (offer,) = _taken(desk, Sent(1))
    assert (offer.chat_id, offer.text_key) == (ANDI.user_id, "case_group.offer")
    assert offer.buttons[0][1] == f"v1:ti_group:bind.{FORUM}"


async def test_a_bound_group_is_shown_lists_of_what_waits_and_no_words(desk: Desk) -> None:
    number = desk.files("Kata-kata yang tidak boleh keluar.", concern=Concern.INCOME_TPP)
    await _bound(desk)
    assert "sudah terhubung" in desk.line.of(ANDI.user_id).last.plain
    _noon(desk)

    lists = [one for one in _taken(desk, Sent(1)) if one.chat_id == FORUM]
    assert sorted(int(one.facts["topic"]) for one in lists) == [11, 12, 13, 14]
    said = [render(one, desk.office)[0] for one in lists]
    (about,) = (one for one in said if number in one)
    assert "TPP dan tunjangan" in about
    assert "sisa 14 hari kerja" in about
    assert "https://t.me/sapa_mutasi_bot" in about
    assert "tidak boleh keluar" not in "".join(said)
    assert "Siti" not in "".join(said)


async def test_a_group_that_cannot_be_written_to_is_left_and_told_of_once(desk: Desk) -> None:
    desk.files("Perjalanan.")
    await _bound(desk)
    _noon(desk)
    _taken(desk, Final("unreachable", "Forbidden: bot was kicked from the supergroup chat"))
    for _ in range(2):
        desk.passes(1)
        _noon(desk)
    keys = [one.text_key for one in _taken(desk, Sent(1))]
    assert keys == ["case_group.lost"]
    shown = await desk.rina.types("/tiket")

    assert "Jumlah: 1" in shown.plain


async def test_topics_that_cannot_be_opened_are_said_to_be_so(desk: Desk) -> None:
    desk.region.region.prove(desk.region.id_of(ANDI))
    desk.line.wire.failing["createForumTopic"] = (400, "Bad Request: the chat is not a forum")
    await desk.line.of(ANDI.user_id).presses_value(f"v1:ti_group:bind.{FORUM}")
    assert "Topik tidak dapat dibuka" in desk.line.of(ANDI.user_id).last.plain
    await desk.line.of(ANDI.user_id).presses_value("v1:ti_group:end")

    assert desk.office.cases.group.current(by=desk.actor(ANDI)) is None


async def test_a_list_goes_into_its_topic_and_nothing_else_goes_to_a_group(desk: Desk) -> None:
    facts: dict[str, Fact] = {"topic": 11, "cases": json.dumps([["ASP-7K2MQ4XP", "housing", -1]]), "total": 3}
    for unique, key in (("list", "case_group.list"), ("stray", "case_desk.told.given")):
        message = Message(unique=unique, chat_id=FORUM, language="id", text_key=key, facts=facts)
        with desk.store.write() as work:
            work.outbox.put(replace(message, lane=Lane.INTERACTIVE), now=desk.clock.now)
            work.commit()
        desk.clock.passes(timedelta(minutes=1))
        sent, states = await carried(desk.office)
        assert len(sent) == (unique == "list")
        for one in sent:
            assert (one["chat_id"], one["message_thread_id"]) == (FORUM, 11)
            assert "lewat 1 hari kerja" in str(one["text"])
            assert "Masih ada 2 lagi" in str(one["text"])

    assert states == {"sent": 1, "refused": 1}
