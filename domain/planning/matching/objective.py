"""The points of one person in one seat, by the region's weights, in whole points and part by part.

The same functions weigh single figures and whole columns, so that what an explanation shows is what was
weighed. All points are whole: a plan's optimum is then exact, and the same on every machine.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.planning.settings import PlanningSettings, Weights

Ints = NDArray[np.int64]
Figure = TypeVar("Figure", int, Ints)

_HUNDREDTHS = 100  # of a percent, in which a job-person match is kept
_TRAVEL_STEP = 10  # minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What was weighed, part by part; what counts against the move is below zero."""

    fit: int = 0
    wish: int = 0
    tenure: int = 0
    travel: int = 0
    unknown_travel: int = 0
    hardship: int = 0

    @property
    def total(self) -> int:
        return self.fit + self.wish + self.tenure + self.travel + self.unknown_travel + self.hardship


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """What is known of one person in one seat.

    `jpm` in hundredths of a percent. `wish_rank`: of the wish that names this post, or any post of this
    unit. `wished_unit`: the unit is wished for, be it with another post. `travel_minutes`: from the present
    place of work to the new one, None where unknown.
    """

    jpm: int
    wish_rank: int | None
    wished_unit: bool
    stayed_long: bool
    travel_minutes: int | None
    hardship: bool


def weigh(pairing: Pairing, settings: PlanningSettings) -> Points:
    """The points of one pair."""
    weights = settings.weights
    minutes = pairing.travel_minutes
    spared = not pairing.hardship or pairing.wished_unit
    return Points(
        fit=fit_points(pairing.jpm, settings),
        wish=0 if pairing.wish_rank is None else wish_points(pairing.wish_rank, weights),
        tenure=weights.tenure if pairing.stayed_long else 0,
        travel=0 if minutes is None else travel_points(minutes, weights),
        unknown_travel=-weights.unknown_travel if minutes is None else 0,
        hardship=0 if spared else -weights.hardship,
    )


def fit_points(jpm: Figure, settings: PlanningSettings) -> Figure:
    """For each whole percent of job-person match above the pass mark; none below it."""
    above = jpm - int(settings.jpm_pass * _HUNDREDTHS)
    return settings.weights.fit * (above * (above > 0) // _HUNDREDTHS)


def wish_points(rank: int, weights: Weights) -> int:
    """The first wish in full, each further one half of the one before, in whole points."""
    return weights.wish >> min(max(rank, 1) - 1, weights.wish.bit_length())


def travel_points(minutes: Figure, weights: Weights) -> Figure:
    """Taken off for each full ten minutes."""
    return -weights.travel * (minutes // _TRAVEL_STEP)


def stayed_long(tenure_months: Any, settings: PlanningSettings) -> Any:
    """Tell whether somebody is in the post for longer than the longest tenure; unknown (-1): no."""
    return tenure_months > settings.max_tenure_months
