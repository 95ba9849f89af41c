"""The imports' part of a unit of work."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, delete, func, insert, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.base import Executable

from domain.imports.ledger import Comparison, PastImport
from domain.imports.rows import FileSet, SheetKind
from domain.refusals import ChangedMeanwhile
from storage import tables
from storage.imports.before import keep_before, put_back, touched
from storage.imports.changes import changes
from storage.imports.comparing import Comparing, SqlComparison, fingerprint
from storage.imports.datasets import DATASETS, Dataset
from storage.vault import Vault


class SqlImportLedger:
    """Compare, apply, undo."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def compare(self, files: FileSet) -> Comparison:
        comparing = Comparing(self._connection, self._vault, files)
        comparing.run()
        comparison = SqlComparison(
            tallies=comparing.tallies,
            changes=[],
            leavers=comparing.leavers,
            vanished_units=comparing.vanished,
            in_service=sum(kept.is_active for kept in comparing.people.values()),
            renamed_units=comparing.units.renamed(),
            problems=comparing.problems,
            units=comparing.units,
            waves=comparing.waves,
            staged=comparing.staged,
            absent_ids=comparing.absent_ids,
            map_as_of=comparing.map_as_of(),
        )
        comparison.changes = list(changes(self._connection, self._vault, comparison))
        comparison.fingerprint = fingerprint(comparison)
        return comparison

    def apply(self, comparison: Comparison, *, digest: str, ends_absent: bool, by: str, now: datetime) -> int:
        if not isinstance(comparison, SqlComparison):
            raise TypeError("a comparison made by this storage is needed")
        number = self._record(comparison, digest=digest, complete=ends_absent, by=by, now=now)
        try:
            comparison.units.apply(self._connection)
            self._open_waves(comparison, now=now)
            for kind, dataset in DATASETS.items():
                if kind in comparison.staged:
                    self._apply_one(dataset, comparison, number, now=now)
        except IntegrityError as clash:
            raise ChangedMeanwhile(subject="import") from clash
        if ends_absent:
            self._end_absent(comparison, number, now=now)
        self._class_drafts()
        return number

    def last(self) -> PastImport | None:
        return next(iter(self.newest(limit=1, offset=0)), None)

    def newest(self, *, limit: int, offset: int) -> Sequence[PastImport]:
        query = select(tables.imports).order_by(tables.imports.c.id.desc()).limit(limit).offset(offset)
        return [
            PastImport(
                id=row.id,
                applied_at=row.applied_at,
                applied_by=row.applied_by,
                digest=row.digest,
                summary=row.summary,
                undone_at=row.undone_at,
            )
            for row in self._connection.execute(query)
        ]

    def count(self) -> int:
        return self._connection.scalar(select(func.count()).select_from(tables.imports)) or 0

    def touched(self, import_id: int) -> Mapping[str, int]:
        return touched(self._connection, import_id)

    def undo(self, import_id: int, *, now: datetime) -> dict[str, int]:
        restored = put_back(self._connection, import_id, now=now)
        self._connection.execute(
            update(tables.imports).where(tables.imports.c.id == import_id).values(undone_at=now)
        )
        return restored

    def _record(
        self, comparison: SqlComparison, *, digest: str, complete: bool, by: str, now: datetime
    ) -> int:
        summary = {
            kind.value: {"new": one.new, "changed": one.changed, "unchanged": one.unchanged}
            for kind, one in comparison.tallies.items()
        }
        number: int = self._connection.execute(
            insert(tables.imports)
            .values(
                applied_at=now,
                applied_by=by,
                digest=digest,
                complete=complete,
                summary=summary,
                map_as_of=comparison.map_as_of,
            )
            .returning(tables.imports.c.id)
        ).scalar_one()
        return number

    def _open_waves(self, comparison: SqlComparison, *, now: datetime) -> None:
        kept = set(
            self._connection.scalars(
                select(tables.wave.c.name).where(tables.wave.c.name.in_(comparison.waves))
            )
        )
        for name in comparison.waves:
            if name not in kept:
                self._connection.execute(insert(tables.wave).values(name=name, created_at=now))

    def _apply_one(self, dataset: Dataset, comparison: SqlComparison, number: int, *, now: datetime) -> None:
        rows = comparison.staged[dataset.kind]
        changed = [row.row_id for row in rows if row.row_id is not None]
        keep_before(self._connection, dataset.table, changed, number)
        if dataset.kind is SheetKind.PEOPLE:
            self._keep_former_numbers(now=now)
            self._end_roles_of_returning(now=now)
        updated = self._count(_update(dataset, number))
        inserted = self._count(_insert(dataset, number))
        if (updated, inserted) != (len(changed), len(rows) - len(changed)):
            raise ChangedMeanwhile(subject=dataset.table.name)

    def _keep_former_numbers(self, *, now: datetime) -> None:
        """A NIP changes with a new contract; the old one still finds its person."""
        staged = DATASETS[SheetKind.PEOPLE].staged
        old = (
            select(tables.person)
            .join_from(staged, tables.person, tables.person.c.id == staged.c.row_id)
            .where(tables.person.c.nip_hash != staged.c.nip_hash)
        )
        rows = self._connection.execute(old).all()
        for row in rows:
            self._connection.execute(
                delete(tables.former_nip).where(tables.former_nip.c.nip_hash == row.nip_hash)
            )
            self._connection.execute(
                insert(tables.former_nip).values(
                    nip_hash=row.nip_hash,
                    person_id=row.id,
                    siasn_id=row.siasn_id,
                    nip_sealed=row.nip_sealed,
                    until=now,
                )
            )

    def _end_roles_of_returning(self, *, now: datetime) -> None:
        """Who left and comes back is an employee, and no officer before a role is granted anew."""
        staged = DATASETS[SheetKind.PEOPLE].staged
        returning = select(tables.person.c.id).where(
            tables.person.c.id == staged.c.row_id, tables.person.c.ended_at.is_not(None)
        )
        self._connection.execute(
            update(tables.role)
            .where(tables.role.c.person_id.in_(returning), tables.role.c.revoked_at.is_(None))
            .values(revoked_at=now, revoked_by="import")
        )
        self._connection.execute(delete(tables.proof).where(tables.proof.c.person_id.in_(returning)))

    def _end_absent(self, comparison: SqlComparison, number: int, *, now: datetime) -> None:
        """People are ended, never deleted; rows of a list that HR replaces go, and can be put back."""
        for kind, absent in comparison.absent_ids.items():
            table = DATASETS[kind].table
            keep_before(self._connection, table, absent, number)
            for start in range(0, len(absent), 500):
                chosen = table.c.id.in_(absent[start : start + 500])
                if kind is SheetKind.PEOPLE:
                    self._connection.execute(update(table).where(chosen).values(ended_at=now))
                elif kind is SheetKind.PROPOSALS:
                    self._connection.execute(delete(table).where(chosen, table.c.status == "draft"))
                else:
                    self._connection.execute(delete(table).where(chosen))

    def _class_drafts(self) -> None:
        """Job classes come from the position map, whichever of the two files came first."""
        for side in ("from", "to"):
            job_class = (
                select(tables.position.c.job_class)
                .where(
                    tables.position.c.unit_id == tables.proposal.c[f"{side}_unit_id"],
                    tables.position.c.name == tables.proposal.c[f"{side}_position"],
                )
                .scalar_subquery()
            )
            self._connection.execute(
                update(tables.proposal)
                .where(tables.proposal.c.status == "draft")
                .values({f"{side}_class": job_class})
            )

    def _count(self, statement: Executable) -> int:
        counting = {"preserve_rowcount": True}
        result = self._connection.execute(statement, execution_options=counting)
        return cast("CursorResult[Any]", result).rowcount


def _update(dataset: Dataset, number: int) -> Executable:
    staged, table = dataset.staged, dataset.table
    values: dict[str, Any] = {name: staged.c[name] for name in dataset.plain}
    values |= {one.column: one.target.c.id for one in dataset.references}
    values |= {"digest": staged.c.digest, "import_id": number}
    if dataset.kind is SheetKind.PEOPLE:
        values["ended_at"] = None
    return (
        update(table)
        .values(values)
        .where(
            table.c.id == staged.c.row_id,
            table.c.digest == staged.c.before_digest,
            *(one.target.c[one.match] == staged.c[one.staged] for one in dataset.references),
        )
    )


def _insert(dataset: Dataset, number: int) -> Executable:
    staged = dataset.staged
    columns = [*dataset.plain, *(one.column for one in dataset.references), "digest", "import_id"]
    query = select(
        *(staged.c[name] for name in dataset.plain),
        *(one.target.c.id for one in dataset.references),
        staged.c.digest,
        literal(number),
    ).where(
        staged.c.row_id.is_(None),
        *(one.target.c[one.match] == staged.c[one.staged] for one in dataset.references),
    )
    return insert(dataset.table).from_select(columns, query)
