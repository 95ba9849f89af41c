"""The longest and the nastiest facts still make messages that Telegram takes; the wire checks each one."""

from datetime import datetime, timedelta

import pytest

from domain.actors import Actor
from domain.proposals import Direction, Status
from domain.views.desk import A_PAGE, ViewDesk
from domain.views.records import Purpose
from storage.tables import person, proposal, unit
from tests.chat import Chat, Line
from tests.people import RINA, SITI, Kemuning

HOSTILE = ('<b>&"', "x" * 500, "👩‍⚕️" * 100, "\u202eابت" * 50, "a\nb", "{0}{name}", "</b></a>")
SCREENS = (
    "/menu",
    "/mutasi",
    "/riwayat",
    "/profil",
    "/manfaat",
    "/data",
    "/bantuan",
    "/kontak",
    "/start",
    "/tanya",
    "/tanya kapan TMT saya",
    "/tanya jabatan tujuan berbeda",
    "/cek",
    "/siapa_melihat",
    "/privasi",
    "/pengaturan",
    "/pengumuman",
    "/checkin",
    "/preferensi",
    "/aspirasi",
)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("hostile", HOSTILE)
async def test_every_screen_survives_hostile_records(
    line: Line, region: Kemuning, now: datetime, hostile: str, language: str
) -> None:
    _fill(region, hostile, now)
    chat = line.of(SITI.user_id)
    await chat.types("/bahasa")
    await chat.presses({"id": "Bahasa Indonesia", "en": "English"}[language])
    shown = [await chat.types(screen) for screen in SCREENS]

    assert [one.plain for one in shown if "gangguan" in one.plain or "fault in our system" in one.plain] == []
    assert hostile[:20] in shown[1].plain


async def test_a_long_reason_is_shown_at_length(siti: Chat, region: Kemuning) -> None:
    reason = "Kebutuhan perawat di unit tujuan. " * 30
    _change_proposal(region, reason=reason)

    assert reason.strip() in (await siti.types("/mutasi")).plain


async def test_names_appear_letter_by_letter(siti: Chat, region: Kemuning) -> None:
    name = "Siti <i>Rahmawati</i> & 'Ni\"ng'"
    region.region.change(person, region.id_of(SITI), name=name)

    assert name in (await siti.types("/mutasi")).plain


def _fill(region: Kemuning, hostile: str, now: datetime) -> None:
    builder = region.region
    for one in (region.selensen, region.kemuning):
        builder.change(unit, one, name=hostile, location=hostile)
    builder.change(
        person,
        region.id_of(SITI),
        name=hostile,
        title_front=hostile,
        title_back=hostile,
        position=hostile,
        grade=hostile,
    )
    rina = Actor(region.id_of(RINA))
    for purpose in list(Purpose)[:A_PAGE]:
        ViewDesk(builder.store).note([region.id_of(SITI)], purpose, by=rina, now=now)
    texts = {"from_position": hostile, "to_position": hostile, "reason": hostile * 5}
    _change_proposal(region, direction=Direction.DEMOSI, own_request=True, **texts)
    for number in range(7):
        builder.proposal(
            region.id_of(SITI),
            builder.wave(f"Gelombang {number}"),
            (region.selensen, region.kemuning),
            stages=[(Status.PROPOSED, now - timedelta(days=99)), (Status.EFFECTIVE, now)],
            from_position=hostile,
            to_position=hostile,
        )


def _change_proposal(region: Kemuning, **columns: object) -> None:
    region.region.change(proposal, 1, **columns)
