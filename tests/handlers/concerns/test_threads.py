"""Following a case: reading answers, adding, changing, withdrawing, opening again and rating."""

from domain.concerns.records import Mode, NewCase
from domain.concerns.taxonomy import Concern
from sandbox.text import utf16_length
from tests.handlers.concerns.conftest import JPEG, PDF, Desk, document, photo, sends
from tests.people import ANDI, SITI


async def test_an_answer_is_read_in_the_case_and_marked_new_once(desk: Desk) -> None:
    number = await sends(desk.siti, "Perjalanan dua jam.")
    assert desk.cases
    desk.answers(number, "Kami periksa waktu tempuhnya.")
    home = await desk.siti.types("/aspirasi")
    first = await desk.siti.presses(f"Buka {number}")
    await desk.siti.presses_value(f"v1:concern_case:{number}")
    again = desk.siti.last

    assert "1 jawaban belum dibaca" in home.plain
    assert "Baru · Petugas: jawaban" in first.plain
    assert "Kami periksa waktu tempuhnya." in first.plain
    assert "Baru" not in again.plain
    assert first.protected


async def test_cases_with_news_come_first_and_more_than_six_have_pages(desk: Desk) -> None:
    numbers = [await sends(desk.siti, f"Hal ke-{one}.") for one in range(7)]
    assert len(desk.cases) == 7
    desk.answers(numbers[0], "Sudah kami catat.")
    home = await desk.siti.types("/aspirasi")

    assert numbers[0] in home.plain.splitlines()[4]
    assert len([one for one in home.labels if one.startswith("Buka ASP")]) == 6
    assert len([one for one in (await desk.siti.presses("Berikutnya ›")).labels if "ASP" in one]) == 1


async def test_more_is_added_with_files_and_in_an_album(desk: Desk) -> None:
    desk.line.wire.files |= {"a-800": JPEG, "b-800": JPEG, "surat": PDF}
    number = await sends(desk.siti, "Perjalanan dua jam.")
    await desk.siti.presses(f"Buka {number}")
    await desk.siti.presses("Tambah")
    await desk.siti.sends(**document(caption="Suratnya terlampir."))
    await desk.siti.presses("Tambah")
    for one in ("a", "b"):
        await desk.siti.sends(**photo(one, media_group_id="g"))
    (case,) = desk.cases

    assert [len(one.files) for one in case.entries] == [0, 1, 1, 1]
    assert "Suratnya terlampir." in desk.siti.last.plain


async def test_a_file_comes_back_protected_and_under_a_name_that_says_nothing(desk: Desk) -> None:
    desk.line.wire.files["surat"] = PDF
    number = await sends(desk.siti, "Perjalanan dua jam.")
    await desk.siti.presses(f"Buka {number}")
    await desk.siti.presses("Tambah")
    await desk.siti.sends(**document())
    await desk.siti.presses("Berkas 1")
    (sent,) = desk.line.wire.of("sendDocument")

    assert sent["protect_content"]
    assert sent["file"].name == "1.pdf"
    assert sent["file"].content == PDF


async def test_until_it_is_read_the_last_line_can_be_changed(desk: Desk) -> None:
    number = await sends(desk.siti, "Salah tulis.")
    await desk.siti.presses(f"Buka {number}")
    asked = await desk.siti.presses("Ubah yang terakhir")
    changed = await desk.siti.types("Perjalanan dua jam.")

    assert "Salah tulis." in asked.plain
    assert "Perjalanan dua jam." in changed.plain
    assert "Salah tulis." not in changed.plain


async def test_what_was_read_in_the_meantime_is_neither_changed_nor_withdrawn(desk: Desk) -> None:
    number = await sends(desk.siti, "Perjalanan dua jam.")
    await desk.siti.presses(f"Buka {number}")
    await desk.siti.presses("Ubah yang terakhir")
    assert desk.cases
    desk.handling.read(number, by=desk.rina, now=desk.clock.now)
    refused = await desk.siti.types("Lain lagi.")
    await desk.siti.presses_value(f"v1:concern_withdraw:{number}.yes")

    assert "belum ditambahkan" in refused.plain
    assert desk.cases[0].entries[0].text == "Perjalanan dua jam."
    assert "Tarik kembali" not in (await desk.siti.presses(f"Buka {number}")).labels


