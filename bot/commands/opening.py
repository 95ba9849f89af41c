"""Opening the house for one command, and saying no in words."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

import click
from rich.console import Console

from bot.house import House, open_house
from bot.settings import BadSettings, nearest_name, read_settings
from domain.refusals import Refusal
from locales.words import Words

REFUSED = 2

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def opened(*, exclusive: bool = False, rotating: bool = False) -> Iterator[House]:
    """The house, opened by the environment's settings; a Refusal inside ends the command in words."""
    words = Words.load()
    language = "id"
    try:
        settings = read_settings()
        language = settings.language
        with open_house(settings, exclusive=exclusive, rotating=rotating) as house:
            yield house
    except BadSettings as refusal:
        _refuse_settings(words, refusal)
    except Refusal as refusal:
        refuse(words.plain(language, refusal.key, **refusal.facts))


def say(house: House, key: str, **facts: str | int) -> None:
    """Print one line of the catalogue in the operator's language."""
    console.print(house.words.plain(house.settings.language, key, **facts), markup=False)


def show_json(value: Mapping[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def refuse(text: str) -> NoReturn:
    """End the command with a reason."""
    errors.print(text, markup=False)
    sys.exit(REFUSED)


def _refuse_settings(words: Words, refusal: BadSettings) -> NoReturn:
    lines = [words.plain("id", "settings.faults", count=len(refusal.faults))]
    lines += [
        "  " + words.plain("id", key, variable=variable, nearest=nearest_name(variable))
        for variable, key in refusal.faults
    ]
    refuse("\n".join(lines))
