"""What HR typed as the reason, held against the data."""

from datetime import date
from decimal import Decimal

import pytest

from domain.explanations import FactValue, Reason, ReasonCode, StatedReason
from domain.planning.explaining.stated import check_stated, claims_of

NEED, FIT, TENURE = ReasonCode.TARGET_NEED, ReasonCode.FIT, ReasonCode.TENURE
LOAD = ReasonCode.TARGET_LOAD


def _reason(code: ReasonCode, *, speaks_for: bool = True, **facts: FactValue) -> Reason:
    return Reason(
        code=code, speaks_for=speaks_for, points=0, facts=facts, as_of=date(2025, 12, 31), source="workload"
    )


def _checked(text: str, *reasons: Reason, tenure_months: int = 74, wishes: bool = False) -> StatedReason:
    return check_stated(text, reasons, tenure_months=tenure_months, longest_months=60, has_wishes=wishes)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Pemenuhan kebutuhan pegawai unit tujuan", (NEED,)),
        ("PEMENUHAN  KEBUTUHAN PEGAWAI UNIT TUJUAN", (NEED,)),
        ("Kekurangan perawat di Puskesmas Kemuning", (NEED,)),
        ("Mengisi jabatan yang kosong", (NEED,)),
        ("Untuk mengisi formasi yang lowong", (NEED,)),
        ("Kesesuaian kompetensi dengan jabatan", (FIT,)),
        ("Keahlian sesuai dengan jabatan", (FIT,)),
        ("Masa jabatan lebih dari lima tahun", (TENURE,)),
        ("Masa kerja di unit melebihi 5 tahun", (TENURE,)),
        ("Sudah lama menduduki jabatan", (TENURE,)),
        ("Penyegaran organisasi", (TENURE,)),
        ("Beban kerja unit tujuan melebihi kapasitas", (LOAD,)),
        ("Tingginya beban kerja di kecamatan", (LOAD,)),
        ("Beban kerja unit asal berlebih", ()),
        ("Kelebihan pegawai di unit asal", (ReasonCode.ORIGIN_SURPLUS,)),
        ("Pemerataan guru", (ReasonCode.ORIGIN_SURPLUS,)),
        ("Sesuai latar belakang pendidikan", (ReasonCode.EDUCATION,)),
        ("Atas permintaan sendiri", (ReasonCode.WISH,)),
        ("Mengikuti suami", (ReasonCode.SPOUSE,)),
        ("Lebih dekat dengan rumah", (ReasonCode.TRAVEL,)),
        ("Kekurangan tenaga dan masa jabatan lebih dari 5 tahun", (NEED, TENURE)),
        ("Sesuai arahan pimpinan", ()),
        ("", ()),
    ],
)
def test_a_typed_reason_claims_what_its_words_say(text: str, claims: tuple[ReasonCode, ...]) -> None:
    assert claims_of(text) == claims


def test_a_claim_is_borne_out_by_a_reason_that_speaks_for_it() -> None:
    text = "Pemenuhan kebutuhan pegawai unit tujuan"
    assert _checked(text, _reason(NEED)).is_borne_out is True
    assert _checked(text, _reason(NEED, speaks_for=False)).is_borne_out is False
    assert _checked(text).is_borne_out is None


@pytest.mark.parametrize(
    ("text", "months", "borne_out", "claimed"),
    [
        ("Masa jabatan lebih dari lima tahun", 61, True, 60),
        ("Masa jabatan lebih dari lima tahun", 60, False, 60),
        ("Masa jabatan lebih dari 3 (tiga) tahun", 40, True, 36),
        ("Masa jabatan lebih dari lima (5) tahun", 60, False, 60),
        ("Sudah lama menjabat", 61, True, 60),
        ("Masa jabatan lebih dari lima tahun", -1, None, 60),
    ],
)
def test_a_claimed_tenure_is_counted_against_the_years_in_the_text(
    text: str, months: int, *, borne_out: bool | None, claimed: int
) -> None:
    checked = _checked(text, tenure_months=months)
    assert checked.is_borne_out is borne_out
    assert checked.facts["claimed_months"] == claimed


@pytest.mark.parametrize(
    ("ej", "eu", "borne_out"),
    [
        (Decimal("1.01"), Decimal("0.60"), True),
        (Decimal("0.80"), Decimal("1.20"), True),
        (Decimal("1.00"), Decimal("1.00"), False),
        (None, None, True),
    ],
)
def test_an_overload_is_more_than_full_in_the_post_or_the_unit(
    ej: Decimal | None, eu: Decimal | None, *, borne_out: bool
) -> None:
    load = _reason(LOAD, speaks_for=True, ej=ej, eu=eu)
    assert _checked("Beban kerja unit tujuan melebihi kapasitas", load).is_borne_out is borne_out


def test_an_own_request_is_false_only_where_the_person_wished_for_something_else() -> None:
    text = "Atas permintaan sendiri"
    assert _checked(text, _reason(ReasonCode.WISH)).is_borne_out is True
    assert _checked(text, wishes=True).is_borne_out is False
    assert _checked(text).is_borne_out is None


def test_one_false_claim_is_enough_and_what_cannot_be_checked_is_not_false() -> None:
    both = "Kekurangan tenaga dan masa jabatan lebih dari 5 tahun"
    assert _checked(both, _reason(NEED), tenure_months=40).is_borne_out is False
    assert _checked(both, tenure_months=70).is_borne_out is True
    assert _checked("Lebih dekat dengan rumah", _reason(ReasonCode.TRAVEL)).is_borne_out is None


def test_each_claim_is_told_with_its_outcome() -> None:
    checked = _checked("Kesesuaian kompetensi dengan jabatan", _reason(FIT, speaks_for=False))
    assert checked.facts == {"fit": False}
    assert checked.claims == (FIT,)
