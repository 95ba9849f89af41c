"""`/pengaturan`: what can be chosen, what cannot and why, and the phrase."""

from datetime import datetime, time

import pytest

from domain.calendar.send_windows import OwnHours
from handlers.office import Office
from storage.tables import account
from tests.chat import Chat
from tests.people import SITI, Kemuning


def hours_of(office: Office, region: Kemuning) -> OwnHours | None:
    return office.settings.own(region.id_of(SITI)).hours


async def test_the_screen_says_what_is_chosen_and_what_cannot_be_switched_off(siti: Chat) -> None:
    shown = await siti.types("/pengaturan")

    assert "Bahasa: Bahasa Indonesia" in shown.plain
    assert "Jam tenang: tidak ada" in shown.plain
    assert "Pengingat: dikirim" in shown.plain
    assert "tidak dapat dimatikan, karena batas waktu" in shown.plain
    assert shown.protected


async def test_offered_hours_are_one_press_away(siti: Chat, office: Office, region: Kemuning) -> None:
    await siti.types("/pengaturan")
    await siti.presses("Jam tenang")
    shown = (await siti.presses("21.00–05.00")).plain

    assert "Jam tenang: 21.00–05.00, setiap hari" in shown
    assert hours_of(office, region) == OwnHours(opens=time(5), closes=time(21))


async def test_own_hours_are_typed(siti: Chat, office: Office, region: Kemuning) -> None:
    await siti.types("/pengaturan")
    await siti.presses("Jam tenang")
    await siti.presses("Tulis sendiri")
    shown = (await siti.types("08.00 sampai 15.00")).plain

    assert "Jam tenang: 08.00–15.00, setiap hari" in shown
    assert hours_of(office, region) == OwnHours(opens=time(15), closes=time(8))
    assert "jam tenang" not in (await siti.types("22.00-05.00")).plain.lower()  # the form is over


@pytest.mark.parametrize("said", ["nanti malam", "22.00-22.00", "9" * 4_000, "SAPA"])
async def test_what_is_no_span_is_asked_again_and_the_form_stays(
    siti: Chat, office: Office, region: Kemuning, said: str
) -> None:
    await siti.presses_value("v1:settings:hours.typed")

    assert "Mohon tulis seperti" in (await siti.types(said)).plain
    assert hours_of(office, region) is None
    await siti.types("22.00-05.00")
    assert hours_of(office, region) is not None


async def test_a_sticker_in_the_form_is_asked_again(siti: Chat) -> None:
    await siti.presses_value("v1:settings:hours.typed")
    number = {"file_id": "s", "file_unique_id": "s", "width": 9, "height": 9}
    sticker = number | {"is_animated": False, "is_video": False, "type": "regular"}

    assert "Mohon tulis seperti" in (await siti.sends(sticker=sticker)).plain


async def test_a_command_in_the_form_is_obeyed(siti: Chat, office: Office, region: Kemuning) -> None:
    await siti.presses_value("v1:settings:hours.typed")

    assert "Data Ibu" in (await siti.types("/profil")).plain
    assert hours_of(office, region) is None


async def test_who_loses_the_right_in_the_form_changes_nothing(
    siti: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    await siti.presses_value("v1:settings:hours.typed")
    with region.region.store.read() as work:
        linked = work.linking.account_of(region.id_of(SITI))
    assert linked is not None
    region.region.change(account, linked.id, unlinked_at=now)
    await siti.types("22.00-05.00")

    assert hours_of(office, region) is None


async def test_quiet_hours_can_be_given_up(siti: Chat, office: Office, region: Kemuning) -> None:
    await siti.presses_value("v1:settings:hours.0")
    await siti.presses_value("v1:settings:hours")
    await siti.presses("Tanpa jam tenang")

    assert hours_of(office, region) is None


@pytest.mark.parametrize("value", ["hours.9", "hours.x", "reminders", "nothing", "hours.²"])
async def test_an_old_or_foreign_button_changes_nothing_bad(
    siti: Chat, office: Office, region: Kemuning, value: str
) -> None:
    await siti.presses_value(f"v1:settings:{value}")

    assert "gangguan" not in siti.last.plain
    assert hours_of(office, region) is None


async def test_reminders_are_switched_off_and_on(siti: Chat, office: Office, region: Kemuning) -> None:
    await siti.types("/pengaturan")
    assert "Pengingat: tidak dikirim" in (await siti.presses("Matikan pengingat")).plain
    assert not office.settings.own(region.id_of(SITI)).reminders
    assert "Pengingat: dikirim" in (await siti.presses("Nyalakan pengingat")).plain


async def test_pressing_twice_is_as_pressing_once(siti: Chat, office: Office, region: Kemuning) -> None:
    for _ in range(2):
        await siti.presses_value("v1:settings:reminders.off")

    assert not office.settings.own(region.id_of(SITI)).reminders


async def test_the_phrase_is_explained_on_one_screen_and_stands_in_the_profile(
    siti: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    await siti.types("/pengaturan")
    shown = await siti.presses("Frasa saya")
    phrase = office.phrases.own(region.id_of(SITI), now=now)

    assert shown.plain.startswith(f"Frasa Ibu: {phrase}")
    assert "bukan dari kami" in shown.plain
    assert len(shown.plain) <= 700
    assert shown.protected
    assert f"Frasa: {phrase}" in (await siti.types("/profil")).plain


async def test_the_phrase_can_be_changed(siti: Chat, office: Office, region: Kemuning, now: datetime) -> None:
    before = office.phrases.own(region.id_of(SITI), now=now)
    await siti.presses_value("v1:settings:phrase")
    shown = (await siti.presses("Ganti frasa")).plain
    after = office.phrases.own(region.id_of(SITI), now=now)

    assert before != after
    assert after in shown


async def test_english_is_complete(siti: Chat, region: Kemuning) -> None:
    with region.region.store.read() as work:
        linked = work.linking.account_of(region.id_of(SITI))
    assert linked is not None
    region.region.change(account, linked.id, language="en")

    shown = (await siti.types("/settings")).plain
    assert "Quiet hours: none" in shown
    assert (await siti.presses("My phrase")).plain.startswith("Your phrase:")
