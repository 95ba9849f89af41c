"""The figures of an explanation computed a second time, plainly and slowly, from the snapshot alone.

Nothing of the planner is used here but its data. Written from the field's rules, not from the planner's code.
"""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Candidate, Post, Snapshot

_LEVELS = ["SD", "SLTP", "SLTA", "D-I", "D-II", "D-III", "S-1", "S-2", "S-3"]


class Second:
    """One region with one plan (person's row number to post's row number)."""

    def __init__(self, snapshot: Snapshot, settings: PlanningSettings, plan: Mapping[int, int]) -> None:
        self.settings = settings
        self.snapshot = snapshot
        self.plan = plan
        self.posts = {post.id: post for post in snapshot.posts}
        self.people = {one.person_id: one for one in snapshot.candidates}

    def actual(self, post: Post) -> int:
        return len([one for one in self.people.values() if one.post == post.id])

    def actual_plan(self, post: Post) -> int:
        after = [self.plan.get(one.person_id, one.post) for one in self.people.values()]
        return after.count(post.id)

    def need(self, post: Post) -> int | None:
        if post.kind == "struktural":
            return 1
        load = self.load(post)
        if load is None:
            return post.stated_need
        return int(load / self.settings.wke_minutes + Fraction(1, 2))

    def load(self, post: Post) -> Fraction | None:
        if not post.tasks:
            return None
        return sum((Fraction(one.volume) * Fraction(one.minutes) for one in post.tasks), Fraction(0))

    def ej(self, post: Post, staff: int) -> Decimal | None:
        load = self.load(post)
        return None if load is None or staff <= 0 else _shown(load / (staff * self.settings.wke_minutes))

    def eu(self, unit_id: int, staff: Mapping[int, int]) -> Decimal | None:
        """Of the unit with so many people in each of its posts; posts without a known load stay out."""
        loads = {post.id: self.load(post) for post in self.posts.values() if post.unit_id == unit_id}
        known = {post: load for post, load in loads.items() if load is not None}
        people = sum(staff[post] for post in known)
        if not known or people <= 0:
            return None
        return _shown(sum(known.values(), Fraction(0)) / (people * self.settings.wke_minutes))

    def jpm(self, one: Candidate, post: Post) -> Decimal | None:
        standard = self.snapshot.standards.get(post.key)
        if standard is None or any(code not in one.levels for code in standard.levels):
            return None
        parts: dict[bool, list[Fraction]] = {True: [], False: []}
        for code, level in standard.levels.items():
            share = Fraction(one.levels[code], level)
            parts[code.startswith("T.")].append(min(share, Fraction(1)) if self.settings.jpm_cap else share)
        means = {part: sum(shares, Fraction(0)) / len(shares) for part, shares in parts.items() if shares}
        weight = Fraction(self.settings.technical_weight)
        both = len(means) > 1
        mean = weight * means[True] + (1 - weight) * means[False] if both else next(iter(means.values()))
        return _shown(mean * 100)

    def schooling(self, one: Candidate, post: Post) -> str:
        standard = self.snapshot.standards.get(post.key)
        if standard is None or not one.education_level:
            return "unknown"
        if _LEVELS.index(one.education_level) < _LEVELS.index(standard.education_min):
            return "level_below"
        fits = not standard.education_fields or one.education in standard.education_fields
        return "fits" if fits else "other_field"

    def months(self, one: Candidate) -> int | None:
        since, today = one.position_since, self.snapshot.as_of
        if since is None or since > today:
            return None
        months = 0
        while _months_later(since, months + 1) <= (today.year, today.month, today.day):
            months += 1
        return months

    def rank(self, one: Candidate, post: Post) -> int | None:
        ranks = [
            wish.rank
            for wish in one.wishes
            if wish.unit_id == post.unit_id and wish.position_key in (None, post.key)
        ]
        return min(ranks, default=None)

    def minutes(self, one: Candidate, post: Post) -> int | None:
        return None if one.post is None else self.way(self.posts[one.post].location, post.location)

    def way(self, start: str, end: str) -> int | None:
        if not start or not end:
            return None
        return 0 if start == end else self.snapshot.travel.get((start, end))

    def points(self, one: Candidate, post: Post) -> dict[str, int]:
        weights, jpm, rank = self.settings.weights, self.jpm(one, post), self.rank(one, post)
        minutes, months = self.minutes(one, post), self.months(one)
        wished_unit = post.unit_id in {wish.unit_id for wish in one.wishes}
        return {
            "fit": weights.fit * max(0, int((jpm or 0) - self.settings.jpm_pass)),
            "wish": 0 if rank is None else int(weights.wish / 2 ** (rank - 1)),
            "tenure": weights.tenure * ((months or 0) > self.settings.max_tenure_months),
            "travel": -weights.unknown_travel if minutes is None else -weights.travel * int(minutes / 10),
            "hardship": -weights.hardship * (one.hardship and not wished_unit),
        }

    def parts(self, one: Candidate, post: Post) -> bool:
        """Whether it is in another place than where the husband or wife is to serve."""
        spouse = self.people.get(one.spouse or 0)
        if spouse is None or spouse.spouse != one.person_id:
            return False
        held = self.plan.get(spouse.person_id, spouse.post)
        there = None if held is None else self.posts[held]
        return there is None or not post.location or post.location != there.location

    def goes_with(self, one: Candidate) -> bool:
        """Whether the husband or wife near whom somebody wishes to serve is moved."""
        spouse = self.people.get(one.spouse or 0)
        return spouse is not None and spouse.spouse == one.person_id and spouse.person_id in self.plan

    def allows(self, one: Candidate, post: Post) -> bool:
        """All hard rules but vacancy, at their defaults, in plain words."""
        same = one.position_key == post.key
        jpm, schooling, months = self.jpm(one, post), self.schooling(one, post), self.months(one)
        spouse = self.people.get(one.spouse or 0)
        held = None if one.post is None else self.posts[one.post]
        tiers = (
            self.tier(one.position_kind, None if held is None else held.job_class),
            self.tier(post.kind, post.job_class),
        )
        classes = None if held is None else held.job_class, post.job_class
        last_years = [one.ratings.get(2025), one.ratings.get(2024)][: self.settings.rated_years]
        level = _LEVELS.index(one.education_level) if one.education_level else 9
        commands = "struktural" in (post.kind, None if spouse is None else spouse.position_kind)
        return not (
            months is None
            or months < self.settings.min_tenure_months
            or any(rating not in ("baik", "sangat_baik") for rating in last_years)
            or one.discipline not in (None, "tidak_ada")
            or one.legal_status != "Aktif"
            or (schooling == "unknown" and not same)
            or schooling in ("level_below", "other_field")
            or (jpm is None and not same)
            or (jpm is not None and jpm < self.settings.jpm_pass)
            or (None not in tiers and tiers[0] != tiers[1])
            or (classes[0] is not None and classes[1] is not None and classes[0] > classes[1])
            or (one.kind == "pppk" and not (same and self.settings.pppk_moves == "same_post"))
            or (post.kind == "fungsional" and not same and level < (6 if " ahli " in post.key else 2))
            or (spouse is not None and spouse.unit_id == post.unit_id and commands)
        )

    @staticmethod
    def tier(kind: str | None, job_class: int | None) -> int | None:
        if kind == "struktural":
            return None if job_class is None else 2 if job_class < 10 else 3
        return None if kind is None else 1


def _months_later(since: date, months: int) -> tuple[int, int, int]:
    count = since.month - 1 + months
    return since.year + count // 12, count % 12 + 1, since.day


def _shown(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
