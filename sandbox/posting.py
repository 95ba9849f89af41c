"""How a bot's message comes to be: where it goes, what goes with it, and that it counts."""

from dataclasses import dataclass

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.chats import Chat, Kept
from sandbox.keyboards import read_markup
from sandbox.reach import open_chat, reply_target, thread_of
from sandbox.sandbox import Sandbox


@dataclass(frozen=True)
class Envelope:
    """A checked destination with everything but the content."""

    chat: Chat
    markup: Json | None
    extras: Json


def address(box: Sandbox, args: Arguments) -> Envelope:
    """Check all that sending methods have in common; nothing takes effect yet."""
    chat = open_chat(box, args)
    markup = read_markup(args.structure("reply_markup", "reply keyboard markup"), private=chat.is_private)
    extras = thread_of(chat, args) | reply_target(
        chat, args.structure("reply_parameters", "reply parameters")
    )
    if args.flag("protect_content"):
        extras["has_protected_content"] = True
    if effect := args.text("message_effect_id"):
        extras["effect_id"] = effect
    return Envelope(chat, markup, extras)


def post(box: Sandbox, method: str, envelope: Envelope, content: Json, *, charged: bool = False) -> Json:
    """Let the message take effect and return it; `charged` when its group has been counted already."""
    chat = envelope.chat
    if not charged:
        box.limits.charge(chat.id)
    message_id = box.chats.next_id(chat)
    body = {
        "message_id": message_id,
        "from": box.bot.as_user(),
        "chat": box.chat_object(chat),
        "date": box.now(),
        **envelope.extras,
        **content,
    }
    inline = envelope.markup is not None and "inline_keyboard" in envelope.markup
    if inline:
        body["reply_markup"] = envelope.markup
    kept = Kept(body, box.bot.id, fixed=envelope.markup is not None and not inline)
    _lay_keyboard(box, envelope, message_id)
    return box.keep(chat, kept, method)


def _lay_keyboard(box: Sandbox, envelope: Envelope, message_id: int) -> None:
    markup, chat = envelope.markup, envelope.chat
    if markup is None or not ({"keyboard", "remove_keyboard"} & markup.keys()):
        return
    chat.keyboard = markup if "keyboard" in markup else None
    chat.keyboard_from = message_id if chat.keyboard else None
    box.chats.save(chat)
