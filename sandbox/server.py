"""The sandbox as one web application: the Bot API, the phones, the control desk and the chat page."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Lifespan

from sandbox.bot_api import BotApi
from sandbox.control import control_routes
from sandbox.doors import Doors
from sandbox.phone.routes import phone_routes
from sandbox.sandbox import Sandbox

PAGE = Path(__file__).parent / "page"


def create_app(sandbox: Sandbox, *, beside: Sequence[BaseRoute] = ()) -> Starlette:
    """Serve it on loopback only; call `sandbox.hang_up()` before the server is stopped.

    `beside`: pages of the bot's own, to which it sends people.
    """
    api = BotApi(sandbox)

    async def words(request: Request) -> Response:
        known = sandbox.words.get(request.path_params["language"])
        return JSONResponse(dict(known or {}), 200 if known is not None else 404)

    async def page(_: Request) -> Response:
        return FileResponse(PAGE / "index.html")

    routes = [
        Route("/bot{token}/{method}", api, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", api.file),
        Route("/", page),
        Route("/words/{language}.json", words),
        *phone_routes(sandbox),
        *control_routes(sandbox),
        Mount("/static", StaticFiles(directory=PAGE)),
        *beside,
    ]
    return Starlette(routes=routes, middleware=[Middleware(Doors)], lifespan=_lifespan(sandbox))


def _lifespan(sandbox: Sandbox) -> Lifespan[Starlette]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as tasks:
            delivery = tasks.create_task(sandbox.webhook.run())
            yield
            delivery.cancel()
        sandbox.journal.close()

    return lifespan
