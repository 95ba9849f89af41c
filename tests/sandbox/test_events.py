"""The stream that keeps open pages up to date."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.sandbox.driver import BOT, BUDI, SITI
from tests.sandbox.serving import Served, serving

MARKUP = json.dumps({"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]})


@contextmanager
def listening(served: Served) -> Iterator[Iterator[Any]]:
    """The events from now on."""
    with served.http.stream("GET", "/phone/events") as stream:
        lines = stream.iter_lines()
        assert next(lines) == ": open"
        yield (json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: "))


def ask(served: Served, method: str, **parameters: Any) -> Any:
    return served.http.post(f"/bot{BOT.token}/{method}", data=parameters).json()["result"]


def test_a_page_hears_of_messages_edits_presses_and_all_the_rest() -> None:
    with serving() as served, listening(served) as events:
        served.person(SITI, "start", payload="")
        sent = ask(served, "sendMessage", chat_id=SITI, text="Pilih", reply_markup=MARKUP)
        ask(served, "sendChatAction", chat_id=SITI, action="typing")
        query = served.person(SITI, "press", message_id=sent["message_id"], data="y")
        ask(served, "answerCallbackQuery", callback_query_id=query, text="Siap")
        ask(served, "editMessageText", chat_id=SITI, message_id=sent["message_id"], text="Baru")
        ask(served, "deleteMessage", chat_id=SITI, message_id=sent["message_id"])
        served.person(SITI, "block", blocked=True)
        heard = [next(events) for _ in range(7)]

    assert {event["user_id"] for event in heard} == {SITI}
    assert [event["kind"] for event in heard] == [
        "message",
        "message",
        "action",
        "answer",
        "edit",
        "delete",
        "blocked",
    ]
    assert [heard[0]["message"]["outgoing"], heard[1]["message"]["outgoing"]] == [True, False]
    assert heard[3]["answer"] == {"text": "Siap", "show_alert": False, "url": ""}
    assert heard[4]["message"]["text"] == "Baru"
    assert heard[5]["message_id"] == sent["message_id"]


def test_changed_commands_are_told_to_everybody() -> None:
    with serving() as served, listening(served) as events:
        ask(served, "setMyCommands", commands='[{"command": "a", "description": "b"}]')
        told = [next(events) for _ in range(3)]
    assert {event["user_id"] for event in told} >= {SITI, BUDI}


def test_an_open_page_does_not_keep_the_server_from_stopping() -> None:
    with serving() as served, listening(served) as events:
        served.person(SITI, "start", payload="")
        assert next(events)["kind"] == "message"
