"""What a process answers over HTTP: the webhook, health and metrics. A reverse proxy stands before it."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.closed_form.routes import ClosedForm
from bot.group_commit import GroupCommit
from bot.house import House
from bot.metrics import StoreFigures, exposition
from bot.readiness import Readiness, look
from bot.web_server import served
from bot.webhook import Webhook, webhook_path, webhook_secrets
from domain.refusals import Refusal
from handlers.office import Office

# Who asks how it fares waits no longer, whatever the database does.
_ANSWERED_WITHIN = 4.0
log = logging.getLogger(__name__)


class AddressTaken(Refusal):
    """The address to listen on is another process's, or is no address of this machine."""


class FrontDoor:
    """Serves until told to stop. `group`: what it keeps; None where this process receives nothing."""

    def __init__(self, house: House, office: Office, group: GroupCommit | None) -> None:
        self._house = house
        self._office = office
        self._group = group
        self._figures = StoreFigures(office.store, office.clock)

    async def run(self, listener: socket.socket, stop: asyncio.Event) -> None:
        """Requests under way are answered before it ends."""
        async with asyncio.TaskGroup() as tasks:
            commits = tasks.create_task(self._group.run()) if self._group else None
            async with served(self.app(), listener):
                log.info("listening", extra={"port": listener.getsockname()[1]})
                await stop.wait()
            if commits is not None:
                commits.cancel()

    def app(self) -> ASGIApp:
        rare = Starlette(
            routes=[
                Route("/healthz", self._health),
                Route("/readyz", self._readiness),
                Route("/metrics", self._metrics),
                *(ClosedForm(self._office).routes() if self._office.pages_at else ()),
            ]
        )
        if self._group is None:
            return rare
        vault, bot_id = self._house.store.vault, self._house.bot_id
        path, secrets = webhook_path(vault, bot_id), webhook_secrets(vault, bot_id)
        return Webhook(path, secrets, self._group, otherwise=rare)

    async def _health(self, _request: Request) -> Response:
        return PlainTextResponse("ok")

    async def _readiness(self, _request: Request) -> Response:
        found = Readiness()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_ANSWERED_WITHIN):
                found = await self._office.run(lambda: look(self._house.store.engine, self._office.store))
        return JSONResponse(asdict(found), 200 if found.is_ready else 503)

    async def _metrics(self, _request: Request) -> Response:
        try:
            async with asyncio.timeout(_ANSWERED_WITHIN):
                figures = await self._office.run(lambda: exposition(self._figures))
        except TimeoutError:
            return Response(status_code=503)
        return Response(figures, media_type=CONTENT_TYPE_LATEST)


@contextmanager
def listening(address: tuple[str, int] | None) -> Iterator[socket.socket | None]:
    """Bind at the start, so that a taken address is told in words."""
    if address is None:
        yield None
        return
    host, port = address
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family)
    except OSError as fault:
        raise AddressTaken(address=f"{host}:{port}", cause=fault.strerror or type(fault).__name__) from fault
    with listener:
        yield listener
