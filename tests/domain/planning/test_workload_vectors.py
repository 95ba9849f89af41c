"""The vectors ABK-1 … ABK-9 of workload analysis (domain.md 2.4), each with its source."""

from decimal import Decimal

from domain.planning.arithmetic.effective_time import LEGACY, Period
from domain.planning.arithmetic.rounding import two_decimals
from domain.planning.arithmetic.staffing import staff_gap
from domain.planning.arithmetic.workload import EquipmentWork, NeedFlag, ObjectWork, ProductWork
from tests.domain.planning.worksheets import need_of, task

HOUR = 60


def people(work: ProductWork | ObjectWork | EquipmentWork) -> int | None:
    return need_of(work=work).people


def test_abk_1_ajudan_of_perbup_lahat_needs_two_and_has_one_too_many() -> None:
    """Perbup Lahat, p. 21: hours and volumes against 1,250 h."""
    hours = [(60, 10), (60, 20), (10, 12), (30, 15), (60, 5), (30, 5)]
    tasks = [task(time * HOUR, volume) for time, volume in hours]

    assert [need_of(one).raw for one in tasks] == [
        Decimal(share) for share in ("0.480", "0.960", "0.096", "0.360", "0.240", "0.120")
    ]
    need = need_of(*tasks)
    assert (need.raw, need.people) == (Decimal("2.256"), 2)
    assert staff_gap(staff_actual=3, staff_need=2) == +1


def test_abk_2_pengelola_kemahasiswaan_has_298000_minutes_and_needs_four() -> None:
    """A university's worksheet (scribd 585887390): daily, weekly and single work in one post."""
    tasks = [
        task(12 * HOUR, period=Period.DAY),
        task(8 * HOUR, period=Period.WEEK),
        task(10, 4616),
        task(3 * HOUR, 16),
        task(4 * HOUR, 16),
        task(5 * HOUR, 16),
        task(10, 4616),
    ]

    assert [need_of(one).load_minutes for one in tasks] == [
        169_200,
        24_960,
        46_160,
        2_880,
        3_840,
        4_800,
        46_160,
    ]
    need = need_of(*tasks)
    assert need.load_minutes == 298_000
    assert need.raw is not None
    assert f"{need.raw:.4f}" == "3.9733"
    assert need.people == 4


def test_abk_3_54300_minutes_are_one_person_with_time_for_more_tasks() -> None:
    """kangom.blogspot, which prints 0.75 for what is 0.724."""
    need = need_of(task(54_300))

    assert (need.raw, need.people) == (Decimal("0.724"), 1)
    assert need.flags == {NeedFlag.ADD_TASKS}


def test_abk_4_penyortir_of_500_letters_a_day_at_100_each_are_five() -> None:
    """Slideplayer 12727714: by product."""
    assert people(ProductWork(target=Decimal(500), standard_rate=Decimal(100))) == 5


def test_abk_5_penerima_tamu_for_150_a_day_at_50_each_are_three() -> None:
    """Slideplayer 12727714: by objects served."""
    assert people(ObjectWork(objects=Decimal(150), standard_rate=Decimal(50))) == 3


def test_abk_6_twenty_cars_need_twenty_drivers_and_four_mechanics() -> None:
    """Slideplayer 12727714: by equipment, a driver for each car and a mechanic for five."""
    assert people(EquipmentWork(machines=20)) == 20
    assert people(EquipmentWork(machines=20, per_machines=5)) == 4


def test_abk_7_a_thousand_letters_need_ten_agendaris_and_twenty_caraka() -> None:
    """kangom.blogspot: the same letters at two rates, 100 and 50 a day."""
    letters = Decimal(1000)

    assert people(ProductWork(target=letters, standard_rate=Decimal(100))) == 10
    assert people(ProductWork(target=letters, standard_rate=Decimal(50))) == 20


def test_abk_8_1122_minutes_a_day_are_four_people_in_the_legacy_profile() -> None:
    """The example of Kepmenpan 75/2004 [K]: minutes a day against 300 a day."""
    daily = [(24, 12), (24, 6), (24, 5), (2, 60), (1, 30), (3, 60), (4, 60)]
    tasks = [task(minutes, volume, Period.DAY) for volume, minutes in daily]

    assert sum(volume * minutes for volume, minutes in daily) == 1122
    need = need_of(*tasks, profile=LEGACY)
    assert (need.raw, need.people) == (Decimal("3.74"), 4)


def test_abk_9_mixed_periods_become_yearly_before_anything_is_divided() -> None:
    """Singgihadis/anjab: each period against its own constant of the legacy profile."""
    tasks = [
        task(45, 1),
        task(35, 7, Period.MONTH),
        task(10, 2, Period.HOUR),
        task(23, 2, Period.WEEK),
    ]

    shares = [need_of(one, profile=LEGACY).raw for one in tasks]
    assert [f"{share:.6f}" for share in shares if share is not None] == [
        "0.000625", "0.040833", "0.333333", "0.030667",
    ]  # fmt: skip
    need = need_of(*tasks, profile=LEGACY)
    assert need.load_minutes == 45 + 35 * 7 * 12 + 10 * 2 * 1_200 + 23 * 2 * 48
    assert need.raw is not None
    assert two_decimals(need.raw) == Decimal("0.41")


def test_abk_9_single_work_is_never_divided_by_the_minutes_of_an_hour() -> None:
    """The anti-pattern: 45 minutes once a year are no 0.75 of a person."""
    assert need_of(task(45, 1), profile=LEGACY).people == 0
