"""How the files differ from what is kept."""

import hashlib
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from domain.imports.ledger import Comparison, Leaver, Tally
from domain.imports.problems import Problem
from domain.imports.rows import CircumstanceRow, FileSet, PersonRow, Row, SheetKind, WishRow
from storage import tables
from storage.imports.kept import Index, kept_proposals, person_keyed, plainly_keyed, unit_keyed
from storage.imports.people import kept_people
from storage.imports.units import UnitIndex
from storage.imports.values import (
    circumstance_values,
    competency_values,
    digest,
    person_digest,
    person_plain,
    position_values,
    proposal_values,
    standard_values,
    task_values,
    travel_values,
    wish_values,
)
from storage.people import NIP
from storage.planning.own_words import Unheeded, unheeded
from storage.vault import Vault


@dataclass(slots=True, kw_only=True)
class StagedRow:
    """A new or changed row. `values` is a PersonRow, or the plain columns of another kind by name."""

    row_id: int | None
    before: bytes | None
    digest: bytes
    references: tuple[str, ...]
    values: Any


@dataclass(slots=True, kw_only=True)
class SqlComparison(Comparison):
    """The comparison with what it found, ready to be staged."""

    units: UnitIndex
    waves: list[str]
    staged: dict[SheetKind, list[StagedRow]]
    absent_ids: dict[SheetKind, list[int]] = field(default_factory=dict)
    map_as_of: date | None = None


def fingerprint(comparison: SqlComparison) -> str:
    """Of every row that would be written or ended, and of what each of them is now."""
    said = hashlib.sha256()
    for kind, rows in sorted(comparison.staged.items()):
        for row in rows:
            said.update(repr((kind, row.row_id, row.before, row.digest, row.references)).encode())
        said.update(repr(sorted(comparison.absent_ids.get(kind, ()))).encode())
    problems = [(one.key, one.file, one.sheet, one.row, one.column) for one in comparison.problems]
    said.update(repr((comparison.waves, comparison.renamed_units, problems, comparison.in_service)).encode())
    return said.hexdigest()


