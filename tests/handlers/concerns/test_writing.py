"""Writing a report: choosing, words in several messages, files, a look at the whole, and sending."""

from datetime import timedelta

import pytest

from tests.handlers.concerns.conftest import JPEG, PDF, Desk, begins, document, photo, sends
from tests.people import SITI, TONO_USER_ID


async def test_the_first_screen_says_what_this_is_and_what_it_is_not(desk: Desk) -> None:
    home = await desk.siti.types("/aspirasi")

    assert "bukan keberatan resmi" in home.plain
    assert "Tulis aspirasi" in home.labels
    assert home.protected


async def test_twelve_kinds_and_whatever_else_there_is_are_six_a_page_and_two_a_row(desk: Desk) -> None:
    await desk.siti.types("/aspirasi")
    first = (await desk.siti.presses("Tulis aspirasi")).labels
    second = (await desk.siti.presses("Berikutnya ›")).labels

    assert len({*first, *second} - {"Berikutnya ›", "‹ Sebelumnya", "Aspirasi saya"}) == 13
    assert "Hal lain" in first
    assert "Hal lain" in second


async def test_what_can_be_answered_is_answered_before_anybody_writes(desk: Desk) -> None:
    await desk.siti.types("/aspirasi")
    await desk.siti.presses("Tulis aspirasi")
    told = await desk.siti.presses("TPP dan tunjangan")

    assert "TPP dapat naik atau turun" in told.plain
    assert "Masih ingin menulis?" in told.plain


async def test_political_motives_are_shown_the_way_to_the_inspectorate_and_not_taken(desk: Desk) -> None:
    await desk.siti.types("/aspirasi")
    await desk.siti.presses("Tulis aspirasi")
    await desk.siti.presses("Berikutnya ›")
    told = await desk.siti.presses("Dugaan alasan politis")

    assert "Inspektorat" in told.plain
    assert "Masih ingin menulis" not in told.labels


async def test_the_modes_are_told_honestly(desk: Desk) -> None:
    await desk.siti.types("/aspirasi")
    await desk.siti.presses("Tulis aspirasi")
    await desk.siti.presses("Berikutnya ›")
    modes = await desk.siti.presses("Tempat tinggal")
    modes = await desk.siti.presses("Masih ingin menulis")

    assert "Telegram dan pengelola server dapat melihatnya" in modes.plain
    assert "dua petugas bersama, dan Ibu diberi tahu" in modes.plain
    assert modes.labels[:3] == ["Tersegel (dianjurkan)", "Rahasia", "Tanpa jejak, dengan kode"]


async def test_without_two_officers_with_keys_no_seal_is_promised(unsealed: Desk) -> None:
    await unsealed.siti.types("/aspirasi")
    await unsealed.siti.presses("Tulis aspirasi")
    await unsealed.siti.presses("Jarak dan waktu tempuh")
    modes = await unsealed.siti.presses("Masih ingin menulis")

    assert "belum disiapkan" in modes.plain
    assert modes.labels[:2] == ["Rahasia", "Tanpa jejak, dengan kode"]


