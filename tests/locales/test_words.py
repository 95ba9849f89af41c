"""The reader of the catalogues."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.words import (
    FACT_AT_MOST,
    REASON_AT_MOST,
    Entry,
    UnknownWords,
    Words,
    full_date,
    language_of,
    moment,
)
from sandbox.html_text import parse_html

NINE_IN_JAKARTA = datetime(2026, 8, 10, 2, tzinfo=UTC)


@pytest.fixture
def words() -> Words:
    one_form = {
        "greeting": Entry(("<b>{name}</b>",)),
        "card": Entry(("Isi: {inner}",)),
        "days": Entry(("{count} hari",)),
        "reason": Entry(("{reason}",)),
        "day": Entry(("{day}",)),
    }
    return Words({"id": one_form, "en": one_form | {"days": Entry(("{count} day", "{count} days"))}})


def test_a_value_is_escaped_and_the_template_is_not(words: Words) -> None:
    assert words.say("id", "greeting", name='<i>&"') == "<b>&lt;i&gt;&amp;&quot;</b>"


def test_a_sentence_nests_in_another_without_being_escaped_twice(words: Words) -> None:
    inner = words.say("id", "greeting", name="A & B")

    assert words.say("id", "card", inner=inner) == "Isi: <b>A &amp; B</b>"


def test_a_label_is_not_escaped_because_html_is_not_read_there(words: Words) -> None:
    assert words.plain("id", "card", inner="A & B") == "Isi: A & B"


def test_braces_in_a_value_are_letters(words: Words) -> None:
    assert words.say("id", "card", inner="{name}") == "Isi: {name}"


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [("id", 1, "1 hari"), ("id", 2, "2 hari"), ("en", 0, "0 days"), ("en", 1, "1 day"), ("en", 2, "2 days")],
)
def test_a_count_takes_its_form(words: Words, language: str, count: int, expected: str) -> None:
    assert words.say(language, "days", count=count) == expected


def test_thousands_are_grouped_as_the_language_does(words: Words) -> None:
    assert (words.say("id", "days", count=2256), words.say("en", "days", count=2256)) == (
        "2.256 hari",
        "2,256 days",
    )


def test_an_unknown_key_is_a_fault(words: Words) -> None:
    with pytest.raises(UnknownWords, match="no_such_key"):
        words.say("id", "no_such_key")


def test_a_long_fact_is_cut_and_a_reason_has_more_room(words: Words) -> None:
    name, reason = words.say("id", "card", inner="x" * 5000), words.say("id", "reason", reason="x" * 5000)

    assert (len(name), len(reason)) == (len("Isi: ") + FACT_AT_MOST, REASON_AT_MOST)


def test_what_does_not_leave_for_a_chat_is_never_cut(words: Words) -> None:
    assert words.plain("id", "reason", reason="x" * 5000) == "x" * 5000


@given(st.text(max_size=FACT_AT_MOST))
def test_whatever_is_put_in_is_read_out_again(value: str) -> None:
    said = Words({"id": {"greeting": Entry(("<b>{name}</b>",))}}).say("id", "greeting", name=value)
    plain, entities = parse_html(said)

    assert plain == value
    assert {entity["type"] for entity in entities} <= {"bold"}


def test_a_day_is_written_out(words: Words) -> None:
    assert words.say("id", "day", day=date(2026, 8, 10)) == "Senin, 10 Agustus 2026"
    assert full_date("en", date(2026, 8, 10)) == "Monday, 10 August 2026"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Jakarta", "Senin, 10 Agustus 2026 pukul 09.00 WIB"),
        ("Asia/Makassar", "Senin, 10 Agustus 2026 pukul 10.00 WITA"),
        ("Asia/Jayapura", "Senin, 10 Agustus 2026 pukul 11.00 WIT"),
    ],
)
def test_a_moment_is_written_in_the_regions_zone(zone: str, expected: str) -> None:
    assert moment("id", NINE_IN_JAKARTA, ZoneInfo(zone)) == expected


def test_english_names_the_zone_as_the_region_does() -> None:
    assert moment("en", NINE_IN_JAKARTA, ZoneInfo("Asia/Makassar")) == "Monday, 10 August 2026 at 10:00 WITA"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("id", "id"),
        ("in", "id"),
        ("id-ID", "id"),
        ("IN_id", "id"),
        ("en", "en"),
        ("en-GB", "en"),
        ("pt-br", "id"),
        ("zh-hans", "id"),
        ("jw", "id"),
        ("", "id"),
        ("-", "id"),
        (None, "id"),
    ],
)
def test_any_clients_language_leads_to_one_of_ours(code: str | None, expected: str) -> None:
    assert language_of(code) == expected


def test_a_message_without_its_text_is_not_read_as_another(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("locales")
    for language in ("id", "en"):
        catalogue = folder / language / "LC_MESSAGES"
        catalogue.mkdir(parents=True)
        (catalogue / "chat.po").write_text('msgid "a.key"\nmsgstr "Teks – {name}"\n', encoding="utf-8")

    assert Words.load(folder).say("en", "a.key", name="X") == "Teks – X"
