"""The Bot API's methods, a family a file; this is their table of contents."""

from collections.abc import Callable
from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import NOT_FOUND, ApiError, conflict
from sandbox.methods import edits, media, passing_on, polls, pressing, profile, rooms, texts, updating
from sandbox.polling import WEBHOOK_ACTIVE
from sandbox.sandbox import Sandbox

Method = Callable[[Sandbox, Arguments], Any]

FAMILIES = (texts, media, polls, edits, passing_on, pressing, profile, rooms, updating)
BY_NAME: dict[str, Method] = {name: method for family in FAMILIES for name, method in family.METHODS.items()}
GET_UPDATES = "getUpdates"
_LOWERED = {name.lower(): method for name, method in BY_NAME.items()}


async def call(box: Sandbox, name: str, args: Arguments) -> Any:
    """Do what the method asks; names are taken in any case, as Telegram does. ApiError when it is refused."""
    if name.lower() == GET_UPDATES.lower():
        if box.webhook.url:
            raise conflict(WEBHOOK_ACTIVE)
        return await box.polling.get(args, box.faults)
    method = _LOWERED.get(name.lower())
    if method is None:
        raise ApiError(*NOT_FOUND)
    return method(box, args)