async def test_several_messages_become_one_report(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Perjalanan dua jam.")
    taken = await desk.siti.types("Jalannya rusak.")
    review = await desk.siti.presses("Periksa dan kirim")

    assert "36 dari 4.000 karakter" in taken.plain
    assert "Perjalanan dua jam.\n\nJalannya rusak." in review.plain
    assert "4 dari 4" in review.plain
    assert desk.cases == []


async def test_what_is_sent_tells_number_fingerprint_readers_and_the_day_of_the_answer(desk: Desk) -> None:
    number = await sends(desk.siti, "Perjalanan dua jam.")
    (case,) = desk.cases

    assert case.number == number
    filed = desk.siti.last.plain
    assert "petugas, tanpa nama Ibu (tersegel)" in filed
    assert "14 hari kerja" in filed
    assert "Senin, 14 Desember 2026" in filed
    assert "bukan keberatan resmi" in filed


async def test_officers_read_the_words_and_never_the_name(desk: Desk) -> None:
    number = await sends(desk.siti, "Perjalanan dua jam.")
    assert desk.cases
    read = desk.handling.read(number, by=desk.rina, now=desk.clock.now)

    assert read.entries[0].text == "Perjalanan dua jam."
    assert SITI.name not in repr(read)


async def test_photos_and_documents_go_with_the_report(desk: Desk) -> None:
    desk.line.wire.files |= {"foto-800": JPEG, "surat": PDF}
    await begins(desk.siti)
    await desk.siti.sends(**photo(caption="Jembatannya putus."))
    taken = await desk.siti.sends(**document())
    await desk.siti.presses("Periksa dan kirim")
    await desk.siti.presses("Kirim")
    (case,) = desk.cases

    assert "2 berkas" in taken.plain
    assert [one.kind for one in case.entries[0].files] == ["jpeg", "pdf"]
    assert case.entries[0].text == "Jembatannya putus."


async def test_an_album_is_one_answer_and_every_picture_of_it(desk: Desk) -> None:
    await begins(desk.siti)
    first = await desk.siti.sends(**photo("a", media_group_id="g"))
    shown = len(desk.siti.messages)
    for one in ("b", "c"):
        await desk.siti.sends(**photo(one, media_group_id="g"))
    review = await desk.siti.presses("Periksa dan kirim")

    assert "Album diterima" in first.plain
    assert len(desk.siti.messages) == shown
    assert "3 berkas" in review.plain


async def test_a_file_above_20_mb_is_refused_with_its_limit_and_the_words_stay(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Surat dokter menyusul.")
    refused = await desk.siti.sends(**document(size=23 * 1024 * 1024))
    review = await desk.siti.presses("Periksa dan kirim")

    assert "20 MB" in refused.plain
    assert "Yang sebelumnya tetap tersimpan" in refused.plain
    assert "0 berkas" in review.plain
    assert "Surat dokter menyusul." in review.plain


async def test_a_wrong_type_of_file_is_refused(desk: Desk) -> None:
    await begins(desk.siti)
    refused = await desk.siti.sends(**document(mime="application/vnd.android.package-archive"))

    assert "belum ditambahkan" in refused.plain


async def test_what_only_pretends_to_be_a_document_is_refused_when_it_is_sent_and_the_words_stay(
    desk: Desk,
) -> None:
    desk.line.wire.files["surat"] = b"MZ program"
    await begins(desk.siti)
    await desk.siti.sends(**document(caption="Terlampir."))
    await desk.siti.presses("Periksa dan kirim")
    await desk.siti.presses("Kirim")

    assert desk.cases == []
    assert "Terlampir." in (await desk.siti.presses("Periksa dan kirim")).plain


async def test_a_file_that_telegram_has_lost_is_told_and_can_be_left_out(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.sends(**document(caption="Terlampir."))
    await desk.siti.presses("Periksa dan kirim")
    lost = await desk.siti.presses("Kirim")
    await desk.siti.presses("Lepaskan berkas")
    filed = await desk.siti.presses("Kirim")

    assert "Berkas ke-1 tidak dapat diambil" in lost.plain
    assert "Aspirasi terkirim" in filed.plain


async def test_endless_text_is_refused_and_what_came_before_stays(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Awal yang penting.")
    refused = await desk.siti.types("panjang " * 500)
    review = await desk.siti.presses("Periksa dan kirim")

    assert "4.000" in refused.plain
    assert "Awal yang penting." in review.plain


STICKER = {"type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}
NAMED = {"file_id": "x", "file_unique_id": "x"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"sticker": NAMED | STICKER}, "Stiker"),
        ({"voice": NAMED | {"duration": 9}}, "Suara dan video"),
        ({"location": {"latitude": 0.5, "longitude": 102.5}}, "tidak dapat menjadi bagian laporan"),
        ({"text": "   "}, "tidak dapat menjadi bagian laporan"),
    ],
)
async def test_what_cannot_be_part_of_a_report_is_told_so(
    desk: Desk, content: dict[str, object], told: str
) -> None:
    await begins(desk.siti)

    assert told in (await desk.siti.sends(**content)).plain


async def test_an_empty_report_cannot_be_sent(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.presses_value("v1:concern_form:send")

    assert "tidak terbuka pada langkah tersebut" in desk.siti.last.plain
    await desk.siti.presses_value("v1:concern_form:review")
    assert "Belum ada yang ditulis" in desk.siti.last.plain


async def test_a_button_pressed_twice_files_once(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Perjalanan dua jam.")
    review = await desk.siti.presses("Periksa dan kirim")
    value = review.value("Kirim")
    await desk.siti.presses_value(value)
    await desk.siti.presses_value(value)

    assert len(desk.cases) == 1
    assert "tidak terbuka pada langkah tersebut" in desk.siti.last.plain


async def test_a_button_of_a_report_that_is_over_changes_nothing(desk: Desk) -> None:
    await sends(desk.siti, "Perjalanan dua jam.")
    for asked in ("send", "rewrite", "no_files", "let", "leave_yes", "nonsense"):
        await desk.siti.presses_value(f"v1:concern_form:{asked}")
        assert "tidak terbuka pada langkah tersebut" in desk.siti.last.plain

    assert len(desk.cases) == 1


async def test_a_command_in_the_middle_keeps_what_was_written(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Perjalanan dua jam.")
    await desk.siti.types("/mutasi")
    home = await desk.siti.types("/aspirasi")
    review = await desk.siti.presses("Lanjutkan tulisan")

    assert home.labels[0] == "Lanjutkan tulisan"
    assert "Perjalanan dua jam." in review.plain


async def test_a_second_report_at_once_is_not_begun_over_the_first(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Perjalanan dua jam.")
    await desk.siti.types("/aspirasi")
    asked = await desk.siti.presses("Tulis aspirasi")

    assert "Masih ada tulisan yang terbuka" in asked.plain
    assert "Perjalanan dua jam." in (await desk.siti.presses("Lanjutkan tulisan")).plain


async def test_no_other_step_pushes_an_unsent_report_aside(desk: Desk) -> None:
    number = await sends(desk.siti, "Perjalanan dua jam.")
    await begins(desk.siti)
    await desk.siti.types("Jalannya rusak.")
    steps = (
        f"concern_add:{number}",
        f"concern_edit:{number}",
        "concern_code",
        "concern_write:housing.sealed",
    )
    for step in steps:
        await desk.siti.presses_value(f"v1:{step}")
        assert "Masih ada tulisan yang terbuka" in desk.siti.last.plain
    asked = await desk.siti.types(f"/aspirasi {'7' * 20}")

    assert "Masih ada tulisan yang terbuka" in asked.plain
    assert "Jalannya rusak." in (await desk.siti.presses("Lanjutkan tulisan")).plain


async def test_who_deletes_the_unsent_report_begins_anew(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Jalannya rusak.")
    await desk.siti.types("/aspirasi")
    await desk.siti.presses("Tulis aspirasi")
    chosen = await desk.siti.presses("Hapus, pilih yang baru")
    home = await desk.siti.types("/aspirasi")

    assert "1 dari 4" in chosen.plain
    assert "Lanjutkan tulisan" not in home.labels


async def test_words_can_be_written_anew_and_stand_until_the_new_ones_come(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Salah tulis.")
    await desk.siti.presses("Periksa dan kirim")
    shown = await desk.siti.presses("Tulis ulang")
    await desk.siti.types("Perjalanan dua jam.")
    review = await desk.siti.presses("Periksa dan kirim")

    assert "Salah tulis." in shown.plain
    assert "Salah tulis." not in review.plain
    assert "Perjalanan dua jam." in review.plain


async def test_leaving_asks_first_and_says_that_nothing_is_kept(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Perjalanan dua jam.")
    asked = await desk.siti.presses("Tinggalkan")
    left = await desk.siti.presses("Hapus tulisan")

    assert "tidak disimpan sebagai draf" in asked.plain
    assert "tidak ada yang terkirim" in left.plain
    assert desk.cases == []


async def test_left_alone_for_an_hour_nothing_of_it_can_be_sent(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Perjalanan dua jam.")
    review = await desk.siti.presses("Periksa dan kirim")
    desk.clock.passes(timedelta(hours=2))
    await desk.siti.presses_value(review.value("Kirim"))

    assert desk.cases == []


async def test_a_change_of_language_in_the_middle_goes_on_in_the_other_language(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Perjalanan dua jam.")
    await desk.siti.types("/bahasa")
    await desk.siti.presses("English")
    taken = await desk.siti.types("Jalannya rusak.")
    await desk.siti.presses("Check and send")
    filed = await desk.siti.presses("Send")

    assert taken.plain.startswith("Received, not sent yet")
    assert filed.plain.startswith("Concern sent")


async def test_who_loses_their_right_in_the_middle_sends_nothing(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Perjalanan dua jam.")
    review = await desk.siti.presses("Periksa dan kirim")
    await desk.siti.types("/profil")
    await desk.siti.presses("Putuskan tautan")
    await desk.siti.presses("Ya, putuskan")
    await desk.siti.presses_value(review.value("Kirim"))

    assert desk.cases == []


async def test_a_stranger_is_shown_the_door_to_linking(desk: Desk) -> None:
    shown = await desk.line.of(TONO_USER_ID).types("/aspirasi")

    assert "Tautkan akun" in shown.labels


async def test_a_name_in_the_words_is_pointed_out_before_they_are_sent(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Saya Siti, rumah saya jauh.")

    assert "memuat nama atau NIP Ibu" in (await desk.siti.presses("Periksa dan kirim")).plain


async def test_in_a_small_unit_the_place_alone_may_tell(desk: Desk) -> None:
    await begins(desk.siti)
    await desk.siti.types("Di Selensen hanya kami berdua.")

    assert "penulisnya dapat dikenali" in (await desk.siti.presses("Periksa dan kirim")).plain


async def test_english_is_complete(desk: Desk) -> None:
    await desk.siti.types("/bahasa")
    await desk.siti.presses("English")
    home = await desk.siti.types("/concerns")

    assert "not a formal objection" in home.plain
    assert "Write a concern" in home.labels
