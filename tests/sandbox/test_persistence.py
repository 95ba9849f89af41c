"""What survives a restart: everything a bot or a person could notice."""

from pathlib import Path
from typing import Any

from sandbox.journal import Journal
from tests.sandbox.driver import BOT, BUDI, RINA, SITI, Driver, driving

MARKUP = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}


async def lived_in(desk: Driver) -> Any:
    """A sandbox with a bit of everything; the last message sent is returned."""
    await desk.start(SITI, BUDI)
    await desk.person(BUDI, "block", blocked=True)
    await desk.person(SITI, "language", code="en")
    await desk.ok("setMyCommands", commands=[{"command": "mutasi", "description": "Usulan"}])
    await desk.ok("sendDocument", {"document": ("a.txt", b"isi")}, chat_id=SITI)
    await desk.send(reply_markup={"keyboard": [["Ya"]]})
    gone = await desk.send(text="salah")
    await desk.ok("deleteMessage", chat_id=SITI, message_id=gone["message_id"])
    return await desk.send(text="benar", reply_markup=MARKUP)


async def test_chats_phones_and_settings_survive(tmp_path: Path) -> None:
    async with driving(tmp_path) as before:
        await lived_in(before)
        shown = [await before.show(user_id) for user_id in (SITI, BUDI, RINA)]
        log = await before.log()
    async with driving(tmp_path) as after:
        assert [await after.show(user_id) for user_id in (SITI, BUDI, RINA)] == shown
        assert await after.log() == log


async def test_ids_never_come_again(tmp_path: Path) -> None:
    async with driving(tmp_path) as before:
        last = await lived_in(before)
        await before.ok("deleteMessage", chat_id=SITI, message_id=last["message_id"])
        await before.person(SITI, "text", text="satu")
        update = (await before.updates())[-1]["update_id"]
        await before.updates(offset=update + 1)
    async with driving(tmp_path) as after:
        await after.person(SITI, "text", text="dua")
        later = (await after.updates())[0]

    assert later["update_id"] > update
    assert later["message"]["message_id"] == last["message_id"] + 2


async def test_unconfirmed_updates_and_open_presses_survive(tmp_path: Path) -> None:
    async with driving(tmp_path) as before:
        sent = await lived_in(before)
        await before.person(SITI, "press", message_id=sent["message_id"], data="y")
    async with driving(tmp_path) as after:
        query = (await after.updates())[-1]["callback_query"]
        assert await after.ok("answerCallbackQuery", callback_query_id=query["id"])


async def test_files_survive_with_their_bytes(tmp_path: Path) -> None:
    async with driving(tmp_path) as before:
        sent = await lived_in(before)
        document = next(m for m in (await before.show(SITI))["messages"] if "document" in m)["document"]
    async with driving(tmp_path) as after:
        path = (await after.ok("getFile", file_id=document["file_id"]))["file_path"]
        assert (await after.http.get(f"/file/bot{BOT.token}/{path}")).content == b"isi"
        assert await after.ok("editMessageText", chat_id=SITI, message_id=sent["message_id"], text="lagi")


async def test_polls_groups_and_the_webhook_survive(tmp_path: Path) -> None:
    async with driving(tmp_path) as before:
        await before.start(SITI)
        group = await before.group(SITI, RINA, forum=True)
        poll = await before.ok("sendPoll", chat_id=group, question="?", options=[{"text": "Ya"}])
        await before.ok("setWebhook", url="http://127.0.0.1:9/", allowed_updates=["message"])
    async with driving(tmp_path) as after:
        vote = {"message_id": poll["message_id"], "options": [0], "chat_id": group}
        info = await after.ok("getWebhookInfo")

        await after.person(RINA, "poll", **vote)
        assert (await after.show(RINA, group))["messages"][-1]["poll"]["total_voter_count"] == 1
        assert (info["url"], info["allowed_updates"]) == ("http://127.0.0.1:9/", ["message"])
        assert (await after.ok("createForumTopic", chat_id=group, name="Kasus"))["message_thread_id"] == 2


def tear(journal: Path) -> None:
    with journal.open("a", encoding="utf-8") as lines:
        lines.write('["message", "101/99", {"body": {"mess')


async def test_a_line_torn_by_a_crash_loses_itself_only(tmp_path: Path) -> None:
    async with driving(tmp_path) as before:
        await lived_in(before)
        shown = await before.show(SITI)
    tear(tmp_path / "journal.jsonl")
    async with driving(tmp_path) as after:
        assert await after.show(SITI) == shown


def test_the_journal_stays_as_large_as_the_state(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for number in range(100):
        journal.put("counter", "only", number)
        journal.put("gone", number, number)
        journal.put("gone", number, None)
    journal.close()
    again = Journal(tmp_path)
    again.close()

    assert (tmp_path / "journal.jsonl").read_text(encoding="utf-8") == '["counter","only",99]\n'
    assert again.take("counter") == {"only": 99}


def test_without_a_folder_nothing_is_kept() -> None:
    journal = Journal(None)
    journal.put("message", "1/1", {"text": "a"})
    assert journal.take("message") == {}
