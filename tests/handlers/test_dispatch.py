"""From update to answer: pressed buttons, refusals, faults of ours, groups."""

import logging
import re
from dataclasses import replace

import pytest

from domain.refusals import ChangedMeanwhile
from handlers.office import Office
from handlers.routes import TABLE
from handlers.table import Route, Table
from handlers.visit import Visit
from tests.chat import GROUP, Chat, Line, as_message, connect
from tests.people import SITI, Kemuning

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
BLOCKED = "Forbidden: bot was blocked by the user"


async def test_every_press_is_answered_before_the_screen_is_drawn(siti: Chat) -> None:
    await siti.types("/menu")
    siti.wire.calls.clear()
    await siti.presses("Usulan mutasi saya")

    assert [name for name, _ in siti.wire.calls] == ["answerCallbackQuery", "editMessageText"]


async def test_every_press_is_answered_once(siti: Chat) -> None:
    for value in ("v1:language:en", "v1:language", "v1:card", "v0:old", "v1:withdraw", "nonsense"):
        siti.wire.calls.clear()
        await siti.presses_value(value)
        assert len(siti.wire.of("answerCallbackQuery")) == 1, value


async def test_a_press_that_is_too_old_to_answer_still_draws_the_screen(siti: Chat) -> None:
    await siti.types("/menu")
    siti.wire.failing["answerCallbackQuery"] = (400, TOO_OLD)
    shown = await siti.presses("Usulan mutasi saya")

    assert shown.plain.startswith("Usulan penataan")


async def test_a_screen_that_was_deleted_is_sent_anew(siti: Chat) -> None:
    menu = await siti.types("/menu")
    value = menu.value("Usulan mutasi saya")
    siti.wire.failing["editMessageText"] = (400, "Bad Request: message to edit not found")
    await siti.presses_value(value, on=menu)

    assert siti.last.plain.startswith("Usulan penataan")


@pytest.mark.parametrize("value", ["v0:card", "v1:gone", "v1:gone:1", "nonsense", "v1:*"])
async def test_an_old_button_says_that_it_is_old_and_what_to_do(siti: Chat, value: str) -> None:
    await siti.types("/menu")
    await siti.presses_value(value)

    assert siti.last.plain.startswith("Tombol ini sudah lama")
    assert siti.last.labels == ["Menu"]


async def test_a_refusal_is_said_in_words(office: Office, region: Kemuning) -> None:
    async def refuse(_visit: Visit) -> None:
        raise ChangedMeanwhile(subject="<Gelombang I>")

    line = await _with(office, Route(answer=refuse, who="anyone", commands=("tolak",)))
    shown = await line.of(SITI.user_id).types("/tolak")

    assert "Data berubah sejak terakhir dilihat" in shown.plain
    assert "<Gelombang I>" in shown.plain


async def test_a_fault_of_ours_is_told_with_a_code_that_the_log_has_too(
    office: Office, region: Kemuning, caplog: pytest.LogCaptureFixture
) -> None:
    line = await _with(office, Route(answer=_break, who="anyone", commands=("rusak",)))
    shown = await line.of(SITI.user_id).types("/rusak")
    code = shown.plain.rpartition(": ")[2].rstrip(".")

    assert re.fullmatch("[A-Z2-9]{4}", code)
    assert [vars(record)["code"] for record in caplog.records] == [code]


async def test_the_log_of_a_fault_holds_no_personal_data(
    office: Office, region: Kemuning, caplog: pytest.LogCaptureFixture
) -> None:
    line = await _with(office, Route(answer=_break, who="anyone", commands=("rusak",)))
    with caplog.at_level(logging.DEBUG, logger="handlers"):
        await line.of(SITI.user_id).types("/rusak")
    written = "\n".join(str(vars(record)) for record in caplog.records)

    assert "ValueError" in written
    assert SITI.nip not in written
    assert str(SITI.user_id) not in written


async def test_a_fault_in_the_pressed_screen_leaves_no_spinner(office: Office, region: Kemuning) -> None:
    line = await _with(office, Route(answer=_break, who="anyone", action="break", toasts=True))
    chat = line.of(SITI.user_id)
    await chat.types("/menu")
    await chat.presses_value("v1:break")

    assert len(line.wire.of("answerCallbackQuery")) == 1
    assert "gangguan di sistem kami" in chat.last.plain


async def test_who_blocks_the_bot_meanwhile_is_no_incident(
    siti: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    siti.wire.failing["sendMessage"] = (403, BLOCKED)
    await siti.line.receives(message=siti._message({"text": "halo"}))

    assert caplog.records == []


async def test_a_fault_that_cannot_be_told_is_still_logged(
    siti: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    siti.wire.failing["sendMessage"] = (400, "Bad Request: chat not found")
    await siti.line.receives(message=siti._message({"text": "halo"}))

    assert sum(record.getMessage() == "incident_not_told" for record in caplog.records) == 1


async def test_in_a_group_only_the_private_chat_is_pointed_to(line: Line) -> None:
    group = line.of(SITI.user_id, group=GROUP)
    shown = await group.types("/mutasi")

    assert shown.plain.startswith("Urusan kepegawaian bersifat pribadi")
    assert [one["url"] for one in shown.buttons] == ["https://t.me/sapa_mutasi_bot"]
    assert len(group.messages) == 1


@pytest.mark.parametrize("text", ["halo semua", "/ban", "/mutasi@bot_lain", "kapan mutasi?"])
async def test_what_is_not_for_us_in_a_group_is_left_alone(line: Line, text: str) -> None:
    await line.receives(message=line.of(SITI.user_id, group=GROUP)._message({"text": text}))

    assert line.wire.shown == {}


async def test_a_channel_is_left_alone(line: Line) -> None:
    post = {"message_id": 1, "date": 1, "chat": {"id": GROUP, "type": "channel"}, "text": "/mutasi"}
    await line.receives(channel_post=post)

    assert line.wire.shown == {}


async def test_pinning_a_message_is_nobodys_word_to_us(siti: Chat) -> None:
    shown = await siti.types("/menu")
    await siti.line.receives(message=siti._message({"pinned_message": as_message(shown)}))

    assert siti.messages == [shown]


async def _break(_visit: Visit) -> None:
    raise ValueError(f"no such NIP: {SITI.nip}")


async def _with(office: Office, extra: Route) -> Line:
    return await connect(office, Table([replace(extra), *TABLE.routes]))
