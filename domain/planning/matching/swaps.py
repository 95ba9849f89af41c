"""Swap circles (lingkar tukar): two or three people who take over each other's posts, as each of them wished.

Nobody's unit has more or fewer people afterwards, everybody may hold the post by the same rules as in any
move, and only those take part who said that they would. Of all circles those are chosen that serve the most
people without anybody being in two of them, then those with the most points.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from domain.planning.matching.couples import is_command, married
from domain.planning.matching.moves import ProposedMove, proposed_move
from domain.planning.matching.swap_wishes import Takeover, takeovers
from domain.planning.region.basis import Basis, Ints
from domain.planning.region.places import UNKNOWN

Ring = tuple[int, ...]
Spouses = defaultdict[int, list[int]]

# Far more than a region's swaps; where there are more, the rest is not looked at and nothing is proven.
_MOST_CIRCLES = 100_000


Circle = tuple[ProposedMove, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swaps:
    """Circles, in each of which everybody takes the next one's post. `is_proven`: none serve more people."""

    circles: tuple[Circle, ...]
    is_proven: bool


def swap_circles(basis: Basis, post_after: Ints) -> Swaps:
    """The best circles among those who stay where they are when the plan is carried out.

    `post_after`: everybody's post then, by its number. A circle is judged as if nobody else swapped; so the
    husband or wife of somebody in it is in no other.
    """
    found = {(one.person, one.holder): one for one in takeovers(basis, post_after)}
    spouses: Spouses = defaultdict(list)
    for one, other in married(basis):
        spouses[one].append(other)
        spouses[other].append(one)
    rings = list(islice(_rings(found), _MOST_CIRCLES + 1))
    circles = [
        [found[pair] for pair in _pairs(ring)]
        for ring in rings[:_MOST_CIRCLES]
        if _parts_nobody(basis, spouses, post_after, ring)
    ]
    chosen, is_proven = _packed(circles, spouses)
    return Swaps(
        circles=tuple(
            tuple(proposed_move(basis, one.person, int(post_after[one.holder])) for one in circles[place])
            for place in chosen
        ),
        is_proven=is_proven and len(rings) <= _MOST_CIRCLES,
    )


def _rings(found: Iterable[tuple[int, int]]) -> Iterator[Ring]:
    """Each ring once, from its lowest number on."""
    wants: dict[int, set[int]] = defaultdict(set)
    wanted_by: dict[int, set[int]] = defaultdict(set)
    for person, holder in found:
        wants[person].add(holder)
        wanted_by[holder].add(person)
    for first in sorted(wants):
        for second in sorted(wants[first]):
            if second > first and second in wanted_by[first]:
                yield first, second
            if second > first:
                thirds = wants.get(second, set()) & wanted_by[first]
                yield from ((first, second, third) for third in sorted(thirds) if third > first)


def _pairs(ring: Ring) -> list[tuple[int, int]]:
    return list(zip(ring, (*ring[1:], ring[0]), strict=True))


def _parts_nobody(basis: Basis, spouses: Spouses, post_after: Ints, ring: Ring) -> bool:
    """Whether everybody's husband or wife is near then, and neither leads the other."""
    then = {person: int(post_after[holder]) for person, holder in _pairs(ring)}
    return all(
        _is_near(basis, post, then.get(spouse, int(post_after[spouse])))
        for person, post in then.items()
        for spouse in spouses[person]
    )


def _is_near(basis: Basis, post: int, beside: int) -> bool:
    if beside == UNKNOWN:
        return False
    place = int(basis.place_of_post[post])
    is_same = place == basis.place_of_post[beside] and basis.places.is_known(place)
    return is_same and not is_command(basis, post, beside)


def _packed(circles: list[list[Takeover]], spouses: Spouses) -> tuple[list[int], bool]:
    """The best choice, group by group: circles of different groups touch nobody in common."""
    touched = [
        frozenset().union(*({one.person, *spouses[one.person]} for one in circle)) for circle in circles
    ]
    points = [sum(one.points for one in circle) for circle in circles]
    chosen, is_proven = [], True
    for group in _groups(touched):
        if len(group) == 1:
            chosen += group
            continue
        # Its import takes longer than a small plan, and most plans have no two circles in conflict.
        from domain.planning.matching.packing import Item, best_packing  # noqa: PLC0415

        taken, is_best = best_packing(
            [Item(len(circles[place]), points[place], touched[place]) for place in group]
        )
        chosen += [group[place] for place in taken]
        is_proven &= is_best
    return sorted(chosen), is_proven


def _groups(touched: list[frozenset[int]]) -> list[list[int]]:
    """Places of circles that hang together through people, in order."""
    head = list(range(len(touched)))
    first_of: dict[int, int] = {}

    def top(place: int) -> int:
        while head[place] != place:
            head[place] = head[head[place]]
            place = head[place]
        return place

    for place, people in enumerate(touched):
        for person in people:
            one, other = sorted((top(place), top(first_of.setdefault(person, place))))
            head[other] = one
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(touched)):
        groups[top(place)].append(place)
    return list(groups.values())
