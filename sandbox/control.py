"""The control desk: trouble on request, and the ground truth of what took effect."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.cast import Json
from sandbox.chats import Chat
from sandbox.phone.gestures import CannotDo, Hand
from sandbox.phone.routes import asked_of, refused
from sandbox.sandbox import Sandbox

FIRST_SUPERGROUP = -1_000_000_000_000


def control_routes(box: Sandbox) -> list[Route]:
    desk = ControlDesk(box)
    return [
        Route("/control/faults", desk.faults, methods=["GET", "POST", "DELETE"]),
        Route("/control/log", desk.log),
    ]


class ControlDesk:
    """Standing faults are listed in `sandbox.faults`; three more happen at once and once:

    `{"kind": "block", "user_id", "blocked"}`, `{"kind": "deactivate", "user_id"}`,
    `{"kind": "kick" | "migrate", "chat_id"}`.
    """

    def __init__(self, box: Sandbox) -> None:
        self._box = box

    async def faults(self, request: Request) -> Response:
        faults = self._box.faults
        if request.method == "DELETE":
            faults.clear()
        elif request.method == "POST":
            try:
                self._order(await asked_of(request))
            except (CannotDo, ValueError, TypeError, KeyError) as reason:
                return refused(f"The fault is not understood: {reason}")
        return JSONResponse({"faults": [fault.as_json() for fault in faults.standing]})

    def _order(self, asked: Json) -> None:
        kind = asked.get("kind")
        if kind == "block":
            self._hand(int(asked["user_id"])).block(blocked=bool(asked.get("blocked", True)))
        elif kind == "deactivate":
            phone = self._hand(int(asked["user_id"])).phone
            phone.gone = True
            self._box.phones.save(phone)
        elif kind in {"kick", "migrate"}:
            self._change_group(self._group(int(asked["chat_id"])), str(kind))
        else:
            self._box.faults.order(asked)

    def _hand(self, user_id: int) -> Hand:
        phone = self._box.phones.find(user_id)
        if phone is None:
            raise CannotDo("nobody in the cast has this id")
        return Hand(self._box, phone, self._box.chats.private(user_id))

    def _group(self, chat_id: int) -> Chat:
        chat = self._box.chats.find(chat_id)
        if chat is None or chat.is_private:
            raise CannotDo("there is no such group")
        return chat

    def _change_group(self, chat: Chat, kind: str) -> None:
        if kind == "kick":
            hand = self._hand(chat.members[0])
            Hand(self._box, hand.phone, chat).set_bot_status("kicked")
            return
        chat.migrated_to = FIRST_SUPERGROUP - 1_000 + chat.id
        self._box.chats.save(chat)
        status = chat.bot_status
        self._box.chats.add(Chat(chat.migrated_to, "supergroup", chat.title, chat.members, bot_status=status))

    async def log(self, request: Request) -> Response:
        """Every message that took effect, from the sequence number `after` on."""
        after = request.query_params.get("after", "0")
        entries = self._box.ledger.entries[int(after) if after.isdigit() else 0 :]
        return JSONResponse({"log": entries})
