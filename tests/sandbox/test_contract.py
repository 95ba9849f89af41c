"""The sandbox's own table says what the published specification says."""

import re

import pytest

from sandbox import contract, files, keyboards
from sandbox.methods import BY_NAME, edits, media, polls, pressing, profile, texts, topics, updating
from sandbox.updates import KINDS
from tests.sandbox.spec import needs_spec, specification

LIMITS = [
    ("sendMessage", "text", texts.TEXT_CHARACTERS),
    ("editMessageText", "text", texts.TEXT_CHARACTERS),
    ("sendPhoto", "caption", 1024),
    ("sendContact", "vcard", texts.VCARD_BYTES),
    ("answerCallbackQuery", "text", pressing.ANSWER_CHARACTERS),
    ("sendPoll", "question", polls.QUESTION_CHARACTERS),
    ("sendPoll", "options", polls.OPTIONS_AT_MOST),
    ("sendPoll", "explanation", polls.EXPLANATION_CHARACTERS),
    ("sendPoll", "open_period", max(polls.OPEN_SECONDS)),
    ("sendMediaGroup", "media", max(media.GROUP_SIZES)),
    ("deleteMessages", "message_ids", edits.MANY_AT_MOST),
    ("setMyCommands", "commands", profile.COMMANDS_AT_MOST),
    ("setMyDescription", "description", profile.TEXTS["description"][1]),
    ("setMyShortDescription", "short_description", profile.TEXTS["short_description"][1]),
    ("setMyName", "name", profile.TEXTS["name"][1]),
    ("createForumTopic", "name", topics.TOPIC_CHARACTERS),
    ("setWebhook", "secret_token", updating.SECRET_CHARACTERS),
    ("setWebhook", "max_connections", updating.CONNECTIONS_AT_MOST),
]
TYPE_LIMITS = [
    ("InlineKeyboardButton", "callback_data", keyboards.CALLBACK_BYTES),
    ("CopyTextButton", "text", keyboards.COPY_CHARACTERS),
    ("ReplyKeyboardMarkup", "input_field_placeholder", keyboards.PLACEHOLDER_CHARACTERS),
    ("InputPollOption", "text", polls.OPTION_CHARACTERS),
    ("BotCommand", "description", profile.COMMAND_DESCRIPTION),
]


def test_every_method_of_the_table_is_answered_and_no_other() -> None:
    assert BY_NAME.keys() | {"getUpdates"} == contract.PARAMETERS.keys()


@needs_spec
@pytest.mark.parametrize("method", contract.PARAMETERS)
def test_a_method_takes_the_published_parameters(method: str) -> None:
    fields = specification()["methods"][method].get("fields", [])

    assert contract.PARAMETERS[method] == {field["name"] for field in fields}
    assert contract.REQUIRED[method] == {field["name"] for field in fields if field["required"]}


@needs_spec
@pytest.mark.parametrize(("method", "parameter", "limit"), LIMITS)
def test_a_parameters_limit_is_the_published_one(method: str, parameter: str, limit: int) -> None:
    fields = specification()["methods"][method]["fields"]
    assert limit in _numbers(next(f["description"] for f in fields if f["name"] == parameter))


@needs_spec
@pytest.mark.parametrize(("kind", "field", "limit"), TYPE_LIMITS)
def test_a_fields_limit_is_the_published_one(kind: str, field: str, limit: int) -> None:
    fields = specification()["types"][kind]["fields"]
    assert limit in _numbers(next(f["description"] for f in fields if f["name"] == field))


def _numbers(text: str) -> set[int]:
    return {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)}


@needs_spec
def test_the_kinds_of_updates_are_the_published_ones() -> None:
    fields = {field["name"] for field in specification()["types"]["Update"]["fields"]}
    assert fields - {"update_id"} == KINDS


@needs_spec
def test_file_limits_are_the_published_ones() -> None:
    methods = specification()["methods"]
    told = {name: " ".join(methods[name]["description"]) for name in ("sendDocument", "getFile")}
    megabyte = 1024 * 1024

    assert files.SEND_BYTES // megabyte in _numbers(told["sendDocument"])
    assert files.DOWNLOAD_BYTES // megabyte in _numbers(told["getFile"])
