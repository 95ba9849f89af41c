"""`/privasi`: what is kept and why, and each right used by its owner alone."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.corrections.records import FactCode
from domain.linking.records import Purpose
from files import own_copy
from handlers.office import Office
from handlers.routes import TABLE
from tests.chat import GROUP, Chat, Line, at, connect
from tests.people import ANDI, SITI, TONO_USER_ID, Kemuning


async def rights(chat: Chat) -> None:
    await chat.types("/privasi")
    await chat.presses("Gunakan hak saya")


async def copy(chat: Chat) -> None:
    await rights(chat)
    await chat.presses("Salinan data")
    await chat.presses_value("v1:privacy:copy_yes", on=chat.last)


def sent_copies(chat: Chat) -> list[zipfile.ZipFile]:
    documents = chat.wire.of("sendDocument")
    return [zipfile.ZipFile(io.BytesIO(one["file"].content)) for one in documents]


async def test_the_notice_says_six_things_and_leads_to_each_right(siti: Chat) -> None:
    shown = await siti.types("/privasi")

    assert [line.partition(":")[0] for line in shown.plain.splitlines()[2:]] == [
        "Tujuan",
        "Data",
        "Pembaca",
        "Jangka waktu",
        "Hak Ibu",
        "Bertanya",
    ]
    assert (await siti.presses("Gunakan hak saya")).labels == [
        "Salinan data",
        "Perbaikan data",
        "Batasi pemrosesan",
        "Cabut persetujuan",
        "Hapus data",
        "Kembali",
    ]


async def test_a_copy_comes_as_one_file_that_cannot_be_forwarded(siti: Chat) -> None:
    await copy(siti)

    document = siti.wire.of("sendDocument")[0]
    assert document["chat_id"] == SITI.user_id
    assert not document.get("protect_content"), "a copy that cannot be saved is none"
    archive = sent_copies(siti)[0]
    assert set(archive.namelist()) == {"data.html", "data.json"}
    said = json.loads(archive.read("data.json"))["data"]
    assert (said["person"][0]["nip"], len(said["proposal"])) == (SITI.nip, 1)
    assert {"privacy.asked"} <= {row["action"] for row in said["audit"]}
    page = archive.read("data.html").decode()
    assert SITI.nip in page
    assert "Data kepegawaian" in page
    assert "sudah dikirim" in siti.last.plain or "sudah dikirim" in siti.messages[-2].plain


async def test_a_copy_names_no_other_person(siti: Chat) -> None:
    await copy(siti)

    said = sent_copies(siti)[0].read("data.json").decode()
    assert [one for one in ("Andi", "Rina", "Budi", "Hasan", ANDI.nip) if one in said] == []


async def test_a_copy_is_in_the_persons_language(siti: Chat) -> None:
    await siti.types("/language")
    await siti.presses("English")
    await siti.types("/privacy")
    await siti.presses("Use my rights")
    await siti.presses("Copy of my data")
    await siti.presses("Yes, send the copy")

    assert "Service record" in sent_copies(siti)[0].read("data.html").decode()


async def test_a_request_whose_file_did_not_arrive_waits_and_is_taken_up_again(
    siti: Chat, office: Office
) -> None:
    siti.wire.failing["sendDocument"] = (400, "Bad Request: file is too funny")
    await copy(siti)
    siti.wire.failing.clear()
    person = office.accounts.whois(SITI.user_id, now=office.clock())
    assert person is not None
    waiting = office.privacy.own(person.id).requests
    await copy(siti)

    done = office.privacy.own(person.id).requests
    assert [one.state for one in waiting] == ["open"]
    assert [(one.id, one.state) for one in done] == [(waiting[0].id, "done")]


async def test_a_copy_too_large_for_telegram_is_handed_over_by_a_human(
    siti: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_copy, "BYTES_AT_MOST", 10)
    await copy(siti)

    assert siti.wire.of("sendDocument") == []
    assert "petugas" in siti.last.plain


async def test_pressing_twice_asks_once(siti: Chat, office: Office, region: Kemuning) -> None:
    await rights(siti)
    await siti.presses("Batasi pemrosesan")
    question = siti.last
    await siti.presses_value("v1:privacy:restrict_yes", on=question)
    await siti.presses_value("v1:privacy:restrict_yes", on=question)

    assert len(office.privacy.own(region.id_of(SITI)).requests) == 1


async def test_a_restriction_is_shown_and_ended_where_it_was_asked_for(siti: Chat) -> None:
    await rights(siti)
    await siti.presses("Batasi pemrosesan")
    await siti.presses("Ya, batasi")
    await siti.presses("Gunakan hak saya")
    assert "Akhiri pembatasan" in siti.last.labels

    assert "sudah diakhiri" in (await siti.presses("Akhiri pembatasan")).plain


async def test_requests_show_their_clocks_and_can_be_taken_back(siti: Chat, office: Office) -> None:
    await rights(siti)
    await siti.presses("Batasi pemrosesan")
    await siti.presses("Ya, batasi")
    shown = await siti.presses("Permintaan saya")
    assert "menunggu, paling lambat Jumat, 27 November 2026 pukul 09.00 WIB" in shown.plain
    assert shown.protected

    label = next(one for one in shown.labels if one.startswith("Batalkan permintaan"))
    assert "sudah dibatalkan" in (await siti.presses(label)).plain
    late = await connect(replace(office, clock=at(office.clock() + timedelta(days=4))), TABLE)
    again = late.of(SITI.user_id)
    await again.types("/privasi")
    assert "dibatalkan" in (await again.presses("Permintaan saya")).plain
    await late.application.shutdown()


async def test_a_request_that_hr_left_too_long_says_so(siti: Chat, office: Office, region: Kemuning) -> None:
    office.privacy.restrict(region.id_of(SITI), now=office.clock() - timedelta(days=4))
    await siti.types("/privasi")

    assert "lewat batas" in (await siti.presses("Permintaan saya")).plain


async def test_corrections_stand_among_the_requests_with_the_same_clock(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    fact = next(iter(FactCode))
    filed = office.corrections.file(region.id_of(SITI), fact, "Golongan saya III/b", now=office.clock())
    await siti.types("/privasi")

    shown = (await siti.presses("Permintaan saya")).plain
    assert f"Perbaikan data {filed.number}: menunggu, paling lambat Jumat, 27 November" in shown


async def test_anothers_request_cannot_be_taken_back(andi: Chat, office: Office, region: Kemuning) -> None:
    request = office.privacy.restrict(region.id_of(SITI), now=office.clock())
    shown = await andi.types("/privasi")
    await andi.presses_value(f"v1:privacy:back:{request.id}", on=shown)

    assert "sudah dijawab atau dibatalkan" in andi.last.plain
    assert office.privacy.own(region.id_of(SITI)).is_restricted


async def test_erasure_tells_what_is_kept_and_why_before_it_asks_twice(
    siti: Chat, office: Office, region: Kemuning
) -> None:
    office.accounts.grant(SITI.user_id, Purpose.LINKING, text_version="1", now=office.clock())
    await rights(siti)
    told = (await siti.presses("Hapus data")).plain
    assert "UU 27/2022 Pasal 24" in told
    assert "jadwal retensi" in told
    assert office.accounts.account_of(SITI.user_id) is not None
    assert "tidak dapat dibatalkan" in (await siti.presses("Saya mengerti, lanjut")).plain
    assert office.accounts.account_of(SITI.user_id) is not None

    assert "sudah dihapus" in (await siti.presses("Ya, hapus sekarang")).plain
    assert office.accounts.account_of(SITI.user_id) is None
    assert "belum ditautkan" in (await siti.types("/privasi")).plain


async def test_erasing_twice_harms_nothing(siti: Chat) -> None:
    await rights(siti)
    await siti.presses("Hapus data")
    await siti.presses("Saya mengerti, lanjut")
    question = siti.last
    await siti.presses_value("v1:privacy:erase_sure", on=question)
    await siti.presses_value("v1:privacy:erase_sure", on=question)

    assert "belum ditautkan" in siti.last.plain


async def test_an_unknown_place_leads_to_the_notice(siti: Chat) -> None:
    shown = await siti.types("/privasi")
    await siti.presses_value("v1:privacy:nowhere", on=shown)

    assert "hak atasnya" in siti.last.plain


async def test_nothing_is_told_in_a_group_or_to_a_stranger(line: Line) -> None:
    group = line.of(SITI.user_id, group=GROUP)
    assert "pribadi" in (await group.types("/privasi")).plain

    assert "belum ditautkan" in (await line.of(TONO_USER_ID).types("/privasi")).plain
