"""What a region may decide about planning: thresholds with their source, and the weights in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.planning.rule_codes import RuleCode, Strictness


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A window in which officials are moved only with Mendagri's written consent (UU 10/2016 art. 71(2))."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What counts how much, in points; a plan first closes as many gaps as it can, then gathers points.

    `fit`: for each whole percent of job-person match above the pass mark. `wish`: for the first wish, halved
    with every rank. `tenure`: for more than the longest tenure in the present post. `travel`: taken off for
    each 10 minutes farther from the present place of work. `hardship`: taken off for moving somebody whose
    special circumstance is acknowledged, unless it is to a unit they wished for. `unknown_travel`: taken off
    where the travel time is not known.
    """

    fit: int = 1
    wish: int = 40
    tenure: int = 15
    travel: int = 3
    hardship: int = 60
    unknown_travel: int = 10

    def __post_init__(self) -> None:
        if min(getattr(self, one.name) for one in fields(self)) < 0:
            raise ValueError("Weights are points of zero or more: what counts against a move is taken off.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningSettings:
    """A region's choices. Defaults are those of domain papers; [K] marks what BKPSDM must confirm.

    wke_minutes: effective working time a year (PermenPANRB 1/2020: 1,250 h).
    min_tenure_months / max_tenure_months: PP 11/2017 art. 190(3), 2 and 5 years.
    jpm_pass: percent, "Masih Memenuhi Syarat" [K]. jpm_cap: whether more than required counts as 100 % [K].
    technical_weight: share of the technical part of JPM, where a post has technical competencies [K].
    rated_years: years of performance at least "Baik" (Peraturan BKN 5/2019 practice).
    most_released / most_received: moves out of and into one unit in one wave; None: no limit. Swap circles,
    after which a unit has as many people as before, do not count.
    strictness: where the region holds a rule harder or softer than its default, or switches it off.
    effective_on: the day the moves are planned for; None: the day of the snapshot.
    locks: election windows. pppk_moves: "same_post" until BKPSDM rules otherwise (domain 1.4 PPPK_SCOPE).
    """

    wke_minutes: Literal[75_000, 72_000] = 75_000
    min_tenure_months: int = 24
    max_tenure_months: int = 60
    jpm_pass: Decimal = Decimal(68)
    jpm_cap: bool = True
    technical_weight: Decimal = Decimal("0.5")
    rated_years: int = 2
    most_released: int | None = 5
    most_received: int | None = 5
    strictness: Mapping[RuleCode, Strictness] = field(default_factory=dict)
    effective_on: date | None = None
    locks: tuple[Lock, ...] = ()
    pppk_moves: Literal["same_post", "none"] = "same_post"
    weights: Weights = Weights()
