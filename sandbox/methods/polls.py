"""Sending a poll and closing it."""

from copy import deepcopy
from typing import Any

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.entities import formatted
from sandbox.errors import bad_request
from sandbox.keyboards import read_markup
from sandbox.methods.edits import apply_edit
from sandbox.polls import Poll
from sandbox.posting import address, post
from sandbox.reach import message_in, open_chat
from sandbox.sandbox import Sandbox
from sandbox.shapes import as_object, text_in
from sandbox.text import utf16_length

QUESTION_CHARACTERS = 300
OPTION_CHARACTERS = 100
OPTIONS_AT_MOST = 12
EXPLANATION_CHARACTERS = 200
EXPLANATION_LINES = 2
OPEN_SECONDS = range(5, 2_628_001)


def send_poll(box: Sandbox, args: Arguments) -> Json:
    envelope = address(box, args)
    body = _read_poll(box, args)
    body["id"] = str(box.now() << 24 | (envelope.chat.last_id + 1) << 4 | abs(envelope.chat.id) % 16)
    message = post(box, "sendPoll", envelope, {"poll": body})
    box.polls.save(Poll(envelope.chat.id, message["message_id"], deepcopy(body)))
    return message


def _read_poll(box: Sandbox, args: Arguments) -> Json:
    kind = args.text("type") or "regular"
    if kind not in {"regular", "quiz"}:
        raise bad_request("unsupported poll type specified")
    poll: Json = {
        "id": "",
        "question": _line(args.text("question"), QUESTION_CHARACTERS, "poll question"),
        "options": _options(args.structure("options", "options")),
        "total_voter_count": 0,
        "is_closed": args.flag("is_closed"),
        "is_anonymous": args.flag("is_anonymous") if "is_anonymous" in args else True,
        "type": kind,
        "allows_multiple_answers": args.flag("allows_multiple_answers"),
        "allows_revoting": args.flag("allows_revoting") if "allows_revoting" in args else kind == "regular",
        "members_only": False,
    }
    return poll | _closing(box, args) | (_quiz(args, poll) if kind == "quiz" else {})


def _line(text: str, longest: int, what: str) -> str:
    text = text.strip()
    if not text:
        raise bad_request(f"{what} must be non-empty")
    if utf16_length(text) > longest:
        raise bad_request(f"{what} length must not exceed {longest}")
    return text


def _options(given: Any) -> list[Json]:
    if not isinstance(given, list):
        raise bad_request("expected an Array of InputPollOption as options")
    if not given:
        raise bad_request("poll must have at least 1 option")
    if len(given) > OPTIONS_AT_MOST:
        raise bad_request(f"poll can't have more than {OPTIONS_AT_MOST} options")
    texts = [text_in(as_object(option, "InputPollOption"), "text", "InputPollOption") for option in given]
    lines = [_line(text, OPTION_CHARACTERS, "poll options") for text in texts]
    return [{"persistent_id": str(n), "text": text, "voter_count": 0} for n, text in enumerate(lines)]


def _closing(box: Sandbox, args: Arguments) -> Json:
    period, date = args.number("open_period"), args.number("close_date")
    if period and period not in OPEN_SECONDS:
        raise bad_request("OPEN_PERIOD_INVALID")
    if date and date - box.now() not in OPEN_SECONDS:
        raise bad_request("CLOSE_DATE_INVALID")
    if period:
        return {"open_period": period, "close_date": box.now() + period}
    return {"close_date": date} if date else {}


def _quiz(args: Arguments, poll: Json) -> Json:
    if poll["allows_multiple_answers"] and poll["allows_revoting"]:
        raise bad_request("quiz answers can't be changed")
    correct = args.structure("correct_option_ids", "correct options")
    numbers = range(len(poll["options"]))
    if not isinstance(correct, list) or not correct or any(n not in [*numbers] for n in correct):
        raise bad_request("wrong correct option ID specified")
    quiz: Json = {"correct_option_ids": correct}
    text, entities = formatted(
        args.text("explanation"),
        args.text("explanation_parse_mode"),
        args.structure("explanation_entities", "entities"),
    )
    if utf16_length(text) > EXPLANATION_CHARACTERS or text.count("\n") > EXPLANATION_LINES:
        raise bad_request("QUIZ_EXPLANATION_INVALID")
    return quiz | ({"explanation": text, "explanation_entities": entities} if text else {})


def stop_poll(box: Sandbox, args: Arguments) -> Json:
    chat = open_chat(box, args)
    kept = message_in(chat, args, "stop poll in") if "message_id" in args else None
    poll = box.polls.find(kept.body["poll"]["id"]) if kept and "poll" in kept.body else None
    if kept is None or poll is None:
        raise bad_request("message with poll to stop not found")
    if kept.author != box.bot.id:
        raise bad_request("poll can't be stopped")
    if is_over(box, poll):
        raise bad_request("poll has already been closed")
    markup = read_markup(args.structure("reply_markup", "reply keyboard markup"), inline_only=True)
    poll.body["is_closed"] = True
    shown = box.polls.save(poll)
    body = {name: value for name, value in kept.body.items() if name != "reply_markup"} | {"poll": shown}
    apply_edit(box, chat, kept, body | ({"reply_markup": markup} if markup else {}), "stopPoll")
    return shown


def is_over(box: Sandbox, poll: Poll) -> bool:
    closes = poll.body.get("close_date")
    return bool(poll.body["is_closed"] or (closes and closes <= box.now()))


METHODS: dict[str, Any] = {"sendPoll": send_poll, "stopPoll": stop_poll}
