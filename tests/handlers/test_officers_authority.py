"""The officers' desk, the second factor in the chat, and roles, as people meet them."""

import base64
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from domain.actors import Actor, Role
from domain.second_factor.records import SecondFactorNeeded
from handlers.forms import begin_form, open_form, text_in
from handlers.office import Office
from handlers.routes import TABLE
from handlers.table import Route, Table
from handlers.visit import Visit
from storage.tables import conversation, person, unit
from tests.chat import Chat, Line, connect
from tests.people import ANDI, BUDI, HASAN, RINA, SITI, Kemuning

PIN, WRONG = "402918", "402919"


@pytest.fixture
def rina(line: Line) -> Chat:
    return line.of(RINA.user_id)


@pytest.fixture
def hasan(line: Line, region: Kemuning, now: datetime) -> Chat:
    """An administrator."""
    with region.region.store.write() as work:
        work.people.grant(region.id_of(HASAN), Role.ADMINISTRATOR, by="operator", now=now)
        work.commit()
    return line.of(HASAN.user_id)


async def test_the_desk_shows_what_the_roles_open_and_nothing_else(
    line: Line, rina: Chat, hasan: Chat, siti: Chat
) -> None:
    shown = await rina.types("/petugas")
    assert "petugas kepegawaian, seluruh daerah" in shown.plain
    assert {"Impor berkas", "Rencana"} <= set(shown.labels)
    assert "Wewenang" not in shown.labels
    assert "Wewenang" in (await hasan.types("/desk")).labels
    assert "hanya untuk petugas" in (await siti.types("/petugas")).plain


async def test_an_old_button_after_the_role_is_gone_says_so_and_does_nothing(
    hasan: Chat, region: Kemuning, now: datetime
) -> None:
    await hasan.types("/wewenang")
    with region.region.store.write() as work:
        work.people.revoke(region.id_of(HASAN), Role.ADMINISTRATOR, by="operator", now=now)
        work.commit()

    assert "hanya untuk petugas" in (await hasan.presses("Pemegang")).plain


async def test_an_administrator_gives_a_role_for_a_unit_after_setting_a_pin(
    hasan: Chat, region: Kemuning, now: datetime
) -> None:
    await hasan.types("/wewenang")
    await hasan.presses("Cari orang")
    assert "Belum ada pegawai" in (await hasan.types("Zainal")).plain
    await hasan.types("saputra")
    person = await hasan.presses(hasan.last.labels[0])
    assert ANDI.nip in person.plain
    assert "Belum ada wewenang" in person.plain
    await hasan.presses("Beri wewenang")
    await hasan.presses("Penghubung")
    assert "Belum ada unit" in (await hasan.types("Tidak Ada")).plain
    await hasan.types("puskesmas kem")
    sure = await hasan.presses("UPTD Puskesmas Kemuning")
    assert "penghubung unit, UPTD Puskesmas Kemuning" in sure.plain

    assert "Pasang PIN" in (await hasan.presses("Ya, beri wewenang")).plain
    await hasan.presses("Pasang PIN")
    assert "mudah ditebak" in (await hasan.types("123456")).plain
    await hasan.types(PIN)
    assert "Berbeda dari yang pertama" in (await hasan.types(WRONG)).plain
    done = await hasan.types(PIN)

    assert "Sudah diberikan" in done.plain
    with region.region.store.read() as work:
        (held,) = work.people.grants_of(region.id_of(ANDI))
    assert (held.role, held.unit_id) == (Role.LIAISON, region.kemuning)
    await hasan.presses_value(sure.value("Ya, beri wewenang"))
    assert "sudah dipegang" in hasan.last.plain
    await hasan.types("/wewenang")
    assert "Diberikan" in (await hasan.presses("Riwayat")).plain
    _no_pin_is_left(hasan, region)


