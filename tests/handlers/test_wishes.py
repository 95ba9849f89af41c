"""`/preferensi`: consent, the ranked list, the search, and what happens when things are sent out of turn."""

from datetime import date

import pytest
from sqlalchemy import insert

from domain.linking.records import Purpose
from domain.preferences.records import Readiness
from domain.waves import WaveCalendar
from handlers.office import Office
from storage.tables import consent, travel, unit, wish
from tests.chat import Chat, Line
from tests.people import BUDI, SITI, Kemuning


@pytest.fixture
def consented(office: Office, region: Kemuning) -> None:
    assert region.people
    for who in (SITI, BUDI):
        for purpose in (Purpose.LINKING, Purpose.PREFERENCES):
            office.accounts.grant(who.user_id, purpose, text_version="1", now=office.clock())


def _choices(office: Office, region: Kemuning) -> list[tuple[str, str]]:
    sheet = office.preferences.own(region.id_of(SITI), now=office.clock()).sheet
    return [(one.unit, one.position) for one in sheet.choices]


async def _add(siti: Chat, typed: str, unit_name: str, *, label: str = "Jabatan saya di unit itu") -> None:
    await siti.types("/preferensi")
    await siti.presses("Daftar pilihan")
    await siti.presses("Tambah unit")
    await siti.types(typed)
    await siti.presses(unit_name)
    await siti.presses(label)


async def test_consent_comes_first_and_is_one_press_recorded_with_its_words(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    asked = await siti.types("/preferensi")
    assert "Persetujuan menyimpan preferensi" in asked.plain
    assert asked.protected
    shown = await siti.presses("Setuju dan lanjut")

    assert "Belum ada unit yang dipilih." in shown.plain
    assert office.accounts.consents(SITI.user_id)[Purpose.PREFERENCES]
    with region.region.store.engine.connect() as connection:
        (kept,) = connection.execute(consent.select()).all()
    assert (kept.purpose, kept.text_version, kept.person_id) == ("preferences", "1", region.id_of(SITI))


@pytest.mark.usefixtures("consented")
async def test_a_unit_is_found_by_a_short_name_and_becomes_the_first_choice(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    await _add(siti, "pkm kemuning", "UPTD Puskesmas Kemuning")

    assert "Ditambahkan: UPTD Puskesmas Kemuning — Perawat Terampil." in siti.last.plain
    assert "1. UPTD Puskesmas Kemuning" in siti.last.plain
    assert _choices(office, region) == [("UPTD Puskesmas Kemuning", "Perawat Terampil")]


@pytest.mark.usefixtures("consented")
async def test_places_go_up_and_down_and_away(siti: Chat, office: Office, region: Kemuning) -> None:
    region.region.unit("UPTD Puskesmas Batu Ampar")
    await _add(siti, "kemuning", "UPTD Puskesmas Kemuning")
    await _add(siti, "bt ampar", "UPTD Puskesmas Batu Ampar", label="Jabatan apa pun yang sesuai")
    await siti.presses("2. UPTD Puskesmas Batu Ampar")
    await siti.presses("Naikkan")
    assert [one[0] for one in _choices(office, region)] == [
        "UPTD Puskesmas Batu Ampar",
        "UPTD Puskesmas Kemuning",
    ]
    await siti.presses("1. UPTD Puskesmas Batu Ampar")
    await siti.presses("Turunkan")
    await siti.presses("1. UPTD Puskesmas Kemuning")
    await siti.presses("Hapus dari daftar")

    assert _choices(office, region) == [("UPTD Puskesmas Batu Ampar", "")]
    assert "Sudah dihapus dari daftar." in siti.last.plain


@pytest.mark.usefixtures("consented")
async def test_a_button_pressed_twice_acts_once_and_the_list_is_shown_as_it_stands(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    await siti.types("/preferensi")
    value = f"v1:wish_add:{region.kemuning}.own.0"
    await siti.presses_value(value)
    await siti.presses_value(value)

    assert "Daftar ini sudah berubah" in siti.last.plain
    assert len(_choices(office, region)) == 1
    await siti.presses_value("v1:wish:1.0.drop")
    assert len(_choices(office, region)) == 1


@pytest.mark.usefixtures("consented")
@pytest.mark.parametrize(
    "value",
    [
        "v1:wish:9.0.drop",
        "v1:wish:x",
        "v1:wish",
        "v1:wish:1.up",
        "v1:wish:1.0.eat",
        "v1:wish_add",
        "v1:wish_add:1.own",
        "v1:wish_add:999999.own.0",
        "v1:wish_unit:0",
        "v1:wish_unit:x",
        "v1:wish_unit:999999999999999999999999",
        "v1:wish:1.99999999999999999999.up",
        "v1:wish_find:1.99.area",
        "v1:wish_find:99.near",
        "v1:constraint:save",
        "v1:constraint:resume",
        "v1:constraint:health.note",
        "v1:readiness:x",
        "v1:interests:resume",
        "v1:swap:0123.yes",
        "v1:swap",
        "v1:wish_agree:linking",
    ],
)
async def test_no_button_of_nobodys_breaks_anything(
    siti: Chat, office: Office, region: Kemuning, value: str
) -> None:
    await siti.types("/preferensi")
    before = len(siti.wire.calls)
    await siti.presses_value(value)

    assert len(siti.wire.calls) > before + 1
    assert "gangguan" not in siti.last.plain
    assert _choices(office, region) == []


@pytest.mark.usefixtures("consented")
@pytest.mark.parametrize(
    "content",
    [
        {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
                     "is_animated": False, "is_video": False}},
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}},
        {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]},
        {"text": " \n "},
    ],
)  # fmt: skip
async def test_what_is_no_name_is_answered_and_the_search_stays_open(
    siti: Chat, content: dict[str, object]
) -> None:
    await siti.types("/preferensi")
    await siti.presses("Daftar pilihan")
    await siti.presses("Tambah unit")
    shown = await siti.sends(**content)
    assert "mohon tulis namanya dengan kata-kata" in shown.plain

    assert "UPTD Puskesmas Kemuning" in (await siti.types("kemuning")).plain


