"""All rules for a transfer within the region, by what they depend on, in the order they are shown."""

from domain.planning.rules.contract import PPPK_SCOPE
from domain.planning.rules.election import ELECTION_LOCK
from domain.planning.rules.functional import JF_MOVE
from domain.planning.rules.qualification import EDUCATION, JPM
from domain.planning.rules.rank import DEMOTION, PROMOTION
from domain.planning.rules.ratings import PERF_2Y
from domain.planning.rules.seat import COI, VACANCY
from domain.planning.rules.standing import ACTIVE, NO_DISC, NO_STUDY, UNRESTRICTED
from domain.planning.rules.tenure import TENURE_MAX, TENURE_MIN

PERSON_RULES = (TENURE_MIN, TENURE_MAX, PERF_2Y, NO_DISC, NO_STUDY, ACTIVE, UNRESTRICTED)
POST_RULES = (EDUCATION, JPM, DEMOTION, PROMOTION, PPPK_SCOPE, JF_MOVE, ELECTION_LOCK)
SEAT_RULES = (VACANCY, COI)
