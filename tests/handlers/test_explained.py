"""Every code that an explanation or a finding can hold has its words, and they fit their facts."""

from datetime import date
from decimal import Decimal
from string import Formatter

import pytest

from domain.explanations import (
    Facts,
    LostSeat,
    Place,
    Reason,
    ReasonCode,
    Rival,
    RuleResult,
    Verdict,
    WouldChange,
)
from domain.planning.arithmetic.competency import FillingCategory
from domain.planning.arithmetic.education import EducationOutcome
from domain.planning.explaining.lost import EQUAL_POINTS, FEWER_POINTS, MORE_POINTS, TAKEN, UNIT_LIMIT
from domain.planning.explaining.unmet_wishes import WishCause
from domain.planning.matching.left_out import LeftOutCode
from domain.planning.matching.proposing import STAGES
from domain.planning.rule_codes import RuleCode
from domain.plans.findings import Finding
from handlers.explained import (
    change_words,
    finding_words,
    reason_words,
    rival_words,
    rule_words,
    seat_words,
)
from locales.explained import worded_facts
from locales.words import LANGUAGES, Words

WORDS = Words.load()
KEYS = WORDS.catalogues["id"].keys()
CAUSES = (TAKEN, FEWER_POINTS, EQUAL_POINTS, UNIT_LIMIT, MORE_POINTS)
PLACE = Place(
    post_id=1, unit_id=1, unit="UPTD Kemuning", position="Perawat", job_class=6, location="Kemuning"
)

# The facts of each reason and rule as `domain/planning/` documents them; None is what may be unknown.
NEED: Facts = {"unit": "U", "position": "P", "need": 5, "actual": 3, "actual_after": 4, "actual_plan": 4}
LOAD: Facts = {"unit": "U", "position": "P", "ej": Decimal("1.60"), "ej_after": None, "eu": None}
REASONS: dict[ReasonCode, Facts] = {
    ReasonCode.TARGET_NEED: NEED,
    ReasonCode.ORIGIN_SURPLUS: NEED,
    ReasonCode.TARGET_LOAD: LOAD,
    ReasonCode.ORIGIN_LOAD: LOAD,
    ReasonCode.FIT: {"jpm": Decimal("96.30"), "pass": Decimal(68), "category": "memenuhi_syarat"},
    ReasonCode.EDUCATION: {"education": "S-1 PGSD", "schooling": "fits"},
    ReasonCode.TENURE: {"months": 74, "least": 24, "most": 60},
    ReasonCode.TRAVEL: {"minutes": 45, "origin": "Selensen", "target": "Kemuning"},
    ReasonCode.JOB_CLASS: {"before": 6, "after": 7},
    ReasonCode.SPOUSE: {"minutes_before": 10, "minutes_after": None},
    ReasonCode.HARDSHIP: {"wished_unit": True},
}
RULES: dict[RuleCode, Facts] = {
    RuleCode.TENURE_MIN: {"least": 24, "months": -1},
    RuleCode.TENURE_MAX: {"most": 60, "months": 74},
    RuleCode.PERF_2Y: {"needed": 2, "well": 1, "missing": 1},
    RuleCode.JPM: {"pass": Decimal(68), "jpm": None},
    RuleCode.VACANCY: {"need": None, "actual_after": 4},
}


def _say(key: str, facts: Facts) -> None:
    """Fill the words in both languages; a placeholder without its fact raises KeyError."""
    for language in LANGUAGES:
        assert WORDS.plain(language, key, **worded_facts(WORDS, language, facts))


def _reason(code: ReasonCode, facts: Facts, *, speaks_for: bool) -> Reason:
    return Reason(
        code=code, speaks_for=speaks_for, points=0, facts=facts, as_of=date(2025, 12, 31), source="workload"
    )


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("speaks_for", [True, False])
def test_every_reason_has_words_for_and_against(code: ReasonCode, speaks_for: bool) -> None:  # noqa: FBT001 -- a case
    _say(*reason_words(_reason(code, REASONS[code], speaks_for=speaks_for)))


def test_a_wish_that_is_met_has_words() -> None:
    facts: Facts = {"rank": 1, "wishes": 3, "unit": "U"}

    _say(*reason_words(_reason(ReasonCode.WISH, facts, speaks_for=True)))


@pytest.mark.parametrize("cause", WishCause)
def test_a_wish_that_is_not_met_says_why(cause: WishCause) -> None:
    facts: dict[str, object] = {"rank": 1, "cause": cause.value}
    if cause not in {WishCause.NO_POST, WishCause.PRESENT_UNIT}:
        facts |= {"unit": "U", "position": "P", "need": 5, "actual": 5}

    _say(*reason_words(_reason(ReasonCode.OTHER_WISH, facts, speaks_for=False)))  # type: ignore[arg-type] # facts of several kinds