async def test_withdrawing_asks_first_and_leaves_the_number_alone(desk: Desk) -> None:
    number = await sends(desk.siti, "Perjalanan dua jam.")
    await desk.siti.presses(f"Buka {number}")
    asked = await desk.siti.presses("Tarik kembali")
    await desk.siti.presses("Ya, tarik dan hapus isinya")
    home = await desk.siti.types("/aspirasi")

    assert "tidak dapat dikembalikan" in asked.plain
    assert f"{number} Jarak dan waktu tempuh: ditarik kembali" in home.plain
    assert "dua jam" not in (await desk.siti.presses(f"Buka {number}")).plain


async def test_an_answer_that_does_not_do_is_answered_again(desk: Desk) -> None:
    number = await sends(desk.siti, "Perjalanan dua jam.")
    assert desk.cases
    desk.answers(number, "Sudah kami catat.")
    await desk.siti.presses(f"Buka {number}")
    await desk.siti.presses("Belum cukup, buka lagi")
    opened = await desk.siti.types("Waktu tempuhnya belum dijawab.")

    assert "dibuka lagi, dijawab paling lambat" in opened.plain
    assert "Waktu tempuhnya belum dijawab." in opened.plain


async def test_a_rating_is_one_press_and_is_asked_once(desk: Desk) -> None:
    number = await sends(desk.siti, "Perjalanan dua jam.")
    assert desk.cases
    desk.answers(number, "Sudah kami catat.")
    await desk.siti.presses(f"Buka {number}")
    await desk.siti.presses("Beri nilai")
    await desk.siti.presses("4 · Baik")
    shown = await desk.siti.presses(f"Buka {number}")

    assert desk.cases[0].rating == 4
    assert "Beri nilai" not in shown.labels


async def test_a_rating_that_no_button_offers_changes_nothing(desk: Desk) -> None:
    number = await sends(desk.siti, "Perjalanan dua jam.")
    for stars in ("9", "0", "3"):
        await desk.siti.presses_value(f"v1:concern_rate:{number}.{stars}")

    assert desk.cases[0].rating is None


async def test_nobody_opens_somebody_elses_case(desk: Desk) -> None:
    number = await sends(desk.siti, "Perjalanan dua jam.")
    before = len(desk.andi.messages)
    for action in ("case", "add", "edit", "withdraw", "rate", "reopen", "file"):
        arg = {"withdraw": f"{number}.yes", "rate": f"{number}.1", "file": f"{number}.1"}.get(action, number)
        await desk.andi.presses_value(f"v1:concern_{action}:{arg}")

    assert len(desk.andi.messages) == before + 7
    assert "dua jam" not in "".join(one.plain for one in desk.andi.messages)
    assert desk.cases[0].entries[0].text == "Perjalanan dua jam."


async def test_the_longest_thread_fits_its_pages_and_loses_nothing(desk: Desk) -> None:
    text = "&<b>👩‍⚕️" * 400
    new = NewCase(concern=Concern.OTHER, text=text)
    sender, concerns = desk.region.id_of(SITI), desk.office.concerns
    number = concerns.open_case(new, Mode.SEALED, sender=sender, now=desk.clock.now).number
    await desk.siti.types("/aspirasi")
    await desk.siti.presses(f"Buka {number}")
    shown = [desk.siti.last]
    while "‹ Sebelumnya" in shown[-1].labels:
        shown.append(await desk.siti.presses("‹ Sebelumnya"))

    assert all(utf16_length(one.plain) <= 4_096 for one in shown)
    assert sum(one.plain.count("👩‍⚕️") for one in shown) >= 390
    assert ANDI.name not in shown[0].plain
