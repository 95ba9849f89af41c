"""Updates that come after an outage: answered sensibly, not replayed as if new."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from telegram import Update

LATE_AFTER = timedelta(minutes=10)

_asked: ContextVar[datetime | None] = ContextVar("asked", default=None)


def late_since(update: Update, *, received_at: datetime, now: datetime) -> datetime | None:
    """When it was asked, if that is long ago. A press bears no time: then when it came in."""
    message = update.message or update.edited_message
    asked = received_at if message is None else message.edit_date or message.date
    return asked if now - asked > LATE_AFTER else None


def is_wish(update: Update) -> bool:
    """A command or a button press: one that is followed by another is overtaken by it."""
    text = update.message.text if update.message else None
    return update.callback_query is not None or (text or "").startswith("/")


@contextmanager
def being_late(asked: datetime | None) -> Iterator[None]:
    """While this update is handled, answers say since when it has waited."""
    token = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(token)


def asked_at() -> datetime | None:
    return _asked.get()