def test_a_way_that_is_not_known_is_not_said_to_be_long() -> None:
    facts: Facts = {"minutes": None, "origin": "Selensen", "target": "Kemuning"}

    key, _ = reason_words(_reason(ReasonCode.TRAVEL, facts, speaks_for=False))

    assert key == "plan.reason.travel.unknown"
    _say(key, facts)


@pytest.mark.parametrize("code", RuleCode)
def test_every_rule_has_words_whatever_is_known(code: RuleCode) -> None:
    rule = RuleResult(
        code=code,
        verdict=Verdict.PASSED,
        is_hard=True,
        facts=RULES.get(code, {}),
        as_of=None,
        source="PP 11/2017",
    )

    _say(*rule_words(rule))


@pytest.mark.parametrize("cause", CAUSES)
def test_what_lost_says_by_how_much_or_why(cause: str) -> None:
    facts: Facts = {"jpm": Decimal(90), "points": 32, "own_points": 47, "minutes": 0, "wish_rank": None}

    _say(*seat_words(LostSeat(place=PLACE, lost_by=15, cause=cause, facts=facts)))
    _say(*rival_words(Rival(person_id=1, lost_by=15, cause=cause, facts=facts)))


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("target_need_falls", {"unit": "U", "position": "P", "need": 5, "would_need": 3}),
        ("origin_need_rises", {"unit": "U", "position": "P", "need": 5, "would_need": 7}),
        ("jpm_falls", {"jpm": Decimal(96), "below": Decimal(68)}),
        ("wish_opens", {"rank": 1, "unit": "U", "position": "P", "need": 5, "would_need": 6}),
        ("wish_freed", {"rank": 1, "unit": "U", "position": "P"}),
        ("wish_stated", {"unit": "U", "position": "P", "lost_by": 4, "wish_points": 40}),
        ("hardship_acknowledged", {"lost_by": 4, "hardship_points": 60}),
        ("rule_met", {"rule": "tenure_min"}),
        ("data_corrected", {}),
    ],
)
def test_what_would_change_the_outcome_has_words(code: str, facts: Facts) -> None:
    _say(*change_words(WouldChange(code=code, facts=facts)))


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("rule_tenure_min", {"least": 24, "months": 5}),
        (
            "better_colleague",
            {
                "person_id": 1,
                "jpm": Decimal(90),
                "own_jpm": Decimal(80),
                "points": 1,
                "own_points": 1,
                "wish_rank": 1,
            },
        ),
        ("wish_wasted", {"rank": 1, "unit": "U", "position": "P", "need": 5, "actual_plan": 4}),
        ("spouses_split", {"minutes_before": 0, "minutes_after": 90}),
        ("donor_left_short", {"unit": "U", "position": "P", "need": 5, "actual": 5, "actual_plan": 4}),
        ("reason_not_borne_out", {}),
        ("person_gone", {}),
        ("target_not_on_map", {}),
    ],
)
def test_every_finding_has_words(code: str, facts: Facts) -> None:
    _say(*finding_words(Finding(code=code, facts=facts)))


def test_every_other_code_of_planning_has_words() -> None:
    needed = {
        *(f"plan.left_out.{code}" for code in LeftOutCode),
        *(f"plan.category.{one}" for one in FillingCategory),
        *(f"plan.schooling.{one}" for one in EducationOutcome),
        *(f"plan.verdict.{one}" for one in Verdict),
        *(f"plan.stage.{one}" for one in (*STAGES, "check")),
    }

    assert needed <= KEYS


def test_exact_numbers_are_written_as_the_language_does() -> None:
    facts: Facts = {"jpm": Decimal("96.30"), "months": -1, "known": True, "none": None, "class": 7}

    assert worded_facts(WORDS, "id", facts) == {
        "jpm": "96,3",
        "months": "belum diketahui",
        "known": "ya",
        "none": "belum diketahui",
        "class": 7,
    }
    assert worded_facts(WORDS, "en", facts)["jpm"] == "96.3"


def test_no_sentence_asks_for_a_fact_of_another_person_but_those_for_hr() -> None:
    personal = {"person_id", "nip", "name"}
    for key in KEYS:
        if key.startswith("plan."):
            for form in WORDS.catalogues["id"][key].forms:
                assert not personal & {name for _, name, _, _ in Formatter().parse(form) if name}, key
