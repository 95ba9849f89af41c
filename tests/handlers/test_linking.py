"""The way to a linked account, as it is walked in the chat."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from domain.linking.codes import shown
from domain.linking.records import Purpose
from handlers.office import Office
from handlers.routes import TABLE
from storage.store import SqlStore
from tests.chat import GROUP, connect
from tests.handlers.linking_walk import AGREE, FULL, NOT_NOW, Walk
from tests.people import BUDI, SITI, kemuning

AGAIN = "Ulangi dari NIP"


@pytest.fixture
async def walk(office: Office, quick_store: SqlStore, now: datetime) -> AsyncIterator[Walk]:
    region = kemuning(quick_store, now, linked=False)
    line = await connect(office, TABLE)
    yield Walk(line, office, region)
    await line.application.shutdown()


async def test_the_notice_comes_before_any_question(walk: Walk) -> None:
    chat = walk.chat(SITI)
    await chat.types("/start")
    notice = await chat.presses("Tautkan akun")

    assert notice.plain.startswith("Pemberitahuan privasi")
    assert "tugas pemerintah" in notice.plain
    assert notice.labels[0] == AGREE
    assert notice.labels[-2:] == [FULL, NOT_NOW]


async def test_nip_telephone_and_code_lead_to_the_link(walk: Walk) -> None:
    await walk.links(SITI)

    welcome = walk.waiting(SITI.user_id)
    assert walk.is_linked(SITI)
    assert "Siti Rahmawati" in walk.read(welcome[0])
    assert [value for _label, value in welcome[0].buttons] == ["v1:language:id", "v1:language:en"]


async def test_who_links_after_a_wave_was_shown_is_told_of_their_proposal_once(walk: Walk) -> None:
    await walk.links(SITI)
    first = [one.text_key for one in walk.waiting(SITI.user_id)]
    walk.office.accounts.unlink(SITI.user_id, now=walk.office.clock())
    await walk.links(SITI)

    assert first == ["linking.done", "transfer.notice.proposed"]
    assert "transfer.notice.proposed" not in [one.text_key for one in walk.waiting(SITI.user_id)]


async def test_who_links_before_anything_is_shown_is_told_of_nothing(walk: Walk) -> None:
    walk.region.region.show_before_decree(shown=False)
    await walk.links(SITI)

    assert [one.text_key for one in walk.waiting(SITI.user_id)] == ["linking.done"]


async def test_the_letters_link_skips_the_nip(walk: Walk) -> None:
    letter, chat = walk.letter(SITI), walk.chat(SITI)
    await chat.types(f"/start {letter.token}")
    asked = await chat.presses(AGREE)
    await chat.shares_contact(SITI.phone)
    await chat.types(letter.code.lower())

    assert asked.keyboard is not None
    assert asked.keyboard["keyboard"][0][0]["request_contact"] is True
    assert walk.is_linked(SITI)


async def test_the_welcome_addresses_whoever_has_proved_who_they_are(walk: Walk) -> None:
    await walk.links(SITI)
    welcome = walk.read(walk.waiting(SITI.user_id)[0])

    assert "Atas nama: Ibu Siti Rahmawati, A.Md.Kep.\n" in welcome
    assert "Di sini Ibu membaca" in welcome


async def test_after_the_welcome_the_language_is_chosen_and_the_menu_shows_the_card(walk: Walk) -> None:
    chat = await walk.links(SITI)
    await chat.presses_value("v1:language:en")

    account = walk.office.accounts.account_of(SITI.user_id)
    assert account is not None
    assert account.language == "en"
    assert "v1:card" in [one["callback_data"] for one in chat.last.buttons]


async def test_voluntary_consents_are_unticked_until_ticked(walk: Walk) -> None:
    chat = walk.chat(SITI)
    await chat.types("/start")
    notice = await chat.presses("Tautkan akun")
    before = [label for label in notice.labels if label.startswith("☑")]
    ticked = await chat.presses("☐ Boleh menyimpan kondisi khusus")
    await chat.presses(AGREE)

    assert before == []
    assert "☑ Boleh menyimpan kondisi khusus" in ticked.labels
    assert walk.office.accounts.consents(SITI.user_id) == {
        Purpose.LINKING: True,
        Purpose.PREFERENCES: False,
        Purpose.SPECIAL_DATA: True,
    }


async def test_a_tick_survives_reading_the_notice_in_full(walk: Walk) -> None:
    chat = walk.chat(SITI)
    await chat.types("/start")
    await chat.presses("Tautkan akun")
    await chat.presses("☐ Boleh menyimpan preferensi")
    full = await chat.presses(FULL)
    back = await chat.presses("Kembali")

    assert "UU 27/2022" in full.plain
    assert "☑ Boleh menyimpan preferensi" in back.labels


async def test_not_now_ends_politely_and_keeps_nothing(walk: Walk) -> None:
    chat = walk.chat(SITI)
    await chat.types("/start")
    await chat.presses("Tautkan akun")
    declined = await chat.presses(NOT_NOW)

    assert declined.plain.startswith("Baik, tidak sekarang")
    assert not any(walk.office.accounts.consents(SITI.user_id).values())


async def test_anything_else_at_a_step_brings_the_question_again(walk: Walk) -> None:
    chat = walk.chat(SITI)
    await chat.types("/start")
    await chat.presses("Tautkan akun")
    at_notice = await chat.types("halo")
    await chat.presses(AGREE)
    at_nip = await chat.sends(location={"latitude": 0.3, "longitude": 103.1})
    await chat.types(SITI.nip)
    at_phone = await chat.types(SITI.phone)

    assert at_notice.plain.startswith("Pemberitahuan privasi")
    assert at_nip.plain.startswith("Langkah 1 dari 3")
    assert at_phone.plain.startswith("Langkah 2 dari 3")


async def test_a_typed_telephone_is_never_taken(walk: Walk) -> None:
    letter = walk.letter(SITI)
    chat = await walk.to_nip(SITI)
    await chat.types(SITI.nip)
    await chat.types(SITI.phone)
    await chat.types(letter.code)

    assert not walk.is_linked(SITI)


@pytest.mark.parametrize(
    "forged",
    [
        {"user_id": BUDI.user_id},
        {"forward_origin": {"type": "hidden_user", "date": 1_795_000_000, "sender_user_name": "Siti"}},
    ],
    ids=["another person's contact", "a forwarded contact"],
)
async def test_a_contact_that_is_not_the_senders_own_is_refused_at_once(
    walk: Walk, forged: dict[str, object]
) -> None:
    chat = await walk.to_nip(BUDI)
    await chat.types(SITI.nip)
    user_id = forged.pop("user_id", None)
    given = SITI.user_id if user_id is not None else BUDI.user_id
    answer = await chat.shares_contact(SITI.phone, user_id=given, **forged)

    assert answer.plain.startswith("Hanya nomor milik akun ini")


async def test_every_wrong_answer_reads_the_same(walk: Walk) -> None:
    letter = walk.letter(SITI)
    wrong_code = await (await walk.to_code(SITI)).types("00000-00000")
    other_phone = await walk.to_nip(BUDI)
    await other_phone.types(SITI.nip)
    await other_phone.shares_contact(BUDI.phone)
    wrong_phone = await other_phone.types(letter.code)
    await other_phone.presses(AGAIN)
    await other_phone.types("198609262015052999")
    await other_phone.shares_contact(BUDI.phone)
    unknown_nip = await other_phone.types(letter.code)

    assert wrong_code.text == wrong_phone.text == unknown_nip.text
    assert wrong_code.labels == wrong_phone.labels == unknown_nip.labels


async def test_a_slip_may_be_corrected_at_once(walk: Walk) -> None:
    letter = walk.letter(SITI)
    chat = await walk.to_nip(SITI)
    malformed = await chat.types("12345")
    await chat.types(SITI.nip)
    await chat.shares_contact(SITI.phone)
    no_code = await chat.types("apa?")
    await chat.types("00000-00000")
    await chat.types(shown(letter.code))

    assert malformed.plain.startswith("NIP terdiri atas 18 angka")
    assert no_code.plain.startswith("Kode pada surat")
    assert walk.is_linked(SITI)


async def test_after_five_tries_one_is_told_when_to_come_back(walk: Walk) -> None:
    chat = await walk.to_code(SITI)
    for _ in range(5):
        await chat.types("00000-00000")

    assert "dalam 24 jam" in (await chat.types("00000-00000")).plain


async def test_batal_leaves_the_way(walk: Walk) -> None:
    chat = await walk.to_code(SITI)
    await chat.types("/batal")

    assert walk.office.linking.step(SITI.user_id, now=walk.office.clock()) is None


async def test_an_old_agree_button_says_that_the_step_is_gone(walk: Walk) -> None:
    chat = await walk.to_nip(SITI)
    await chat.presses_value("v1:link_agree:11")

    assert chat.last.plain.startswith("Langkah ini tidak sedang terbuka")


@pytest.mark.parametrize("marks", ["2", "111", "x1", "é", ""])
async def test_tampered_ticks_count_as_none(walk: Walk, marks: str) -> None:
    chat = walk.chat(SITI)
    await chat.types("/start")
    await chat.presses("Tautkan akun")
    await chat.presses_value(f"v1:link_agree:{marks}" if marks else "v1:link_agree")

    assert not walk.office.accounts.consents(SITI.user_id)[Purpose.PREFERENCES]


async def test_in_a_group_no_step_is_taken_and_nothing_personal_is_said(walk: Walk) -> None:
    letter = walk.letter(SITI)
    chat = await walk.to_code(SITI)
    group = walk.line.of(SITI.user_id, group=GROUP)
    await group.types(f"/start {letter.token}")
    before = len(walk.line.wire.calls)
    contact = {"phone_number": SITI.phone, "first_name": "X", "user_id": SITI.user_id}
    for content in ({"text": letter.code}, {"contact": contact}):
        await walk.line.receives(message=group._message(content))

    assert "obrolan pribadi" in group.last.plain
    assert len(walk.line.wire.calls) == before
    assert not walk.is_linked(SITI)
    assert chat.last.plain.startswith("Langkah 3 dari 3")


async def test_who_is_linked_already_is_told_so(walk: Walk) -> None:
    chat = await walk.links(SITI)
    await chat.presses_value("v1:link")

    assert chat.last.plain.startswith("Akun ini sudah tertaut")


async def test_the_way_is_walked_in_english_too(walk: Walk) -> None:
    letter = walk.letter(SITI)
    chat = walk.line.of(SITI.user_id, language_code="en-GB")
    await chat.types(f"/start {letter.token}")
    asked = await chat.presses("Agree and continue")
    await chat.shares_contact(SITI.phone)
    await chat.types(letter.code)

    assert asked.plain.startswith("Step 1 of 2")
    assert "Your account is linked" in walk.read(walk.waiting(SITI.user_id)[0])
