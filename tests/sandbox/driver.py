"""A bot and its people at the sandbox's table: calls over HTTP without a socket, every answer checked."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import telegram

from sandbox.cast import BotAccount, Json, Link, Person
from sandbox.clock import VirtualClock
from sandbox.sandbox import Sandbox
from sandbox.server import create_app
from tests.sandbox.spec import faults_of_answer, faults_of_update

BOT = BotAccount(token="700001:AAtest_secret", username="kemuning_bot", name="Kemuning")
SITI, BUDI, RINA, STRANGER = 101, 102, 103, 999
CAST = [
    Person(
        id=SITI,
        first_name="Siti",
        last_name="Aminah",
        username="siti_a",
        phone="628990000901",
        about="Has a proposed transfer",
        links=(Link(label="Invitation", start="abc-123"),),
    ),
    Person(id=BUDI, first_name="Budi", phone="628990000902"),
    Person(id=RINA, first_name="Rina", phone="628990000903", language_code="en"),
]
PARSED = {"Message": telegram.Message, "User": telegram.User, "File": telegram.File, "Poll": telegram.Poll}


class Driver:
    def __init__(self, box: Sandbox, http: httpx.AsyncClient) -> None:
        self.box = box
        self.http = http

    async def raw(self, method: str, files: Any = None, **parameters: Any) -> httpx.Response:
        data = {k: v if isinstance(v, str) else json.dumps(v) for k, v in parameters.items()}
        return await self.http.post(f"/bot{BOT.token}/{method}", data=data, files=files)

    async def ok(self, method: str, files: Any = None, **parameters: Any) -> Any:
        """The result of a call that succeeds, held against the specification and a real client's parser."""
        body = (await self.raw(method, files, **parameters)).json()
        assert body["ok"], body
        result = body["result"]
        assert faults_of_answer(method, result) == []
        if isinstance(result, dict) and "message_id" in result and "chat" in result:
            assert telegram.Message.de_json(result, None).api_kwargs == {}
        return result

    async def refusal(self, method: str, files: Any = None, **parameters: Any) -> str:
        """Why a call is refused; the status says the same as the body."""
        response = await self.raw(method, files, **parameters)
        body = response.json()
        assert body["ok"] is False, body
        assert body["error_code"] == response.status_code
        return str(body["description"])

    async def send(self, chat_id: int = SITI, text: str = "Selamat pagi", **more: Any) -> Any:
        return await self.ok("sendMessage", chat_id=chat_id, text=text, **more)

    async def updates(self, **parameters: Any) -> list[Json]:
        updates: list[Json] = await self.ok("getUpdates", **parameters)
        for update in updates:
            assert faults_of_update(update) == []
            assert telegram.Update.de_json(update, None).api_kwargs == {}
        return updates

    async def person(self, user_id: int, gesture: str, **asked: Any) -> Any:
        """What comes of a gesture that the telephone allows."""
        response = await self.http.post(f"/phone/{user_id}/{gesture}", json=asked)
        assert response.status_code == 200, response.text
        return response.json()["result"]

    async def cannot(self, user_id: int, gesture: str, **asked: Any) -> str:
        response = await self.http.post(f"/phone/{user_id}/{gesture}", json=asked)
        assert response.status_code == 400
        return str(response.json()["error"])

    async def show(self, user_id: int, chat_id: int | None = None) -> Json:
        query = f"?chat_id={chat_id}" if chat_id else ""
        shown: Json = (await self.http.get(f"/phone/{user_id}/chat{query}")).json()
        return shown

    async def start(self, *user_ids: int) -> None:
        """Let people open the bot, and let the bot have heard of it."""
        for user_id in user_ids:
            await self.person(user_id, "start", payload="")
        await self.ok("deleteWebhook", drop_pending_updates=True)

    async def group(self, *members: int, **more: Any) -> int:
        asked = {"title": "Kepegawaian", "members": list(members), **more}
        response = await self.http.post("/phone/groups", json=asked)
        return int(response.json()["id"])

    async def order_fault(self, **fault: Any) -> None:
        assert (await self.http.post("/control/faults", json=fault)).status_code == 200

    async def log(self) -> list[Json]:
        entries: list[Json] = (await self.http.get("/control/log")).json()["log"]
        return entries


@asynccontextmanager
async def driving(folder: Path | None = None, clock: VirtualClock | None = None) -> AsyncIterator[Driver]:
    box = Sandbox(CAST, BOT, folder, {"id": {"sandbox.title": "Telepon"}}, clock or VirtualClock())
    transport = httpx.ASGITransport(create_app(box))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8081") as http:
        yield Driver(box, http)
    box.journal.close()
