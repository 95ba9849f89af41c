"""The points of anybody in any seat, by the weights of `objective.py`: single, and whole blocks at once."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.planning.basis import Basis, Ints
from domain.planning.objective import (
    Pairing,
    Points,
    fit_points,
    stayed_long,
    travel_points,
    weigh,
    wish_points,
)
from domain.planning.places import UNKNOWN
from domain.planning.snapshot import Candidate, Wish

FORBIDDEN = np.iinfo(np.int64).min // 4  # below every sum of points, and still far from running over


def is_allowed(points: Any) -> Any:
    """Tell, of single points or a column of them, whether a rule bars the pair; whatever else was added."""
    return points > FORBIDDEN // 2


class Weighing:
    """People and posts are numbered as in the snapshot. A pair that a hard rule bars has FORBIDDEN points.

    `wishing`: who wishes for each unit, `posts_of_unit`: its posts; both by the unit's row number.
    """

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        settings, people = basis.settings, basis.snapshot.candidates
        self.posts_of_unit: dict[int, list[int]] = defaultdict(list)
        for post, one in enumerate(basis.snapshot.posts):
            self.posts_of_unit[one.unit_id].append(post)
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
        self._ride: Ints = np.where(
            self._minutes == UNKNOWN,
            -settings.weights.unknown_travel,
            travel_points(self._minutes, settings.weights),
        )
        self._has_spouse = np.array([one.spouse is not None for one in people], dtype=np.bool_)
        self.wishing = _wishing(people)

    def weigh(self, person: int, post: int) -> Points:
        """The points of one pair, part by part, whether or not a rule bars it."""
        return weigh(self.pairing(person, post), self.basis.settings)

    def pairing(self, person: int, post: int) -> Pairing:
        """What is weighed of one person in one seat."""
        candidate, there = self.basis.snapshot.candidates[person], self.basis.snapshot.posts[post]
        wish = self.wish_met(person, post)
        return Pairing(
            jpm=self.jpm(person, post),
            wish_rank=None if wish is None else wish.rank,
            wished_unit=any(wish.unit_id == there.unit_id for wish in candidate.wishes),
            stayed_long=bool(self._stayed[person]),
            travel_minutes=self.travel_minutes(person, post),
            hardship=candidate.hardship,
        )

    def jpm(self, person: int, post: int) -> int:
        """Job-person match in hundredths of a percent, UNKNOWN where it is not known."""
        return int(self.basis.columns.jpm(int(self.basis.columns.key_of_post[post]))[person])

    def allows(self, person: int, post: int) -> bool:
        """Tell whether no hard rule bars the pair, vacancy apart."""
        if not self.basis.columns.may_hold(int(self.basis.columns.key_of_post[post]))[person]:
            return False
        return not self._has_spouse[person] or bool(self._may_sit(np.array([person]), np.array([post]))[0])

    def minutes_between(self, place: int, other: int) -> int | None:
        """Between two places of work, UNKNOWN (-1) being a place from which nothing is known."""
        minutes = int(self._minutes[place, other]) if other != UNKNOWN else UNKNOWN
        return None if minutes == UNKNOWN else minutes

    def travel_minutes(self, person: int, post: int) -> int | None:
        """From the present place of work to the post's."""
        return self.minutes_between(self.place_of(person), int(self.basis.place_of_post[post]))

    def place_of(self, person: int) -> int:
        """The number of the present place of work, UNKNOWN where the map does not have the post."""
        return int(self._place[person])

    def wish_met(self, person: int, post: int) -> Wish | None:
        """The best wish that this post fulfils."""
        there = self.basis.snapshot.posts[post]
        met = (
            wish
            for wish in self.basis.snapshot.candidates[person].wishes
            if wish.unit_id == there.unit_id and wish.position_key in {None, there.key}
        )
        return min(met, key=lambda wish: wish.rank, default=None)

    def block(self, people: Ints, posts: Ints) -> Ints:
        """Points of each of these people (rows) in each of these posts."""
        columns = self.basis.columns
        keys, key = np.unique(columns.key_of_post[posts], return_inverse=True)
        points = self._fit(people, keys.tolist())[:, key]
        points += self._base[people][:, None]
        points += self._ride[self._place[people][:, None], self.basis.place_of_post[posts]]
        column = {post: place for place, post in enumerate(posts.tolist())}
        for row, person in enumerate(people.tolist()):
            for unit_id in {wish.unit_id for wish in self.basis.snapshot.candidates[person].wishes}:
                for post in self.posts_of_unit[unit_id]:
                    if post in column and is_allowed(points[row, column[post]]):
                        points[row, column[post]] += self._wish_gain(person, post)
            if self.basis.snapshot.candidates[person].spouse is not None:
                barred = ~self._may_sit(np.full(len(posts), person), posts)
                points[row, barred] = FORBIDDEN
        return points

    def of_people(self, people: Ints, post: int) -> Ints:
        """Points of each of these people in one post. `people` in ascending order, at least one."""
        key = int(self.basis.columns.key_of_post[post])
        points = self._fit(people, [key])[:, 0] + self._base[people]
        points += self._ride[self._place[people], self.basis.place_of_post[post]]
        wishing = self.wishing.get(self.basis.snapshot.posts[post].unit_id, people[:0])
        row = np.minimum(np.searchsorted(people, wishing), len(people) - 1)
        row = row[(people[row] == wishing) & is_allowed(points[row])]
        for place in row.tolist():
            points[place] += self._wish_gain(int(people[place]), post)
        married = np.flatnonzero(self._has_spouse[people])
        barred = ~self._may_sit(people[married], np.full(len(married), post))
        points[married[barred]] = FORBIDDEN
        return points

    def _wish_gain(self, person: int, post: int) -> int:
        """What a seat in a unit that was wished for is worth beyond its parts: nothing is taken off there."""
        wish, settings = self.wish_met(person, post), self.basis.settings
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


def _wishing(people: Sequence[Candidate]) -> dict[int, Ints]:
    found: dict[int, list[int]] = defaultdict(list)
    for person, candidate in enumerate(people):
        for unit_id in {wish.unit_id for wish in candidate.wishes}:
            found[unit_id].append(person)
    return {unit_id: np.array(wishing, dtype=np.int64) for unit_id, wishing in found.items()}
