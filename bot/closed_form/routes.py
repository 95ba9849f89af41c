"""The closed form over HTTP: shown as often as one likes, taken once, kept nowhere on the way."""

import asyncio
from functools import partial
from http import HTTPStatus
from pathlib import Path

from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from bot.closed_form.page import STYLE, Pages
from bot.closed_form.posted import NotAForm, TooMuch, read_posted
from domain.concerns.clock import ANSWER_WITHIN
from domain.concerns.closed_form import LinkGone
from domain.concerns.desk import TEXT_AT_MOST
from domain.concerns.files import FILES_AT_MOST
from domain.concerns.refusals import ConcernEmpty
from domain.concerns.taxonomy import Concern
from domain.refusals import Refusal
from domain.work import StoreAway
from handlers.concerns.closed import PATH
from handlers.office import Office
from locales.words import LANGUAGES, Value

_MEGABYTES_AT_MOST = 40
_BODY_AT_MOST = (_MEGABYTES_AT_MOST + 1) * 1024 * 1024
# Each holds its files in memory until they are sealed; whoever comes beyond is asked to come again.
_AT_ONCE = 3
_ARRIVES_WITHIN = 180.0
_LIMITS: dict[str, Value] = {
    "most": TEXT_AT_MOST,
    "files": FILES_AT_MOST,
    "megabytes": _MEGABYTES_AT_MOST,
}
# Nothing but our own style and our own form, nothing kept by the browser, nothing told to other sites.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


class ClosedForm:
    """The page of every region that has a public address."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._posting = 0

    def routes(self) -> list[Route]:
        return [
            Route(f"/{PATH}/{STYLE}", self._style, methods=["GET"]),
            Route(f"/{PATH}/{{language}}/{{token}}", self._answer, methods=["GET", "POST"]),
        ]

    async def _style(self, _request: Request) -> Response:
        return FileResponse(Path(__file__).parent / STYLE, media_type="text/css", headers=_HEADERS)

    async def _answer(self, request: Request) -> Response:
        language, token = request.path_params["language"], request.path_params["token"]
        if language not in LANGUAGES:
            return Response(status_code=HTTPStatus.NOT_FOUND, headers=_HEADERS)
        facts = {**self._office.facts, "you": self._office.words.plain(language, "people.address.unknown")}
        pages = Pages(self._office.words, language, facts, token=token)
        try:
            concern = await self._office.run(
                lambda: self._office.closed_form.look(token, now=self._office.clock())
            )
            if request.method == "POST":
                return await self._take(request, pages, token, concern)
        except LinkGone:
            return _page(pages.told("gone"), HTTPStatus.GONE)
        except StoreAway:
            return _page(pages.told("busy"), HTTPStatus.SERVICE_UNAVAILABLE)
        return _page(pages.form(concern=concern, limits=_LIMITS))

    async def _take(self, request: Request, pages: Pages, token: str, concern: Concern) -> Response:
        if self._posting >= _AT_ONCE:
            return _page(pages.told("busy"), HTTPStatus.SERVICE_UNAVAILABLE)
        self._posting += 1
        try:
            async with asyncio.timeout(_ARRIVES_WITHIN):
                posted = await read_posted(
                    request.headers.get("content-type", ""), request.stream(), at_most=_BODY_AT_MOST
                )
            return await self._file(
                pages,
                token,
                concern,
                # A browser ends lines as HTTP does.
                text=posted.fields.get("text", "").replace("\r\n", "\n"),
                files=tuple(bytes(one.data) for one in posted.files),
            )
        except TooMuch:
            return _page(pages.told("too_much"), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except (NotAForm, ClientDisconnect, TimeoutError):
            return _page(pages.told("broken"), HTTPStatus.BAD_REQUEST)
        finally:
            self._posting -= 1

    async def _file(
        self, pages: Pages, token: str, concern: Concern, *, text: str, files: tuple[bytes, ...]
    ) -> Response:
        """What a rule refuses comes back with its words still in their place, and the link still opens it."""
        desk = self._office.closed_form
        try:
            if not text.strip() and not files:
                raise ConcernEmpty
            filed = await self._office.run(partial(desk.send, token, text, files, now=self._office.clock()))
        except LinkGone:
            raise
        except Refusal as refusal:
            fault = pages.fault(refusal, files_again=bool(files))
            shown = pages.form(concern=concern, text=text, fault=fault, limits=_LIMITS)
            return _page(shown, HTTPStatus.UNPROCESSABLE_ENTITY)
        shown = pages.sent(
            number=filed.number,
            fingerprint=filed.fingerprint,
            due=filed.answer_due_on,
            days=ANSWER_WITHIN,
        )
        return _page(shown)


def _page(html: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return HTMLResponse(html, status, headers=_HEADERS)
