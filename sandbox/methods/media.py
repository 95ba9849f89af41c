"""Sending photos, documents, videos and voice notes, one or several, and fetching a file's address."""

from typing import Any

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.errors import bad_request
from sandbox.files import DOWNLOAD_BYTES
from sandbox.media_content import media_fields, read_caption, read_file
from sandbox.posting import address, post
from sandbox.sandbox import Sandbox
from sandbox.shapes import as_object, text_in

GROUP_SIZES = range(2, 11)
KINDS = frozenset({"photo", "document", "video", "voice"})
MIXABLE = frozenset({"photo", "video"})


def send_media(box: Sandbox, args: Arguments, kind: str) -> Json:
    envelope = address(box, args)
    caption = read_caption(
        args.text("caption"), args.text("parse_mode"), args.structure("caption_entities", "entities")
    )
    stored = read_file(box, args, args.text(kind), kind, kind)
    content = media_fields(stored, kind, args.values) | caption | _look(args)
    return post(box, f"send{kind.capitalize()}", envelope, content)


def _look(args: Arguments) -> Json:
    names = {"show_caption_above_media": "show_caption_above_media", "has_spoiler": "has_media_spoiler"}
    return {shown: True for asked, shown in names.items() if args.flag(asked)}


def read_input_media(box: Sandbox, args: Arguments, media: Any) -> tuple[str, Json]:
    """The kind and the message fields of an InputMedia object."""
    given = as_object(media, "InputMedia")
    kind, caption, mode, value = (
        text_in(given, field, "InputMedia") for field in ("type", "caption", "parse_mode", "media")
    )
    if kind not in KINDS - {"voice"}:
        raise bad_request("can't parse InputMedia: invalid media type specified")
    content = read_caption(caption, mode, given.get("caption_entities"))
    stored = read_file(box, args, value, kind, "")
    return kind, media_fields(stored, kind, given) | content


def send_media_group(box: Sandbox, args: Arguments) -> list[Json]:
    envelope = address(box, args)
    media = args.structure("media", "media")
    if not isinstance(media, list) or len(media) not in GROUP_SIZES:
        raise bad_request("wrong number of media specified, must be between 2 and 10")
    contents = [read_input_media(box, args, item) for item in media]
    kinds = {kind for kind, _ in contents}
    if len(kinds) > 1 and not kinds <= MIXABLE:
        raise bad_request("documents can't be mixed with other media types in an album")
    box.limits.charge(envelope.chat.id, len(contents))
    group = str(envelope.chat.last_id + 1 << 20 | len(contents))
    return [
        post(box, "sendMediaGroup", envelope, {"media_group_id": group, **content}, charged=True)
        for _, content in contents
    ]


def get_file(box: Sandbox, args: Arguments) -> Json:
    file_id = args.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = box.files.find(file_id)
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.size > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.plain() | {"file_path": stored.path}


METHODS: dict[str, Any] = {
    "sendPhoto": lambda box, args: send_media(box, args, "photo"),
    "sendDocument": lambda box, args: send_media(box, args, "document"),
    "sendVideo": lambda box, args: send_media(box, args, "video"),
    "sendVoice": lambda box, args: send_media(box, args, "voice"),
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
