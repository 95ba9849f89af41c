"""How rows belong to a person: the vocabulary of the registry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, RowMapping, Table, and_, false, or_, select

from domain.privacy.records import Grounds
from storage.hour_keys import HourKeys
from storage.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A Telegram account while it was this person's, from `since` to `until` (None: it still is)."""

    account_id: int
    user_id: int
    chat_id: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Somebody, by everything that rows may name them by.

    `proposals`: row numbers of the proposals that the region's policy shows them.
    """

    person_id: int
    chats: tuple[Chat, ...]
    proposals: tuple[int, ...]
    vault: Vault
    hour_keys: HourKeys | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """As the trail names them."""
        return (f"person:{self.person_id}", *(f"account:{chat.account_id}" for chat in self.chats))

    @property
    def current_users(self) -> tuple[int, ...]:
        return tuple(chat.user_id for chat in self.chats if chat.until is None)


Owner = Callable[[Subject], ColumnElement[bool]]
"""Which rows of a table are somebody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Erasure leaves the rows."""

    grounds: Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """Erasure deletes the rows: all, or those that are `only`; the rest is kept on `otherwise`."""

    only: ColumnElement[bool] | None = None
    otherwise: Grounds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blanked:
    """Erasure empties columns, where the row's number must not be given again or figures must add up."""

    values: Callable[[datetime], dict[str, Any]]


Erasure = Kept | Deleted | Blanked


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One value as its owner reads it: what stands in `column`, or what `read` makes of the row.

    `needs`: further columns that `read` looks at.
    """

    name: str
    column: ColumnElement[Any] | None = None
    read: Callable[[Subject, RowMapping], Any] | None = None
    needs: tuple[Column[Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongs:
    """One table: whose its rows are (`owner`), what its owner is shown, and what erasure does.

    `owner` None: nobody's, for the reason `nobodys`. `others`: columns that name somebody else than the
    owner, mostly officials: what they did in office stands in the trail, and the row is not theirs. `shown`:
    which of the owner's rows they may see already, where that is not all: a proposal of which nobody has been
    told is not among them.
    """

    table: Table
    owner: Owner | None = None
    shows: tuple[Told, ...] = ()
    erasure: Erasure | None = None
    others: tuple[str, ...] = ()
    nobodys: str = ""
    shown: Owner | None = None


def nobodys(table: Table, reason: str, *, others: Sequence[str] = ()) -> Belongs:
    """A table whose rows are about nobody."""
    return Belongs(table=table, nobodys=reason, others=tuple(others))


def as_they_stand(table: Table, *names: str) -> tuple[Told, ...]:
    """Columns shown as they are kept."""
    return tuple(Told(name=name, column=table.c[name]) for name in names)


def of_person(column: Column[Any]) -> Owner:
    """A column holds the person's row number."""
    return lambda subject: column == subject.person_id


def of_label(*columns: Column[Any]) -> Owner:
    """Columns hold `person:<number>` or `account:<number>`."""
    return lambda subject: or_(*(column.in_(subject.labels) for column in columns))


def of_chat(chat_id: Column[Any], at: Column[Any]) -> Owner:
    """A column holds a chat, which was this person's at that time."""

    def owner(subject: Subject) -> ColumnElement[bool]:
        spans = [
            and_(
                chat_id == chat.chat_id,
                at >= chat.since,
                *(() if chat.until is None else (at < chat.until,)),
            )
            for chat in subject.chats
        ]
        return or_(false(), *spans)

    return owner


def of_hashed_user(column: Column[Any], purpose: str) -> Owner:
    """A column holds the keyed hash of the Telegram account that is the person's now."""
    return lambda subject: column.in_(
        [one for user in subject.current_users for one in subject.vault.lookups(purpose, str(user))]
    )


def through(column: Column[Any], key: Column[Any], owner: Owner) -> Owner:
    """A column refers to a row of another table, which is the person's."""
    return lambda subject: column.in_(select(key).where(owner(subject)))


def published(number: Column[Any]) -> Owner:
    """A column holds the number of a proposal; only those that the region's policy shows are meant."""
    return lambda subject: number.in_(subject.proposals)
