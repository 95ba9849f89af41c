"""`/alasan`: one's own reasons, in one's own language, and nobody else's figures."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from domain.explanations import (
    Explanation,
    Facts,
    LostSeat,
    Place,
    Reason,
    ReasonCode,
    Rival,
    RuleResult,
    StatedReason,
    Verdict,
    WouldChange,
)
from sandbox.text import utf16_length
from tests.chat import Chat, Line
from tests.people import ANDI, SITI, Kemuning

_MAP_DAY, _TODAY = date(2025, 12, 31), date(2026, 11, 24)
_KEMUNING = Place(
    post_id=2,
    unit_id=2,
    unit="UPTD Puskesmas Kemuning",
    position="Perawat Terampil",
    job_class=6,
    location="Kemuning",
)
EXPLAINED = Explanation(
    person_id=1,
    as_of=_TODAY,
    origin=replace(_KEMUNING, post_id=1, unit_id=1, unit="UPTD Puskesmas Selensen", location="Selensen"),
    target=_KEMUNING,
    reasons=(
        Reason(
            code=ReasonCode.TARGET_NEED,
            speaks_for=True,
            points=0,
            facts={
                "unit": "UPTD Puskesmas Kemuning",
                "position": "Perawat Terampil",
                "need": 5,
                "actual": 3,
                "actual_after": 4,
            },
            as_of=_MAP_DAY,
            source="workload",
        ),
        Reason(
            code=ReasonCode.FIT,
            speaks_for=True,
            points=28,
            facts={"jpm": Decimal("96.30"), "pass": Decimal(68)},
            as_of=date(2025, 3, 2),
            source="assessment",
        ),
        Reason(
            code=ReasonCode.TRAVEL,
            speaks_for=False,
            points=-10,
            facts={"minutes": None, "origin": "Selensen", "target": "Kemuning"},
            as_of=None,
            source="travel_table",
        ),
    ),
    rules=(
        RuleResult(
            code="tenure_min",
            verdict=Verdict.PASSED,
            is_hard=True,
            facts={"least": 24, "months": 74},
            as_of=_TODAY,
            source="PP 11/2017 ps. 190 (3)",
        ),
        RuleResult(
            code="no_disc",
            verdict=Verdict.WARNING,
            is_hard=True,
            facts={},
            as_of=_TODAY,
            source="Per. BKN 5/2019",
        ),
    ),
    lost_seats=(
        LostSeat(
            place=replace(_KEMUNING, unit="UPTD Puskesmas Sekara"),
            lost_by=4,
            cause="fewer_points",
            facts={"jpm": Decimal(90)},
        ),
    ),
    rivals=(Rival(person_id=77, lost_by=3, cause="fewer_points", facts={"jpm": Decimal("81.48")}),),
    would_change=(WouldChange(code="rule_met", facts={"rule": "tenure_min", "least": 24, "months": 74}),),
    stated=None,
    missing=("travel",),
)


@pytest.fixture
def explained(region: Kemuning, now: datetime) -> None:
    _explain(region, EXPLAINED, now)


def _explain(region: Kemuning, explanation: Explanation, now: datetime) -> None:
    store = region.region.store
    with store.write() as work:
        proposal = work.proposals.of_person(region.id_of(SITI))[0].id
        work.planning.explain({proposal: explanation}, now=now)
        work.commit()


@pytest.mark.usefixtures("explained")
async def test_each_reason_stands_with_its_source_and_day_and_what_speaks_against_beside_it(
    siti: Chat,
) -> None:
    card = (await siti.types("/alasan")).plain.splitlines()

    assert card[0] == "Mengapa usulan ini muncul"
    assert (
        "1. UPTD Puskesmas Kemuning membutuhkan 5 Perawat Terampil, terisi 3. Dengan usulan ini menjadi 4. "
        "(ABK, Rabu, 31 Desember 2025)" in card
    )
    assert "2. Kompetensi memenuhi 96,3 % standar jabatan tujuan. (asesmen, Minggu, 2 Maret 2025)" in card
    against = card.index("Yang memberatkan")
    assert card[against + 1] == (
        "1. Waktu tempuh dari Selensen ke Kemuning belum diketahui. (tabel waktu tempuh)"
    )


@pytest.mark.usefixtures("explained")
async def test_the_card_leads_to_the_reasons_and_they_lead_back(siti: Chat) -> None:
    await siti.types("/mutasi")

    assert (await siti.presses("Mengapa saya?")).plain.startswith("Mengapa usulan ini muncul")
    assert (await siti.presses("Usulan mutasi saya")).plain.startswith("Usulan penataan untuk Ibu Siti")


@pytest.mark.usefixtures("explained")
async def test_every_rule_that_was_checked_is_told_with_its_article_and_its_verdict(siti: Chat) -> None:
    await siti.types("/alasan")
    rules = (await siti.presses("Aturan yang diperiksa")).plain

    assert "Masa jabatan sekurangnya 24 bulan; sekarang 74: terpenuhi (PP 11/2017 ps. 190 (3))" in rules
    assert "Tidak sedang menjalani hukuman disiplin: perlu dicermati" in rules


@pytest.mark.usefixtures("explained")
async def test_what_would_change_the_outcome_is_told_without_a_promise(siti: Chat) -> None:
    await siti.types("/alasan")
    change = (await siti.presses("Apa yang mengubahnya")).plain

    assert "Perawat Terampil di UPTD Puskesmas Sekara: kalah 4 poin." in change
    assert "Aturan ini terpenuhi: Masa jabatan sekurangnya 24 bulan; sekarang 74." in change
    assert "bukan janji" in change


@pytest.mark.usefixtures("explained")
async def test_nothing_is_said_of_colleagues_who_were_weighed(siti: Chat) -> None:
    shown = [(await siti.types("/alasan")).plain]
    shown += [(await siti.presses(one)).plain for one in ("Apa yang mengubahnya", "Aturan yang diperiksa")]

    assert "Pegawai lain" not in "".join(shown)
    assert "81,48" not in "".join(shown)


@pytest.mark.usefixtures("explained")
async def test_the_reasons_are_as_personal_as_the_card(siti: Chat) -> None:
    assert (await siti.types("/alasan")).protected


@pytest.mark.usefixtures("explained")
async def test_who_has_no_proposal_reads_nobody_elses_reasons(line: Line) -> None:
    shown = (await line.of(ANDI.user_id).types("/alasan")).plain

    assert "Mengapa usulan ini muncul" not in shown
    assert "Kemuning membutuhkan" not in shown


async def test_without_an_explanation_the_person_is_told_whom_to_ask(siti: Chat) -> None:
    shown = (await siti.types("/alasan")).plain

    assert "sedang dilengkapi" in shown
    assert "belum merupakan keputusan" in shown


async def test_a_reason_that_the_data_do_not_bear_out_is_mended_before_anything_is_explained(
    siti: Chat, region: Kemuning, now: datetime
) -> None:
    unfounded = StatedReason(
        text="Masa jabatan lebih dari lima tahun",
        claims=(ReasonCode.TENURE,),
        is_borne_out=False,
        facts={"tenure": False},
    )
    _explain(region, replace(EXPLAINED, stated=unfounded), now)

    assert "sedang dilengkapi" in (await siti.types("/alasan")).plain


@pytest.mark.usefixtures("explained")
async def test_english_is_complete(siti: Chat, region: Kemuning) -> None:
    with region.region.store.write() as work:
        account = work.linking.account_of(region.id_of(SITI))
        assert account is not None
        work.linking.speak(account.id, "en")
        work.commit()

    shown = (await siti.types("/why")).plain

    assert shown.startswith("Why this proposal was made")
    assert "Competency meets 96.3 % of the target post's standard." in shown


async def test_the_longest_explanation_fits_a_message(siti: Chat, region: Kemuning, now: datetime) -> None:
    long = "Sekretariat Dinas Pemberdayaan Perempuan dan Perlindungan Anak, Bidang " + "x" * 60
    facts: Facts = {"unit": long, "position": long, "need": 500, "actual": 300, "actual_after": 301}
    loads: Facts = {"unit": long, "position": long, "ej": Decimal("1.60"), "ej_after": Decimal("1.20")}
    told = [
        Reason(code=code, speaks_for=side, points=0, facts=given, as_of=_MAP_DAY, source="workload")
        for code, given, side in (
            (ReasonCode.TARGET_NEED, facts, True),
            (ReasonCode.TARGET_LOAD, loads, True),
            (ReasonCode.ORIGIN_SURPLUS, facts, False),
            (ReasonCode.ORIGIN_LOAD, loads, False),
        )
    ]
    others: dict[ReasonCode, Facts] = {
        ReasonCode.EDUCATION: {"education": long},
        ReasonCode.TENURE: {"months": 174, "most": 60, "least": 24},
        ReasonCode.WISH: {"rank": 1, "wishes": 3},
        ReasonCode.TRAVEL: {"minutes": 400, "origin": long, "target": long},
        ReasonCode.JOB_CLASS: {"before": 6, "after": 7},
        ReasonCode.SPOUSE: {},
        ReasonCode.HARDSHIP: {},
    }
    told += [
        Reason(
            code=code,
            speaks_for=code is not ReasonCode.TRAVEL,
            points=0,
            facts=given,
            as_of=_MAP_DAY,
            source="siasn",
        )
        for code, given in others.items()
    ]
    _explain(region, replace(EXPLAINED, reasons=tuple(told)), now)

    assert utf16_length((await siti.types("/alasan")).plain) <= 4_096
