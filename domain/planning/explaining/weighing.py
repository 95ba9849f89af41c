"""The points of anybody in any seat, by the weights of `objective.py`: single, and many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from domain.planning.matching.objective import (
    Points,
    fit_points,
    stayed_long,
    travel_points,
    weigh,
    wish_points,
)
from domain.planning.matching.pairings import pairing_of, wish_met
from domain.planning.region.basis import Basis, Ints
from domain.planning.region.places import UNKNOWN

FORBIDDEN = np.iinfo(np.int64).min // 4  # below every sum of points, and still far from running over
BARRED = FORBIDDEN // 2  # up to here a rule bars the pair, whatever else was added


class Weighing:
    """People and posts are numbered as in the snapshot. A pair that a hard rule bars has FORBIDDEN points.

    `wishing`: who wishes for each unit, `posts_of_unit`: its posts; both by the unit's row number.
    `ride[a, b]`: points of the way between places, the last row being the place that nobody knows.
    """

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        settings, people = basis.settings, basis.snapshot.candidates
        self.posts_of_unit: dict[int, list[int]] = defaultdict(list)
        for post, one in enumerate(basis.snapshot.posts):
            self.posts_of_unit[one.unit_id].append(post)
        self._key_of_post: list[int] = basis.columns.key_of_post.tolist()
        # UNKNOWN (-1) finds what is appended: the place of somebody whose post the map does not have, and
        # from there nothing is near.
        self._place: Ints = np.append(basis.place_of_post, UNKNOWN)[basis.held_post]
        self._stayed = stayed_long(basis.columns.tenure_months.astype(np.int64), settings)
        hardship = np.array([one.hardship for one in people], dtype=np.bool_)
        self._base: Ints = np.where(self._stayed, settings.weights.tenure, 0) - np.where(
            hardship, settings.weights.hardship, 0
        )
        places = basis.places.minutes
        self._minutes: Ints = np.vstack([places, np.full((1, places.shape[1]), UNKNOWN, dtype=np.int64)])
        self.ride: Ints = np.where(
            self._minutes == UNKNOWN,
            -settings.weights.unknown_travel,
            travel_points(self._minutes, settings.weights),
        )
        self.has_spouse = np.array([one.spouse is not None for one in people], dtype=np.bool_)
        self.wished_units = [tuple({wish.unit_id for wish in one.wishes}) for one in people]
        self.wishing = _wishing(self.wished_units)

    def weigh(self, person: int, post: int) -> Points:
        """The points of one pair, part by part, whether or not a rule bars it."""
        return weigh(pairing_of(self.basis, person, post), self.basis.settings)

    def jpm(self, person: int, post: int) -> int:
        """Job-person match in hundredths of a percent, UNKNOWN where it is not known."""
        return int(self.basis.columns.jpm(self._key_of_post[post])[person])

    def allows(self, person: int, post: int) -> bool:
        """Tell whether no hard rule bars the pair, vacancy apart."""
        if not self.basis.columns.may_hold(self._key_of_post[post])[person]:
            return False
        return not self.has_spouse[person] or bool(self._may_sit(np.array([person]), np.array([post]))[0])

    def minutes_between(self, place: int, other: int) -> int | None:
        """Between two places of work, UNKNOWN (-1) being a place from which nothing is known."""
        minutes = int(self._minutes[place, other]) if other != UNKNOWN else UNKNOWN
        return None if minutes == UNKNOWN else minutes

    def is_one_place(self, places: Ints, other: int) -> NDArray[np.bool_]:
        """For each place, whether it is that other one; a place that is not known is none."""
        same: NDArray[np.bool_] = places == other
        return same if other != UNKNOWN and self.basis.places.is_known(other) else np.zeros_like(same)

    def place_of(self, person: int) -> int:
        """The number of the present place of work, UNKNOWN where the map does not have the post."""
        return int(self._place[person])

    def standing(self, people: Ints, keys: Sequence[int]) -> Ints:
        """Points of each of these people (rows) in each kind of post, without the way and wishes met."""
        return self._fit(people, keys) + self._base[people][:, None]

    def of_posts(self, person: int, posts: Ints) -> Ints:
        """Points of one person in each of these posts."""
        columns, basis = self.basis.columns, self.basis
        keys, key = np.unique(columns.key_of_post[posts], return_inverse=True)
        points: Ints = self.standing(np.array([person]), keys.tolist())[0, key]
        points += self.ride[self.place_of(person), basis.place_of_post[posts]]
        points[~self._may_sit(np.full(len(posts), person), posts)] = FORBIDDEN
        for place in np.flatnonzero(points > BARRED).tolist():
            if basis.snapshot.posts[posts[place]].unit_id in self.wished_units[person]:
                points[place] += self.wish_gain(person, int(posts[place]))
        return points

    def of_people(self, people: Ints, post: int) -> Ints:
        """Points of each of these people in one post. `people` in ascending order, at least one."""
        key = int(self.basis.columns.key_of_post[post])
        points = self.standing(people, [key])[:, 0]
        points += self.ride[self._place[people], self.basis.place_of_post[post]]
        wishing = self.wishing.get(self.basis.snapshot.posts[post].unit_id, people[:0])
        row = np.minimum(np.searchsorted(people, wishing), len(people) - 1)
        row = row[(people[row] == wishing) & (points[row] > BARRED)]
        for place in row.tolist():
            points[place] += self.wish_gain(int(people[place]), post)
        married = np.flatnonzero(self.has_spouse[people])
        barred = ~self._may_sit(people[married], np.full(len(married), post))
        points[married[barred]] = FORBIDDEN
        return points

    def wish_gain(self, person: int, post: int) -> int:
        """What a seat in a unit that was wished for is worth beyond its parts: nothing is taken off there."""
        wish, settings = wish_met(self.basis, person, post), self.basis.settings
        gain = 0 if wish is None else wish_points(wish.rank, settings.weights)
        return gain + settings.weights.hardship * self.basis.snapshot.candidates[person].hardship

    def _may_sit(self, people: Ints, posts: Ints) -> NDArray[np.bool_]:
        return self.basis.columns.may_sit(people.astype(np.int32), posts.astype(np.int32))

    def _fit(self, people: Ints, keys: Sequence[int]) -> Ints:
        """Points of fit by key, FORBIDDEN where the person may not hold such a post."""
        columns, settings = self.basis.columns, self.basis.settings
        fit = [
            np.where(
                columns.may_hold(key)[people],
                fit_points(columns.jpm(key)[people].astype(np.int64), settings),
                FORBIDDEN,
            )
            for key in keys
        ]
        return np.stack(fit, axis=1)


def _wishing(wished_units: Sequence[Iterable[int]]) -> dict[int, Ints]:
    found: dict[int, list[int]] = defaultdict(list)
    for person, units in enumerate(wished_units):
        for unit_id in units:
            found[unit_id].append(person)
    return {unit_id: np.array(wishing, dtype=np.int64) for unit_id, wishing in found.items()}