@pytest.mark.usefixtures("consented")
@pytest.mark.parametrize("typed", ["xyzzy plugh", "a" * 4096, "👩‍⚕️👩‍⚕️", "<b>&"])
async def test_an_unknown_unit_is_said_to_be_unknown(siti: Chat, typed: str) -> None:
    await siti.types("/preferensi")
    await siti.presses("Daftar pilihan")
    await siti.presses("Tambah unit")
    shown = await siti.types(typed)

    assert "Kami belum menemukan unit" in shown.plain
    assert "Menurut kecamatan" in shown.labels


@pytest.mark.usefixtures("consented")
async def test_units_are_listed_by_district_with_pages(siti: Chat, region: Kemuning) -> None:
    for number in range(6):
        region.region.unit(f"SD Negeri {number + 1:03}", location="Selensen")
    await siti.types("/preferensi")
    await siti.presses("Daftar pilihan")
    await siti.presses("Tambah unit")
    shown = await siti.presses("Menurut kecamatan")
    assert shown.labels[:2] == ["Kemuning", "Selensen"]
    first = await siti.presses("Selensen")
    assert "halaman 1 dari 2" in first.plain
    second = await siti.presses("Berikutnya")

    assert "UPTD Puskesmas Selensen" in second.labels
    assert "Sebelumnya" in second.labels


@pytest.mark.usefixtures("consented")
async def test_the_nearest_units_are_those_by_travel_time(siti: Chat, region: Kemuning) -> None:
    await siti.types("/preferensi")
    await siti.presses("Daftar pilihan")
    await siti.presses("Tambah unit")
    assert "belum dapat dihitung" in (await siti.presses("Terdekat")).plain
    with region.region.store.engine.begin() as connection:
        row = {"origin": "Selensen", "destination": "Kemuning", "minutes": 45, "mode": "motor", "source": "x"}
        connection.execute(insert(travel).values(**row, digest=b"", import_id=1))
    await siti.presses("Cari nama")

    assert "UPTD Puskesmas Kemuning: 45 menit" in (await siti.presses("Terdekat")).plain


@pytest.mark.usefixtures("consented")
async def test_five_places_are_the_most(siti: Chat, region: Kemuning) -> None:
    for number in range(6):
        name = f"SD Negeri {number + 1:03} Kemuning"
        region.region.unit(name)
        if number < 5:
            await _add(siti, f"sdn {number + 1} kemuning", name)
    await siti.presses_value(f"v1:wish_add:{region.kemuning}.own.5")

    assert "Daftar sudah berisi lima unit" in siti.last.plain


@pytest.mark.usefixtures("consented")
async def test_after_the_window_it_says_that_changes_wait_for_the_next_wave(
    siti: Chat, region: Kemuning
) -> None:
    with region.region.store.write() as work:
        calendar = WaveCalendar(aspirations_until=date(2026, 11, 23), decision_on=date(2026, 12, 10))
        work.waves.set_calendar(region.wave, calendar)
        work.commit()

    shown = (await siti.types("/preferensi")).plain
    assert "ditutup Senin, 23 November 2026" in shown
    assert "disimpan untuk gelombang berikutnya" in shown


@pytest.mark.usefixtures("consented")
async def test_hrs_list_is_shown_as_hrs(siti: Chat, region: Kemuning) -> None:
    with region.region.store.engine.begin() as connection:
        row = {"person_id": region.id_of(SITI), "rank": 1, "unit_id": region.kemuning, "position_key": ""}
        connection.execute(insert(wish).values(**row, digest=b"", import_id=1))

    assert "Daftar ini dari data" in (await siti.types("/preferensi")).plain


