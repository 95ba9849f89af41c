"""What each answer of Telegram's, and each fault of the way there, says of a message."""

import json
from datetime import timedelta

import pytest
from telegram.error import TelegramError

from bot.outcomes import TRY_AGAIN_AFTER, outcome_of
from bot.transport.direct import DirectSender
from bot.transport.errors import NoReplyInTime, NotSent, NotSentInTime, OutcomeUnknown
from bot.transport.pool import Pool
from bot.transport.reply import Reply
from bot.transport.request import BotApiRequest
from domain.outbox import Final, Later, Outcome, Unknown

LATER = Later(TRY_AGAIN_AFTER)


class Server(Pool):
    """The real request object's way out, and an answer at its end."""

    def __init__(self, status: int, body: bytes) -> None:
        self._reply = Reply(status, body, reusable=True)

    async def exchange(self, *_: object) -> Reply:
        return self._reply


async def heard(status: int, body: bytes) -> TelegramError:
    request = BotApiRequest()
    request._pool = Server(status, body)
    with pytest.raises(TelegramError) as fault:
        await DirectSender(request, "https://example.invalid/bot777:token").send("sendMessage", {})
    return fault.value


async def refused(status: int, description: str, **parameters: int) -> TelegramError:
    answer = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return await heard(status, json.dumps(answer).encode())


UNREACHABLE = (
    "Forbidden: bot was blocked by the user",
    "Forbidden: user is deactivated",
    "Forbidden: bot can't initiate conversation with a user",
    "Forbidden: bot was kicked from the group chat",
    "Forbidden: bot is not a member of the channel chat",
    "Forbidden: the group chat was deleted",
)
REFUSED = (
    "Bad Request: chat not found",
    "Bad Request: private chat not found",
    "Bad Request: PEER_ID_INVALID",
    "Bad Request: message is not modified: specified new message content and reply markup are the same",
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
    "Bad Request: message to edit not found",
    "Bad Request: message to delete not found",
    "Bad Request: message can't be deleted",
    "Bad Request: message thread not found",
    "Bad Request: message to be replied not found",
    "Bad Request: can't parse entities: unsupported start tag",
    "Bad Request: reply markup is too long",
    "Bad Request: BUTTON_DATA_INVALID",
    "Bad Request: Text is too long",
)


@pytest.mark.parametrize("description", UNREACHABLE)
async def test_who_shut_the_door_is_unreachable(description: str) -> None:
    outcome = outcome_of(await refused(403, description), attempt=1)

    assert isinstance(outcome, Final)
    assert outcome.state == "unreachable"
    assert outcome.cause.lower() in description.lower()


@pytest.mark.parametrize(
    ("attempt", "outcome"), [(1, Later(TRY_AGAIN_AFTER)), (2, Later(2 * TRY_AGAIN_AFTER)), (3, None)]
)
async def test_what_was_seen_to_pass_by_itself_is_final_at_the_third_strike(
    attempt: int, outcome: Outcome | None
) -> None:
    fault = await refused(403, "Forbidden: bot can't send messages to the user")

    found = outcome_of(fault, attempt=attempt)

    if outcome is None:
        assert isinstance(found, Final)
        assert found.state == "unreachable"
    else:
        assert found == outcome


@pytest.mark.parametrize("description", REFUSED)
async def test_a_bad_request_is_refused_for_good_although_it_is_a_kind_of_network_error(
    description: str,
) -> None:
    outcome = outcome_of(await refused(400, description), attempt=1)

    assert isinstance(outcome, Final)
    assert outcome.state == "refused"
    assert outcome.cause


async def test_a_group_that_moved_is_refused_for_messages_are_for_private_chats() -> None:
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    fault = await refused(400, description, migrate_to_chat_id=-100123)

    outcome = outcome_of(fault, attempt=1)

    assert isinstance(outcome, Final)
    assert outcome.state == "refused"


async def test_a_flood_is_waited_out_exactly_as_long_as_telegram_asks() -> None:
    fault = await refused(429, "Too Many Requests: retry after 17", retry_after=17)

    assert outcome_of(fault, attempt=1) == Later(timedelta(seconds=17))


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (401, "Unauthorized"),
        (404, "Not Found"),
        (
            409,
            "Conflict: terminated by other getUpdates request",
        ),
        (409, "Conflict: can't use getUpdates method while webhook is active"),
    ],
)
async def test_a_token_or_a_deployment_that_is_wrong_leaves_the_message_to_be_sent(
    status: int, description: str
) -> None:
    assert outcome_of(await refused(status, description), attempt=1) == LATER


@pytest.mark.parametrize(
    "fault",
    [NotSent("the host has no address"), NotSentInTime("no connection was free in time")],
)
def test_what_never_left_this_process_is_tried_again(fault: TelegramError) -> None:
    assert outcome_of(fault, attempt=1) == LATER


@pytest.mark.parametrize(
    "fault",
    [OutcomeUnknown("the connection was lost before the reply"), NoReplyInTime("no reply in time")],
)
def test_what_left_without_an_answer_is_unknown(fault: TelegramError) -> None:
    assert outcome_of(fault, attempt=1) == Unknown(type(fault).__name__)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b'{"ok":false,"error_code":500,"description":"Internal Server Error: restart"}'),
        (502, b"<html>502 Bad Gateway</html>"),
        (403, b"<html>a firewall's page</html>"),
        (302, b""),
        (200, b""),
        (200, b'{"ok":true}'),
        (200, b"[]"),
        (200, b"\xff"),
    ],
)
async def test_a_servers_own_fault_and_an_answer_that_is_none_are_unknown(status: int, body: bytes) -> None:
    assert isinstance(outcome_of(await heard(status, body), attempt=1), Unknown)
