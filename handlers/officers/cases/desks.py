"""The desks behind `/tiket`."""

from dataclasses import dataclass

from domain.concerns.assigning import AssigningDesk
from domain.concerns.canned import CannedDesk
from domain.concerns.group import GroupDesk
from domain.concerns.handling import HandlingDesk
from domain.concerns.queue import QueueDesk
from domain.concerns.sealing import SealDesk
from domain.objections.answering import ObjectionAnswerDesk
from domain.preferences.constraint_desk import ConstraintDesk
from domain.privacy.officers import RightsOffice


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDesks:
    """Concerns, and the lanes beside them: objections, what weighs on people, their rights."""

    queue: QueueDesk
    handling: HandlingDesk
    assigning: AssigningDesk
    canned: CannedDesk
    seals: SealDesk
    group: GroupDesk
    objections: ObjectionAnswerDesk
    constraints: ConstraintDesk
    rights: RightsOffice
