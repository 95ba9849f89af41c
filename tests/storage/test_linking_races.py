"""Parallel guesses and parallel links, on each of the two databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from sqlalchemy import func, select

from domain.linking.desk import FAILURES_AT_MOST, TRIES_AT_MOST
from domain.linking.records import Account
from domain.refusals import Refusal
from storage.store import SqlStore
from storage.tables import account, invitation, link_try
from tests.domain.linking.town import WRONG_CODE, Town

SITI, PHONE, STRANGER = "198609262015052901", "+62899000111", 666
AT_ONCE = 10


@pytest.fixture
def town(store: SqlStore, now: datetime) -> Town:
    return Town(store, now)


def at_once(calls: list[Callable[[], object]]) -> list[str]:
    """Run all calls at the same moment; what each answered, by name."""
    ready = Barrier(len(calls))

    def run(call: Callable[[], object]) -> str:
        ready.wait()
        try:
            return type(call()).__name__
        except Refusal as refusal:
            return type(refusal).__name__

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def guess(town: Town, user_id: int, code: str) -> Callable[[], object]:
    return lambda: town.say_code(user_id, code)


def counted(town: Town, column: object) -> int:
    with town.store.engine.connect() as connection:
        found = connection.scalar(select(column))  # type: ignore[call-overload] # one aggregate
    assert isinstance(found, int)
    return found


def test_one_account_that_guesses_in_parallel_gets_no_try_more(town: Town) -> None:
    town.invite(town.add(SITI, phone=PHONE))
    town.to_code(STRANGER, SITI, "+62899000999")

    answers = at_once([guess(town, STRANGER, WRONG_CODE)] * AT_ONCE)

    assert answers.count("LinkingFailed") == TRIES_AT_MOST
    assert answers.count("TooManyTries") == AT_ONCE - TRIES_AT_MOST
    assert counted(town, func.count(link_try.c.id)) == TRIES_AT_MOST


def test_many_accounts_that_guess_in_parallel_get_no_failure_more_on_a_letter(town: Town) -> None:
    town.invite(town.add(SITI, phone=PHONE))
    for user in range(AT_ONCE):
        town.to_code(600 + user, SITI, PHONE)

    answers = at_once([guess(town, 600 + user, WRONG_CODE) for user in range(AT_ONCE)])

    assert answers == ["LinkingFailed"] * AT_ONCE
    assert counted(town, invitation.c.failures) == FAILURES_AT_MOST


def test_a_letter_used_by_two_accounts_at_once_links_one(town: Town) -> None:
    letter = town.invite(town.add(SITI, phone=PHONE))
    users = range(600, 604)
    for user in users:
        town.to_code(user, SITI, PHONE)

    answers = at_once([guess(town, user, letter.code) for user in users])

    assert answers.count(Account.__name__) == 1
    assert counted(town, func.count(account.c.id)) == 1
