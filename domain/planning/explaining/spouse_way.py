"""How far husband and wife serve from each other, before a plan and after it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.planning.explaining.weighing import Weighing
from domain.planning.matching.planned import Planned
from domain.planning.region.basis import Ints


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
    spouse = planned.near_to(person)
    if spouse is None:
        return None
    before = weighing.minutes_between(weighing.place_of(person), weighing.place_of(spouse))
    after = weighing.minutes_between(
        _place_after(planned, weighing, person), _place_after(planned, weighing, spouse)
    )
    units = planned.candidate(person).unit_id, planned.candidate(spouse).unit_id
    return SpouseWay(
        minutes_before=before,
        minutes_after=after,
        is_together_before=before == 0 or units[0] == units[1],
        is_together_after=after == 0 or planned.unit_after(person) == planned.unit_after(spouse),
    )


def parts_couple(planned: Planned, weighing: Weighing, person: int, posts: Ints) -> NDArray[np.bool_]:
    """For each post, whether it is in another place than where the plan has the husband or wife.

    The matching moves nobody so (`couples.py`), nor to a place that is not known.
    """
    spouse = planned.near_to(person)
    if spouse is None:
        return np.zeros(len(posts), dtype=np.bool_)
    places = planned.basis.place_of_post[posts]
    return ~weighing.is_one_place(places, _place_after(planned, weighing, spouse))


def _place_after(planned: Planned, weighing: Weighing, person: int) -> int:
    target = planned.goes_to.get(person)
    return weighing.place_of(person) if target is None else int(planned.basis.place_of_post[target])
