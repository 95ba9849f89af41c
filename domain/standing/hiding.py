"""Hiding small cells of a table, so that none of them can be worked out from what is still shown.

The table has a row for each unit and one of totals. What the house itself did (`members`: how many were told)
is never hidden; how these people answered is, where the group or the cell is small:

- of a row with fewer than five members every cell is hidden, also those that hold nobody;
- elsewhere a cell of one to four people is hidden, in the row of totals as well;
- then further cells, until for each hidden one at least two values are possible: with every shown number, all
  sums and that nobody is counted below nought given.

Whoever changes a hidden cell by one must change others in its row and its column, so a hidden cell is safe
where such a round leads back to it (Gusfield, A graph theoretic approach to statistical data security, 1988).
The round needs cells that can become less, which those without anybody cannot.

It does not help against somebody who knows most answers of a unit already, nor against whoever compares the
tables of two days and knows that one person answered in between.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GROUP = 5
"""Smaller groups and cells are hidden (wants.md 9.12; the same number as for check-ins)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One unit: `cells` add up to `members`."""

    members: int
    cells: tuple[int, ...]

    def __post_init__(self) -> None:
        if sum(self.cells) != self.members:
            raise ValueError("the cells of a row add up to its members")


Cells = tuple[int | None, ...]
"""None: hidden."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The same table; `rows` in the order given."""

    rows: tuple[Cells, ...]
    total: Cells


def hide_small(rows: Sequence[Row], width: int, *, hidden: Sequence[Cells] = ()) -> Shown:
    """Hide what is small, and as much beside it as it takes. `width`: how many cells a row has.

    `hidden`: the same rows out of a larger table; what is hidden there stays hidden.
    """
    table = _Table([row.cells for row in rows], width)
    for at, cells in enumerate(hidden):
        for column, cell in enumerate(cells):
            if cell is None:
                table.hide(at, column)
    for at, row in enumerate(table.rows):
        members = sum(row)
        for column, count in enumerate(row):
            if 0 < members < GROUP or 0 < count < GROUP:
                table.hide(at, column)
    while exposed := list(table.exposed()):
        for at, column in exposed:
            table.hide_beside(at, column)
    shown = [
        tuple(None if hidden else count for count, hidden in zip(row, hides, strict=True))
        for row, hides in zip(table.rows, table.hidden, strict=True)
    ]
    return Shown(rows=tuple(shown[:-1]), total=shown[-1])


class _Table:
    """The rows, the totals last. People flow from a row through a column into the totals.

    `_ways[a][b]`: how many rows offer to make column `a` one less and column `b` one more.
    """

    def __init__(self, rows: Sequence[tuple[int, ...]], width: int) -> None:
        self._width = width
        total = tuple(sum(row[column] for row in rows) for column in range(width))
        self.rows = [*rows, total]
        self.hidden = [[False] * width for _ in self.rows]
        self._totals = len(rows)

    def hide(self, at: int, column: int) -> None:
        self.hidden[at][column] = True

    def exposed(self) -> Iterator[tuple[int, int]]:
        """Hidden cells that have only one possible value."""
        ways = self._count_ways()
        for at, hides in enumerate(self.hidden):
            own = self._offers(at)
            # Without what this row itself offers, for a round leads through each row once.
            others = [[ways[a][b] - ((a, b) in own) for b in range(self._width)] for a in range(self._width)]
            for column, is_hidden in enumerate(hides):
                if is_hidden and not self._can_change(at, column, others):
                    yield at, column

    def hide_beside(self, at: int, column: int) -> None:
        """One more cell: in the same row, or else in the same column, the smallest that holds anybody."""
        row = [(count, at, other) for other, count in enumerate(self.rows[at]) if not self.hidden[at][other]]
        if not any(count for count, *_ in row) or sum(self.hidden[at]) > 1:
            row += [
                (other[column], number, column)
                for number, other in enumerate(self.rows)
                if other[column] and not self.hidden[number][column]
            ]
        candidates = [one for one in row if one[0]] or row
        if candidates:
            _, number, other = min(candidates)
            self.hide(number, other)
            return
        # Nothing beside it is left to hide: then nothing of the table is shown, which is always safe. That
        # nobody of a row without members said anything is no secret.
        for hides, cells in zip(self.hidden, self.rows, strict=True):
            hides[:] = [any(cells)] * self._width

    def _count_ways(self) -> list[list[int]]:
        ways = [[0] * self._width for _ in range(self._width)]
        for at in range(len(self.rows)):
            for a, b in self._offers(at):
                ways[a][b] += 1
        return ways

    def _offers(self, at: int) -> set[tuple[int, int]]:
        """Pairs of columns (less, more) between which this row can shift one person.

        The totals do it the other way round: a column gives more where its total grows.
        """
        open_columns = [column for column in range(self._width) if self.hidden[at][column]]
        pairs = {(a, b) for a in open_columns for b in open_columns if a != b and self.rows[at][a]}
        return {(b, a) for a, b in pairs} if at == self._totals else pairs

    def _can_change(self, at: int, column: int, others: list[list[int]]) -> bool:
        """Whether the cell can be one more or one less, with another hidden cell of its row against it."""
        row, hides = self.rows[at], self.hidden[at]
        against = [other for other in range(self._width) if hides[other] and other != column]
        more = [other for other in against if row[other]]
        less = against if row[column] else []
        if at == self._totals:
            # The column that takes one more from the rows passes it on here, and the other one less.
            return any(self._leads(other, column, others) for other in more) or any(
                self._leads(column, other, others) for other in less
            )
        return any(self._leads(column, other, others) for other in more) or any(
            self._leads(other, column, others) for other in less
        )

    def _leads(self, start: int, end: int, ways: list[list[int]]) -> bool:
        """Whether column `start`, which has one too many, can hand it on to `end`, which lacks one."""
        seen, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            if here == end:
                return True
            further = {other for other in range(self._width) if ways[here][other] > 0} - seen
            seen |= further
            waiting += further
        return False
