"""The rules that are checked for a transfer within the region, by the codes that cards and letters word."""

from enum import StrEnum
from typing import Literal

Strictness = Literal["hard", "soft", "off"]


class RuleCode(StrEnum):
    """Rules of domain.md 1.4 for `internal`. CPNS_10Y and NO_FINDINGS bind moves to another instansi only."""

    TENURE_MIN = "tenure_min"
    TENURE_MAX = "tenure_max"
    PERF_2Y = "perf_2y"
    NO_DISC = "no_disc"
    NO_STUDY = "no_study"
    ACTIVE = "active"
    UNRESTRICTED = "unrestricted"
    ELECTION_LOCK = "election_lock"
    PPPK_SCOPE = "pppk_scope"
    JF_MOVE = "jf_move"
    DEMOTION = "demotion"
    PROMOTION = "promotion"
    EDUCATION = "education"
    JPM = "jpm"
    VACANCY = "vacancy"
    COI = "coi"
