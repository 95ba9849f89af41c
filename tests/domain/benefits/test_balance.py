"""The card as data: costs in the same form as benefits, gaps named, no figure beyond the explanation."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.benefits.balance import balance_sheet
from domain.benefits.records import BalanceSheet, Block, Line, LineCode, Sign
from domain.explanations import Explanation, ReasonCode
from domain.people import Person
from domain.proposals import Direction, Placement, Proposal, StageEntry, Status
from tests.explained import EXPLAINED, REASONS, TODAY, reason, without

_WHEN = datetime(2026, 11, 23, tzinfo=UTC)
PERSON = Person(
    id=1,
    siasn_id="",
    nip="",
    name="Siti",
    title_front="",
    title_back="",
    sex="P",
    phone=None,
    kind="pns",
    legal_status="Aktif",
    grade="II/c",
    position="Perawat Terampil",
    position_since=date(2023, 11, 25),
    education_level="D-III",
    education="Keperawatan",
    location="Selensen",
    unit_id=1,
    unit="UPTD Puskesmas Selensen",
)
_HERE = Placement(
    unit="UPTD Puskesmas Selensen", position="Perawat Terampil", job_class=6, location="Selensen"
)
PROPOSAL = Proposal(
    id=1,
    wave_id=1,
    person_id=1,
    direction=Direction.ROTASI,
    own_request=False,
    origin=_HERE,
    target=replace(_HERE, unit="UPTD Puskesmas Kemuning", location="Kemuning"),
    reason="",
    planned_effective_on=date(2027, 2, 1),
    status=Status.PROPOSED,
    stages=(StageEntry(status=Status.PROPOSED, entered_at=_WHEN),),
)


def sheet(explained: Explanation = EXPLAINED, proposal: Proposal = PROPOSAL) -> BalanceSheet:
    return balance_sheet(explained, PERSON, proposal)


def lines(made: BalanceSheet) -> dict[LineCode, Line]:
    return {line.code: line for block in made.blocks.values() for line in block}


def classes(before: int | None, after: int | None) -> Proposal:
    return replace(
        PROPOSAL,
        origin=replace(PROPOSAL.origin, job_class=before),
        target=replace(PROPOSAL.target, job_class=after),
    )


def test_each_block_holds_its_lines_and_every_line_stands_once() -> None:
    made = sheet()
    told = [line.code for block in made.blocks.values() for line in block]

    assert list(made.blocks) == list(Block)
    assert len(told) == len(set(told))
    assert [line.code for line in made.blocks[Block.WHAT_CHANGES]] == [
        LineCode.PLACE,
        LineCode.JOB_CLASS,
        LineCode.INCOME,
        LineCode.START,
    ]


def test_what_speaks_for_the_move_is_a_benefit_and_what_speaks_against_it_a_cost() -> None:
    signs = {code: line.sign for code, line in lines(sheet()).items()}

    assert signs[LineCode.FIT] is signs[LineCode.TARGET_STAFF] is signs[LineCode.ORIGIN_LOAD] is Sign.BENEFIT
    assert signs[LineCode.OTHER_WISH] is signs[LineCode.TRAVEL] is Sign.COST


def test_a_figure_for_and_a_figure_against_both_stand_there() -> None:
    too_much = {**REASONS[3].facts, "ej_after": Decimal("1.20")}
    origin = reason(ReasonCode.ORIGIN_LOAD, too_much, speaks_for=False)
    told = lines(sheet(replace(EXPLAINED, reasons=(*REASONS[:3], origin, *REASONS[4:]))))

    assert told[LineCode.ORIGIN_STAFF].sign is Sign.BENEFIT
    assert told[LineCode.ORIGIN_LOAD].sign is Sign.COST


@pytest.mark.parametrize(
    ("before", "after", "sign"),
    [(6, 7, Sign.BENEFIT), (7, 6, Sign.COST), (6, 6, Sign.NEUTRAL), (None, 6, None), (6, None, None)],
)
def test_a_class_that_rises_is_a_benefit_one_that_falls_a_cost(
    before: int | None, after: int | None, sign: Sign | None
) -> None:
    line = lines(sheet(proposal=classes(before, after)))[LineCode.JOB_CLASS]

    assert (line.sign if line.is_known else None) is sign


@pytest.mark.parametrize(
    ("before", "after", "sign"),
    [
        ("0.80", "0.95", Sign.NEUTRAL),
        ("1.40", "1.10", Sign.BENEFIT),
        ("0.80", "1.20", Sign.COST),
        ("1.30", "1.30", Sign.NEUTRAL),
    ],
)
def test_more_work_than_one_person_can_do_is_a_cost_and_less_of_it_a_benefit(
    before: str, after: str, sign: Sign
) -> None:
    here = reason(ReasonCode.ORIGIN_LOAD, {**REASONS[3].facts, "ej": Decimal(before)})
    there = reason(ReasonCode.TARGET_LOAD, {**REASONS[1].facts, "ej_after": Decimal(after)})
    made = sheet(replace(EXPLAINED, reasons=(here, there)))

    assert lines(made)[LineCode.OWN_LOAD].sign is sign


def test_to_stay_in_one_place_is_no_gain() -> None:
    way = reason(ReasonCode.TRAVEL, {"minutes": 0, "origin": "Kemuning", "target": "Kemuning"})

    assert lines(sheet(replace(EXPLAINED, reasons=(way,))))[LineCode.TRAVEL].sign is Sign.NEUTRAL


def test_what_is_not_among_the_data_is_named_and_never_left_out() -> None:
    told = lines(sheet(without(*ReasonCode)))
    unknown = {code for code, line in told.items() if not line.is_known}

    assert {LineCode.TRAINING, LineCode.SERVED, LineCode.INCOME} <= unknown
    assert {LineCode.FIT, LineCode.TRAVEL, LineCode.TARGET_STAFF, LineCode.ORIGIN_LOAD} <= unknown
    assert all(told[code].sign is Sign.NEUTRAL and not told[code].facts for code in unknown)


def test_wishes_spouse_and_circumstances_are_told_only_where_they_apply() -> None:
    told = lines(sheet(without(ReasonCode.OTHER_WISH)))

    assert not {LineCode.WISH, LineCode.OTHER_WISH, LineCode.SPOUSE, LineCode.HARDSHIP} & set(told)


def test_time_in_the_post_is_told_also_where_no_rule_looks_at_it() -> None:
    assert lines(sheet())[LineCode.TENURE].facts == {"months": 35}


def test_a_unit_has_one_bar_when_it_is_left_and_joined_at_once() -> None:
    within = tuple(
        reason(code, {**REASONS[1].facts, "unit": "Dinas Kesehatan"})
        for code in (ReasonCode.TARGET_LOAD, ReasonCode.ORIGIN_LOAD)
    )

    assert len(sheet(replace(EXPLAINED, reasons=within)).loads) == 1
    assert [one.unit for one in sheet().loads] == ["UPTD Puskesmas Selensen", "UPTD Puskesmas Kemuning"]


@given(kept=st.sets(st.sampled_from(ReasonCode)))
def test_whatever_is_known_no_fact_is_told_that_the_explanation_does_not_hold(kept: set[ReasonCode]) -> None:
    explained = without(*(set(ReasonCode) - kept))
    known = {
        (name, value) for one in explained.reasons for name, value in one.facts.items() if value is not None
    }
    about_proposal = {LineCode.PLACE, LineCode.JOB_CLASS, LineCode.START, LineCode.TENURE}

    for code, line in lines(sheet(explained)).items():
        if code not in about_proposal:
            assert set(line.facts.items()) <= known
    assert sheet(explained).as_of == TODAY
