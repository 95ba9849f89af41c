"""The vectors of the NIP and its rules (domain.md 4.1)."""

from datetime import date

import pytest

from domain.nip import Nip, NipFault, parse_nip

TODAY = date(2026, 11, 24)


def read(text: str) -> Nip:
    nip = parse_nip(text, today=TODAY)
    assert isinstance(nip, Nip)
    return nip


@pytest.mark.parametrize(
    ("text", "kind", "birth", "appointed", "contract", "sex", "serial"),
    [
        ("198609262015051901", "pns", date(1986, 9, 26), (2015, 5), None, "L", "901"),
        ("196804111993032909", "pns", date(1968, 4, 11), (1993, 3), None, "P", "909"),
        ("200012312024121001", "pns", date(2000, 12, 31), (2024, 12), None, "L", "001"),
        ("200012312024211001", "pppk", date(2000, 12, 31), (2024, None), 1, "L", "001"),
    ],
)
def test_the_digits_say_birth_appointment_sex_and_serial(  # noqa: PLR0917 -- the columns of the vector table
    text: str,
    kind: str,
    birth: date,
    appointed: tuple[int, int | None],
    contract: int | None,
    sex: str,
    serial: str,
) -> None:
    nip = read(text)

    assert (nip.kind, nip.birth_on, nip.appointed) == (kind, birth, appointed)
    assert (nip.contract, nip.sex, nip.serial) == (contract, sex, serial)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("198602302015051001", NipFault.BIRTH, id="30_february"),
        pytest.param("198609262015131001", NipFault.APPOINTMENT, id="slot_13"),
        pytest.param("198609262015201001", NipFault.APPOINTMENT, id="slot_20"),
        pytest.param("198609262015301001", NipFault.APPOINTMENT, id="slot_30"),
        pytest.param("198609262015053001", NipFault.SEX, id="sex_3"),
        pytest.param("19860926201505100", NipFault.LENGTH, id="17_digits"),
        pytest.param("1986092620150510011", NipFault.LENGTH, id="19_digits"),
        pytest.param("", NipFault.LENGTH, id="empty"),
        pytest.param("19860926201505190A", NipFault.LENGTH, id="a_letter"),
        pytest.param("١٩٨٦٠٩٢٦٢٠١٥٠٥١٩٠١", NipFault.LENGTH, id="other_digits"),
        pytest.param("199608182022042000", NipFault.SERIAL, id="serial_000"),
        pytest.param("199801152015121901", NipFault.TOO_YOUNG, id="seventeen_at_appointment"),
        pytest.param("200001012017211901", NipFault.TOO_YOUNG, id="pppk_seventeen_in_the_year"),
        pytest.param("199801152026121901", NipFault.FUTURE, id="next_month"),
        pytest.param("199801152027211901", NipFault.FUTURE, id="pppk_next_year"),
    ],
)
def test_a_number_that_breaks_a_rule_is_refused_by_that_rule(text: str, fault: NipFault) -> None:
    assert parse_nip(text, today=TODAY) is fault


@pytest.mark.parametrize(
    "text", ["19860926 201505 1 901", " 198609262015051901\n", "19860926\u00a0201505 1901"]
)
def test_spaces_of_any_kind_do_not_matter(text: str) -> None:
    assert read(text).digits == "198609262015051901"


def test_eighteen_in_the_month_of_appointment_is_old_enough() -> None:
    assert read("199712312015121901").appointed == (2015, 12)


def test_the_current_month_is_not_the_future() -> None:
    assert read("199801152026111901").appointed == (2026, 11)


@pytest.mark.parametrize(
    ("text", "is_late"),
    [
        pytest.param("198001152015011901", False, id="exactly_35"),
        pytest.param("198001152015021901", True, id="a_month_past_35"),
        pytest.param("197001152024211901", False, id="a_pppk_has_no_such_limit"),
    ],
)
def test_a_pns_past_35_at_appointment_is_only_remarked(text: str, *, is_late: bool) -> None:
    assert read(text).is_late_appointment is is_late


def test_it_is_printed_in_groups_and_masked_in_chat() -> None:
    nip = read("198609262015051901")

    assert nip.grouped == "19860926 201505 1 901"
    assert nip.masked == "•••••••• •••••• • 901"
