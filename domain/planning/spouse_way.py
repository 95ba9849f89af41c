"""How far husband and wife serve from each other, before a plan and after it."""

from dataclasses import dataclass

from domain.planning.planned import Planned
from domain.planning.weighing import Weighing


@dataclass(frozen=True, slots=True, kw_only=True)
class SpouseWay:
    """Minutes between the two places of work, None where unknown; together: in one unit or one place."""

    minutes_before: int | None
    minutes_after: int | None
    is_together_before: bool
    is_together_after: bool

    @property
    def is_nearer(self) -> bool:
        """Tell whether the plan is known to bring them nearer."""
        before, after = self.minutes_before, self.minutes_after
        return before is not None and after is not None and after < before

    @property
    def is_split(self) -> bool:
        """Tell whether the plan parts them, or is known to take them farther apart."""
        before, after = self.minutes_before, self.minutes_after
        is_farther = before is not None and after is not None and after > before
        return not self.is_together_after and (self.is_together_before or is_farther)


def spouse_way(planned: Planned, weighing: Weighing, person: int) -> SpouseWay | None:
    """The way between somebody and the husband or wife near whom they wish to serve; None without one."""
    spouse = planned.spouse_of(person)
    if spouse is None or planned.spouse_of(spouse) != person:
        return None  # a wish of one alone binds nobody
    places = planned.basis.place_of_post

    def place_after(one: int) -> int:
        target = planned.goes_to.get(one)
        return weighing.place_of(one) if target is None else int(places[target])

    before = weighing.minutes_between(weighing.place_of(person), weighing.place_of(spouse))
    after = weighing.minutes_between(place_after(person), place_after(spouse))
    units = planned.candidate(person).unit_id, planned.candidate(spouse).unit_id
    return SpouseWay(
        minutes_before=before,
        minutes_after=after,
        is_together_before=before == 0 or units[0] == units[1],
        is_together_after=after == 0 or planned.unit_after(person) == planned.unit_after(spouse),
    )
