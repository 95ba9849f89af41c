"""A seal that two officers open in the chat: nothing of a passphrase stays anywhere."""

import json
from datetime import timedelta

from sqlalchemy import select

from domain.concerns.records import EntryKind, Mode
from storage.tables import audit, conversation, outbox, view_log
from tests.chat import Chat
from tests.handlers.officers.cases.conftest import HASANS, RINAS, Desk
from tests.people import HASAN, SITI

REASON = "Ada ancaman terhadap keselamatan pengirim."


async def _asks(chat: Chat, number: str, passphrase: str = RINAS) -> None:
    await chat.types(f"/tiket {number}")
    await chat.presses("Tindakan lain")
    await chat.presses("Buka segel")
    await chat.presses("Ajukan pembukaan")
    await chat.types(REASON)
    await chat.presses("Lanjut ke frasa sandi")
    await chat.types(passphrase)


async def _agrees(chat: Chat, number: str, passphrase: str = HASANS) -> None:
    await chat.presses_value(f"v1:ti_seal:{number}")
    assert REASON in chat.last.plain
    await chat.presses("Setujui pembukaan")
    await chat.types(passphrase)


async def test_two_officers_open_a_seal_and_nothing_of_their_passphrases_stays(desk: Desk) -> None:
    number = desk.files("Saya diancam.", mode=Mode.SEALED)
    await _asks(desk.rina, number)
    assert "diajukan" in desk.rina.last.plain
    await desk.rina.presses_value(f"v1:ti_seal:{number}")
    assert "Setujui pembukaan" not in desk.rina.last.labels
    await _agrees(desk.hasan, number)

    opened = desk.hasan.last
    assert "Siti Rahmawati" in opened.plain
    assert opened.protected
    assert "Siti" not in " ".join(one.plain for one in desk.rina.messages)
    notice = desk.of_sender(number).entries[-1]
    assert (notice.kind, notice.text) == (EntryKind.UNSEALED, REASON)
    # The messages are deleted, and no form, message of ours or line of the audit knows them.
    spoken = [one["message_id"] for one in desk.line.wire.of("deleteMessage")]
    heard = {one["message_id"] for one in desk.line.wire.heard.values() if one["text"] in {RINAS, HASANS}}
    assert heard <= set(spoken)
    said = json.dumps([one.text for one in desk.line.wire.shown.values()])
    assert RINAS not in said
    assert HASANS not in said
    with desk.store.engine.connect() as connection:
        forms = connection.execute(select(conversation)).all()
        audited = str(connection.execute(select(audit)).all())
        sent = connection.execute(select(outbox)).all()
        views = connection.execute(select(view_log)).all()
    assert (forms, sent, views) == ([], [], [])
    assert RINAS not in audited
    assert f"'person:{desk.region.id_of(SITI)}'" not in audited
    # Back at the case the name is not shown again.
    await desk.hasan.types(f"/tiket {number}")
    assert "Siti" not in desk.hasan.last.plain


async def test_a_wrong_passphrase_opens_nothing_and_may_be_typed_again(desk: Desk) -> None:
    number = desk.files("Saya diancam.", mode=Mode.SEALED)
    await _asks(desk.rina, number, "bukan frasa yang benar")
    assert "lagi" in desk.rina.last.plain
    await desk.rina.types(RINAS)
    assert "diajukan" in desk.rina.last.plain
    await _agrees(desk.hasan, number, RINAS)
    assert "Siti" not in desk.hasan.last.plain
    await desk.hasan.types(HASANS)

    assert "Siti Rahmawati" in desk.hasan.last.plain


async def test_without_a_recent_proof_no_passphrase_is_asked_for(desk: Desk) -> None:
    number = desk.files("Saya diancam.", mode=Mode.SEALED)
    desk.clock.passes(timedelta(days=2))
    await desk.rina.types(f"/tiket {number}")
    await desk.rina.presses("Tindakan lain")
    await desk.rina.presses("Buka segel")

    assert "Ajukan pembukaan" not in desk.rina.last.labels


async def test_a_passphrase_typed_after_the_proof_has_run_out_is_kept_nowhere(desk: Desk) -> None:
    number = desk.files("Saya diancam.", mode=Mode.SEALED)
    await desk.rina.types(f"/tiket {number}")
    await desk.rina.presses_value(f"v1:ti_seal:{number}.ask")
    await desk.rina.types(REASON)
    await desk.rina.presses("Lanjut ke frasa sandi")
    desk.clock.passes(timedelta(minutes=45))
    await desk.rina.types(RINAS)

    assert "tidak dipakai" in desk.rina.last.plain
    assert desk.office.cases.seals.pending(number, by=desk.actor(HASAN)) is None
    with desk.store.read() as work:
        form = work.conversations.of(desk.rina.user_id, now=desk.clock.now)
    assert RINAS not in str(form)


async def test_a_confidential_case_has_nothing_to_open(desk: Desk) -> None:
    number = desk.files("Saya diancam.", mode=Mode.CONFIDENTIAL)
    await desk.rina.types(f"/tiket {number}")
    await desk.rina.presses("Tindakan lain")
    assert "Buka segel" not in desk.rina.last.labels
    await desk.rina.presses_value(f"v1:ti_seal:{number}")

    assert "Ajukan pembukaan" not in desk.rina.last.labels
