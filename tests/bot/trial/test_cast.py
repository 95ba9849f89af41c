"""The people to play stand in the files as their stories need it."""

from datetime import date

import phonenumbers
import pytest

from bot.trial import CastMember
from domain.actors import Role
from tests.bot.trial.region import Written
from tests.bot.trial.test_region import on


@pytest.fixture
def cast(written: Written) -> dict[str, CastMember]:
    return {one.key: one for one in written.region.cast}


def test_siti_is_a_nurse_whom_another_clinic_needs_more(
    written: Written, cast: dict[str, CastMember]
) -> None:
    proposal = written.proposal_of("Siti Rahmawati")
    nurses = {row["UNIT KERJA"]: row for row in written.posts if row["NAMA JABATAN"] == "Perawat Terampil"}
    here, there = nurses["UPTD Puskesmas Selensen"], nurses["UPTD Puskesmas Kemuning"]

    assert written.record_of(cast["siti"].nip)["GELAR BELAKANG"] == "A.Md.Kep."
    assert (proposal["UNIT KERJA LAMA"], proposal["UNIT KERJA BARU"]) == (
        here["UNIT KERJA"],
        there["UNIT KERJA"],
    )
    assert (here["K"], here["B"]) == (6, 8)
    assert (there["K"], there["B"]) == (5, 3)


def test_siti_has_been_six_years_in_her_post(written: Written, cast: dict[str, CastMember]) -> None:
    assert on(written.record_of(cast["siti"].nip)["TMT JABATAN"]) == date(2020, 9, 1)


def test_siti_matches_the_standard_of_her_post_to_96_percent(
    written: Written, cast: dict[str, CastMember]
) -> None:
    hers = next(row for row in written.assessments if row["NIP"] == cast["siti"].nip)
    asked = next(row for row in written.standards if row["NAMA JABATAN"] == "Perawat Terampil")
    codes = [code for code in asked if "." in code]

    match = 100 * sum(min(hers[code] / asked[code], 1) for code in codes) / len(codes)

    assert int(match) == 96


def test_budi_heads_the_unit_in_which_siti_works(written: Written, cast: dict[str, CastMember]) -> None:
    record = written.record_of(cast["budi"].nip)

    assert record["JABATAN NAMA"].startswith("Kepala")
    assert record["UNOR NAMA"] == written.record_of(cast["siti"].nip)["UNOR NAMA"]


def test_one_plans_and_another_approves_both_at_the_hr_office(
    written: Written, cast: dict[str, CastMember]
) -> None:
    rina, hasan = cast["rina"], cast["hasan"]

    assert Role.PLANNER in rina.roles
    assert Role.APPROVER not in rina.roles
    assert Role.APPROVER in hasan.roles
    assert {written.record_of(one.nip)["UNOR NAMA"] for one in (rina, hasan)} == {
        "Badan Kepegawaian dan Pengembangan SDM"
    }


def test_nobody_else_holds_a_role(cast: dict[str, CastMember]) -> None:
    assert {one.key for one in cast.values() if one.roles} == {"rina", "hasan"}


def test_andi_has_a_telephone_and_no_proposal(written: Written, cast: dict[str, CastMember]) -> None:
    assert written.record_of(cast["andi"].nip)["NOMOR HP"]
    assert cast["andi"].nip not in {row["NIP"] for row in written.proposals}


def test_halimah_has_a_proposal_and_no_telephone_on_record(
    written: Written, cast: dict[str, CastMember]
) -> None:
    assert written.record_of(cast["halimah"].nip)["NOMOR HP"] in {"", "null"}
    assert cast["halimah"].nip in {row["NIP"] for row in written.proposals}


def test_joko_is_pppk_and_keeps_his_post(written: Written, cast: dict[str, CastMember]) -> None:
    proposal = written.proposal_of("Joko Wiratmaja")

    assert written.record_of(cast["joko"].nip)["JENIS PEGAWAI NAMA"] == "PPPK"
    assert proposal["JABATAN LAMA"] == proposal["JABATAN BARU"]


def test_a_contact_card_says_the_number_that_hr_has(written: Written, cast: dict[str, CastMember]) -> None:
    for one in cast.values():
        recorded = written.record_of(one.nip)["NOMOR HP"].removeprefix("'")
        if recorded not in {"", "null"}:
            number = phonenumbers.parse(recorded, "ID")
            assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == one.phone


def test_telegram_accounts_and_telephones_are_each_ones_own(cast: dict[str, CastMember]) -> None:
    assert len({one.telegram_id for one in cast.values()}) == len(cast)
    assert len({one.phone for one in cast.values()}) == len(cast)
