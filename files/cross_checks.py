"""What can only be seen across rows and sheets of one set."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from domain.imports.problems import ProblemList
from domain.imports.rows import FileSet, PersonRow, ProposalRow, Row
from domain.organisation import name_key
from files.sheets.headings import Place, Recognised
from files.sheets.page import heading_key
from files.sheets.reading import Spot
from files.tables.table import Fault

R = TypeVar("R", bound=Row)


class CrossChecks:
    """Compares the rows of a set; `found` tells where each sheet's columns stand."""

    def __init__(self, files: FileSet, found: Sequence[Recognised], problems: ProblemList) -> None:
        self._files = files
        self._found = found
        self._problems = problems

    def run(self) -> None:
        files = self._files
        self._twice(files.people, "nip", "nip.twice", lambda person: person.nip)
        self._twice(files.people, "siasn_id", "siasn_id.twice", lambda person: person.siasn_id)
        self._twice(
            [p for p in files.people if p.phone], "phone", "phone.twice", lambda person: person.phone or ""
        )
        self._twice(files.competencies, "nip", "nip.twice", lambda row: row.nip)
        self._twice(files.proposals, "nip", "proposal.twice", lambda row: row.nip)
        self._twice(
            files.positions,
            "position",
            "position.twice",
            lambda row: f"{name_key(row.unit)} · {name_key(row.position)}",
        )
        self._twice(files.wishes, "rank", "wish.twice", lambda row: f"{row.nip} · {row.rank}")
        self._twice(files.couples, "nip", "nip.twice", lambda row: row.nip)
        self._twice(files.circumstances, "nip", "nip.twice", lambda row: row.nip)
        self._twice(
            files.travel,
            "destination",
            "travel.twice",
            lambda row: f"{name_key(row.origin)} · {name_key(row.destination)}",
        )
        self._units()
        self._names({person.nip: person for person in files.people} if files.proposals else {})

    def _twice(self, rows: Iterable[R], field: str, key: str, identity: Callable[[R], str]) -> None:
        first: dict[str, R] = {}
        for row in rows:
            earlier = first.setdefault(identity(row), row)
            if earlier is not row:
                self._report(row, field, key, identity(row), first_row=str(earlier.row))

    def _names(self, people: Mapping[str, PersonRow]) -> None:
        """A proposal whose name is not the one that the people's file gives its NIP: a digit may be wrong."""
        for proposal in self._files.proposals:
            person = people.get(proposal.nip)
            if person and proposal.name and not _same_name(proposal, person):
                self._report(proposal, "name", "nip.name_differs", proposal.name, known=person.name_proper)

    def _units(self) -> None:
        """One unit under two spellings becomes two units: every later spelling is remarked once."""
        spelt: dict[str, str] = {}
        remarked: set[str] = set()
        for row, field, unit in self._named_units():
            first = spelt.setdefault(heading_key(unit), unit)
            if first != unit and unit not in remarked:
                remarked.add(unit)
                self._report(row, field, "unit.two_spellings", unit, first=first)
        names: dict[str, str] = {}
        for person in self._files.people:
            name = names.setdefault(person.unit_siasn_id, person.unit)
            if person.unit_siasn_id and heading_key(name) != heading_key(person.unit):
                self._report(person, "unit", "unit.two_names", person.unit, first=name)

    def _named_units(self) -> Iterable[tuple[Row, str, str]]:
        seen: set[str] = set()
        files = self._files
        fields: tuple[tuple[Sequence[Row], tuple[str, ...]], ...] = (
            (files.people, ("unit",)),
            (files.positions, ("unit",)),
            (files.tasks, ("unit",)),
            (files.proposals, ("from_unit", "to_unit")),
            (files.wishes, ("unit",)),
        )
        for rows, names in fields:
            for row in rows:
                for name in names:
                    unit = getattr(row, name)
                    if unit and unit not in seen:
                        seen.add(unit)
                        yield row, name, unit

    def _report(self, row: Row, field: str, key: str, value: str, **facts: str | int) -> None:
        source = self._files.source(row)
        spot = Spot(source.file, source.name, self._problems)
        spot.report(Fault(key, value, tuple(facts.items())), row=row.row, place=self._place(row, field))

    def _place(self, row: Row, field: str) -> Place | None:
        return next((place for place in self._found[row.sheet].places if place.column.field == field), None)


def _same_name(proposal: ProposalRow, person: PersonRow) -> bool:
    """The list may write titles around the name."""
    return heading_key(person.name) in heading_key(proposal.name)
