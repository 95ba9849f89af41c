"""Finding the headings: in any of the first rows, any order, one row deep or two, whatever stands around."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from files.sheets.cells import shown
from files.sheets.page import Column, Page, heading_key
from files.tables.table import Fault, HeadRow

FEWEST_OF_A_KIND = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands. `key` is its entry in a family's mapping, else None."""

    column: Column
    index: int
    heading: str
    key: str | int | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table of a known kind; its data begin below `last_row`."""

    page: Page
    places: tuple[Place, ...]
    first_row: int
    last_row: int

    @property
    def missing(self) -> list[Column]:
        return [column for column in self.page.columns if column.must and not self._has(column)]

    @property
    def absent(self) -> list[Column]:
        """Columns that may be left out, and are."""
        return [column for column in self.page.columns if not column.must and not self._has(column)]

    def _has(self, column: Column) -> bool:
        return any(place.column is column for place in self.places)


@dataclass(frozen=True, slots=True)
class _Candidate:
    first_row: int
    last_row: int
    labels: Sequence[tuple[int, str, tuple[str, ...]]]  # column, as written, keys that it may answer to


def recognise(head: Sequence[HeadRow], pages: Sequence[Page]) -> Recognised | None:
    """The best reading of the first rows; its `missing` is empty when it is usable; None: no known kind."""
    readings = [_match(candidate, page) for candidate in _candidates(head) for page in pages]
    likely = [reading for reading in readings if _is_likely(reading)]
    return max(likely, key=lambda reading: (not reading.missing, len(reading.places)), default=None)


def twice(found: Recognised) -> list[Place]:
    """Places whose very heading stands there a second time."""
    seen: set[tuple[str, str | int | None]] = set()
    doubled = []
    for place in found.places:
        identity = (place.column.field, place.key)
        if identity in seen:
            doubled.append(place)
        seen.add(identity)
    return doubled


def _is_likely(reading: Recognised) -> bool:
    musts = sum(column.must for column in reading.page.columns)
    present = musts - len(reading.missing)
    fields = {place.column.field for place in reading.places}
    if fields & set(reading.page.forbids):
        return False
    return present >= min(FEWEST_OF_A_KIND, musts) and present * 2 >= musts


def _candidates(head: Sequence[HeadRow]) -> Iterator[_Candidate]:
    for row in head:
        labels = [(index, shown(cell)) for index, cell in enumerate(row.cells)]
        keyed = [(index, label, (heading_key(label),)) for index, label in labels if label]
        yield _Candidate(row.number, row.number, keyed)
    for upper, lower in pairwise(head):
        if lower.number == upper.number + 1:
            yield _Candidate(upper.number, lower.number, list(_two_deep(upper, lower)))


def _two_deep(upper: HeadRow, lower: HeadRow) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """A group's heading stands over the first of its columns only, and is carried to the next ones."""
    group = ""
    for index in range(max(len(upper.cells), len(lower.cells))):
        above, below = _label(upper, index), _label(lower, index)
        group = above or group
        if below:
            both = f"{group} {below}".strip()
            yield index, both, (heading_key(both), heading_key(below))
        elif above:
            yield index, above, (heading_key(above),)


def _label(row: HeadRow, index: int) -> str:
    return shown(row.cells[index]) if index < len(row.cells) else ""


def _match(candidate: _Candidate, page: Page) -> Recognised:
    places = [place for column in page.columns for place in _places(column, candidate)]
    return Recognised(page, tuple(places), candidate.first_row, candidate.last_row)


def _places(column: Column, candidate: _Candidate) -> list[Place]:
    if column.family is not None:
        return list(_family(column, candidate))
    for heading in column.headings:
        found = [
            Place(column, i, label) for i, label, keys in candidate.labels if heading_key(heading) in keys
        ]
        if found:
            return found
    return []


def _family(column: Column, candidate: _Candidate) -> Iterator[Place]:
    for index, label, keys in candidate.labels:
        match = next(
            (match for key in keys if column.family and (match := column.family.fullmatch(key))), None
        )
        if match:
            yield Place(column, index, label, column.family_key(match))


def heading_fault(found: Recognised) -> Fault | None:
    """Why the headings cannot be used, if so."""
    if found.missing:
        columns = ", ".join(column.headings[0] for column in found.missing)
        return Fault("heading.missing", facts=(("columns", columns), ("kind", found.page.kind.value)))
    doubled = twice(found)
    if doubled:
        return Fault("heading.twice", doubled[0].heading)
    return None
