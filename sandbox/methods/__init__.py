"""The Bot API's methods, a family a file; this is their table of contents."""

import logging
from collections.abc import Callable
from typing import Any

from sandbox.arguments import Arguments
from sandbox.contract import PARAMETERS
from sandbox.errors import NOT_FOUND, ApiError, conflict
from sandbox.methods import edits, media, passing_on, polls, pressing, profile, rooms, texts, topics, updating
from sandbox.polling import WEBHOOK_ACTIVE
from sandbox.sandbox import Sandbox

Method = Callable[[Sandbox, Arguments], Any]

FAMILIES = (texts, media, polls, edits, passing_on, pressing, profile, rooms, topics, updating)
BY_NAME: dict[str, Method] = {name: method for family in FAMILIES for name, method in family.METHODS.items()}
GET_UPDATES = "getUpdates"
_LOWERED = {name.lower(): name for name in PARAMETERS}

logger = logging.getLogger(__name__)


async def call(box: Sandbox, name: str, args: Arguments) -> Any:
    """Do what the method asks; names are taken in any case, as Telegram does. ApiError when it is refused."""
    known = _LOWERED.get(name.lower())
    if known is None:
        raise ApiError(*NOT_FOUND)
    if strangers := args.values.keys() - PARAMETERS[known] - {"method"}:
        logger.warning("%s knows no %s", known, ", ".join(sorted(strangers)))
    if known != GET_UPDATES:
        return BY_NAME[known](box, args)
    if box.webhook.url:
        raise conflict(WEBHOOK_ACTIVE)
    return await box.polling.get(args, box.faults)
