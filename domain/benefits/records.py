"""The lines of the card of benefits and costs (Untung-Rugi Jujur), as codes with facts.

Facts of each line; None where it is not known, which the card says instead of leaving the line out:

- FIT: jpm, pass (percent). EDUCATION: education, schooling. OWN_LOAD: ej, ej_after (load of the post against
  the people who hold it). TENURE: months, least, most. WISH, OTHER_WISH, SPOUSE, HARDSHIP: as the explanation
  has them. TRAVEL: minutes, origin, target. TRAINING: none.
- TARGET_STAFF, ORIGIN_STAFF: unit, position, need (K), actual, actual_after (B), people. TARGET_LOAD,
  ORIGIN_LOAD: unit, position, ej, ej_after of the post, eu, eu_after of its unit. SERVED: none.
- PLACE: from_unit, from_position, to_unit, to_position. JOB_CLASS: before, after. INCOME: none. START: day.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.explanations import Facts


class Block(StrEnum):
    """For whom it counts."""

    FOR_YOU = "for_you"
    FOR_THE_PUBLIC = "for_the_public"
    WHAT_CHANGES = "what_changes"


class Sign(StrEnum):
    """Which way a line speaks. NEUTRAL also where nobody knows."""

    BENEFIT = "benefit"
    COST = "cost"
    NEUTRAL = "neutral"


class LineCode(StrEnum):
    """What is told, in the order of the card."""

    FIT = "fit"
    EDUCATION = "education"
    OWN_LOAD = "own_load"
    TENURE = "tenure"
    WISH = "wish"
    OTHER_WISH = "other_wish"
    TRAVEL = "travel"
    SPOUSE = "spouse"
    HARDSHIP = "hardship"
    TRAINING = "training"
    TARGET_STAFF = "target_staff"
    TARGET_LOAD = "target_load"
    ORIGIN_STAFF = "origin_staff"
    ORIGIN_LOAD = "origin_load"
    SERVED = "served"
    PLACE = "place"
    JOB_CLASS = "job_class"
    INCOME = "income"
    START = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the card. `is_known` False: the data hold no such figure, and the line says so."""

    code: LineCode
    sign: Sign
    facts: Facts
    is_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLoad:
    """How full a unit is (EU), 1.00 is even; None where nobody can tell."""

    unit: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceSheet:
    """Everything that is told of one proposal. `loads`: of the unit left and of the unit joined."""

    as_of: date
    blocks: dict[Block, tuple[Line, ...]]
    loads: tuple[UnitLoad, ...]
