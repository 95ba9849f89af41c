"""Without return: the code first, the report after it was noted, and nothing left behind that need not be."""

from sqlalchemy import func, select

from storage.tables import audit, outbox
from tests.chat import Shown
from tests.handlers.concerns.conftest import JPEG, Desk, begins, photo

NO_TRACE = "Tanpa jejak, dengan kode"


async def _to_the_code(desk: Desk, text: str = "Perjalanan dua jam.") -> str:
    """Write until the code is shown, and return it."""
    await begins(desk.siti, mode=NO_TRACE)
    await desk.siti.types(text)
    await desk.siti.presses("Periksa dan kirim")
    return _code_on(await desk.siti.presses("Kirim"))


def _rows_of(desk: Desk) -> list[int]:
    with desk.store.engine.connect() as connection:
        return [
            connection.execute(select(func.count()).select_from(one)).scalar_one() for one in (outbox, audit)
        ]


def _code_on(screen: Shown) -> str:
    return screen.plain.splitlines()[2]


async def test_the_code_is_shown_alone_and_grouped_before_anything_is_kept(desk: Desk) -> None:
    code = await _to_the_code(desk)

    assert [len(one) for one in code.split("-")] == [5, 5, 5, 5]
    assert "belum tersimpan" in desk.siti.last.plain
    assert "dua jam" not in desk.siti.last.plain
    assert desk.cases == []


async def test_who_types_the_last_group_has_noted_it_and_only_then_it_is_kept(desk: Desk) -> None:
    code = await _to_the_code(desk)
    other = await desk.siti.types("AAAAA")
    before = desk.cases
    filed = await desk.siti.types(code[-5:].lower())

    assert "belum cocok" in other.plain
    assert before == []
    assert len(desk.cases) == 1
    assert "tidak ada lagi yang menautkannya" in filed.plain
    assert code not in filed.plain


async def test_neither_the_words_nor_the_code_stay_in_the_chat(desk: Desk) -> None:
    await begins(desk.siti, mode=NO_TRACE)
    await desk.siti.types("Perjalanan dua jam.")
    written = [number for number, one in desk.line.wire.heard.items() if "dua jam" in one.get("text", "")]
    await desk.siti.presses("Periksa dan kirim")
    screen = await desk.siti.presses("Kirim")
    code = _code_on(screen)
    await desk.siti.types(code[-5:])
    left = [one for one in desk.siti.messages if one.id not in desk.deleted]

    assert set(written) <= set(desk.deleted)
    assert screen.id in desk.deleted
    assert not [one for one in left if "dua jam" in one.plain or code in one.plain]


async def test_what_telegram_does_not_let_us_delete_is_told(desk: Desk) -> None:
    desk.line.wire.failing["deleteMessage"] = (400, "Bad Request: message can't be deleted")
    await begins(desk.siti, mode=NO_TRACE)
    taken = await desk.siti.types("Perjalanan dua jam.")

    assert "Mohon hapus sendiri" in taken.plain


async def test_what_was_not_taken_is_not_deleted_either(desk: Desk) -> None:
    await begins(desk.siti, mode=NO_TRACE)
    refused = await desk.siti.types("panjang " * 600)

    assert "masih ada di obrolan supaya tidak hilang" in refused.plain
    assert desk.deleted == []


async def test_the_code_opens_the_report_and_its_answer_and_nothing_is_on_ones_own_list(desk: Desk) -> None:
    code = await _to_the_code(desk)
    await desk.siti.types(code[-5:])
    (case,) = desk.cases
    desk.answers(case.number, "Kami periksa.")
    home = await desk.siti.types("/aspirasi")
    opened = await desk.siti.types(f"/aspirasi {code.lower()}")

    assert "Belum ada laporan Ibu" in home.plain
    assert "Kami periksa." in opened.plain
    assert case.number in opened.plain


async def test_the_way_back_is_also_a_button_and_more_can_be_added_by_the_code(desk: Desk) -> None:
    desk.line.wire.files["foto-800"] = JPEG
    code = await _to_the_code(desk)
    await desk.siti.types(code[-5:])
    assert desk.cases
    await desk.siti.types("/aspirasi")
    asked = await desk.siti.presses("Punya kode")
    await desk.siti.types(code.replace("-", " "))
    await desk.siti.presses("Tambah")
    added = await desk.siti.sends(**photo(caption="Jembatannya putus."))
    again = await desk.siti.types("Masih di sini.")

    assert "dua puluh tanda" in asked.plain
    assert "Jembatannya putus." in added.plain
    assert len(desk.cases[0].entries) == 2
    assert "sedang terbuka dengan kodenya" in again.plain


async def test_a_wrong_code_opens_nothing_and_guessing_ends_soon(desk: Desk) -> None:
    told = [(await desk.siti.types(f"/aspirasi {'7' * 20}")).plain for _ in range(6)]

    assert told[0] != told[5]
    assert len(set(told[:5])) == 1


async def test_words_after_the_command_are_no_code_and_stay_where_they_are(desk: Desk) -> None:
    await desk.siti.types("/aspirasi gaji saya turun")

    assert desk.deleted == []
    assert "Punya kode" in desk.siti.last.labels


async def test_leaving_at_the_code_keeps_nothing(desk: Desk) -> None:
    code = await _to_the_code(desk)
    await desk.siti.presses("Tinggalkan")
    await desk.siti.presses("Hapus tulisan")
    await desk.siti.types(code[-5:])

    assert desk.cases == []


async def test_nothing_about_it_is_in_outbox_or_audit(desk: Desk) -> None:
    before = _rows_of(desk)
    code = await _to_the_code(desk)
    await desk.siti.types(code[-5:])

    assert len(desk.cases) == 1
    assert _rows_of(desk) == before
