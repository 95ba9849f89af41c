"""What the log says, and what it never says."""

import io
import json
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.logs import log_to
from bot.redaction import HIDDEN, Redaction

TOKEN = "123456789:" + "a" * 35
SECRET = "kunci-rahasia-sekali"
NIP = "198609262015051901"
PHONES = ("+628990000901", "628990000901", "08990000901", "0899-0000-901", "0899 0000 901", "+4915112345678")


class Written:
    """Everything that was logged."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@contextmanager
def logging_to(written: Written, *, readable: bool) -> Iterator[Written]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    log_to(written.stream, secrets=[TOKEN, SECRET], readable=readable)
    try:
        yield written
    finally:
        logging.captureWarnings(capture=False)
        root.handlers[:] = before
        root.setLevel(level)


@pytest.fixture
def written() -> Iterator[Written]:
    with logging_to(Written(), readable=False) as made:
        yield made


@pytest.fixture(params=[True, False])
def either(request: pytest.FixtureRequest) -> Iterator[Written]:
    """In both forms."""
    with logging_to(Written(), readable=request.param) as made:
        yield made


def test_an_event_is_one_json_object_with_its_fields(written: Written) -> None:
    logging.getLogger("bot.x").warning("database_away", extra={"cause": "refused", "seconds": 3})

    (event,) = written.events
    assert event.pop("timestamp").endswith("Z")
    assert event == {
        "event": "database_away",
        "cause": "refused",
        "seconds": 3,
        "level": "warning",
        "logger": "bot.x",
    }


def test_in_a_terminal_it_is_a_line_to_read() -> None:
    with logging_to(Written(), readable=True) as written:
        logging.getLogger("bot.x").warning("database_away", extra={"cause": "refused"})

    assert "database_away" in written.text
    assert "cause=refused" in written.text
    assert not written.text.startswith("{")


def test_ours_tell_what_they_do_and_libraries_what_goes_wrong(written: Written) -> None:
    for name in ("bot.serving", "httpx", "telegram.ext"):
        logging.getLogger(name).info("something")

    assert [event["logger"] for event in written.events] == ["bot.serving"]


@pytest.mark.parametrize("said", [TOKEN, SECRET, NIP, "19860926 201505 1 901", *PHONES])
def test_secrets_and_numbers_of_people_are_hidden_wherever_they_stand(either: Written, said: str) -> None:
    log = logging.getLogger("anybody")
    log.error("asked %s", said)
    log.error("asked", extra={"said": said, "deep": {"of": [said, {said: said}]}})
    log.error("asked", extra={"as_object": ValueError(said)})

    assert said not in either.text
    assert HIDDEN in either.text


def test_a_number_without_quotes_is_hidden_too(written: Written) -> None:
    logging.getLogger("anybody").error("asked", extra={"nip": int(NIP)})

    assert written.events[0]["nip"] == HIDDEN


@pytest.mark.parametrize(
    "said",
    [
        "postgresql://sapa:pw@db/sapa",
        "host=db password=pw dbname=sapa",
        "https://x/bot9876543210:" + "B" * 35,
    ],
)
def test_passwords_and_tokens_are_known_by_where_they_stand(either: Written, said: str) -> None:
    logging.getLogger("anybody").error("cannot reach %s", said)

    assert ":pw@" not in either.text
    assert "password=pw" not in either.text
    assert "B" * 35 not in either.text


@pytest.mark.parametrize("said", ["update 104857601", "2026-08-12 08:15:30", "in 130 ms", "12345678"])
def test_other_numbers_are_left_alone(said: str) -> None:
    assert Redaction([]).clean(said) == said


def test_of_a_fault_is_told_where_it_happened_and_not_what_it_said(either: Written) -> None:
    def of_siti() -> None:
        raise ValueError("Siti Rahmawati")

    try:
        of_siti()
    except ValueError:
        logging.getLogger("anybody").exception("it_failed")

    assert "ValueError at of_siti:" in either.text
    assert "Siti" not in either.text.replace("of_siti", "")
    assert "Traceback" not in either.text


def test_every_fault_of_a_group_is_told(written: Written) -> None:
    group = ExceptionGroup("two", [ValueError("x"), KeyError("y")])
    logging.getLogger("anybody").error("it_failed", exc_info=group)

    assert "ValueError" in written.events[0]["trace"]
    assert "KeyError" in written.events[0]["trace"]


def test_warnings_go_the_same_way(written: Written) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"about {NIP}", UserWarning, stacklevel=1)

    assert written.events[0]["logger"] == "py.warnings"
    assert NIP not in written.text
