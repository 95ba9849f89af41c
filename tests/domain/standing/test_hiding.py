"""What is hidden in a table of answers cannot be worked out from what is shown, found out by trying."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from math import comb, prod
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.standing.hiding import GROUP, Row, Shown, hide_small

WIDTH = 4
TRIED_AT_MOST = 60_000
COUNT = st.sampled_from([0, 0, 1, 2, 3, 5, 6])
TABLES = st.lists(st.tuples(*[COUNT] * WIDTH), min_size=1, max_size=3).map(
    lambda rows: [Row(sum(cells), cells) for cells in rows]
)


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_every_hidden_cell_has_more_than_one_possible_value(rows: list[Row]) -> None:
    assume(prod(comb(row.members + WIDTH - 1, WIDTH - 1) for row in rows) <= TRIED_AT_MOST)
    shown = hide_small(rows, WIDTH)

    possible = _possible(rows, shown)

    assert all(len(values) > 1 for values in possible.values())


def test_what_is_shown_is_true_and_never_small() -> None:
    random = Random(6)
    cells = [tuple(random.choice([0, 0, 1, 2, 5, 6, 9]) for _ in range(WIDTH)) for _ in range(2_000)]
    rows = [Row(sum(one), one) for one in cells]

    shown = hide_small(rows, WIDTH)

    for row, told in zip(rows, shown.rows, strict=True):
        assert all(cell is None or cell == true for cell, true in zip(told, row.cells, strict=True))
        assert all(cell is None or cell == 0 or cell >= GROUP for cell in told)
        assert not 0 < row.members < GROUP or set(told) == {None}


def test_large_cells_alone_are_all_shown_and_nobody_is_no_secret() -> None:
    rows = [Row(20, (5, 5, 10, 0)), Row(0, (0, 0, 0, 0)), Row(6, (6, 0, 0, 0))]

    shown = hide_small(rows, WIDTH)

    assert shown.rows == tuple(row.cells for row in rows)
    assert shown.total == (11, 5, 10, 0)


def test_what_the_whole_table_hides_stays_hidden_in_a_part_of_it() -> None:
    rows = [Row(12, (6, 6, 0, 0)), Row(9, (5, 4, 0, 0)), Row(30, (10, 20, 0, 0))]
    whole = hide_small(rows, WIDTH)

    part = hide_small(rows[:2], WIDTH, hidden=whole.rows[:2])

    for before, after in zip(whole.rows[:2], part.rows, strict=True):
        assert all(now is None for was, now in zip(before, after, strict=True) if was is None)


def _possible(rows: list[Row], shown: Shown) -> dict[tuple[int, int], set[int]]:
    """Every value that a hidden cell can have, with all that is shown and every sum given."""
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    ways = [
        [way for way in _split(row.members, WIDTH) if _agrees(way, told)]
        for row, told in zip(rows, shown.rows, strict=True)
    ]
    for chosen in product(*ways):
        total = tuple(sum(column) for column in zip(*chosen, strict=True))
        if not _agrees(total, shown.total):
            continue
        for at, (way, told) in enumerate(zip([*chosen, total], [*shown.rows, shown.total], strict=True)):
            for column, cell in enumerate(told):
                if cell is None:
                    found[at, column].add(way[column])
    return found


def _agrees(way: tuple[int, ...], told: tuple[int | None, ...]) -> bool:
    return all(cell is None or cell == count for cell, count in zip(told, way, strict=True))


def _split(members: int, width: int) -> Iterator[tuple[int, ...]]:
    if width == 1:
        yield (members,)
        return
    for first in range(members + 1):
        for rest in _split(members - first, width - 1):
            yield (first, *rest)
