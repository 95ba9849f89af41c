"""The product's own office, with the database on the loop and the time told by the test."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.settings import read_settings
from bot.wiring import build_office
from handlers.office import Office
from locales.words import Words
from storage.store import SqlStore
from tests.chat import run_at_once


def office_on(store: SqlStore, *, words: Words, clock: Callable[[], datetime]) -> Office:
    settings = read_settings({})
    made = build_office(store, words, settings, username="sapa_mutasi_bot")
    return replace(made, run=run_at_once, run_short=run_at_once, clock=clock)
