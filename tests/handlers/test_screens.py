"""Start, menu, help, contact, language and cancel."""

import pytest

from domain.conversations import Conversation
from domain.linking.desk import FLOW
from handlers.office import Office
from tests.chat import Chat, Line
from tests.people import SITI, TONO_USER_ID, Kemuning


async def test_a_stranger_is_told_what_this_is_and_how_to_begin(tono: Chat) -> None:
    shown = await tono.types("/start")

    assert "asal dan tujuan, alasan" in shown.plain
    assert shown.labels[0] == "Tautkan akun"


async def test_a_linked_person_finds_a_menu_under_their_own_name(siti: Chat) -> None:
    shown = await siti.types("/menu")

    assert shown.plain.startswith("Ibu Siti Rahmawati, A.Md.Kep.\nPerawat Terampil · UPTD Puskesmas Selensen")
    assert shown.labels[0] == "Usulan mutasi saya"
    assert shown.protected


@pytest.mark.parametrize("command", ["/start", "/mulai", "/menu", "/MENU", "/menu@sapa_mutasi_bot"])
async def test_many_ways_lead_to_the_menu(siti: Chat, command: str) -> None:
    assert "Silakan pilih yang ingin Ibu buka." in (await siti.types(command)).plain


async def test_every_button_of_the_menu_opens_a_screen(siti: Chat) -> None:
    menu = await siti.types("/menu")
    for label in menu.labels:
        await siti.types("/menu")
        opened = await siti.presses(label)
        assert opened.plain != menu.plain, label
        assert "sudah lama" not in opened.plain, label


async def test_navigating_replaces_the_screen(siti: Chat) -> None:
    menu = await siti.types("/menu")
    card = await siti.presses("Usulan mutasi saya")

    assert (card.id, len(siti.messages)) == (menu.id, 1)


async def test_an_open_screen_never_turns_into_a_personal_one(siti: Chat) -> None:
    """A message that can be forwarded stays as it is; what is personal comes in a new, protected one."""
    help_screen = await siti.types("/bantuan")
    menu = await siti.presses("Menu")

    assert not help_screen.protected
    assert menu.protected
    assert menu.id != help_screen.id


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("/mutasi", "/transfer"),
        ("/riwayat", "/history"),
        ("/profil", "/profile"),
        ("/bantuan", "/help"),
        ("/bahasa", "/language"),
        ("/kontak", "/contact"),
        ("/batal", "/cancel"),
    ],
)
async def test_every_command_has_an_english_name(siti: Chat, indonesian: str, english: str) -> None:
    first, second = await siti.types(indonesian), await siti.types(english)

    assert first.plain.splitlines()[0] == second.plain.splitlines()[0]


async def test_help_names_every_command_of_the_menu_and_who_decides(siti: Chat) -> None:
    shown = (await siti.types("/bantuan")).plain

    for command in ("/mutasi", "/riwayat", "/profil", "/bahasa", "/batal", "/kontak"):
        assert command in shown
    assert "Keputusan mutasi ada pada Bupati." in shown


async def test_a_human_can_always_be_reached(tono: Chat) -> None:
    assert "(0768) 000-0000" in (await tono.types("/kontak")).plain


async def test_a_chosen_language_is_kept_on_the_account(siti: Chat, line: Line) -> None:
    await siti.types("/bahasa")
    await siti.presses("English")

    assert "Please choose what you would like to open." in siti.last.plain
    assert (await line.of(SITI.user_id).types("/help")).plain.startswith("Help")


async def test_a_language_may_be_typed_with_the_command(siti: Chat) -> None:
    assert "Please choose what you would like to open." in (await siti.types("/bahasa EN")).plain


async def test_a_stranger_may_choose_a_language_too(tono: Chat, line: Line) -> None:
    await tono.types("/bahasa")
    await tono.presses("English")

    assert (await line.of(TONO_USER_ID).types("/start")).labels[0] == "Link my account"


async def test_choosing_a_language_keeps_an_open_flow_open(tono: Chat, office: Office) -> None:
    with office.store.write() as work:
        work.conversations.save(
            Conversation(
                user_id=TONO_USER_ID, flow=FLOW, step="nip", expires_at=office.clock().replace(year=2027)
            ),
            now=office.clock(),
        )
        work.commit()
    await tono.types("/bahasa")
    await tono.presses("English")
    with office.store.read() as work:
        flow = work.conversations.of(TONO_USER_ID, now=office.clock())

    assert flow is not None
    assert (flow.flow, flow.step, flow.data) == (FLOW, "nip", {"language": "en"})


@pytest.mark.parametrize(("code", "greeting"), [("en-US", "Link my account"), (None, "Tautkan akun")])
async def test_a_stranger_is_greeted_in_their_clients_language(
    line: Line, code: str | None, greeting: str
) -> None:
    assert (await line.of(TONO_USER_ID, language_code=code).types("/start")).labels[0] == greeting


async def test_the_choice_beats_the_clients_language(line: Line, region: Kemuning) -> None:
    shown = await line.of(SITI.user_id, language_code="en").types("/bantuan")

    assert shown.plain.startswith("Bantuan")


async def test_the_choice_is_confirmed_on_the_button_itself(siti: Chat) -> None:
    await siti.types("/bahasa")
    await siti.presses("English")

    assert siti.wire.of("answerCallbackQuery")[-1]["text"] == "All right, from now on we write in English."


async def test_cancel_stops_what_is_open(tono: Chat, office: Office) -> None:
    with office.store.write() as work:
        work.conversations.save(
            Conversation(
                user_id=TONO_USER_ID, flow=FLOW, step="nip", expires_at=office.clock().replace(year=2027)
            ),
            now=office.clock(),
        )
        work.commit()
    shown = await tono.types("/batal")
    with office.store.read() as work:
        assert work.conversations.of(TONO_USER_ID, now=office.clock()) is None

    assert "sudah dihentikan" in shown.plain


async def test_cancel_with_nothing_open_says_so(siti: Chat) -> None:
    assert "Tidak ada langkah yang sedang berjalan." in (await siti.types("/batal")).plain
