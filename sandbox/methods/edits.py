"""Changing and deleting messages."""

from collections.abc import Callable
from typing import Any

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.chats import Chat, Kept
from sandbox.errors import bad_request
from sandbox.keyboards import read_markup
from sandbox.media_content import read_caption
from sandbox.methods.media import read_input_media
from sandbox.methods.texts import read_message_text
from sandbox.reach import message_in, open_chat
from sandbox.sandbox import Sandbox
from sandbox.shapes import as_number

MEDIA = frozenset({"photo", "document", "video", "voice"})
TEXT_FIELDS = frozenset({"text", "entities", "link_preview_options"})
CAPTION_FIELDS = frozenset({"caption", "caption_entities", "show_caption_above_media"})
DELETE_SECONDS = 48 * 3600
MANY_AT_MOST = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)

Change = Callable[[Kept], Json]


def _target(box: Sandbox, args: Arguments) -> tuple[Chat, Kept]:
    if args.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = open_chat(box, args)
    kept = message_in(chat, args, "edit")
    if kept.author != box.bot.id or kept.fixed or "forward_origin" in kept.body:
        raise bad_request("message can't be edited")
    return chat, kept


def _edit(box: Sandbox, args: Arguments, replaced: frozenset[str], new: Change, method: str) -> Json:
    chat, kept = _target(box, args)
    markup = read_markup(args.structure("reply_markup", "reply keyboard markup"), inline_only=True)
    gone = replaced | {"edit_date", "reply_markup"}
    body = {name: value for name, value in kept.body.items() if name not in gone} | new(kept)
    if markup:
        body["reply_markup"] = markup
    if body == {name: value for name, value in kept.body.items() if name != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    return apply_edit(box, chat, kept, body, method)


def apply_edit(box: Sandbox, chat: Chat, kept: Kept, body: Json, method: str) -> Json:
    box.limits.charge(chat.id)
    kept.body = body | {"edit_date": box.now()}
    box.chats.keep(chat, body["message_id"], kept)
    shown = body.get("text") or body.get("caption") or ""
    box.ledger.write(method, chat.id, body["message_id"], author=kept.author, text=shown)
    box.show(chat, "edit", kept)
    return kept.body


def edit_message_text(box: Sandbox, args: Arguments) -> Json:
    def new(kept: Kept) -> Json:
        if "text" not in kept.body:
            raise bad_request("there is no text in the message to edit")
        return read_message_text(args)

    return _edit(box, args, TEXT_FIELDS, new, "editMessageText")


def edit_message_caption(box: Sandbox, args: Arguments) -> Json:
    def new(kept: Kept) -> Json:
        if not MEDIA & kept.body.keys():
            raise bad_request("there is no caption in the message to edit")
        entities = args.structure("caption_entities", "entities")
        above = {"show_caption_above_media": True} if args.flag("show_caption_above_media") else {}
        return read_caption(args.text("caption"), args.text("parse_mode"), entities) | above

    return _edit(box, args, CAPTION_FIELDS, new, "editMessageCaption")


def edit_message_media(box: Sandbox, args: Arguments) -> Json:
    def new(kept: Kept) -> Json:
        if not (MEDIA | {"text"}) & kept.body.keys():
            raise bad_request("message can't be edited")
        return read_input_media(box, args, args.structure("media", "input media"))[1]

    return _edit(box, args, MEDIA | TEXT_FIELDS | CAPTION_FIELDS, new, "editMessageMedia")


def edit_message_reply_markup(box: Sandbox, args: Arguments) -> Json:
    return _edit(box, args, frozenset(), lambda _: {}, "editMessageReplyMarkup")


def delete_message(box: Sandbox, args: Arguments) -> bool:
    chat = open_chat(box, args)
    kept = message_in(chat, args, "delete")
    _check_deletable(box, chat, kept)
    remove(box, chat, kept, "deleteMessage")
    return True


def _check_deletable(box: Sandbox, chat: Chat, kept: Kept) -> None:
    too_old = box.clock.wall() - kept.body["date"] > DELETE_SECONDS
    others = kept.author != box.bot.id and not chat.is_private and chat.bot_status != "administrator"
    if too_old or others:
        raise bad_request("message can't be deleted")


def remove(box: Sandbox, chat: Chat, kept: Kept, method: str) -> None:
    message_id = kept.body["message_id"]
    box.chats.forget(chat, message_id)
    box.ledger.write(method, chat.id, message_id, author=kept.author)
    box.stream.tell(chat.members, "delete", chat_id=chat.id, message_id=message_id)


def delete_messages(box: Sandbox, args: Arguments) -> bool:
    chat = open_chat(box, args)
    known = [chat.messages[number] for number in read_ids(args) if number in chat.messages]
    for kept in known:
        _check_deletable(box, chat, kept)
    for kept in known:
        remove(box, chat, kept, "deleteMessages")
    return True


def read_ids(args: Arguments) -> list[int]:
    """1 to 100 message ids."""
    ids = args.structure("message_ids", "message identifiers")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MANY_AT_MOST:
        raise bad_request("too many message identifiers specified")
    return [as_number(number, "message identifiers are not specified") for number in ids]


METHODS: dict[str, Any] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