async def test_a_role_is_taken_with_the_proof_still_open_and_a_second_press_changes_nothing(
    hasan: Chat, region: Kemuning, now: datetime
) -> None:
    region.region.prove(region.id_of(HASAN))
    await hasan.types("/wewenang")
    await hasan.presses("Pemegang")
    await hasan.presses(next(one for one in hasan.last.labels if "Rina" in one))
    await hasan.presses("Cabut: perencana mutasi")
    taken = hasan.last.value("Ya, cabut wewenang")

    assert "Sudah dicabut" in (await hasan.presses("Ya, cabut wewenang")).plain
    await hasan.presses_value(taken)
    assert "sudah tidak dipegang" in hasan.last.plain
    await hasan.types("/wewenang")
    await hasan.presses("Pemegang")
    await hasan.presses(next(one for one in hasan.last.labels if "Hasan" in one))
    await hasan.presses("Cabut: administrator")
    assert "administrator terakhir" in (await hasan.presses("Ya, cabut wewenang")).plain


async def test_the_question_takes_digits_only_counts_wrong_ones_and_then_does_what_was_wanted(
    line: Line, office: Office, rina: Chat, region: Kemuning, now: datetime
) -> None:
    acts: list[str] = []
    guarded = await _guarded(office, acts, region, now)
    rina = guarded.of(RINA.user_id)
    await _set_pin(office, region, now)

    assert "PIN" in (await rina.types("/rahasia satu dua")).plain
    assert "tidak dihitung" in (await rina.types("kapan SK keluar?")).plain
    for left in (4, 3):
        assert f"sebelum jeda: {left}" in (await rina.types(WRONG)).plain
    assert acts == []
    await rina.types(PIN)
    assert acts == ["satu dua"]
    await rina.presses_value("v1:secret:7")
    assert acts == ["satu dua", "7"]
    _no_pin_is_left(rina, region)
    for wanted in ("/menu", "/petugas"):  # what was asked before is not done a second time
        await rina.types(wanted)
    assert acts == ["satu dua", "7"]


async def test_a_form_is_kept_while_the_question_is_open_and_its_text_is_sent_after_it(
    line: Line, office: Office, region: Kemuning, now: datetime
) -> None:
    acts: list[str] = []
    guarded = await _guarded(office, acts, region, now)
    rina = guarded.of(RINA.user_id)
    await _set_pin(office, region, now)
    await rina.types("/isian")
    await rina.types("alasan yang panjang")
    await rina.types(PIN)
    assert acts == ["judul: alasan yang panjang"]

    _end_proof(region)
    await rina.types("alasan kedua")
    assert "isian tadi tersimpan" in (await rina.presses("Nanti saja")).plain.lower()
    assert acts == ["judul: alasan yang panjang"]
    with region.region.store.read() as work:
        assert work.conversations.draft(RINA.user_id, "form", now=now) is not None


async def test_too_many_wrong_tries_make_a_pause_for_that_officer_alone(
    line: Line, office: Office, region: Kemuning, now: datetime
) -> None:
    acts: list[str] = []
    guarded = await _guarded(office, acts, region, now)
    rina, siti = guarded.of(RINA.user_id), guarded.of(SITI.user_id)
    await _set_pin(office, region, now)
    for _ in range(9):  # somebody else types into their own chat
        await siti.types(WRONG)
    await rina.types("/rahasia")
    for _ in range(5):
        await rina.types(WRONG)
    assert "jeda 15 menit" in rina.last.plain
    await rina.types("/rahasia")
    assert "jeda 15 menit" in (await rina.types(PIN)).plain
    assert acts == []
    guarded = await _guarded(office, acts, region, now + timedelta(minutes=15))
    rina = guarded.of(RINA.user_id)
    await rina.types("/rahasia")
    await rina.types(PIN)
    assert acts == [""]


async def test_a_code_app_is_set_by_a_picture_that_is_deleted_afterwards(
    rina: Chat, region: Kemuning, now: datetime
) -> None:
    await rina.types("/petugas")
    await rina.presses("PIN dan kunci")
    shown = await rina.presses("Pasang aplikasi kode")
    assert shown.protected
    assert shown.file is not None
    assert shown.file.content.startswith(b"\x89PNG")
    secret = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", shown.plain)
    assert secret is not None
    await rina.types("000000")
    assert "Kode belum cocok" in rina.last.plain
    done = await rina.types(_code(secret[1], now))

    assert "kunci terbuka" in done.plain
    assert shown.id in _deleted(rina)
    assert [one.id for one in rina.messages if secret[1] in one.plain] == [shown.id]
    await rina.types("/petugas")
    await rina.presses("PIN dan kunci")
    assert "Kunci sedang terbuka" in rina.last.plain
    assert "Kunci sedang tertutup" in (await rina.presses("Kunci sekarang")).plain


