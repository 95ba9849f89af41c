"""The product's own way to the Bot API beneath python-telegram-bot, in place of its httpx."""

import json
import ssl
from collections.abc import Callable
from http import HTTPStatus

from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.request import BaseRequest, RequestData

from bot.transport.body import encoded
from bot.transport.errors import NotSent, OutcomeUnknown
from bot.transport.pool import REPLY_BYTES, Pool
from bot.transport.route import route_to
from bot.transport.timeouts import Timeouts

_NOT_GIVEN = BaseRequest.DEFAULT_NONE


class BotApiRequest(BaseRequest):
    """HTTP/1.1 with kept connections, `at_once` requests in flight at most, the rest waiting in line.

    Faults are `NotSent` or `OutcomeUnknown`; what Telegram refuses stays PTB's BadRequest, Forbidden and so
    on. Proxies named by the environment are not used. Seconds as in `Timeouts`.
    """

    __slots__ = ("_at_once", "_closed", "_media_write", "_pool", "_reply_bytes", "_timeouts", "_tls")

    def __init__(
        self,
        *,
        at_once: int = 256,
        timeouts: Timeouts | None = None,
        media_write: float | None = 20.0,
        tls: ssl.SSLContext | None = None,
        reply_bytes: int = REPLY_BYTES,
    ) -> None:
        self._at_once = at_once
        self._timeouts = timeouts or Timeouts()
        self._media_write = media_write
        self._tls = tls
        self._reply_bytes = reply_bytes
        self._open()

    @property
    def read_timeout(self) -> float | None:
        return self._timeouts.read

    async def initialize(self) -> None:
        if self._closed:
            self._open()

    async def shutdown(self) -> None:
        self._closed = True
        await self._pool.close()

    async def do_request(  # noqa: PLR0917  # PTB's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = _NOT_GIVEN,
        write_timeout: ODVInput[float] = _NOT_GIVEN,
        connect_timeout: ODVInput[float] = _NOT_GIVEN,
        pool_timeout: ODVInput[float] = _NOT_GIVEN,
    ) -> tuple[int, bytes]:
        """Status and body of the reply; a server's own fault (5xx) is raised, for it may have acted."""
        kind, body = encoded(request_data) if request_data is not None else ("", b"")
        usual = self._timeouts
        uploads = request_data is not None and request_data.contains_files
        timeouts = Timeouts(
            connect=_chosen(connect_timeout, usual.connect),
            pool=_chosen(pool_timeout, usual.pool),
            write=_chosen(write_timeout, self._media_write if uploads else usual.write),
            read=_chosen(read_timeout, usual.read),
        )
        return await self.call(url, method, kind, body, timeouts)

    async def call(
        self,
        url: str,
        verb: str,
        kind: str,
        body: bytes,
        timeouts: Timeouts | None = None,
        *,
        begun: Callable[[], None] | None = None,
    ) -> tuple[int, bytes]:
        """One request whose body is ready: status and body of the reply, faults as in `do_request`."""
        if self._closed:
            raise NotSent("this request object is shut down")
        route = route_to(url)
        request = route.head(verb, kind, len(body)) + body
        reply = await self._pool.exchange(route.address, request, timeouts or self._timeouts, begun)
        if reply.status >= HTTPStatus.MULTIPLE_CHOICES:
            _check_refusal(reply.status, reply.body)
        return reply.status, reply.body

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Read an answer; OutcomeUnknown when it is none, and no log quotes it."""
        answer = _read(payload)
        if "result" not in answer and "description" not in answer:
            raise OutcomeUnknown("the answer is no answer of the Bot API")
        return answer

    def _open(self) -> None:
        self._closed = False
        self._pool = Pool(self._at_once, self._tls, self._reply_bytes)


def _chosen(given: ODVInput[float], usual: float | None) -> float | None:
    return usual if isinstance(given, DefaultValue) else given


def _check_refusal(status: int, body: bytes) -> None:
    """Let pass what Telegram refuses in words. A page of some server between decides nothing."""
    words = _read(body).get("description")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or not words:
        raise OutcomeUnknown(str(words or f"the server answered {status} without an answer of the Bot API"))


def _read(payload: bytes) -> JSONDict:
    try:
        answer = json.loads(payload.decode(errors="replace"))
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