@pytest.mark.usefixtures("consented")
async def test_a_consent_withdrawn_in_the_middle_leads_back_to_it(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    await siti.types("/preferensi")
    await siti.presses("Daftar pilihan")
    office.accounts.withdraw(SITI.user_id, Purpose.PREFERENCES, text_version="1", now=office.clock())
    for value in (
        f"v1:wish_add:{region.kemuning}.own.0",
        "v1:wish_list",
        "v1:wish_find",
        f"v1:wish_unit:{region.kemuning}",
        "v1:chances",
        "v1:constraint",
        "v1:readiness",
        "v1:interests",
        "v1:swaps",
        "v1:swaps:join",
    ):
        await siti.presses_value(value)
        assert "Persetujuan menyimpan preferensi" in siti.last.plain, value
    assert _choices(office, region) == []


@pytest.mark.usefixtures("consented")
async def test_whoever_leaves_in_the_middle_is_let_no_further(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    await siti.types("/preferensi")
    await siti.presses("Daftar pilihan")
    await siti.presses("Tambah unit")
    region.region.end(region.id_of(SITI))

    assert "Akses sudah berakhir" in (await siti.presses("Menurut kecamatan")).plain
    assert "Puskesmas" not in (await siti.types("kemuning")).plain


@pytest.mark.usefixtures("consented")
async def test_a_change_of_language_in_the_middle_goes_on_in_the_other(siti: Chat) -> None:
    await siti.types("/preferensi")
    await siti.presses("Daftar pilihan")
    await siti.presses("Tambah unit")
    await siti.types("/bahasa")
    await siti.presses("English")
    shown = await siti.types("/preferences")

    assert "Placement preferences" in shown.plain
    assert "Choice of units" in shown.labels


@pytest.mark.usefixtures("consented")
@pytest.mark.parametrize(
    ("label", "said"), [("Bersedia", "yes"), ("Mungkin", "maybe"), ("Belum bersedia", "no")]
)
async def test_readiness_is_one_press(
    siti: Chat, office: Office, region: Kemuning, label: str, said: str
) -> None:
    await siti.types("/preferensi")
    await siti.presses("Kesiapan dan minat")
    await siti.presses(label)

    own = office.preferences.own(region.id_of(SITI), now=office.clock())
    assert own.sheet.readiness is Readiness(said)
    assert f"Kesiapan: {label.lower()}" in siti.last.plain


@pytest.mark.usefixtures("consented")
async def test_interests_are_written_in_one_message_and_can_be_cleared(siti: Chat) -> None:
    await siti.types("/preferensi")
    await siti.presses("Kesiapan dan minat")
    await siti.presses("Tulis minat")
    shown = await siti.types("Imunisasi, gizi anak;\nbahasa isyarat")
    assert shown.plain.endswith("• Imunisasi\n• gizi anak\n• bahasa isyarat")
    await siti.presses("Kesiapan dan minat")
    await siti.presses("Kosongkan minat")

    assert "sudah dikosongkan" in siti.last.plain


@pytest.mark.usefixtures("consented")
async def test_interests_that_are_too_long_are_kept_as_a_draft(siti: Chat) -> None:
    await siti.types("/preferensi")
    await siti.presses("Kesiapan dan minat")
    await siti.presses("Tulis minat")
    shown = await siti.types("penyuluhan " * 20)
    assert "kami simpan sebagai draf" in shown.plain
    await siti.types("/batal")
    await siti.types("/preferensi")
    await siti.presses("Kesiapan dan minat")
    await siti.presses("Tulis minat")
    resumed = await siti.presses("Lanjutkan draf")

    assert "penyuluhan penyuluhan" in resumed.plain


@pytest.mark.usefixtures("consented")
async def test_chances_are_shown_in_ranges_with_their_day(siti: Chat) -> None:
    await _add(siti, "pkm kemuning", "UPTD Puskesmas Kemuning")
    await siti.presses("Preferensi saya")
    shown = (await siti.presses("Peluang")).plain

    assert "Yang berminat: kurang dari 10 orang" in shown
    assert "Formasi kosong: belum dapat dihitung" in shown
    assert "Gelombang sebelumnya: belum ada" in shown
    assert "Selasa, 24 November 2026" in shown


@pytest.mark.usefixtures("consented")
async def test_hostile_names_of_units_survive_every_list(siti: Chat, region: Kemuning) -> None:
    for one in (region.selensen, region.kemuning):
        region.region.change(unit, one, name='<b>&"Kemuning' + "x" * 500, location="</b>" * 99)
    await siti.types("/preferensi")
    await siti.presses("Daftar pilihan")
    await siti.presses("Tambah unit")
    await siti.types("kemuning" + "x" * 500)
    for value in ("v1:wish_find:1.areas", "v1:wish_find:1.0.area", f"v1:wish_unit:{region.kemuning}"):
        await siti.presses_value(value)
        assert "gangguan" not in siti.last.plain
    await siti.presses("Jabatan apa pun yang sesuai")

    assert '<b>&"Kemuning' in siti.last.plain


async def test_strangers_are_not_let_in(line: Line) -> None:
    shown = await line.of(599).types("/preferensi")

    assert "belum ditautkan" in shown.plain
