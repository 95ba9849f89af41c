"""Everybody at once: the rules over whole columns, so that millions of pairs take seconds.

Built once from a snapshot. People are numbered as in `Snapshot.candidates`, posts as in `Snapshot.posts`.
Posts of one name, kind and class are one kind of post to the rules; they are numbered as in `Columns.keys`.
"""

from collections.abc import Iterable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.planning.arithmetic.performance import check_ratings
from domain.planning.region.attributes import (
    class_of,
    is_locked,
    kind_of,
    least_education,
    penalty_of,
    standing_of,
    tenure_months,
    tier_of,
)
from domain.planning.region.match_column import MatchColumn
from domain.planning.rules.catalogue import PERSON_RULES, POST_RULES
from domain.planning.rules.rule import Rule
from domain.planning.rules.seat import COI
from domain.planning.rules.views import UNKNOWN, Kind, PersonView, PostView, SeatView
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]
View = TypeVar("View")


class Columns:
    """What the matching asks. Only hard rules bar; warnings and soft rules do not.

    `keys`: the name key of each kind of post; one name stands there as often as it has kinds or classes.
    `key_of_post`: for each post, its number in `keys`. `may_move`: who passes the rules about the person
    alone. `tenure_months`: whole months in the present post, -1 unknown.
    """

    def __init__(self, snapshot: Snapshot, settings: PlanningSettings) -> None:
        self._snapshot = snapshot
        self._settings = settings
        groups = [(post.key, post.kind, post.job_class) for post in snapshot.posts]
        self._groups = list(dict.fromkeys(groups))
        place = {group: index for index, group in enumerate(self._groups)}
        self.keys: tuple[str, ...] = tuple(key for key, _, _ in self._groups)
        self.key_of_post: Ints = _ints(place[group] for group in groups)
        self._person = self._people()
        # Plain numbers for single rows, which arrays give out one by one much more slowly.
        self._rows = {name: getattr(self._person, name).tolist() for name in PersonView.__slots__}
        self.tenure_months: Ints = self._person.tenure_months
        self.may_move: Bools = self._allowed(PERSON_RULES, self._person, len(snapshot.candidates))
        self._key_codes = {key: code for code, key in enumerate(dict.fromkeys(self.keys))}
        self._held = _ints(self._key_codes.get(one.position_key, UNKNOWN) for one in snapshot.candidates)
        self._match = MatchColumn(snapshot.candidates, settings)
        self._holders: dict[int, Bools] = {}
        self._views: dict[int, PostView] = {}
        self._jpms: dict[int, Ints] = {}
        self._spouse_unit, self._spouse_kind = self._spouses()
        self._post_unit = _ints(post.unit_id for post in snapshot.posts)
        self._post_kind = _ints(kind_of(post.kind) for post in snapshot.posts)

    def may_hold(self, key_index: int) -> Bools:
        """For each person, whether they may move at all and may hold that kind of post, in whatever unit."""
        if key_index not in self._holders:
            allowed = self._allowed(POST_RULES, self._before(key_index), len(self.may_move))
            self._holders[key_index] = allowed & self.may_move
        return self._holders[key_index]

    def may_sit(self, people: Ints, posts: Ints) -> Bools:
        """For pairs of a person and a post, whether no family command (COI) stands against that very unit."""
        spouse_unit = self._spouse_unit[people]
        view = SeatView(
            need=UNKNOWN,
            actual_after=UNKNOWN,
            spouse_is_there=(spouse_unit != UNKNOWN) & (spouse_unit == self._post_unit[posts]),
            spouse_kind=self._spouse_kind[people],
            kind=self._post_kind[posts],
        )
        return self._allowed([COI], view, len(people))

    def jpm(self, key_index: int) -> Ints:
        """For each person, the job-person match in hundredths of a percent; -1 where it is not known."""
        if key_index not in self._jpms:
            standard = self._snapshot.standards.get(self.keys[key_index])
            self._jpms[key_index] = self._match.jpm(standard)
        return self._jpms[key_index]

    def schooling(self, key_index: int) -> Ints:
        """For each person, education against the post's standard, as `Schooling`."""
        return self._match.schooling(self._snapshot.standards.get(self.keys[key_index]))

    def person(self, index: int) -> PersonView:
        """One person's row, as the rules look at it."""
        return PersonView(**{name: column[index] for name, column in self._rows.items()})

    def before(self, index: int, key_index: int) -> PostView:
        """One person before a kind of post, as the rules look at it."""
        if key_index not in self._views:
            self._views[key_index] = self._before(key_index)
        view = self._views[key_index]
        return PostView(
            person=self.person(index),
            is_same_post=bool(view.is_same_post[index]),
            is_locked=view.is_locked,
            has_standard=view.has_standard,
            kind=view.kind,
            tier=view.tier,
            job_class=view.job_class,
            jpm=int(view.jpm[index]),
            schooling=int(view.schooling[index]),
            reaches_branch=int(view.reaches_branch[index]),
        )

    def _before(self, key_index: int) -> PostView:
        key, kind, job_class = self._groups[key_index]
        standard = self._snapshot.standards.get(key)
        return PostView(
            person=self._person,
            is_same_post=self._held == self._key_codes[key],
            is_locked=is_locked(self._settings, self._snapshot.as_of),
            has_standard=standard is not None,
            kind=kind_of(kind),
            tier=tier_of(kind, key, job_class),
            job_class=class_of(job_class),
            jpm=self._match.jpm(standard),
            schooling=self._match.schooling(standard),
            reaches_branch=self._match.reaches(least_education(kind, key)),
        )

    def _people(self) -> PersonView:
        as_of = self._snapshot.as_of
        people = self._snapshot.candidates
        classes = {post.id: post.job_class for post in self._snapshot.posts}
        held = [None if one.post is None else classes.get(one.post) for one in people]
        rated = self._settings.rated_years
        # A snapshot from the database shares one mapping among all who were rated alike.
        shared = {id(one.ratings): one.ratings for one in people}
        checked = {
            mark: check_ratings(ratings, last_year=as_of.year - 1, years=rated)
            for mark, ratings in shared.items()
        }
        years = [checked[id(one.ratings)] for one in people]
        return PersonView(
            tenure_months=_ints(tenure_months(one.position_since, as_of) for one in people),
            years_well=_ints(rated - len(one.below) - len(one.missing) for one in years),
            years_missing=_ints(len(one.missing) for one in years),
            penalty=_ints(penalty_of(one.discipline) for one in people),
            standing=_ints(standing_of(one.legal_status) for one in people),
            is_restricted=np.array([one.is_restricted for one in people], dtype=np.bool_),
            is_pppk=np.array([one.kind == "pppk" for one in people], dtype=np.bool_),
            kind=_ints(kind_of(one.position_kind) for one in people),
            tier=_ints(
                tier_of(one.position_kind, one.position_key, job_class)
                for one, job_class in zip(people, held, strict=True)
            ),
            job_class=_ints(class_of(job_class) for job_class in held),
        )

    def _spouses(self) -> tuple[Ints, Ints]:
        of_person = {one.person_id: one for one in self._snapshot.candidates}
        spouses = [of_person.get(one.spouse or UNKNOWN) for one in self._snapshot.candidates]
        units = _ints(UNKNOWN if one is None else one.unit_id for one in spouses)
        return units, _ints(Kind.UNKNOWN if one is None else kind_of(one.position_kind) for one in spouses)

    def _allowed(self, rules: Iterable[Rule[View]], view: View, count: int) -> Bools:
        allowed = np.ones(count, dtype=np.bool_)
        for rule in rules:
            if rule.strictness(self._settings) == "hard":
                allowed &= np.logical_not(rule.fails(view, self._settings))
        return allowed


def columns_of(snapshot: Snapshot, settings: PlanningSettings) -> Columns:
    """Build the columns; each kind of post is then worked out when it is first asked for, and kept."""
    return Columns(snapshot, settings)


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int32)
