"""The telephones over HTTP, for the chat page and for tests that play a person."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox.arguments import as_upload
from sandbox.cast import Json
from sandbox.chats import Chat
from sandbox.errors import ApiError
from sandbox.phone.gestures import CannotDo, Hand
from sandbox.phone.views import cast_view, chat_view
from sandbox.phones import Phone
from sandbox.sandbox import Sandbox

HEARTBEAT_SECONDS = 15
SHOWABLE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})

Gesture = Callable[[Hand, Json], Any]


def phone_routes(box: Sandbox) -> list[Route]:
    desk = PhoneDesk(box)
    gestures: dict[str, Gesture] = {
        "text": lambda hand, asked: hand.write(str(asked["text"])),
        "start": lambda hand, asked: hand.start(str(asked.get("payload") or "")),
        "press": lambda hand, asked: hand.press(int(asked["message_id"]), str(asked["data"])),
        "contact": desk.share_contact,
        "poll": lambda hand, asked: hand.vote(int(asked["message_id"]), [int(n) for n in asked["options"]]),
        "block": lambda hand, asked: hand.block(blocked=bool(asked["blocked"])),
        "language": desk.set_language,
    }
    return [
        Route("/phone/cast", desk.cast),
        Route("/phone/events", desk.events),
        Route("/phone/files/{file_id}", desk.file),
        Route("/phone/groups", desk.add_group, methods=["POST"]),
        Route("/phone/{user_id:int}/chat", desk.chat),
        Route("/phone/{user_id:int}/file", desk.send_file, methods=["POST"]),
        *(
            Route(f"/phone/{{user_id:int}}/{name}", desk.gesture(gesture), methods=["POST"])
            for name, gesture in gestures.items()
        ),
    ]


def refused(reason: str, status: int = 400) -> Response:
    return JSONResponse({"error": reason}, status)


async def asked_of(request: Request) -> Json:
    """The JSON object of a request; CannotDo when it is none."""
    try:
        asked = await request.json() if await request.body() else {}
    except ValueError:
        asked = None
    if not isinstance(asked, dict):
        raise CannotDo("A JSON object is expected.")
    return asked


class PhoneDesk:
    def __init__(self, box: Sandbox) -> None:
        self._box = box

    async def cast(self, _: Request) -> Response:
        return JSONResponse(cast_view(self._box))

    def _hand(self, request: Request, chat_id: object = None) -> Hand:
        phone = self._phone(request.path_params["user_id"])
        return Hand(self._box, phone, self._chat(phone, chat_id))

    def _phone(self, user_id: int) -> Phone:
        phone = self._box.phones.find(user_id)
        if phone is None:
            raise CannotDo("Nobody in the cast has this id.")
        return phone

    def _chat(self, phone: Phone, chat_id: object) -> Chat:
        if not chat_id or int(str(chat_id)) == phone.id:
            return self._box.chats.private(phone.id)
        chat = self._box.chats.find(int(str(chat_id)))
        if chat is None or phone.id not in chat.members:
            raise CannotDo("This person is not in that chat.")
        return chat

    def gesture(self, act: Gesture) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint that does one thing for one person and answers with what came of it."""

        async def endpoint(request: Request) -> Response:
            try:
                asked = await asked_of(request)
                result = act(self._hand(request, asked.get("chat_id")), asked)
            except (CannotDo, ApiError) as reason:
                return refused(str(reason))
            except (KeyError, ValueError, TypeError) as fault:
                return refused(f"The request is not understood: {fault}")
            return JSONResponse({"ok": True, "result": result})

        return endpoint

    def share_contact(self, hand: Hand, asked: Json) -> Json:
        of = self._phone(int(asked["of"])) if asked.get("of") else hand.phone
        return hand.share_contact(of, forwarded=bool(asked.get("forwarded")))

    def set_language(self, hand: Hand, asked: Json) -> None:
        hand.phone.language_code = str(asked["code"])
        self._box.phones.save(hand.phone)
        self._box.stream.tell([hand.phone.id], "commands")

    async def chat(self, request: Request) -> Response:
        try:
            hand = self._hand(request, request.query_params.get("chat_id"))
        except (CannotDo, ValueError) as reason:
            return refused(str(reason), 404)
        return JSONResponse(chat_view(self._box, hand.phone, hand.chat))

    async def send_file(self, request: Request) -> Response:
        async with request.form(max_files=1) as form:
            part = form.get("file")
            if not isinstance(part, UploadFile):
                return refused("A file is expected.")
            upload = await as_upload(part)
            caption = str(form.get("caption") or "")
            as_document = form.get("as_document") == "true"
            chat_id = form.get("chat_id")
        try:
            sent = self._hand(request, chat_id).send_file(upload, caption, as_document=as_document)
        except (CannotDo, ApiError) as reason:
            return refused(str(reason))
        return JSONResponse({"ok": True, "result": sent})

    async def file(self, request: Request) -> Response:
        """A file by its id, as a telephone opens it: pictures show, everything else is saved."""
        stored = self._box.files.find(request.path_params["file_id"])
        if stored is None:
            return refused("There is no such file.", 404)
        data = await asyncio.to_thread(self._box.files.read, stored)
        shown = stored.mime in SHOWABLE
        headers = {"Content-Security-Policy": "default-src 'none'; sandbox"}
        if not shown:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name or 'file')}"
        kind = stored.mime if shown else "application/octet-stream"
        return Response(data, media_type=kind, headers=headers)

    async def add_group(self, request: Request) -> Response:
        try:
            asked = await asked_of(request)
            members = [self._phone(int(member)).id for member in asked["members"]]
            title = str(asked["title"]).strip()
        except CannotDo as reason:
            return refused(str(reason))
        except (KeyError, ValueError, TypeError) as fault:
            return refused(f"The request is not understood: {fault}")
        chat = self._found(title, members, forum=bool(asked.get("forum")))
        first = Hand(self._box, self._phone(members[0]), chat)
        first.set_bot_status("administrator" if asked.get("administrator", chat.is_forum) else "member")
        return JSONResponse({"ok": True, "id": chat.id, "title": title})

    def _found(self, title: str, members: list[int], *, forum: bool) -> Chat:
        if not title or not members:
            raise CannotDo("A group needs a title and members.")
        first = -1_000_000_000_001 if forum else -1
        chat_id = next(n for n in itertools.count(first, -1) if self._box.chats.find(n) is None)
        kind = "supergroup" if forum else "group"
        group = Chat(chat_id, kind, title, members, is_forum=forum, bot_status="left")
        return self._box.chats.add(group)

    async def events(self, _: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(self._events(), media_type="text/event-stream", headers=headers)

    async def _events(self) -> AsyncIterator[str]:
        with self._box.stream.listen() as queue:
            yield ": open\n\n"
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event is None:
                    return
                yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
