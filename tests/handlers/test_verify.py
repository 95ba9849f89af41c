"""`/cek`: genuine or unknown, for anybody, and never whose it is."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.official.checks import CHECKS_AT_MOST
from domain.official.codes import new_code, shown
from domain.official.digests import digest_of, short
from domain.official.records import Kind, NewDocument
from domain.outbox import Pacing
from domain.proposal_notice import tell_proposed
from handlers.notices import render
from handlers.office import Office
from storage.store import SqlStore
from tests.chat import Chat, Line
from tests.people import ANDI, SITI, Kemuning

PAPER = b"%PDF-1.7 an invented letter"


def issue(
    region: Kemuning, now: datetime, *, addressee: int | None = None, digest: bytes | None = None
) -> str:
    paper = NewDocument(
        kind=Kind.LETTER,
        title="Jadwal periksa data",
        digest=digest,
        addressee=addressee,
        issued_on=date(2026, 11, 23),
    )
    with region.region.store.write() as work:
        code = work.codes.issue(paper, now=now)
        work.commit()
    return code


def document(file_id: str, *, size: int = 27, **more: Any) -> dict[str, Any]:
    return {"document": {"file_id": file_id, "file_unique_id": file_id, "file_size": size}, **more}


async def test_alone_it_says_what_can_be_sent(tono: Chat) -> None:
    shown = (await tono.types("/cek")).plain

    assert shown.startswith("Periksa keaslian")
    assert "SAPA-XXXX-XXXX-XXXX" in shown


async def test_a_stranger_learns_what_the_code_stands_for_and_is_told_to_compare(
    tono: Chat, region: Kemuning, now: datetime
) -> None:
    code = issue(region, now, digest=digest_of(PAPER))
    shown = (await tono.types(f"/cek {code}")).plain

    assert shown.startswith("ASLI")
    assert "Untuk: surat: Jadwal periksa data" in shown
    assert "Tanggal: Senin, 23 November 2026" in shown
    assert f"Sidik digital: {short(digest_of(PAPER))}" in shown
    assert "bandingkan" in shown


@pytest.mark.parametrize("spoil", [str.lower, lambda code: code.replace("-", " "), lambda code: code[5:]])
async def test_a_code_may_be_typed_badly(tono: Chat, region: Kemuning, now: datetime, spoil: Any) -> None:
    code = issue(region, now)

    assert (await tono.types(f"/cek {spoil(code)}")).plain.startswith("ASLI")
    assert (await tono.types(spoil(code))).plain.startswith("ASLI")


async def test_a_code_that_nobody_issued_is_unknown(tono: Chat) -> None:
    code = shown(new_code())
    told = (await tono.types(code)).plain

    assert told.startswith("TIDAK DIKENAL")
    assert code in told


async def test_a_forwarded_message_is_searched_for_its_code(
    andi: Chat, region: Kemuning, now: datetime
) -> None:
    code = issue(region, now)
    origin = {"type": "hidden_user", "date": 1_795_000_000, "sender_user_name": "Grup Pegawai"}
    told = await andi.sends(
        text=f"Diteruskan:\nMohon hadir.\nKode: {code}\nTerima kasih", forward_origin=origin
    )

    assert told.plain.startswith("ASLI")
    assert told.reply_to is not None


async def test_a_code_under_a_picture_is_found(andi: Chat, region: Kemuning, now: datetime) -> None:
    code = issue(region, now)
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]

    assert (await andi.sends(photo=photo, caption=f"ini asli? {code}")).plain.startswith("ASLI")


async def test_a_message_to_which_the_command_replies_is_read(
    andi: Chat, region: Kemuning, now: datetime
) -> None:
    code = issue(region, now)
    answered = {
        "message_id": 1,
        "date": 1_795_000_000,
        "chat": {"id": andi.chat_id, "type": "private"},
        "text": f"Surat {code}",
    }
    entities = [{"type": "bot_command", "offset": 0, "length": 4}]

    told = await andi.sends(text="/cek", entities=entities, reply_to_message=answered)

    assert told.plain.startswith("ASLI")


async def test_only_the_addressee_is_told_that_it_is_theirs(
    siti: Chat, andi: Chat, tono: Chat, region: Kemuning, now: datetime
) -> None:
    code = issue(region, now, addressee=region.id_of(SITI))
    own, others = await siti.types(code), [(await one.types(code)).plain for one in (andi, tono)]

    assert "Ditujukan kepada: Ibu sendiri" in own.plain
    assert own.protected
    for told in others:
        assert "Ditujukan kepada: seseorang" in told
        assert SITI.name not in told


async def test_a_withdrawn_code_is_said_to_be_withdrawn(tono: Chat, region: Kemuning, now: datetime) -> None:
    code = issue(region, now)
    with region.region.store.write() as work:
        work.codes.withdraw(code, now=now)
        work.commit()

    assert (await tono.types(code)).plain.startswith("DITARIK")


async def test_a_file_is_genuine_only_to_the_last_byte(
    line: Line, tono: Chat, region: Kemuning, now: datetime
) -> None:
    issue(region, now, digest=digest_of(PAPER))
    line.wire.files |= {"same": PAPER, "other": PAPER + b" "}
    told = []
    for name in ("same", "other"):
        asked = await tono.sends(**document(name))
        assert "Periksa berkas ini" in asked.labels
        told.append((await tono.presses("Periksa berkas ini")).plain)

    assert told[0].startswith("ASLI: berkas ini sama persis")
    assert told[1].startswith("TIDAK DIKENAL: berkas ini")
    assert "belum berarti palsu" in told[1]


async def test_a_file_with_the_command_under_it_is_checked_at_once(
    line: Line, tono: Chat, region: Kemuning, now: datetime
) -> None:
    issue(region, now, digest=digest_of(PAPER))
    line.wire.files["same"] = PAPER
    entities = [{"type": "bot_command", "offset": 0, "length": 4}]

    told = await tono.sends(**document("same", caption="/cek", caption_entities=entities))

    assert told.plain.startswith("ASLI")


@pytest.mark.parametrize("size", [23_000_000, 27])  # too large by its own word, or by Telegram's
async def test_a_file_too_large_is_not_fetched_and_the_code_is_offered_instead(
    line: Line, tono: Chat, size: int
) -> None:
    await tono.sends(**document("huge", size=size))
    told = (await tono.presses("Periksa berkas ini")).plain

    assert "20 MB" in told
    assert "kode" in told
    assert len(line.wire.of("getFile")) == (size == 27)


async def test_the_button_under_a_file_that_is_gone_asks_for_another(tono: Chat) -> None:
    await tono.types("/cek")
    await tono.presses_value("v1:verify:file")

    assert tono.last.plain.startswith("Periksa keaslian")


async def test_a_code_that_lost_a_sign_is_said_to_be_incomplete(tono: Chat) -> None:
    assert "tidak ada kode yang lengkap" in (await tono.types("SAPA-7K3M-Q9XD-04")).plain
    assert "tidak ada kode yang lengkap" in (await tono.types("/cek " + "abc " * 900)).plain


async def test_a_greeting_is_no_code(tono: Chat) -> None:
    assert "kode" not in (await tono.types("Sapa Adik Anda Saja")).plain.lower()


async def test_who_checks_much_is_asked_to_wait_and_goes_on_after_that(
    tono: Chat, region: Kemuning, now: datetime
) -> None:
    code = issue(region, now)
    for _ in range(CHECKS_AT_MOST):
        await tono.types(code)

    assert "10 menit lagi" in (await tono.types(code)).plain
    assert (await tono.types("/cek")).plain.startswith("Periksa keaslian")


async def test_english_is_complete(line: Line, region: Kemuning, now: datetime) -> None:
    code, guest = issue(region, now), line.of(599, language_code="en")

    assert (await guest.types(f"/verify {code}")).plain.startswith("GENUINE")
    assert (await guest.types(shown(new_code()))).plain.startswith("UNKNOWN")


async def test_a_notice_says_phrase_and_code_and_the_code_is_genuine(
    siti: Chat, office: Office, region: Kemuning, now: datetime, quick_store: SqlStore
) -> None:
    phrase = office.phrases.own(region.id_of(SITI), now=now)
    with quick_store.write() as work:
        account = work.linking.account_of(region.id_of(SITI))
        assert account is not None
        tell_proposed(work, 1, account, now=now)
        work.commit()
    with quick_store.write() as work:
        [claimed] = work.outbox.claim(9, owner="w", pacing=Pacing(), busy=False, now=now)
    text, _buttons = render(claimed.message, office)
    code = str(claimed.message.facts["official_code"])

    assert phrase in text.splitlines()[0]
    assert code in text.splitlines()[-1]
    told = (await siti.types(code)).plain
    assert "Untuk: pemberitahuan pribadi" in told
    assert "Tanggal: Selasa, 24 November 2026" in told


async def test_nobody_else_learns_a_phrase(
    andi: Chat, office: Office, region: Kemuning, now: datetime
) -> None:
    phrase = office.phrases.own(region.id_of(SITI), now=now)
    told = [(await andi.types(one)).plain for one in ("/profil", "/pengaturan", "/menu")]

    assert not [one for one in told if phrase in one]
    assert office.phrases.own(region.id_of(ANDI), now=now) in told[0]
