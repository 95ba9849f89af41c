"""Sending words, contacts and signs of life."""

from typing import Any

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.entities import Text, read_text
from sandbox.errors import bad_request
from sandbox.posting import address, post
from sandbox.reach import open_chat
from sandbox.sandbox import ACTION_SECONDS, Sandbox
from sandbox.shapes import as_object, text_in
from sandbox.text import utf16_length

TEXT_CHARACTERS = 4096
SOURCE_BYTES = 32_768
VCARD_BYTES = 2048
ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def read_message_text(args: Arguments) -> Json:
    """The text fields of a message, within its bounds."""
    if not args.text("text"):
        raise bad_request("message text is empty")
    if len(args.text("text").encode()) > SOURCE_BYTES:
        raise bad_request("text is too long")
    text, entities = read_text(args, args.text("text"), mode="parse_mode", entities="entities")
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > TEXT_CHARACTERS:
        raise bad_request("message is too long")
    return with_entities("text", (text, entities), "entities") | _preview(args)


def _preview(args: Arguments) -> Json:
    options = args.structure("link_preview_options", "link preview options")
    return {"link_preview_options": _known_preview(options)} if options else {}


def _known_preview(options: Any) -> Json:
    given = as_object(options, "link preview options")
    flags = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")
    known: Json = {name: True for name in flags if given.get(name) in (True, "true")}
    url = text_in(given, "url", "link preview options")
    return known | ({"url": url} if url else {})


def with_entities(name: str, formatted: Text, entities_name: str) -> Json:
    text, entities = formatted
    return {name: text} | ({entities_name: entities} if entities else {})


def send_message(box: Sandbox, args: Arguments) -> Json:
    envelope = address(box, args)
    return post(box, "sendMessage", envelope, read_message_text(args))


def send_contact(box: Sandbox, args: Arguments) -> Json:
    envelope = address(box, args)
    phone, name = args.text("phone_number"), args.text("first_name")
    if not phone or not name:
        raise bad_request("phone number is empty" if not phone else "first name is empty")
    if len(args.text("vcard").encode()) > VCARD_BYTES:
        raise bad_request("CONTACT_VCARD_TOO_LONG")
    known = {field: args.text(field) for field in ("last_name", "vcard") if args.text(field)}
    content = {"contact": {"phone_number": phone, "first_name": name, **known}}
    return post(box, "sendContact", envelope, content)


def send_chat_action(box: Sandbox, args: Arguments) -> bool:
    chat = open_chat(box, args)
    action = args.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    box.actions[chat.id] = (action, box.clock.ticks() + ACTION_SECONDS)
    box.stream.tell(chat.members, "action", chat_id=chat.id, action=action)
    return True


METHODS: dict[str, Any] = {
    "sendMessage": send_message,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
}
