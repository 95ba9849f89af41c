"""What a record says, as the whole numbers that rules compare."""

from datetime import date
from decimal import Decimal

from domain.imports.rows import Discipline, PositionKind
from domain.organisation import name_key
from domain.planning.arithmetic.education import EducationLevel
from domain.planning.rules.views import UNKNOWN, Kind, Penalty, Standing
from domain.planning.settings import PlanningSettings

# Words of SIASN for the legal status; whatever is in neither set does not show that somebody is in service.
_ACTIVE = {"aktif", "pns aktif", "pppk aktif", "cpns aktif"}
_STUDYING = ("tugas belajar", "ikatan dinas")

_KINDS: dict[PositionKind | None, Kind] = {
    None: Kind.UNKNOWN,
    "pelaksana": Kind.STAFF,
    "fungsional": Kind.FUNCTIONAL,
    "struktural": Kind.STRUCTURAL,
}
_PENALTIES: dict[Discipline | None, Penalty] = {
    None: Penalty.UNKNOWN,
    "tidak_ada": Penalty.NONE,
    "ringan": Penalty.LIGHT,
    "sedang": Penalty.MEDIUM,
    "berat": Penalty.HEAVY,
}
# Equal tiers by the equivalence of functional posts: pelaksana with keterampilan and ahli pertama, pengawas
# with ahli muda, administrator with ahli madya (domain.md 1.4).
_BRANCHES = {
    " pemula": 1,
    " terampil": 1,
    " mahir": 1,
    " penyelia": 1,
    " ahli pertama": 1,
    " ahli muda": 2,
    " ahli madya": 3,
    " ahli utama": 4,
}
# Structural tiers by job class, as kabupaten hold them: pengawas 8-9, administrator 10-12, JPT from 13 [K].
_LEAST_CLASS = ((13, 4), (10, 3), (1, 2))


def tenure_months(since: date | None, as_of: date) -> int:
    """Whole months in the post; UNKNOWN without a day, or with one that lies ahead."""
    if since is None or since > as_of:
        return UNKNOWN
    return (as_of.year - since.year) * 12 + as_of.month - since.month - (as_of.day < since.day)


def standing_of(legal_status: str) -> Standing:
    """Read the legal status (kedudukan hukum) as SIASN writes it."""
    status = name_key(legal_status)
    if not status:
        return Standing.UNKNOWN
    if status in _ACTIVE:
        return Standing.ACTIVE
    return Standing.STUDYING if status.startswith(_STUDYING) else Standing.NOT_ACTIVE


def penalty_of(discipline: Discipline | None) -> Penalty:
    return _PENALTIES[discipline]


def kind_of(kind: PositionKind | None) -> Kind:
    return _KINDS[kind]


def hundredths(jpm: int) -> Decimal | None:
    """A percentage from its hundredths, as columns hold it; None where it is UNKNOWN."""
    return None if jpm == UNKNOWN else Decimal(jpm).scaleb(-2)


def class_of(job_class: int | None) -> int:
    return UNKNOWN if job_class is None else job_class


def tier_of(kind: PositionKind | None, key: str, job_class: int | None) -> int:
    """1 pelaksana … 4 JPT, with functional posts of the equal tier; UNKNOWN where the data do not tell."""
    if kind == "pelaksana":
        return 1
    if kind == "fungsional":
        return next((tier for branch, tier in _BRANCHES.items() if key.endswith(branch)), UNKNOWN)
    if kind == "struktural" and job_class is not None:
        return next((tier for least, tier in _LEAST_CLASS if job_class >= least), UNKNOWN)
    return UNKNOWN


def least_education(kind: PositionKind | None, key: str) -> EducationLevel | None:
    """What a functional post of that branch asks for at least; None where the name shows no branch."""
    if kind != "fungsional" or not key.endswith(tuple(_BRANCHES)):
        return None
    return EducationLevel.D_IV if " ahli " in key else EducationLevel.SLTA


def is_locked(settings: PlanningSettings, as_of: date) -> bool:
    """Tell whether an election window lies over the day of the moves."""
    day = settings.effective_on or as_of
    return any(lock.first <= day <= lock.last for lock in settings.locks)
