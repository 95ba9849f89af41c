"""Nothing personal leaves for a chat that is not the bound private one (promise S8)."""

import random
from dataclasses import replace

import pytest

from handlers.guard import NotTheirChat, ensure_own_chat
from handlers.office import Office
from handlers.visit import Visit
from tests.chat import Chat, Line
from tests.people import CAST, SITI, Kemuning

CHATS = 5_000
GROUPS = 200
COMMANDS = ("/start", "/menu", "/mutasi", "/riwayat", "/profil", "/bantuan", "/kontak", "/bahasa", "/batal")


def _random_chat(dice: random.Random) -> int:
    """A group, a channel, or somebody else's private chat, of any size that Telegram gives out."""
    number = dice.randrange(1, 1 << dice.randrange(1, 52))
    return dice.choice((-number, -1_000_000_000_000 - number, number))


async def test_no_random_chat_receives_personal_words(siti: Chat, office: Office, region: Kemuning) -> None:
    await siti.types("/menu")
    dice, wire = random.Random(8), siti.wire
    sent_before, refused = len(wire.calls), 0
    visit = Visit(
        office=office,
        bot=siti.line.application.bot,
        user_id=SITI.user_id,
        chat_id=SITI.user_id,
        is_private=True,
        language="id",
        now=office.clock(),
    )
    await visit.recognise()
    for _ in range(CHATS):
        elsewhere = replace(visit, chat_id=_random_chat(dice))
        if elsewhere.chat_id == SITI.user_id:
            continue
        with pytest.raises(NotTheirChat):
            await elsewhere.reply("menu.linked", protect=True, addressee="x", position="x", unit="x")
        refused += 1

    assert refused >= CHATS - 1
    assert len(wire.calls) == sent_before


async def test_groups_hear_nothing_personal_whatever_is_asked_there(line: Line) -> None:
    dice = random.Random(9)
    for _ in range(GROUPS):
        group = line.of(SITI.user_id, group=-dice.randrange(1, 1 << 50))
        await group.types(dice.choice(COMMANDS))
        await group.presses_value(dice.choice(("v1:card", "v1:profile", "v1:history", "v1:menu")))

    texts = "\n".join(shown.plain for shown in line.wire.shown.values())
    assert len(line.wire.shown) >= GROUPS
    assert [who.name for who in CAST if who.name in texts or who.nip in texts] == []
    assert "Puskesmas" not in texts


async def test_every_message_with_a_name_in_it_is_protected(siti: Chat) -> None:
    for command in COMMANDS:
        shown = await siti.types(command)
        assert shown.protected == (SITI.name in shown.plain), command


@pytest.mark.parametrize("chat_id", [0, -1, SITI.user_id + 1])
def test_an_unlinked_account_has_no_chat_of_its_own(chat_id: int) -> None:
    with pytest.raises(NotTheirChat):
        ensure_own_chat(chat_id, None)
