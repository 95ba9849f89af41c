"""Words on the terminal, in the operator's language (SAPA_LANGUAGE)."""

import json
import os
import sys
from datetime import datetime, tzinfo
from functools import cache
from typing import Any, NoReturn

import click
from babel.numbers import format_decimal
from rich.console import Console
from rich.text import Text

from locales.words import LANGUAGES, SOURCE, Words

REFUSED = 2

# What a terminal would obey instead of showing it.
_CONTROLS = dict.fromkeys(set(map(chr, (*range(32), *range(127, 160)))) - set("\n\t"))


class Plain(Console):
    """Shows files' words as they are: neither markup nor a terminal's commands are read in them."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=True)

    def render_str(self, text: str, **options: Any) -> Text:
        return super().render_str(text.translate(str.maketrans(_CONTROLS)), **options)


console = Plain()
errors = Plain(stderr=True)


@cache
def words() -> Words:
    return Words.load()


@cache
def language() -> str:
    """Read before the settings, because their faults need words too."""
    chosen = os.environ.get("SAPA_LANGUAGE", SOURCE)
    return chosen if chosen in LANGUAGES else SOURCE


def text(key: str, **facts: str | int) -> str:
    return words().plain(language(), key, **facts)


def number(value: int) -> str:
    """With the language's mark between the thousands."""
    return format_decimal(value, locale=language())


def minute(at: datetime | None, zone: tzinfo) -> str:
    """A moment as tables show it, in the region's zone."""
    return "–" if at is None else f"{at.astimezone(zone):%d-%m-%Y %H.%M %Z}"


def say(key: str, **facts: str | int) -> None:
    """Print one message of the catalogue."""
    console.print(text(key, **facts))


def show_json(value: Any) -> None:
    """Print what the command reports, for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def refuse(reason: str, *, code: int = REFUSED) -> NoReturn:
    """End the command with a reason and a status that tells programs so."""
    errors.print(reason)
    sys.exit(code)


json_option = click.option("--json", "as_json", is_flag=True, help=text("commands.option.json"))
