"""Faults of ours: logged once, without personal data, under a code that the person is given too."""

import logging
import secrets
import traceback

from telegram.error import Forbidden, TelegramError

from handlers.buttons import Button
from handlers.visit import Visit

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 4

log = logging.getLogger(__name__)


async def confess(visit: Visit, fault: Exception) -> None:
    """Tell the person that the fault is ours and how to speak of it."""
    if isinstance(fault, Forbidden):
        return  # they blocked the bot meanwhile: nobody is there to be told
    code = record(fault)
    try:
        await visit.acknowledge()
        await visit.reply("incident.ours", code=code, buttons=[[Button("button.contact", "contact")]])
    except TelegramError:
        log.warning("incident_not_told", extra={"code": code})


def record(fault: BaseException) -> str:
    """Log where it happened and return the code. Messages of faults may quote people's data: left out."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    log.error("incident", extra={"code": code, "trace": trace(fault)})
    return code


def trace(fault: BaseException) -> str:
    """Types and places of a fault and its causes, without a word of what they say."""
    if isinstance(fault, BaseExceptionGroup):
        return "; and ".join(trace(one) for one in fault.exceptions)
    causes = []
    cause: BaseException | None = fault
    while cause is not None:
        frames = reversed(traceback.extract_tb(cause.__traceback__))
        places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in frames)
        causes.append(f"{type(cause).__name__} at {places}")
        cause = cause.__cause__ or cause.__context__
    return "; because of ".join(causes)
