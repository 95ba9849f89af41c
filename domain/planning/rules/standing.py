"""No disciplinary process, not on study, in active service (Peraturan BKN 5/2019, list of papers).

And not under a restriction that the person has asked for: a new proposal is processing that can wait.
"""

from domain.explanations import Facts
from domain.planning.rule_codes import RuleCode
from domain.planning.rules.rule import Rule, never
from domain.planning.rules.views import PENALTY_NAMES, STANDING_NAMES, Penalty, PersonView, Standing, Truth
from domain.planning.settings import PlanningSettings

SOURCE = "Peraturan BKN 5/2019"


def _is_punished(person: PersonView, _settings: PlanningSettings) -> Truth:
    return person.penalty > Penalty.NONE


def _is_not_told(person: PersonView, _settings: PlanningSettings) -> Truth:
    # HR signs the statement itself, so silence of the record is a paper to ask for, not an obstacle.
    return person.penalty == Penalty.UNKNOWN


def _studies(person: PersonView, _settings: PlanningSettings) -> Truth:
    return person.standing == Standing.STUDYING


def _is_not_active(person: PersonView, _settings: PlanningSettings) -> Truth:
    # A status nobody wrote, or whose word is not known, does not show that the person is in service.
    return (person.standing == Standing.NOT_ACTIVE) | (person.standing == Standing.UNKNOWN)


def _is_restricted(person: PersonView, _settings: PlanningSettings) -> Truth:
    return person.is_restricted


def _nothing(_person: PersonView, _settings: PlanningSettings) -> Facts:
    return {}


def _penalty(person: PersonView, _settings: PlanningSettings) -> Facts:
    return {"penalty": PENALTY_NAMES[person.penalty]}


def _standing(person: PersonView, _settings: PlanningSettings) -> Facts:
    return {"standing": STANDING_NAMES[person.standing]}


NO_DISC = Rule(code=RuleCode.NO_DISC, source=SOURCE, fails=_is_punished, warns=_is_not_told, facts=_penalty)
NO_STUDY = Rule(code=RuleCode.NO_STUDY, source=SOURCE, fails=_studies, warns=never, facts=_standing)
ACTIVE = Rule(code=RuleCode.ACTIVE, source=SOURCE, fails=_is_not_active, warns=never, facts=_standing)
UNRESTRICTED = Rule(
    code=RuleCode.UNRESTRICTED,
    source="UU 27/2022 ps. 11 dan 41",
    fails=_is_restricted,
    warns=never,
    facts=_nothing,
)
