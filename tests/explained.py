"""An explanation of Siti's proposal, as the planner would make it; tests change what they are about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.explanations import Explanation, Facts, Place, Reason, ReasonCode, StatedReason

MAP_DAY, TODAY = date(2025, 12, 31), date(2026, 11, 24)
_NURSES: Facts = {"position": "Perawat Terampil"}
_TARGET = Place(
    post_id=2,
    unit_id=2,
    unit="UPTD Puskesmas Kemuning",
    position="Perawat Terampil",
    job_class=6,
    location="Kemuning",
)


def reason(code: ReasonCode, facts: Facts, *, speaks_for: bool = True, source: str = "workload") -> Reason:
    return Reason(code=code, speaks_for=speaks_for, points=0, facts=facts, as_of=MAP_DAY, source=source)


_IN_KEMUNING: Facts = {**_NURSES, "unit": "UPTD Puskesmas Kemuning"}
_IN_SELENSEN: Facts = {**_NURSES, "unit": "UPTD Puskesmas Selensen"}
REASONS = (
    reason(ReasonCode.TARGET_NEED, {**_IN_KEMUNING, "need": 5, "actual": 3, "actual_after": 4}),
    reason(
        ReasonCode.TARGET_LOAD,
        {
            **_IN_KEMUNING,
            "ej": Decimal("1.60"),
            "ej_after": Decimal("1.20"),
            "eu": Decimal("1.31"),
            "eu_after": Decimal("1.17"),
        },
    ),
    reason(ReasonCode.ORIGIN_SURPLUS, {**_IN_SELENSEN, "need": 6, "actual": 8, "actual_after": 7}),
    reason(
        ReasonCode.ORIGIN_LOAD,
        {
            **_IN_SELENSEN,
            "ej": Decimal("0.72"),
            "ej_after": Decimal("0.82"),
            "eu": Decimal("0.81"),
            "eu_after": Decimal("0.88"),
        },
    ),
    reason(ReasonCode.FIT, {"jpm": Decimal("96.30"), "pass": Decimal(68)}, source="assessment"),
    reason(ReasonCode.EDUCATION, {"education": "Keperawatan", "schooling": "fits"}, source="siasn"),
    reason(
        ReasonCode.OTHER_WISH,
        {
            "rank": 1,
            "cause": "no_vacancy",
            "unit": "UPTD Puskesmas Sekara",
            "position": "Perawat Terampil",
            "need": 4,
            "actual": 4,
        },
        speaks_for=False,
        source="wishes",
    ),
    reason(
        ReasonCode.TRAVEL,
        {"minutes": 35, "origin": "Selensen", "target": "Kemuning"},
        speaks_for=False,
        source="travel_table",
    ),
)
EXPLAINED = Explanation(
    person_id=1,
    as_of=TODAY,
    origin=replace(_TARGET, post_id=1, unit_id=1, unit="UPTD Puskesmas Selensen", location="Selensen"),
    target=_TARGET,
    reasons=REASONS,
    rules=(),
    lost_seats=(),
    rivals=(),
    would_change=(),
    stated=None,
    missing=(),
)
UNFOUNDED = replace(
    EXPLAINED,
    stated=StatedReason(
        text="Masa jabatan lama", claims=(ReasonCode.TENURE,), is_borne_out=False, facts={"tenure": False}
    ),
)


def without(*codes: ReasonCode) -> Explanation:
    """The same, where the data tell nothing of these."""
    return replace(EXPLAINED, reasons=tuple(one for one in REASONS if one.code not in codes))
