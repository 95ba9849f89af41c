"""Requests and lasting effects; everything of one person, by the registry in `storage/personal/`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from domain.privacy.records import Act, Grounds, Holding, Outlook, Request, Right, State
from domain.refusals import NotFound
from storage.acts_file import ActsFile, Line, mark_of
from storage.hour_keys import HourKeys
from storage.personal import REGISTRY
from storage.personal.belonging import Belongs, Blanked, Chat, Deleted, Kept, Subject
from storage.personal.values import request_place
from storage.records import insert_or_ignore
from storage.tables import account, metadata, person, privacy_act, privacy_request, restriction
from storage.tables.columns import one_of
from storage.vault import Vault

# What refers to other rows goes before them.
_ERASED_IN_ORDER = tuple(
    REGISTRY[table.name] for table in reversed(metadata.sorted_tables) if table.name in REGISTRY
)
_IS_OPEN = one_of(privacy_request.c.state, "open")


class SqlPrivacy:
    """The registry applied to one person, and the requests by which people apply it."""

    def __init__(
        self, connection: Connection, vault: Vault, hour_keys: HourKeys | None, acts: ActsFile | None
    ) -> None:
        self._connection = connection
        self._vault = vault
        self._hour_keys = hour_keys
        self._acts = acts

    def ask(self, request: Request) -> None:
        self._connection.execute(
            insert(privacy_request).values(
                id=request.id,
                person_id=request.person_id,
                kind=request.right,
                state=request.state,
                asked_at=request.asked_at,
                due_at=request.due_at,
            )
        )

    def get(self, request_id: str) -> Request:
        query = select(privacy_request).where(privacy_request.c.id == request_id).with_for_update()
        row = self._connection.execute(query).first()
        if row is None:
            raise NotFound(subject=f"request {request_id}")
        return self._request(row)

    def of_person(self, person_id: int, *, limit: int) -> Sequence[Request]:
        own = select(privacy_request).where(privacy_request.c.person_id == person_id)
        newest = own.order_by(privacy_request.c.asked_at.desc(), privacy_request.c.id).limit(limit)
        return [self._request(row) for row in self._connection.execute(newest)]

    def open_one(self, person_id: int, right: Right) -> Request | None:
        query = select(privacy_request).where(
            privacy_request.c.person_id == person_id, privacy_request.c.kind == right, _IS_OPEN
        )
        row = self._connection.execute(query).first()
        return None if row is None else self._request(row)

    def open(self) -> Sequence[Request]:
        waiting = select(privacy_request).where(_IS_OPEN)
        ordered = waiting.order_by(privacy_request.c.due_at, privacy_request.c.id)
        return [self._request(row) for row in self._connection.execute(ordered)]

    def close(
        self, request_id: str, state: State, *, answer: str = "", by: int | None = None, now: datetime
    ) -> None:
        sealed = self._vault.seal(answer, place=request_place(request_id)) if answer else None
        self._connection.execute(
            update(privacy_request)
            .where(privacy_request.c.id == request_id)
            .values(state=state, answered_at=now, answered_by=by, answer_sealed=sealed)
        )

    def to_alarm(self, *, asked_before: datetime) -> Sequence[Request]:
        near = select(privacy_request).where(
            _IS_OPEN, privacy_request.c.alarmed_at.is_(None), privacy_request.c.asked_at <= asked_before
        )
        return [self._request(row) for row in self._connection.execute(near)]

    def alarmed(self, request_id: str, *, now: datetime) -> None:
        self._connection.execute(
            update(privacy_request).where(privacy_request.c.id == request_id).values(alarmed_at=now)
        )

    def is_restricted(self, person_id: int) -> bool:
        query = select(restriction.c.person_id).where(restriction.c.person_id == person_id)
        return self._connection.execute(query).first() is not None

    def restrict(self, person_id: int, *, now: datetime) -> None:
        self._connection.execute(
            insert_or_ignore(self._connection, restriction).values(person_id=person_id, since=now)
        )

    def lift(self, person_id: int) -> None:
        self._connection.execute(delete(restriction).where(restriction.c.person_id == person_id))

    def remember(self, act: Act) -> None:
        siasn_id = self._connection.scalar(select(person.c.siasn_id).where(person.c.id == act.person_id))
        if siasn_id is None:
            raise NotFound(subject=f"person {act.person_id}")
        kept = insert_or_ignore(self._connection, privacy_act).values(
            id=act.id, person_id=act.person_id, effect=act.effect, detail=act.detail, at=act.at
        )
        self._connection.execute(kept)
        if self._acts is not None:
            self._acts.add(
                [Line(id=act.id, effect=act.effect, detail=act.detail, at=act.at, mark=mark_of(siasn_id))]
            )

    def holdings(self, person_id: int, *, proposals: Sequence[int]) -> Iterator[Holding]:
        subject = self._subject(person_id, proposals)
        for one in REGISTRY.values():
            if one.owner is not None:
                yield Holding(kind=one.table.name, rows=self._rows(one, subject))

    def outlook(self, person_id: int) -> Outlook:
        subject, erased, kept = self._subject(person_id), 0, set[Grounds]()
        for one in REGISTRY.values():
            if one.owner is None:
                continue
            rows = self._count(one, one.owner(subject))
            match one.erasure:
                case Kept(grounds=grounds):
                    kept |= {grounds} if rows else set()
                case Deleted(only=only, otherwise=otherwise) if only is not None and otherwise is not None:
                    gone = self._count(one, one.owner(subject), only)
                    erased += gone
                    kept |= {otherwise} if rows > gone else set()
                case _:
                    erased += rows
        return Outlook(erased=erased, kept=tuple(sorted(kept)))

    def erase(self, person_id: int, *, now: datetime) -> int:
        subject, erased = self._subject(person_id), 0
        for one in _ERASED_IN_ORDER:
            if one.owner is None:
                continue
            match one.erasure:
                case Deleted(only=only):
                    which = [one.owner(subject), *(() if only is None else (only,))]
                    erased += self._connection.execute(delete(one.table).where(*which)).rowcount
                case Blanked(values=values):
                    emptied = update(one.table).where(one.owner(subject)).values(values(now))
                    erased += self._connection.execute(emptied).rowcount
        return erased

    def _rows(self, one: Belongs, subject: Subject) -> Iterator[Mapping[str, object]]:
        if one.owner is None:
            return
        columns: dict[str, Any] = {column.name: column for told in one.shows for column in told.needs}
        columns |= {told.name: told.column.label(told.name) for told in one.shows if told.column is not None}
        shown = () if one.shown is None else (one.shown(subject),)
        query = select(*columns.values()).select_from(one.table).where(one.owner(subject), *shown)
        for row in self._connection.execute(query.order_by(*one.table.primary_key.columns)).mappings():
            yield {
                told.name: told.read(subject, row) if told.read is not None else row[told.name]
                for told in one.shows
            }

    def _count(self, one: Belongs, *which: Any) -> int:
        query = select(func.count()).select_from(one.table).where(*which)
        return self._connection.scalar(query) or 0

    def _subject(self, person_id: int, proposals: Sequence[int] = ()) -> Subject:
        own = select(account).where(account.c.person_id == person_id).order_by(account.c.id)
        return Subject(
            person_id=person_id,
            chats=tuple(
                Chat(
                    account_id=row.id,
                    user_id=row.user_id,
                    chat_id=row.chat_id,
                    since=row.linked_at,
                    until=row.unlinked_at,
                )
                for row in self._connection.execute(own)
            ),
            proposals=tuple(proposals),
            vault=self._vault,
            hour_keys=self._hour_keys,
        )

    def _request(self, row: Row[Any]) -> Request:
        sealed = row.answer_sealed
        return Request(
            id=row.id,
            person_id=row.person_id,
            right=Right(row.kind),
            state=State(row.state),
            asked_at=row.asked_at,
            due_at=row.due_at,
            answered_at=row.answered_at,
            answer="" if sealed is None else self._vault.open(sealed, place=request_place(row.id)),
        )
