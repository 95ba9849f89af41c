"""Places of work as numbers, and the minutes between them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.planning.snapshot import Snapshot

UNKNOWN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """`minutes[a, b]` from place a to place b, -1 where unknown; within one place zero.

    A post without a location is somewhere unknown: never near to anything, not even to another such post.
    """

    names: tuple[str, ...]
    minutes: NDArray[np.int64]

    def numbers(self, names: Iterable[str]) -> NDArray[np.int64]:
        """The number of each name, which must be one of these."""
        number = {name: index for index, name in enumerate(self.names)}
        return np.fromiter((number[name] for name in names), dtype=np.int64)

    def is_known(self, place: int) -> bool:
        return place != UNKNOWN and bool(self.minutes[place, place] != UNKNOWN)


def places_of(snapshot: Snapshot) -> Places:
    """The places of all posts, in alphabetical order."""
    names = tuple(sorted({post.location for post in snapshot.posts}))
    number = {name: index for index, name in enumerate(names)}
    minutes = np.full((len(names), len(names)), UNKNOWN, dtype=np.int64)
    for (start, end), taken in snapshot.travel.items():
        if start in number and end in number and start and end:
            minutes[number[start], number[end]] = taken
    for name, index in number.items():
        minutes[index, index] = 0 if name else UNKNOWN
    return Places(names=names, minutes=minutes)