async def test_a_pin_that_telegram_does_not_let_us_delete_is_pointed_out(
    line: Line, office: Office, region: Kemuning, now: datetime
) -> None:
    guarded = await _guarded(office, [], region, now)
    rina = guarded.of(RINA.user_id)
    await _set_pin(office, region, now)
    await rina.types("/rahasia")
    guarded.wire.failing["deleteMessage"] = (400, "Bad Request: message can't be deleted")
    before = len(rina.messages)
    await rina.types(PIN)

    assert any("hapus sendiri" in one.plain for one in rina.messages[before:])


async def test_hostile_names_stand_letter_by_letter_on_every_screen(hasan: Chat, region: Kemuning) -> None:
    hostile = '<b>&"{0}{name}</b>' + "x" * 300
    region.region.change(unit, region.selensen, name=hostile)
    for who in (ANDI, RINA, BUDI):
        region.region.change(person, region.id_of(who), name=hostile, position=hostile)
    await hasan.types("/wewenang")
    await hasan.presses("Pemegang")
    await hasan.presses(hasan.last.labels[0])
    assert '<b>&"{0}{name}</b>' in hasan.last.plain
    await hasan.presses("Beri wewenang")
    await hasan.presses("Auditor")
    await hasan.types("name")
    await hasan.presses(hasan.last.labels[0])
    assert "gangguan" not in hasan.last.plain


async def _guarded(office: Office, acts: list[str], region: Kemuning, now: datetime) -> Line:
    """A line with three more ways in, all of which need a proof."""

    def prove(visit: Visit) -> None:
        with office.store.read() as work:
            account = work.linking.account_of(visit.own.id)
            session = work.second_factors.session(visit.own.id)
            if account is None or session is None or not session.counts(account.id, now=visit.now):
                raise SecondFactorNeeded(is_set=int(work.second_factors.of(visit.own.id) is not None))

    async def act(visit: Visit) -> None:
        prove(visit)
        acts.append(visit.pressed.arg if visit.pressed else visit.payload)
        await visit.reply("menu.more")

    async def begin(visit: Visit) -> None:
        await begin_form(visit, "form", "text", title="judul")
        await visit.reply("menu.more")

    async def take(visit: Visit) -> None:
        form = open_form(visit, "form")
        prove(visit)
        acts.append(f"{text_in(form, 'title')}: {visit.text}")
        await visit.reply("menu.more")

    routes = [
        Route(answer=act, who=Role.OFFICER, commands=("rahasia",), action="secret"),
        Route(answer=act, who=Role.OFFICER, commands=("rahasia",), payload=True),
        Route(answer=begin, who=Role.OFFICER, commands=("isian",)),
        Route(answer=take, who=Role.OFFICER, flow="form"),
    ]
    return await connect(replace(office, clock=lambda: now), Table([*routes, *TABLE.routes]))


async def _set_pin(office: Office, region: Kemuning, now: datetime) -> None:
    rina = Actor(region.id_of(RINA))
    office.second_factors.propose_pin(PIN, by=rina, now=now)
    office.second_factors.confirm(PIN, by=rina, now=now)
    _end_proof(region)


def _end_proof(region: Kemuning) -> None:
    with region.region.store.write() as work:
        work.second_factors.end(region.id_of(RINA))
        work.commit()


def _no_pin_is_left(chat: Chat, region: Kemuning) -> None:
    """Every message with the digits was deleted, and no draft holds them."""
    typed = {number for number, one in chat.wire.heard.items() if one.get("text") in {PIN, WRONG}}
    assert typed
    assert typed <= _deleted(chat)
    with region.region.store.engine.connect() as connection:
        assert PIN not in repr(connection.execute(conversation.select()).all())


def _deleted(chat: Chat) -> set[int]:
    return {int(call["message_id"]) for call in chat.wire.of("deleteMessage")}


def _code(typed: str, at: datetime) -> str:
    secret = base64.b32decode(typed.replace(" ", ""))
    return TOTP(secret, 6, SHA1(), 30).generate(int(at.timestamp())).decode()  # noqa: S303
