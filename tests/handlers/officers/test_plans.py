"""`/rencana`: three presses to a scenario, side by side, one move explained, dropped, adopted."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from bot.own_planner import OwnPlanner
from domain.actors import Actor, Role
from domain.plans.adoption import ScenarioDesk
from domain.plans.records import NewScenario, PlannedMove
from domain.plans.run_records import Order, Progress
from domain.plans.runs import PlannerStopped, end_cut_off
from domain.views.records import Purpose
from handlers.office import Office
from handlers.routes import TABLE
from storage.tables import position
from tests.chat import Chat, connect
from tests.explained import EXPLAINED
from tests.people import ANDI, RINA, SITI, Kemuning

FIGURES = {
    "moves": 2,
    "shortage_before": 9,
    "shortage_after": 7,
    "surplus_before": 4,
    "surplus_after": 2,
    "points": 88,
    "is_proven": True,
    "most_moves": 2,
    "mean_fit": "81.50",
    "wishes_met": {"1": 1},
    "wishes_unmet": 1,
    "wishes_waiting": 0,
    "mean_travel": "35.00",
    "travel_unknown": 0,
    "circles": 0,
    "left_out": [["need_unknown", 3]],
    "units": [["UPTD Puskesmas Selensen", "0.81", "0.88"]],
}


@dataclass(slots=True)
class Planned:
    """A planner that answers at once with two moves, or stops; what it was asked for, and what it finds."""

    moves: tuple[PlannedMove, ...]
    findings: int = 0
    stops: bool = False
    asked: list[Order] = field(default_factory=list)
    checked: list[int] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def propose(self, order: Order, *, progress: Progress) -> NewScenario:
        self.asked.append(order)
        progress("matching", 2, 5)
        self.meanwhile()
        if self.stops:
            raise PlannerStopped
        return NewScenario(
            name=order.name,
            as_of=date(2026, 11, 24),
            settings={"most_released": order.choices.get("most_released", "5")},
            figures=FIGURES,
            moves=self.moves,
            explanations=tuple(replace(EXPLAINED, person_id=one.person_id) for one in self.moves),
        )

    def check(self, wave_id: int, *, progress: Progress) -> int:
        progress("check", 1, 1)
        self.checked.append(wave_id)
        return self.findings


@pytest.fixture
def planner(region: Kemuning) -> Planned:
    target = region.region.post(region.kemuning, "Perawat Terampil", job_class=6)
    return Planned(
        tuple(
            PlannedMove(person_id=region.id_of(who), origin_post=1, target_post=target)
            for who in (SITI, ANDI)
        )
    )


@pytest.fixture
async def rina(office: Office, planner: Planned) -> Chat:
    line = await connect(replace(office, planner=planner), TABLE)
    return line.of(RINA.user_id)


async def _work_out(rina: Chat, name: str = "") -> None:
    await rina.types("/rencana")
    await rina.presses("Skenario baru")
    await rina.presses("Seluruh daerah")
    if name:
        await rina.presses("Ubah nama")
        await rina.types(name)
    await rina.presses("Hitung sekarang")


async def test_three_presses_lead_from_nothing_to_a_scenario_that_can_be_opened(
    rina: Chat, planner: Planned
) -> None:
    assert "Belum ada skenario" in (await rina.types("/rencana")).plain
    await rina.presses("Skenario baru")
    ready = await rina.presses("Seluruh daerah")
    assert "(2 dari 2)" in ready.plain
    done = await rina.presses("Hitung sekarang")

    assert planner.asked == [Order(name="Skenario 1", choices={})]
    assert "selesai dihitung" in done.plain
    assert "Kekurangan pegawai: 9 → 7" in done.plain
    assert done.protected
    opened = await rina.presses("Lihat hasilnya")
    for told in ("Perpindahan: 2", "Kelebihan pegawai: 4 → 2", "Poin: 88 (terbukti terbaik)", "81,5 %"):
        assert told in opened.plain
    assert "Biaya pindah: belum diketahui" in opened.plain
    assert "3 jabatan tanpa ABK" in opened.plain
    # A second press of the old button begins nothing anew.
    await rina.presses_value("v1:pl_form:run")
    assert len(planner.asked) == 1
    assert "tidak terbuka" in rina.last.plain


async def test_limits_and_units_are_chosen_and_what_is_no_value_is_asked_for_again(
    rina: Chat, planner: Planned, region: Kemuning
) -> None:
    await rina.types("/rencana")
    await rina.presses("Skenario baru")
    await rina.presses("Pilih unit")
    await rina.sends(
        sticker={
            "file_id": "s",
            "file_unique_id": "s",
            "width": 1,
            "height": 1,
            "type": "regular",
            "is_animated": False,
            "is_video": False,
        }
    )
    assert "Unit dalam skenario" in rina.last.plain
    await rina.types("pkm kemuning")
    await rina.presses("UPTD Puskesmas Kemuning")
    await rina.presses("Selesai memilih")
    await rina.presses("Batas dan bobot")
    await rina.presses("Batas keluar unit")
    for wrong in ("1.000", "banyak", "-1"):
        assert "tidak berlaku" in (await rina.types(wrong)).plain
    ready = await rina.types("50")

    assert "Batas keluar unit: 5 → 50" in ready.plain
    assert "Cakupan: 1 unit" in ready.plain
    await rina.types("/batal")
    await rina.types("/rencana")
    await rina.presses("Skenario baru")
    await rina.presses("Lanjutkan draf")
    await rina.presses("Hitung sekarang")
    assert planner.asked == [
        Order(name="Skenario 1", choices={"most_released": "50"}, units=(region.kemuning,))
    ]


async def test_a_planner_that_stops_is_told_of_with_a_code_and_can_be_begun_again(
    rina: Chat, planner: Planned
) -> None:
    planner.stops = True
    await _work_out(rina)
    assert "berhenti sebelum selesai" in rina.last.plain
    assert "kode" in rina.last.plain
    planner.stops = False
    await rina.presses("Hitung lagi")

    assert "selesai dihitung" in rina.last.plain
    assert planner.asked[0] == planner.asked[1]


async def test_one_run_at_a_time_and_one_whose_process_is_gone_is_told_of(
    rina: Chat, planner: Planned, office: Office, region: Kemuning
) -> None:
    by, order = Actor(region.id_of(RINA)), Order(name="Malam", choices={})
    office.plan_runs.begin(order, by=by, now=office.clock())
    await _work_out(rina)
    assert "Perhitungan lain sedang berjalan" in rina.last.plain
    assert planner.asked == []

    later = office.clock() + timedelta(minutes=2)
    assert end_cut_off(office.store, now=later) == 1
    assert end_cut_off(office.store, now=later) == 0
    with office.store.read() as work:
        assert work.outbox.tally("plan_run:") == {"new": 1}
    await rina.presses_value("v1:pl_run:1")
    assert planner.asked == [order]


async def test_a_planner_who_lost_the_role_meanwhile_keeps_nothing(
    rina: Chat, planner: Planned, office: Office, region: Kemuning
) -> None:
    def take_role() -> None:
        with office.store.write() as work:
            work.people.revoke(region.id_of(RINA), Role.PLANNER, by="operator", now=office.clock())
            work.commit()

    planner.meanwhile = take_role
    await _work_out(rina)

    with office.store.read() as work:
        assert work.planning.scenarios() == []
        assert work.plan_runs.running() == []
    assert "selesai dihitung" not in rina.last.plain


async def test_scenarios_stand_side_by_side_in_numbers_and_in_a_picture(rina: Chat) -> None:
    for name in ("Utama", "Dekat rumah", "Longgar", "Hemat"):
        await _work_out(rina, name)
    await rina.presses("Daftar skenario")
    side = await rina.presses("Bandingkan")
    assert "A Hemat" in side.plain
    assert "Kekurangan pegawai: A 9 → 7 · B 9 → 7 · C 9 → 7" in side.plain
    await rina.presses("Pilih yang lain")
    await rina.presses("✓ Longgar")
    await rina.presses("Utama")
    shown = await rina.presses("Tampilkan")
    assert "Longgar" not in shown.plain
    assert "C Utama" in shown.plain
    picture = await rina.presses("Gambar")

    assert picture.file is not None
    assert picture.file.content.startswith(b"\x89PNG")
    assert "Kini: kurang 9, lebih 4" in picture.plain
    assert picture.protected


async def test_a_move_is_explained_for_hr_and_its_person_can_see_that_it_was_opened(
    rina: Chat, office: Office, region: Kemuning
) -> None:
    await _work_out(rina)
    await rina.presses("Lihat hasilnya")
    moves = await rina.presses("Daftar perpindahan")
    assert "1. Siti Rahmawati, A.Md.Kep." in moves.plain
    assert "Perawat Terampil · UPTD Puskesmas Selensen → Perawat Terampil" in moves.plain
    opened = await rina.presses("1")
    assert "Yang mendukung" in opened.plain
    assert "kompetensi" in opened.plain.lower()
    assert "Aturan untuk Siti" in (await rina.presses("Aturan")).plain
    assert "Pilihan lain untuk Siti" in (await rina.presses("Pilihan lain")).plain

    page = office.views.own(region.id_of(SITI), page=1, now=office.clock())
    assert {one.view.purpose for one in page.lines} == {Purpose.PLAN, Purpose.REASONS}


async def test_a_scenario_is_dropped_once_and_old_buttons_lead_to_the_list(rina: Chat) -> None:
    await _work_out(rina)
    await rina.presses("Lihat hasilnya")
    await rina.presses("Hapus skenario")
    await rina.presses("Ya, hapus")
    assert "sudah dihapus" in rina.last.plain
    for value in (
        "pl_one:1.sure",
        "pl_one:1",
        "pl_one:x",
        "pl_moves:1.1",
        "pl_moves",
        "pl_move:1.0",
        "pl_adopt:1",
        "pl_side:1.2",
        "pl_side:pick",
        "pl_pic:1",
        "pl_pic",
        "pl_side",
        "pl:99",
    ):
        await rina.presses_value(f"v1:{value}")
        assert "gangguan" not in rina.last.plain, value


async def test_a_scenario_becomes_a_wave_that_is_checked_and_says_what_waits(
    rina: Chat, planner: Planned, office: Office
) -> None:
    planner.findings = 2
    await _work_out(rina)
    await rina.presses("Lihat hasilnya")
    await rina.presses("Jadikan gelombang")
    await rina.types("x" * 61)
    assert "paling panjang 60" in rina.last.plain
    await rina.types("Gelombang II Tahun 2026")
    assert "belum dapat dibaca" in (await rina.types("31-2-2027")).plain
    ready = await rina.types("1-2-2027")
    assert "Senin, 1 Februari 2027" in ready.plain
    done = await rina.presses("Buka gelombang")

    assert "2 temuan menunggu" in done.plain
    with office.store.read() as work:
        wave = work.waves.named("Gelombang II Tahun 2026")
        assert wave is not None
        assert planner.checked == [wave.id]
        assert len(work.proposals.of_wave(wave.id)) == 2
    await rina.presses_value("v1:pl_adopt_form:open")
    assert planner.checked == [wave.id]
    opened = await rina.types("/rencana")
    assert "sudah menjadi gelombang" in opened.plain
    await rina.presses("Skenario 1")
    await rina.presses("Daftar perpindahan")
    assert "tersimpan pada usulan" in (await rina.presses("1")).plain


async def test_what_was_worked_out_anew_after_it_was_seen_is_not_adopted(
    rina: Chat, office: Office, planner: Planned, region: Kemuning
) -> None:
    await _work_out(rina)
    await rina.presses("Lihat hasilnya")
    await rina.presses("Jadikan gelombang")
    await rina.presses("Pakai nama skenario")
    await rina.presses("Tanpa tanggal")
    anew = planner.propose(Order(name="Skenario 1", choices={}), progress=lambda *_: None)
    ScenarioDesk(office.store).keep(anew, by=Actor(region.id_of(RINA)), now=office.clock())
    await rina.presses("Buka gelombang")

    assert planner.checked == []
    with office.store.read() as work:
        assert work.waves.named("Skenario 1") is None


async def test_the_real_planner_answers_in_its_own_process(office: Office, region: Kemuning) -> None:
    builder = region.region
    post = builder.post(region.kemuning, "Perawat Terampil", job_class=6)
    for one, need in ((1, 1), (post, 3)):
        builder.change(position, one, staff_need=need)
    planner = OwnPlanner(store=office.store, zone=office.zone, clock=office.clock)
    told: list[str] = []
    made = planner.propose(
        Order(name="Kecil", choices={"min_tenure_months": "0"}, units=(region.selensen, region.kemuning)),
        progress=lambda stage, _done, _total: told.append(stage),
    )

    assert made.settings["min_tenure_months"] == "0"
    assert made.figures["shortage_before"] == 3
    assert len(made.explanations) == len(made.moves) == made.figures["moves"]
    assert "matching" in told
