"""What may be announced, and in which form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.announcements.wording import (
    BODY_AT_MOST,
    TITLE_AT_MOST,
    AnnouncementEmpty,
    AnnouncementTooLong,
    AnnouncementUnfinished,
    AnnouncementUnreadable,
    Draft,
    Wording,
    checked,
)
from domain.refusals import Refusal
from locales.words import LANGUAGES, Value, Words
from sandbox.html_text import parse_html
from sandbox.text import utf16_length

WORDS = Words.load()
_NURSE = "👩‍⚕️"  # of five UTF-16 units and one sign for the reader


def said(body: str, title: str = "Jadwal pelantikan") -> Draft:
    return Draft(indonesian=Wording(title=title, body=body), english=None)


def test_a_text_keeps_its_lines_and_loses_what_nobody_sees() -> None:
    final = checked(said("\r\nBapak dan Ibu,  \r\n\r\nmohon hadir.\n\n", title="  Jadwal\n pelantikan "))

    assert final.indonesian == Wording(title="Jadwal pelantikan", body="Bapak dan Ibu,\n\nmohon hadir.")


@pytest.mark.parametrize("body", ["", "   \n", "…", _NURSE])
def test_a_text_without_a_word_is_no_announcement(body: str) -> None:
    with pytest.raises(AnnouncementEmpty):
        checked(said(body))


@pytest.mark.parametrize("place", ["{nama}", "{0}", "{}", "<<tanggal>>"])
def test_a_place_that_was_left_to_be_filled_in_is_found(place: str) -> None:
    with pytest.raises(AnnouncementUnfinished) as refused:
        checked(said(f"Kepada {place}, mohon hadir."))

    assert refused.value.facts["place"] == place


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x00", "\x1b", "\ud800", "\ue000"])
def test_a_sign_that_hides_how_a_text_is_read_is_refused(sign: str) -> None:
    with pytest.raises(AnnouncementUnreadable):
        checked(said(f"Transfer ke rekening{sign} ini"))


def test_letters_signs_and_pictures_of_people_are_welcome() -> None:
    body = f"1 < 2 & <b>tebal</b> {_NURSE} – “kutipan”, 中文, عربي"

    assert checked(said(body)).indonesian.body == body


@pytest.mark.parametrize(
    ("title", "body"), [("x" * (TITLE_AT_MOST + 1), "Isi"), ("Judul", "x" * (BODY_AT_MOST + 1))]
)
def test_what_no_message_can_hold_is_refused_with_both_lengths(title: str, body: str) -> None:
    with pytest.raises(AnnouncementTooLong) as refused:
        checked(said(body, title=title))

    assert set(refused.value.facts) == {"length", "limit"}


def test_the_same_words_have_one_digest_and_a_moved_word_another() -> None:
    one, other = said("b c", title="a"), said("c", title="a b")

    assert one.digest == said("b c", title="a").digest
    assert one.digest != other.digest


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["news.told", "news.told.untranslated", "news.one"])
def test_the_longest_announcement_fits_a_message_with_everything_around_it(key: str, language: str) -> None:
    final = checked(said("&" * (BODY_AT_MOST - 1) + "x", title="<" * (TITLE_AT_MOST - 1) + "x"))
    said_longest = WORDS.say(language, "news.button.not_understood")
    around: dict[str, Value] = {
        "hr_office": "x" * 500,
        "you": WORDS.plain(language, "people.address.unknown"),
        "day": date(2027, 9, 29),
        "said": said_longest,
    }
    state = WORDS.joined(
        *(
            WORDS.say(language, name, **around)
            for name in ("news.published", "news.untranslated", "news.expired", "news.answered")
        )
    )
    text = WORDS.say(
        language,
        key,
        title=WORDS.whole(final.indonesian.title),
        body=WORDS.whole(final.indonesian.body),
        code="SAPA-XXXX-XXXX-XXXX",
        state=state,
        **around,
    )

    assert utf16_length(parse_html(text)[0]) <= 4_096


@given(st.text(max_size=300), st.text(max_size=40))
def test_whatever_is_accepted_is_shown_letter_by_letter(body: str, title: str) -> None:
    try:
        final = checked(said(body, title=title)).indonesian
    except Refusal:
        return
    shown = WORDS.say(
        "id", "news.one", title=WORDS.whole(final.title), body=WORDS.whole(final.body), code="", state=""
    )

    plain, entities = parse_html(shown)
    assert plain.startswith(f"{final.title}\n\n{final.body}\n")
    assert [one["type"] for one in entities] in (["bold", "italic"], ["bold"])
