"""What the region holds about oneself, and the ways out."""

from datetime import timedelta

import pytest

from domain.linking.records import Purpose
from handlers.office import Office
from storage.tables import account, person
from tests.chat import Chat
from tests.people import SITI, Kemuning


async def test_the_profile_shows_what_is_held(siti: Chat) -> None:
    shown = await siti.types("/profil")

    assert "Nama: Siti Rahmawati, A.Md.Kep." in shown.plain
    assert "Unit kerja: UPTD Puskesmas Selensen" in shown.plain
    assert "Kelas jabatan: 6 · Golongan: III/a" in shown.plain
    assert "tertaut sejak Sabtu, 21 November 2026 pukul 09.00 WIB" in shown.plain
    assert shown.protected


async def test_nip_and_telephone_are_masked(siti: Chat) -> None:
    shown = (await siti.types("/profil")).plain

    assert "NIP: •••••••••••••••901" in shown
    assert SITI.nip not in shown
    assert SITI.phone not in shown


async def test_what_is_not_recorded_is_said_to_be_so(siti: Chat, region: Kemuning) -> None:
    region.region.change(person, region.id_of(SITI), phone_sealed=None, position="Lain", grade="")
    shown = (await siti.types("/profil")).plain

    assert "Kelas jabatan: belum tercatat · Golongan: belum tercatat" in shown
    assert "Telepon: belum tercatat" in shown


async def test_a_consent_is_taken_back_at_once(siti: Chat, office: Office) -> None:
    _grant(office, Purpose.PREFERENCES)
    await siti.types("/profil")
    await siti.presses("Cabut persetujuan")
    await siti.presses("Preferensi")

    assert not office.accounts.consents(SITI.user_id)[Purpose.PREFERENCES]
    assert "menyimpan preferensi penempatan: tidak diberikan" in siti.last.plain


async def test_only_what_was_given_can_be_taken_back(siti: Chat, office: Office) -> None:
    _grant(office, Purpose.LINKING)
    await siti.types("/profil")

    assert (await siti.presses("Cabut persetujuan")).labels == ["Tautan akun", "Kembali"]


async def test_unlinking_asks_before_it_acts(siti: Chat, office: Office) -> None:
    await siti.types("/profil")
    await siti.presses("Putuskan tautan")

    assert office.accounts.whois(SITI.user_id, now=office.clock()) is not None


@pytest.mark.parametrize("way", [("Putuskan tautan",), ("Cabut persetujuan", "Tautan akun")])
async def test_unlinking_ends_access_at_once(siti: Chat, office: Office, way: tuple[str, ...]) -> None:
    _grant(office, Purpose.LINKING)
    await siti.types("/profil")
    for label in (*way, "Ya, putuskan"):
        await siti.presses(label)
    shown = await siti.types("/mutasi")

    assert "Akun ini belum ditautkan" in shown.plain
    assert not office.accounts.consents(SITI.user_id)[Purpose.LINKING]


async def test_unlinking_takes_the_profile_off_the_screen(siti: Chat) -> None:
    await siti.types("/profil")
    await siti.presses("Putuskan tautan")
    await siti.presses("Ya, putuskan")

    assert [shown.plain for shown in siti.messages] == ["Tautan akun ini sudah diputus."]


async def test_this_is_not_me_ends_the_link(siti: Chat, office: Office) -> None:
    await siti.types("/profil")
    await siti.presses("Bukan saya, putuskan")

    assert office.accounts.whois(SITI.user_id, now=office.clock()) is None


async def test_using_the_account_is_noted(siti: Chat, office: Office, region: Kemuning) -> None:
    long_ago = office.clock() - timedelta(days=20)
    before = office.accounts.account_of(SITI.user_id)
    assert before is not None
    region.region.change(account, before.id, last_seen_at=long_ago)
    await siti.types("/menu")
    after = office.accounts.account_of(SITI.user_id)

    assert after is not None
    assert after.last_seen_at == office.clock()


def _grant(office: Office, purpose: Purpose) -> None:
    office.accounts.grant(SITI.user_id, purpose, text_version="1", now=office.clock())
