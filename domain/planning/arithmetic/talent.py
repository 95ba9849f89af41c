"""What a place in the nine-box grid means, and the next step (PermenPANRB 3/2020; domain.md 3.4).

A box has a number nowhere here: one person's must never be shown to another, and the person is told a meaning
and a step, not a label. The values are codes; `locales/` has the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.planning.arithmetic.performance import Expectation


class Potential(StrEnum):
    """Potensial, as assessed."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class TalentMeaning(StrEnum):
    """What a box says of a person, in words that several boxes share: our reading of the follow-ups below."""

    SUCCESSION_POOL = "succession_pool"  # Kelompok Rencana Suksesi Instansi
    GROWING = "growing"
    TO_BE_SUPPORTED = "to_be_supported"
    UNDER_REVIEW = "under_review"


class DevelopmentStep(StrEnum):
    """What is done next."""

    PROMOTION = "promotion"
    SUCCESSION = "succession"
    RETENTION = "retention"
    ROTATION = "rotation"
    ENRICHMENT = "enrichment"
    ENLARGEMENT = "enlargement"
    DEVELOPMENT = "development"
    GUIDANCE = "guidance"
    COUNSELLING = "counselling"
    FITTING_PLACEMENT = "fitting_placement"
    REGULAR_PROCESS = "regular_process"  # diproses sesuai ketentuan


@dataclass(frozen=True, slots=True)
class TalentBox:
    """One cell of the grid, by meaning; `steps` in the order of the rule."""

    meaning: TalentMeaning
    steps: tuple[DevelopmentStep, ...]


_Meaning, _Step = TalentMeaning, DevelopmentStep

# Layout and follow-ups as commonly printed [K: BKPSDM to confirm; domain.md 3.4].
NINE_BOX: Mapping[tuple[Expectation, Potential], TalentBox] = {
    (Expectation.ABOVE, Potential.HIGH): TalentBox(
        _Meaning.SUCCESSION_POOL, (_Step.PROMOTION, _Step.RETENTION, _Step.SUCCESSION)
    ),
    (Expectation.ABOVE, Potential.MEDIUM): TalentBox(
        _Meaning.SUCCESSION_POOL, (_Step.RETENTION, _Step.SUCCESSION, _Step.ROTATION, _Step.ENRICHMENT)
    ),
    (Expectation.MEETS, Potential.HIGH): TalentBox(
        _Meaning.SUCCESSION_POOL, (_Step.RETENTION, _Step.SUCCESSION, _Step.ROTATION, _Step.ENLARGEMENT)
    ),
    (Expectation.ABOVE, Potential.LOW): TalentBox(_Meaning.GROWING, (_Step.ROTATION, _Step.DEVELOPMENT)),
    (Expectation.MEETS, Potential.MEDIUM): TalentBox(
        _Meaning.GROWING, (_Step.FITTING_PLACEMENT, _Step.GUIDANCE, _Step.DEVELOPMENT)
    ),
    (Expectation.MEETS, Potential.LOW): TalentBox(
        _Meaning.TO_BE_SUPPORTED, (_Step.GUIDANCE, _Step.DEVELOPMENT, _Step.FITTING_PLACEMENT)
    ),
    (Expectation.BELOW, Potential.MEDIUM): TalentBox(
        _Meaning.TO_BE_SUPPORTED, (_Step.GUIDANCE, _Step.COUNSELLING, _Step.FITTING_PLACEMENT)
    ),
    (Expectation.BELOW, Potential.HIGH): TalentBox(
        _Meaning.TO_BE_SUPPORTED, (_Step.FITTING_PLACEMENT, _Step.GUIDANCE, _Step.COUNSELLING)
    ),
    (Expectation.BELOW, Potential.LOW): TalentBox(_Meaning.UNDER_REVIEW, (_Step.REGULAR_PROCESS,)),
}


def talent_box(performance: Expectation, potential: Potential) -> TalentBox:
    """What the person's performance and potential mean together."""
    return NINE_BOX[performance, potential]