class Comparing:
    """One comparison under way."""

    def __init__(self, connection: Connection, vault: Vault, files: FileSet) -> None:
        self._connection = connection
        self._vault = vault
        self._files = files
        self.units = UnitIndex(connection)
        self.people = kept_people(connection)
        self.tallies: dict[SheetKind, Tally] = {}
        self.staged: dict[SheetKind, list[StagedRow]] = {}
        self.absent_ids: dict[SheetKind, list[int]] = {}
        self.problems: list[Problem] = []
        self.leavers: list[Leaver] = []
        self.vanished: list[str] = []
        self.waves: list[str] = []
        self._siasn_of_nip: dict[bytes, str] = {kept.nip_hash: key for key, kept in self.people.items()}

    def run(self) -> None:
        """Compare each kind that the files hold."""
        files = self._files
        if files.people:
            self._people()
        if files.positions:
            self._snapshot(SheetKind.POSITIONS, self._positions(), unit_keyed(tables.position, "name_key"))
        if files.tasks:
            self._snapshot(
                SheetKind.TASKS,
                self._tasks(),
                unit_keyed(tables.task, "position_key", "number", "description"),
            )
        if files.competencies:
            self._snapshot(SheetKind.COMPETENCIES, self._competencies(), person_keyed(tables.competency))
        if files.standards:
            self._snapshot(
                SheetKind.STANDARDS, self._standards(), plainly_keyed(tables.standard, "position_key")
            )
        if files.proposals:
            self._proposals()
        self._what_planning_weighs()

    def _what_planning_weighs(self) -> None:
        files = self._files
        if files.wishes:
            self._snapshot(SheetKind.WISHES, self._wishes(), person_keyed(tables.wish, "rank"))
        if files.couples:
            self._snapshot(SheetKind.COUPLES, self._couples(), person_keyed(tables.couple))
        if files.circumstances:
            self._snapshot(SheetKind.CIRCUMSTANCES, self._circumstances(), person_keyed(tables.circumstance))
        if files.travel:
            self._snapshot(
                SheetKind.TRAVEL, self._travel(), plainly_keyed(tables.travel, "origin", "destination")
            )

    def map_as_of(self) -> date | None:
        """The latest day that a position map among the files says it shows."""
        days = [one.as_of for one in self._files.sheets if one.kind is SheetKind.POSITIONS and one.as_of]
        return max(days, default=None)

    def _people(self) -> None:
        staged, unchanged, seen = [], 0, set()
        lookup_key = self._vault.keys[0].lookup
        units_after: set[str] = set()
        for row in self._files.people:
            unit_key = self.units.key_of_person(row.unit_siasn_id, row.unit, row.location, row.unit_above)
            seen.add(row.siasn_id)
            units_after.add(unit_key)
            plain = person_plain(row)
            said = person_digest(lookup_key, plain, row.nip, row.phone, unit_key)
            kept = self.people.get(row.siasn_id)
            if kept is not None and kept.digest == said and kept.is_active:
                unchanged += 1
                continue
            staged.append(
                StagedRow(
                    row_id=kept.id if kept else None,
                    before=kept.digest if kept else None,
                    digest=said,
                    references=(unit_key,),
                    values=row,
                )
            )
        self._check_numbers(staged)
        self._absent_people(seen, units_after)
        self._conclude(SheetKind.PEOPLE, staged, unchanged, [one.person_id for one in self.leavers])

    def _check_numbers(self, staged: Sequence[StagedRow]) -> None:
        """A NIP that is kept for somebody else is refused: one of the two rows is wrong."""
        for one in staged:
            row: PersonRow = one.values
            for said in self._vault.lookups(NIP, row.nip):
                owner = self._siasn_of_nip.setdefault(said, row.siasn_id)
                if owner != row.siasn_id:
                    self._problem("nip.taken", row, "NIP BARU", row.nip)

    def _absent_people(self, seen: set[str], units_after: set[str]) -> None:
        gone = {key: kept for key, kept in self.people.items() if kept.is_active and key not in seen}
        self.leavers = [Leaver(person_id=one.id, name=one.name, unit=one.unit) for one in gone.values()]
        left_units = {one.unit_key: one.unit for one in gone.values()}
        self.vanished = sorted(name for key, name in left_units.items() if key not in units_after)

    def _positions(self) -> Iterator[tuple[tuple[Any, ...], tuple[str, ...], dict[str, Any]]]:
        for row in self._files.positions:
            key = self._unit(row, row.unit, creates=True)
            if key is not None:
                values = position_values(row)
                yield (key, values["name_key"]), (key,), values

    def _tasks(self) -> Iterator[tuple[tuple[Any, ...], tuple[str, ...], dict[str, Any]]]:
        counted: Counter[tuple[str, str]] = Counter()
        for row in self._files.tasks:
            key = self._unit(row, row.unit, creates=True)
            if key is not None:
                post = (key, row.position)
                counted[post] += 1
                values = task_values(row, row.number if row.number is not None else counted[post])
                yield (key, values["position_key"], values["number"], row.description), (key,), values

    def _competencies(self) -> Iterator[tuple[tuple[Any, ...], tuple[str, ...], dict[str, Any]]]:
        for row in self._files.competencies:
            siasn_id = self._siasn_id(row.nip)
            if siasn_id is None:
                self._problem("competency.unknown_nip", row, "NIP", row.nip)
            else:
                yield (siasn_id,), (siasn_id,), competency_values(row)

    def _standards(self) -> Iterator[tuple[tuple[Any, ...], tuple[str, ...], dict[str, Any]]]:
        for row in self._files.standards:
            values = standard_values(row)
            yield (values["position_key"],), (), values

    def _wishes(self) -> Iterator[tuple[tuple[Any, ...], tuple[str, ...], dict[str, Any]]]:
        for row in self._files.wishes:
            person = self._person(row, row.nip)
            unit = self._unit(row, row.unit, creates=False, column="UNIT TUJUAN")
            if person is not None and unit is not None:
                self._tell_unheeded(row, person, self._unheeded.choosing)
                yield (person, row.rank), (person, unit), wish_values(row)

    def _couples(self) -> Iterator[tuple[tuple[Any, ...], tuple[str, ...], dict[str, Any]]]:
        for row in self._files.couples:
            person = self._person(row, row.nip)
            spouse = self._person(row, row.spouse_nip, column="NIP PASANGAN")
            if person is not None and spouse is not None:
                yield (person,), (person, spouse), {}

    def _circumstances(self) -> Iterator[tuple[tuple[Any, ...], tuple[str, ...], dict[str, Any]]]:
        for row in self._files.circumstances:
            person = self._person(row, row.nip)
            if person is not None:
                self._tell_unheeded(row, person, self._unheeded.swapping)
                yield (person,), (person,), circumstance_values(row)

    def _travel(self) -> Iterator[tuple[tuple[Any, ...], tuple[str, ...], dict[str, Any]]]:
        for row in self._files.travel:
            yield (row.origin, row.destination), (), travel_values(row)

    def _tell_unheeded(self, row: WishRow | CircumstanceRow, person: str, speaking: Container[str]) -> None:
        """A person's own word is never replaced by a file, and HR hears of it row by row."""
        if person in self._unheeded.silent:
            self._problem("wish.consent_withdrawn", row, "NIP", row.nip)
        elif person in speaking:
            self._problem("wish.own_word", row, "NIP", row.nip)

    @cached_property
    def _unheeded(self) -> Unheeded:
        return unheeded(self._connection)

    def _person(self, row: Row, nip: str, *, column: str = "NIP") -> str | None:
        siasn_id = self._siasn_id(nip)
        if siasn_id is None:
            self._problem("person.unknown_nip", row, column, nip)
        return siasn_id

    def _proposals(self) -> None:
        before = len(self.problems)
        rows = list(self._proposal_rows())
        kept = kept_proposals(self._connection, self.waves)
        shown = {key for key, (_, _, status) in kept.items() if status != "draft"}
        index = {key: (number, said) for key, (number, said, _) in kept.items() if key not in shown}
        fresh, shown_as_they_are = [], 0
        for row, key, references, values in rows:
            if key in shown:
                if kept[key][1] == digest({**values, "references": references}):
                    shown_as_they_are += 1
                else:
                    self._problem("proposal.already_shown", row, "NIP", row.nip)
            else:
                fresh.append((key, references, values))
        if len(self.problems) == before or fresh:
            self._snapshot(SheetKind.PROPOSALS, iter(fresh), lambda _connection: index)
            tally = self.tallies[SheetKind.PROPOSALS]
            unchanged = tally.unchanged + shown_as_they_are
            self.tallies[SheetKind.PROPOSALS] = replace(tally, unchanged=unchanged)

    def _proposal_rows(self) -> Iterator[tuple[Any, tuple[Any, ...], tuple[str, ...], dict[str, Any]]]:
        for row in self._files.proposals:
            siasn_id = self._siasn_id(row.nip)
            if siasn_id is None:
                self._problem("proposal.unknown_nip", row, "NIP", row.nip)
                continue
            origin = self._unit(row, row.from_unit, creates=False, column="UNIT KERJA LAMA")
            target = self._unit(row, row.to_unit, creates=False, column="UNIT KERJA BARU")
            if origin is None or target is None:
                continue
            wave = _wave_name(self._files, row)
            if wave not in self.waves:
                self.waves.append(wave)
            values = {**proposal_values(row), "status": "draft"}
            yield row, (wave, siasn_id), (wave, siasn_id, origin, target), values

    def _snapshot(
        self,
        kind: SheetKind,
        rows: Iterator[tuple[tuple[Any, ...], tuple[str, ...], dict[str, Any]]],
        index: Index,
    ) -> None:
        """Compare rows of one kind with the kept ones of the same key."""
        kept = index(self._connection)
        staged, unchanged, seen = [], 0, set()
        for key, references, values in rows:
            seen.add(key)
            said = digest({**values, "references": references})
            found = kept.get(key)
            if found is not None and found[1] == said:
                unchanged += 1
                continue
            staged.append(
                StagedRow(
                    row_id=found[0] if found else None,
                    before=found[1] if found else None,
                    digest=said,
                    references=references,
                    values=values,
                )
            )
        absent = [number for key, (number, _) in kept.items() if key not in seen]
        self._conclude(kind, staged, unchanged, absent)

    def _conclude(self, kind: SheetKind, staged: list[StagedRow], unchanged: int, absent: list[int]) -> None:
        new = sum(one.row_id is None for one in staged)
        self.tallies[kind] = Tally(
            new=new, changed=len(staged) - new, unchanged=unchanged, absent=len(absent)
        )
        self.staged[kind] = staged
        self.absent_ids[kind] = absent

    def _unit(self, row: Any, name: str, *, creates: bool, column: str = "UNIT KERJA") -> str | None:
        key = self.units.key_named(name, creates=creates)
        if key is None:
            self.problems.append(self.units.problem(self._files, row, name, column))
        return key

    def _siasn_id(self, nip: str) -> str | None:
        for said in self._vault.lookups(NIP, nip):
            if said in self._siasn_of_nip:
                return self._siasn_of_nip[said]
        return None

    def _problem(self, key: str, row: Row, column: str, value: str) -> None:
        sheet = self._files.source(row)
        self.problems.append(
            Problem(key=key, file=sheet.file, sheet=sheet.name, row=row.row, column=column, value=value)
        )


def _wave_name(files: FileSet, row: Row) -> str:
    sheet = files.source(row)
    return sheet.title or f"{sheet.file} {sheet.name}".strip()
