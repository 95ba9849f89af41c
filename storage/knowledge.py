"""HR's entries, the verdicts on answers, and the questions that wait."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.knowledge.records import Bilingual, Draft, Gap, KeptVersion, Verdict, WrittenEntry
from storage.tables import knowledge_entry, knowledge_gap, knowledge_rating
from storage.vault import Vault

FORM = "knowledge_gap.form"
_ID_BYTES = 8


def form_place(gap_id: str) -> str:
    return f"{FORM}:{gap_id}"


class SqlKnowledge:
    """Entries and ratings in plain words, forms of questions sealed and found by their keyed hash."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
        self._insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert

    @property
    def revision(self) -> int:
        # A row more or a withdrawal more: neither is ever undone.
        counted = select(func.count(), func.count(knowledge_entry.c.withdrawn_at)).select_from(
            knowledge_entry
        )
        rows, withdrawn = self._connection.execute(counted).one()
        return int(rows) + int(withdrawn)

    def current(self) -> Sequence[WrittenEntry]:
        in_use = select(knowledge_entry).where(knowledge_entry.c.withdrawn_at.is_(None))
        rows = self._connection.execute(in_use.order_by(knowledge_entry.c.id))
        return list({row.entry: _entry(row) for row in rows}.values())

    def versions(self, entry_id: str) -> Sequence[KeptVersion]:
        kept = select(knowledge_entry).where(knowledge_entry.c.entry == entry_id)
        rows = self._connection.execute(kept.order_by(knowledge_entry.c.version.desc()))
        return [KeptVersion(entry=_entry(row), is_in_use=row.withdrawn_at is None) for row in rows]

    def version_of(self, entry_id: str) -> int:
        highest = select(func.max(knowledge_entry.c.version)).where(knowledge_entry.c.entry == entry_id)
        return self._connection.scalar(highest) or 0

    def write(self, entry: WrittenEntry, *, by: int) -> None:
        draft = entry.draft
        self._connection.execute(
            insert(knowledge_entry).values(
                entry=draft.id,
                version=entry.version,
                question_id=draft.question.indonesian,
                question_en=draft.question.english,
                answer_id=draft.answer.indonesian,
                answer_en=draft.answer.english,
                source=draft.source,
                dated_on=draft.dated_on,
                phrasings=list(draft.phrasings),
                written_by=by,
                written_at=entry.written_at,
            )
        )

    def withdraw(self, entry_id: str, *, now: datetime) -> bool:
        in_use = (knowledge_entry.c.entry == entry_id) & knowledge_entry.c.withdrawn_at.is_(None)
        withdrawn = self._connection.execute(update(knowledge_entry).where(in_use).values(withdrawn_at=now))
        return withdrawn.rowcount > 0

    def rate(self, entry_id: str, verdict: Verdict) -> None:
        first = self._insert(knowledge_rating).values(entry=entry_id, verdict=verdict, times=1)
        self._connection.execute(
            first.on_conflict_do_update(
                index_elements=["entry", "verdict"], set_={"times": knowledge_rating.c.times + 1}
            )
        )

    def ratings(self) -> dict[tuple[str, Verdict], int]:
        rows = self._connection.execute(select(knowledge_rating))
        return {(row.entry, Verdict(row.verdict)): row.times for row in rows}

    def count_gap(self, form: str, *, about: str, why: str, today: date) -> None:
        again = (
            update(knowledge_gap)
            .where(self._has(form), knowledge_gap.c.about == about, knowledge_gap.c.why == why)
            .values(times=knowledge_gap.c.times + 1, last_on=today)
        )
        if self._connection.execute(again).rowcount:
            return
        gap_id = secrets.token_hex(_ID_BYTES)
        first = self._insert(knowledge_gap).values(
            id=gap_id,
            form_hash=self._vault.lookup(FORM, form),
            form_sealed=self._vault.seal(form, place=form_place(gap_id)),
            about=about,
            why=why,
            times=1,
            first_on=today,
            last_on=today,
        )
        # Somebody else may have asked the same in this moment.
        counted = {"times": knowledge_gap.c.times + 1, "last_on": today}
        self._connection.execute(
            first.on_conflict_do_update(index_elements=["form_hash", "about", "why"], set_=counted)
        )

    def gap(self, gap_id: str) -> Gap | None:
        row = self._connection.execute(select(knowledge_gap).where(knowledge_gap.c.id == gap_id)).first()
        return None if row is None else self._gap(row)

    def count_gaps(self) -> int:
        return self._connection.scalar(select(func.count()).select_from(knowledge_gap)) or 0

    def gaps(self, limit: int) -> Sequence[Gap]:
        ordered = select(knowledge_gap).order_by(
            knowledge_gap.c.times.desc(), knowledge_gap.c.last_on.desc(), knowledge_gap.c.id
        )
        return [self._gap(row) for row in self._connection.execute(ordered.limit(limit))]

    def close_gap(self, form: str) -> None:
        self._connection.execute(delete(knowledge_gap).where(self._has(form)))

    def _has(self, form: str) -> Any:
        return knowledge_gap.c.form_hash.in_(self._vault.lookups(FORM, form))

    def _gap(self, row: Row[Any]) -> Gap:
        return Gap(
            id=row.id,
            form=self._vault.open(row.form_sealed, place=form_place(row.id)),
            about=row.about,
            why=row.why,
            times=row.times,
            first_on=row.first_on,
            last_on=row.last_on,
        )


def _entry(row: Row[Any]) -> WrittenEntry:
    draft = Draft(
        id=row.entry,
        question=Bilingual(indonesian=row.question_id, english=row.question_en),
        answer=Bilingual(indonesian=row.answer_id, english=row.answer_en),
        source=row.source,
        dated_on=row.dated_on,
        phrasings=tuple(row.phrasings),
    )
    return WrittenEntry(draft=draft, version=row.version, written_at=row.written_at)
