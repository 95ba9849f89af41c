"""Copying and forwarding messages."""

from typing import Any

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.chats import Chat, Kept
from sandbox.errors import bad_request
from sandbox.media_content import read_caption
from sandbox.methods.edits import CAPTION_FIELDS, MEDIA, TEXT_FIELDS, read_ids
from sandbox.posting import Envelope, address, post
from sandbox.reach import known_chat, message_in
from sandbox.sandbox import Sandbox

COPIED = MEDIA | CAPTION_FIELDS | TEXT_FIELDS | {"contact", "has_media_spoiler"}
FORWARDED = COPIED | {"poll"}


def _content(kept: Kept, verb: str) -> Json:
    taken = COPIED if verb == "copied" else FORWARDED
    if kept.body.get("has_protected_content") or not taken & kept.body.keys():
        raise bad_request(f"message can't be {verb}")
    return {name: value for name, value in kept.body.items() if name in taken}


def copy_message(box: Sandbox, args: Arguments) -> Json:
    envelope = address(box, args)
    source = message_in(known_chat(box, args, "from_chat_id"), args, "copy")
    content = _content(source, "copied")
    if "caption" in args and MEDIA & content.keys():
        content = {name: value for name, value in content.items() if name not in CAPTION_FIELDS}
        entities = args.structure("caption_entities", "entities")
        content |= read_caption(args.text("caption"), args.text("parse_mode"), entities)
    return {"message_id": post(box, "copyMessage", envelope, content)["message_id"]}


def forward_message(box: Sandbox, args: Arguments) -> Json:
    envelope = address(box, args)
    source = message_in(known_chat(box, args, "from_chat_id"), args, "forward")
    return _forward(box, envelope, source, "forwardMessage", charged=False)


def _forward(box: Sandbox, envelope: Envelope, kept: Kept, method: str, *, charged: bool) -> Json:
    content = _content(kept, "forwarded")
    origin = {"type": "user", "date": kept.body["date"], "sender_user": kept.body["from"]}
    return post(
        box,
        method,
        envelope,
        {"forward_origin": kept.body.get("forward_origin", origin), **content},
        charged=charged,
    )


def _several(chat: Chat, args: Arguments, what: str) -> list[Kept]:
    ids = read_ids(args)
    if ids != sorted(set(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    found = [chat.messages[number] for number in ids if number in chat.messages]
    if not found:
        raise bad_request(f"there are no messages to {what}")
    return found


def copy_messages(box: Sandbox, args: Arguments) -> list[Json]:
    envelope = address(box, args)
    sources = _several(known_chat(box, args, "from_chat_id"), args, "copy")
    contents = [_content(kept, "copied") for kept in sources]
    box.limits.charge(envelope.chat.id, len(contents))
    if args.flag("remove_caption"):
        contents = [{k: v for k, v in c.items() if k not in CAPTION_FIELDS} for c in contents]
    sent = [post(box, "copyMessages", envelope, content, charged=True) for content in contents]
    return [{"message_id": message["message_id"]} for message in sent]


def forward_messages(box: Sandbox, args: Arguments) -> list[Json]:
    envelope = address(box, args)
    sources = _several(known_chat(box, args, "from_chat_id"), args, "forward")
    box.limits.charge(envelope.chat.id, len(sources))
    sent = [_forward(box, envelope, kept, "forwardMessages", charged=True) for kept in sources]
    return [{"message_id": message["message_id"]} for message in sent]


METHODS: dict[str, Any] = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
