"""What a message with a file carries, from an upload or from a file sent before."""

from typing import Any

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.entities import formatted
from sandbox.errors import bad_request
from sandbox.files import StoredFile
from sandbox.sandbox import Sandbox
from sandbox.shapes import number_in
from sandbox.text import utf16_length

CAPTION_CHARACTERS = 1024
THUMBNAIL_SIDE = 320


def read_file(box: Sandbox, args: Arguments, value: str, kind: str, field: str) -> StoredFile:
    """The file that a parameter names: an upload under its own name or `attach://`, or a known id."""
    name = value.removeprefix("attach://") if value.startswith("attach://") else field
    if upload := args.uploads.get(name):
        return box.files.store(upload, kind)
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    if value.startswith(("http://", "https://")):
        # The sandbox fetches nothing from outside; Telegram says this when it could not either.
        raise bad_request("failed to get HTTP URL content")
    stored = box.files.find(value)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if kind == "photo" and stored.kind != "photo":
        raise bad_request(f"can't use file of type {stored.kind.capitalize()} as Photo")
    return stored


def read_caption(text: str, mode: str, entities: Any) -> Json:
    caption, found = formatted(text, mode, entities)
    if utf16_length(caption) > CAPTION_CHARACTERS:
        raise bad_request("message caption is too long")
    if not caption:
        return {}
    return {"caption": caption} | ({"caption_entities": found} if found else {})


def media_fields(stored: StoredFile, kind: str, options: Json) -> Json:
    """The fields of a message for a file shown as this kind."""
    if kind == "photo":
        return {"photo": photo_sizes(stored)}
    if kind == "video":
        return {"video": stored.described() | _measures(options, "width", "height", "duration")}
    if kind == "voice":
        voice = {name: value for name, value in stored.described().items() if name != "file_name"}
        return {"voice": voice | _measures(options, "duration")}
    return {"document": stored.described()}


def _measures(options: Json, *names: str) -> Json:
    return {name: number_in(options, name, "media") for name in names}


def photo_sizes(stored: StoredFile) -> list[Json]:
    """A small and the full size; both lead to the same bytes, for the sandbox redraws nothing."""
    full = stored.plain() | {"width": stored.width, "height": stored.height}
    longest = max(stored.width, stored.height)
    if longest <= THUMBNAIL_SIDE:
        return [full]
    sides = {side: max(1, full[side] * THUMBNAIL_SIDE // longest) for side in ("width", "height")}
    return [full | sides | {"file_unique_id": stored.unique_id + "s"}, full]
