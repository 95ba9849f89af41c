"""Every table says whose its rows are: what is not registered can be neither exported nor erased."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Column
from sqlalchemy.sql.visitors import iterate

from storage.personal import REGISTRY
from storage.personal.belonging import Belongs, Blanked, Chat, Deleted, Kept, Subject
from storage.tables import metadata
from storage.vault import Key, Vault

_SINCE = datetime(2026, 11, 24, tzinfo=UTC)
_SOMEBODY = Subject(
    person_id=1,
    chats=(Chat(account_id=1, user_id=501, chat_id=501, since=_SINCE, until=None),),
    proposals=(1,),
    vault=Vault([Key(bytes(32))]),
)
# How columns that name somebody are called.
_NAMES_SOMEBODY = re.compile(r"(person|user|chat)_(id|key|hash)|\w+_by|actor|subject|addressee|by")
# Keyed hashes of accounts that may be nobody's, forgotten within a day.
_SHORT_LIVED = {"link_try": {"user_hash"}, "official_check": {"user_hash"}}
_ALL = pytest.mark.parametrize("one", REGISTRY.values(), ids=lambda one: one.table.name)


def test_every_table_is_registered_and_no_other() -> None:
    missing = set(metadata.tables) - set(REGISTRY)

    assert missing == set(), f"add to storage/personal/: {', '.join(sorted(missing))}"
    assert set(REGISTRY) == set(metadata.tables)


@_ALL
def test_a_table_is_somebodys_or_says_why_it_is_nobodys(one: Belongs) -> None:
    if one.owner is None:
        assert one.nobodys
        assert one.shows == ()
        assert one.erasure is None
    else:
        assert not one.nobodys
        assert one.shows
        assert one.erasure is not None


@_ALL
def test_every_column_that_names_somebody_is_accounted_for(one: Belongs) -> None:
    naming = {column.name for column in one.table.columns if _names_somebody(column)}
    asked = {column.name for column in _asked(one)}

    accounted = asked | set(one.others) | _emptied(one) | {told.name for told in one.shows}
    assert naming - accounted == _SHORT_LIVED.get(one.table.name, set())


@_ALL
def test_what_a_line_shows_has_names_of_its_own(one: Belongs) -> None:
    names = [told.name for told in one.shows]

    assert len(names) == len(set(names))
    assert all(told.column is not None or told.read is not None for told in one.shows)


@_ALL
def test_what_is_kept_of_a_wish_to_be_erased_has_grounds(one: Belongs) -> None:
    match one.erasure:
        case None | Kept() | Blanked():
            pass
        case Deleted(only=only, otherwise=otherwise):
            assert (only is None) == (otherwise is None)


def _names_somebody(column: Column[object]) -> bool:
    refers = any(key.target_fullname == "person.id" for key in column.foreign_keys)
    return refers or _NAMES_SOMEBODY.fullmatch(column.name) is not None


def _asked(one: Belongs) -> Iterator[Column[object]]:
    if one.owner is not None:
        yield from (part for part in iterate(one.owner(_SOMEBODY)) if isinstance(part, Column))


def _emptied(one: Belongs) -> set[str]:
    return set(one.erasure.values(_SINCE)) if isinstance(one.erasure, Blanked) else set()
