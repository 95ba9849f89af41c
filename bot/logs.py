"""Logs of the serving process: one event a line on stderr, as JSON for machines or readable in a terminal.

Every module logs with the standard library: a constant event name, variables as `extra`. Whatever passes,
libraries' own words included, is cleaned of secrets and of people's numbers; of a fault is told where it
happened, never what it said.
"""

import logging
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.types import EventDict, Processor

from bot.house import House
from bot.redaction import Redaction
from bot.webhook import webhook_secrets
from handlers.incidents import trace

OURS = ("bot", "domain", "handlers", "storage")

log = logging.getLogger(__name__)


def log_for(house: House) -> None:
    """Write to stderr what this process does from now on."""
    is_terminal = sys.stderr.isatty()
    readable = is_terminal or house.settings.mode == "trial"
    log_to(sys.stderr, secrets=_secrets(house), readable=readable, colours=is_terminal)
    sys.excepthook = _tell_of_the_end


def log_to(stream: TextIO, *, secrets: Iterable[str], readable: bool, colours: bool = False) -> None:
    """Route the standard library's logging through structlog."""
    renderer: Processor = structlog.processors.JSONRenderer(default=str)
    if readable:
        renderer = structlog.dev.ConsoleRenderer(colors=colours)
    before: list[Processor] = [
        structlog.stdlib.ExtraAdder(),
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_values,
        Redaction(secrets),
    ]
    after: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=before, processors=after))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.captureWarnings(capture=True)


def _without_values(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Messages of faults and lines of source may quote people's data: only types and places are told."""
    caught = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if isinstance(caught, tuple) and caught[1] is not None:
        event["trace"] = trace(caught[1])
    return event


def _secrets(house: House) -> list[str]:
    settings = house.settings
    token = "" if settings.telegram_token is None else settings.telegram_token.get_secret_value()
    keys = (
        house.folder.trial_secret() if settings.secret_key is None else settings.secret_key.get_secret_value()
    )
    webhook = webhook_secrets(house.store.vault, house.bot_id)
    password = house.store.engine.url.password or ""
    return [token, token.partition(":")[2], *keys.split(","), *webhook, password]


def _tell_of_the_end(_kind: type[BaseException], fault: BaseException, _trace: TracebackType | None) -> None:
    log.critical("ended_by_a_fault", extra={"trace": trace(fault)})
