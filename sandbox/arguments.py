"""A request's parameters: from the address, a form, a multipart form or JSON, read as Telegram reads them."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.errors import ApiError, bad_request
from sandbox.files import SEND_BYTES, Upload

HALVES = re.compile(rb"\\ud", re.IGNORECASE)
FORM_OVERHEAD = 1024 * 1024


class Arguments:
    """Values are strings or, from a JSON body, whatever JSON had; every getter takes both."""

    def __init__(self, values: dict[str, Any], uploads: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def __contains__(self, name: str) -> bool:
        return name in self.values or name in self.uploads

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def number(self, name: str, default: int = 0) -> int:
        """Like Telegram, take what is no number for the default."""
        try:
            return int(self.text(name) or default)
        except ValueError:
            return default

    def structure(self, name: str, wanted: str) -> Any:
        """A nested value, whether it came as JSON or as a string of JSON; None when absent."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return parse_json(value)
        except ValueError:
            raise bad_request(f"can't parse {wanted} JSON object") from None


def parse_json(text: str | bytes) -> Any:
    """The value; ValueError when it is no JSON. Half a surrogate pair, which JSON could hide, is refused."""
    value = json.loads(text)
    if HALVES.search(text if isinstance(text, bytes) else text.encode("utf-8", "replace")):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
    return value


async def read_arguments(request: Request) -> Arguments:
    if int(request.headers.get("content-length") or 0) > SEND_BYTES + FORM_OVERHEAD:
        raise ApiError(413, "Request Entity Too Large")
    query = request.scope["query_string"]
    values: dict[str, Any] = dict(parse_qsl(query.decode(), keep_blank_values=True)) if query else {}
    if request.method == "GET":
        return Arguments(values)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _multipart(request, values)
    body = await request.body()
    return Arguments(values | _decode(body, kind) if body else values)


def _decode(body: bytes, kind: str) -> dict[str, Any]:
    if kind == "application/json":
        try:
            values = parse_json(body)
        except ValueError:
            values = None
        if not isinstance(values, dict):
            raise bad_request("can't parse JSON object")
        return values
    if kind == "application/x-www-form-urlencoded":
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return {}


async def _multipart(request: Request, values: dict[str, Any]) -> Arguments:
    uploads: dict[str, Upload] = {}
    async with request.form(max_files=100, max_fields=1000) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                uploads[name] = await as_upload(value)
            else:
                values[name] = value
    return Arguments(values, uploads)


async def as_upload(part: UploadFile) -> Upload:
    return Upload(await part.read(), part.filename or "", part.content_type or "")
