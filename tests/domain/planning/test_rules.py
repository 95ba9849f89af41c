"""Each rule's outcomes, with what is missing: a warning or a failure, never a silent pass."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from domain.explanations import RuleResult, Verdict
from domain.planning.explaining.judging import Judge
from domain.planning.region.columns import columns_of
from domain.planning.rule_codes import RuleCode, Strictness
from domain.planning.rules.blocking import blocking
from domain.planning.rules.catalogue import PERSON_RULES, POST_RULES, SEAT_RULES
from domain.planning.rules.views import Kind, SeatView
from domain.planning.settings import Lock, PlanningSettings
from domain.planning.snapshot import Candidate, Post
from tests.domain.planning.small_region import AS_OF, ASSESSED, MAP_DAY, STANDARD, nurse, post, region

PASSED, WARNING, FAILED = Verdict.PASSED, Verdict.WARNING, Verdict.FAILED
FREE = SeatView(need=2, actual_after=2, spouse_is_there=False, spouse_kind=Kind.UNKNOWN, kind=Kind.FUNCTIONAL)
LOCKED = PlanningSettings(locks=(Lock(first=date(2026, 11, 1), last=date(2027, 4, 30)),))
OTHER_FUNCTION = {"name": "Bidan Terampil", "key": "bidan terampil"}
STAFF = {"name": "Pengolah Data", "key": "pengolah data", "kind": "pelaksana"}
HEAD = {"name": "Kepala Seksi", "key": "kepala seksi", "kind": "struktural", "job_class": 9}
CLERK: dict[str, Any] = {"position_kind": "pelaksana", "position_key": "pengolah data"}
CHIEF: dict[str, Any] = {"position_kind": "struktural", "position_key": "kepala seksi"}


def _results(
    person: Candidate,
    target: Mapping[str, Any] = {},
    settings: PlanningSettings | None = None,
    seat: SeatView = FREE,
    held: Mapping[str, Any] = {},
) -> dict[str, RuleResult]:
    there: Post = post(2, unit_id=2, unit="Puskesmas Kemuning", **target)
    snapshot = region(
        (person,), (post(1, **held), there), standards={post().key: STANDARD, there.key: STANDARD}
    )
    settings = settings or PlanningSettings()
    columns = columns_of(snapshot, settings)
    before = columns.before(0, int(columns.key_of_post[1]))
    results = Judge(snapshot, settings).results(before, seat, assessed_on=person.assessed_on)
    hard_failures = blocking([one for one in results if one.code not in {"vacancy", "coi"}])
    assert columns.may_hold(int(columns.key_of_post[1]))[0] == (not hard_failures)
    return {one.code: one for one in results}


def _verdict(code: str, *told: Any, **more: Any) -> Verdict:
    return _results(*told, **more)[code].verdict


def test_somebody_sound_passes_every_rule_for_the_same_post_elsewhere() -> None:
    results = _results(nurse(position_since=date(2023, 9, 1)))
    assert {one.verdict for one in results.values()} == {PASSED}
    assert set(results) == {one.code for one in (*PERSON_RULES, *POST_RULES, *SEAT_RULES)}


@pytest.mark.parametrize(
    ("since", "verdict"),
    [(date(2024, 11, 24), PASSED), (date(2024, 11, 25), FAILED), (None, FAILED), (date(2027, 1, 1), FAILED)],
)
def test_two_years_in_the_post_are_counted_to_the_day_and_an_unknown_day_fails(
    since: date | None, verdict: Verdict
) -> None:
    assert _verdict("tenure_min", nurse(position_since=since)) is verdict


@pytest.mark.parametrize(
    ("since", "verdict"),
    [(date(2021, 11, 24), PASSED), (date(2021, 10, 24), WARNING), (None, WARNING)],
)
def test_more_than_five_years_only_warn(since: date | None, verdict: Verdict) -> None:
    result = _results(nurse(position_since=since))["tenure_max"]
    assert result.verdict is verdict
    assert not result.is_hard


@pytest.mark.parametrize(
    ("ratings", "verdict"),
    [
        ({2024: "baik", 2025: "baik"}, PASSED),
        ({2024: "butuh_perbaikan", 2025: "sangat_baik"}, FAILED),
        ({2025: "baik"}, FAILED),
        ({2022: "baik", 2023: "baik"}, FAILED),
    ],
)
def test_two_years_are_rated_well_and_a_year_without_a_rating_fails(
    ratings: Mapping[int, str], verdict: Verdict
) -> None:
    assert _verdict("perf_2y", nurse(ratings=ratings)) is verdict


@pytest.mark.parametrize(
    ("discipline", "verdict"), [("tidak_ada", PASSED), (None, WARNING), ("ringan", FAILED), ("berat", FAILED)]
)
def test_a_sanction_fails_and_silence_of_the_record_warns(discipline: str | None, verdict: Verdict) -> None:
    assert _verdict("no_disc", nurse(discipline=discipline)) is verdict


@pytest.mark.parametrize(
    ("status", "study", "active"),
    [
        ("Aktif", PASSED, PASSED),
        ("Tugas Belajar", FAILED, PASSED),
        ("CLTN", PASSED, FAILED),
        ("Pemberhentian Sementara", PASSED, FAILED),
        ("", PASSED, FAILED),
        ("entah", PASSED, FAILED),
    ],
)
def test_only_a_status_known_to_be_active_passes(status: str, study: Verdict, active: Verdict) -> None:
    results = _results(nurse(legal_status=status))
    assert (results["no_study"].verdict, results["active"].verdict) == (study, active)


@pytest.mark.parametrize(
    ("level", "study", "target", "verdict"),
    [
        ("D-III", "D-III Keperawatan", {}, PASSED),
        ("D-III", "D-III Kebidanan", {}, FAILED),
        ("SLTA", "SMA", {}, FAILED),
        ("", "", {}, WARNING),
        ("", "", OTHER_FUNCTION, FAILED),
    ],
)
def test_education_is_hard_and_unknown_passes_nobody_into_another_post(
    level: str, study: str, target: Mapping[str, Any], verdict: Verdict
) -> None:
    assert _verdict("education", nurse(education_level=level, education=study), target) is verdict


@pytest.mark.parametrize(
    ("levels", "target", "verdict"),
    [
        ({"M.01": 2, "M.02": 1}, {}, PASSED),
        ({"M.01": 1, "M.02": 1}, {}, FAILED),
        ({}, {}, WARNING),
        ({"M.01": 2}, OTHER_FUNCTION, FAILED),
    ],
)
def test_competency_below_the_pass_mark_fails_and_unassessed_passes_nobody_into_another_post(
    levels: Mapping[str, int], target: Mapping[str, Any], verdict: Verdict
) -> None:
    assert _verdict("jpm", nurse(levels=levels), target) is verdict


def test_a_match_is_judged_as_it_is_shown_to_two_decimals() -> None:
    on_the_mark = PlanningSettings(jpm_pass=Decimal("66.67"))
    standard_of_three = {"M.01": 3}
    snapshot = region(
        (nurse(levels={"M.01": 2}),),
        (post(),),
        standards={post().key: replace(STANDARD, levels=standard_of_three)},
    )
    columns = columns_of(snapshot, on_the_mark)
    assert columns.jpm(0).tolist() == [6667]
    assert columns.may_hold(0).tolist() == [True]


@pytest.mark.parametrize(
    ("held", "target", "person", "verdict"),
    [
        ({}, {}, {}, PASSED),
        ({}, {"job_class": 5}, {}, FAILED),
        ({"name": "Kepala Seksi", **HEAD}, STAFF | {"job_class": 9}, CHIEF, FAILED),
        ({"job_class": None}, {}, {}, WARNING),
        ({}, {"job_class": None}, {}, WARNING),
        (HEAD, {**STAFF, "kind": None, "job_class": 9}, CHIEF, WARNING),
    ],
)
def test_a_step_down_in_class_or_tier_fails(
    held: Mapping[str, Any], target: Mapping[str, Any], person: Mapping[str, Any], verdict: Verdict
) -> None:
    assert _verdict("demotion", nurse(**person), target, held=held) is verdict


@pytest.mark.parametrize(
    ("target", "person", "verdict"),
    [
        (STAFF, CLERK, PASSED),
        (HEAD, CLERK, FAILED),
        ({"name": "Bidan Ahli Madya", "key": "bidan ahli madya"}, {}, FAILED),
        ({"name": "Perawat", "key": "perawat"}, {}, WARNING),
    ],
)
def test_a_higher_tier_is_not_filled_by_a_plan(
    target: Mapping[str, Any], person: Mapping[str, Any], verdict: Verdict
) -> None:
    assert _verdict("promotion", nurse(**person), target) is verdict


def test_contract_staff_keep_their_post_and_move_at_all_only_where_the_region_allows_it() -> None:
    contract = nurse(kind="pppk", grade="VII")
    assert _verdict("pppk_scope", contract) is PASSED
    assert _verdict("pppk_scope", contract, OTHER_FUNCTION) is FAILED
    assert _verdict("pppk_scope", contract, settings=PlanningSettings(pppk_moves="none")) is FAILED
    assert _verdict("pppk_scope", nurse(), OTHER_FUNCTION) is PASSED


@pytest.mark.parametrize(
    ("person", "target", "verdict"),
    [
        ({}, {}, PASSED),
        ({}, STAFF, PASSED),
        ({}, OTHER_FUNCTION, WARNING),
        ({"kind": "pppk"}, OTHER_FUNCTION, FAILED),
        ({}, {"name": "Perawat Ahli Pertama", "key": "perawat ahli pertama"}, FAILED),
        ({"education_level": "SLTP", "education": "SMP"}, OTHER_FUNCTION, FAILED),
        ({}, {"name": "Entah", "key": "entah", "kind": None}, WARNING),
    ],
)
def test_another_functional_post_asks_for_a_test_and_for_its_branch_of_education(
    person: Mapping[str, Any], target: Mapping[str, Any], verdict: Verdict
) -> None:
    assert _verdict("jf_move", nurse(**person), target) is verdict


def test_officials_stay_where_they_are_in_an_election_window() -> None:
    chief = nurse(**CHIEF)
    assert _verdict("election_lock", chief, HEAD) is PASSED
    assert _verdict("election_lock", chief, HEAD, LOCKED) is FAILED
    assert _verdict("election_lock", nurse(), {}, LOCKED) is PASSED
    assert _verdict("election_lock", nurse(position_kind=None), {}, LOCKED) is WARNING
    after = replace(LOCKED, effective_on=date(2027, 5, 1))
    assert _verdict("election_lock", chief, HEAD, after) is PASSED


def test_a_seat_has_a_known_need_that_is_not_exceeded() -> None:
    assert _verdict("vacancy", nurse(), seat=FREE) is PASSED
    assert _verdict("vacancy", nurse(), seat=replace(FREE, actual_after=3)) is FAILED
    assert _verdict("vacancy", nurse(), seat=replace(FREE, need=-1)) is FAILED


def test_nobody_commands_their_husband_or_wife() -> None:
    def verdict(**other: Any) -> Verdict:
        return _verdict("coi", nurse(), seat=replace(FREE, **other))

    assert verdict() is PASSED
    assert verdict(spouse_is_there=True, spouse_kind=Kind.STAFF) is PASSED
    assert verdict(spouse_is_there=True, spouse_kind=Kind.UNKNOWN) is WARNING
    assert verdict(kind=Kind.STRUCTURAL) is WARNING
    assert verdict(spouse_is_there=True, spouse_kind=Kind.STRUCTURAL) is FAILED
    assert verdict(spouse_is_there=True, spouse_kind=Kind.STAFF, kind=Kind.STRUCTURAL) is FAILED


def test_a_spouse_in_command_closes_the_whole_unit_and_no_other() -> None:
    chief = nurse(2, unit_id=2, post=3, spouse=1, **CHIEF)
    snapshot = region(
        (nurse(1, spouse=2), chief),
        (post(1), post(2, unit_id=2), post(3, unit_id=2, **HEAD), post(4, unit_id=3)),
    )
    columns = columns_of(snapshot, PlanningSettings())
    people, posts = np.array([0, 0, 1], dtype=np.int32), np.array([1, 3, 0], dtype=np.int32)
    assert columns.may_sit(people, posts).tolist() == [False, True, True]


def test_every_result_tells_its_facts_its_day_and_its_article() -> None:
    results = _results(nurse())
    assert results["tenure_min"].facts == {"months": 74, "least": 24}
    assert results["jpm"].facts == {
        "jpm": Decimal("100.00"),
        "pass": Decimal(68),
        "standard": True,
        "same_post": True,
    }
    assert results["perf_2y"].facts == {"well": 2, "missing": 0, "needed": 2}
    assert results["vacancy"].facts == {"need": 2, "actual_after": 2}
    assert results["jpm"].as_of == ASSESSED
    assert results["vacancy"].as_of == MAP_DAY
    assert results["no_disc"].as_of == AS_OF
    assert all(one.source for one in results.values())


@pytest.mark.parametrize(("strictness", "allowed"), [("hard", [False]), ("soft", [True]), ("off", [True])])
def test_a_region_decides_how_strictly_it_holds_a_rule(strictness: Strictness, allowed: list[bool]) -> None:
    settings = PlanningSettings(strictness={RuleCode.TENURE_MIN: strictness})
    newcomer = nurse(position_since=date(2026, 1, 1))
    columns = columns_of(region((newcomer,), (post(),)), settings)
    assert columns.may_move.tolist() == allowed
    result = _results(newcomer, settings=settings).get("tenure_min")
    assert (result is None) == (strictness == "off")
    if result is not None:
        assert (result.verdict, result.is_hard) == (FAILED, strictness == "hard")


def test_hard_rules_that_failed_stand_in_the_way() -> None:
    results = _results(nurse(position_since=date(2026, 1, 1), ratings={})).values()
    assert [one.code for one in blocking(results)] == ["tenure_min", "perf_2y"]


def test_who_asked_for_processing_to_be_held_back_is_not_proposed_anew() -> None:
    assert _verdict("unrestricted", nurse(is_restricted=True)) is FAILED
    assert _verdict("unrestricted", nurse()) is PASSED
