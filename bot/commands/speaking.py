"""Words on the terminal, in the operator's language (SAPA_LANGUAGE)."""

import json
import os
import sys
from functools import cache
from typing import Any, NoReturn

import click
from rich.console import Console

from locales.words import LANGUAGES, SOURCE, Words

REFUSED = 2

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


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


def say(key: str, **facts: str | int) -> None:
    """Print one message of the catalogue."""
    console.print(text(key, **facts), markup=False)


def show_json(value: Any) -> None:
    """Print what the command reports, for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def refuse(reason: str, *, code: int = REFUSED) -> NoReturn:
    """End the command with a reason and a status that tells programs so."""
    errors.print(reason, markup=False)
    sys.exit(code)


json_option = click.option("--json", "as_json", is_flag=True, help=text("commands.option.json"))
