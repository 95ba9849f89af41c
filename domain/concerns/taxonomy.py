"""What a concern can be about, how sensitive that is, and whose desk it goes to (domain.md 7.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Concern(StrEnum):
    """What it is about. `OTHER` is for what fits none of the twelve: nobody is sent away for a label."""

    FAMILY_CARE = "family_care"
    HEALTH = "health"
    SPOUSE_JOB = "spouse_job"
    DISTANCE_TIME = "distance_time"
    INCOME_TPP = "income_tpp"
    CAREER = "career"
    SKILL_FIT = "skill_fit"
    FAIRNESS = "fairness"
    POLITICS = "politics"
    HOUSING = "housing"
    HANDOVER = "handover"
    TIMING = "timing"
    OTHER = "other"


class Sensitivity(StrEnum):
    """How much the text may harm its writer. SPECIFIC: specific personal data (UU 27/2022 art. 4)."""

    LOW = "low"
    MID = "mid"
    HIGH = "high"
    SPECIFIC = "specific"


class Desk(StrEnum):
    """Who answers. HR's officers read every case; the others are asked by them, without the sender's name."""

    HR = "hr"
    INCOME = "income"
    UNIT = "unit"
    INSPECTORATE = "inspectorate"


class Intake(StrEnum):
    """How the words may come.

    CHAT: typed in the chat. CLOSED_FORM: by the closed form, and without one the category alone, so that a
    contact is arranged. ELSEWHERE: not here at all, only the way to the desk that is told.
    """

    CHAT = "chat"
    CLOSED_FORM = "closed_form"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Handling:
    """How one kind of concern is treated."""

    sensitivity: Sensitivity
    desk: Desk
    intake: Intake

    @property
    def may_be_typed(self) -> bool:
        """Whether the chat may ask for words at all."""
        return self.intake is Intake.CHAT


HANDLING: Mapping[Concern, Handling] = {
    Concern.FAMILY_CARE: Handling(Sensitivity.HIGH, Desk.HR, Intake.CLOSED_FORM),
    Concern.HEALTH: Handling(Sensitivity.SPECIFIC, Desk.HR, Intake.CLOSED_FORM),
    Concern.SPOUSE_JOB: Handling(Sensitivity.HIGH, Desk.HR, Intake.CLOSED_FORM),
    Concern.DISTANCE_TIME: Handling(Sensitivity.LOW, Desk.HR, Intake.CHAT),
    Concern.INCOME_TPP: Handling(Sensitivity.MID, Desk.INCOME, Intake.CHAT),
    Concern.CAREER: Handling(Sensitivity.LOW, Desk.HR, Intake.CHAT),
    Concern.SKILL_FIT: Handling(Sensitivity.LOW, Desk.HR, Intake.CHAT),
    Concern.FAIRNESS: Handling(Sensitivity.LOW, Desk.HR, Intake.CHAT),
    Concern.POLITICS: Handling(Sensitivity.HIGH, Desk.INSPECTORATE, Intake.ELSEWHERE),
    Concern.HOUSING: Handling(Sensitivity.LOW, Desk.UNIT, Intake.CHAT),
    Concern.HANDOVER: Handling(Sensitivity.LOW, Desk.UNIT, Intake.CHAT),
    Concern.TIMING: Handling(Sensitivity.MID, Desk.HR, Intake.CHAT),
    Concern.OTHER: Handling(Sensitivity.MID, Desk.HR, Intake.CHAT),
}
