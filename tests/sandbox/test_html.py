"""Telegram's HTML, read as strictly as Telegram reads it."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.cast import Json
from sandbox.errors import ApiError
from sandbox.html_references import HALF
from sandbox.html_text import parse_html


def span(kind: str, offset: int, length: int, **more: object) -> Json:
    return {"type": kind, **more, "offset": offset, "length": length}


READ: list[tuple[str, str, list[Json]]] = [
    ("plain", "plain", []),
    ("<b>a</b><strong>b</strong>", "ab", [span("bold", 0, 1), span("bold", 1, 1)]),
    ("<i>a</i><em>b</em>", "ab", [span("italic", 0, 1), span("italic", 1, 1)]),
    ("<u>a</u><ins>b</ins>", "ab", [span("underline", 0, 1), span("underline", 1, 1)]),
    ("<s>a</s><strike>b</strike><del>c</del>", "abc", [span("strikethrough", n, 1) for n in range(3)]),
    ("<tg-spoiler>a</tg-spoiler>", "a", [span("spoiler", 0, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [span("spoiler", 0, 1)]),
    ("<blockquote>a</blockquote>", "a", [span("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [span("expandable_blockquote", 0, 1)]),
    ("<code>a</code>", "a", [span("code", 0, 1)]),
    ("<pre>a</pre>", "a", [span("pre", 0, 1)]),
    (
        '<pre><code class="language-python">a</code></pre>',
        "a",
        [span("pre", 0, 1, language="python")],
    ),
    (
        '<code class="language-python"><pre>a</pre></code>',
        "a",
        [span("pre", 0, 1, language="python")],
    ),
    ('<code class="language-python">a</code>', "a", [span("code", 0, 1)]),
    ("<a href=bkn.go.id>a</a>", "a", [span("text_link", 0, 1, url="http://bkn.go.id/")]),
    ('<a href="https://bkn.go.id/x">a</a>', "a", [span("text_link", 0, 1, url="https://bkn.go.id/x")]),
    ("<a href='bkn.go.id'>a</a>", "a", [span("text_link", 0, 1, url="http://bkn.go.id/")]),
    ("<a>bkn.go.id</a>", "bkn.go.id", [span("text_link", 0, 9, url="http://bkn.go.id/")]),
    ('<a href="tg://user?id=7">a</a>', "a", []),
    ('<a href="javascript:alert(1)">a</a>', "a", []),
    ('<tg-emoji emoji-id="5">😀</tg-emoji>', "😀", [span("custom_emoji", 0, 2, custom_emoji_id="5")]),
    (
        '<tg-time unix="1790000000" format="wDT">9.00</tg-time>',
        "9.00",
        [span("date_time", 0, 4, unix_time=1790000000, date_time_format="wDT")],
    ),
    ("😀<b>é</b>", "😀é", [span("bold", 2, 1)]),
    ("<b>a<i>b</i></b>", "ab", [span("italic", 1, 1), span("bold", 0, 2)]),
    ("<B>a</>", "a", [span("bold", 0, 1)]),
    ("<b></b>a", "a", []),
    ("&lt;b&gt; &amp; &quot;&#33;&#x21;", '<b> & "!!', []),
    ("a & b &nbsp; &copy;", "a & b &nbsp; &copy;", []),
    ("1 > 0", "1 > 0", []),
]
FAULTY = [
    ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
    ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
    ("<b ", 'Empty attribute name in the tag "b" at byte offset 0'),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=x", "Unclosed start tag at byte offset 0"),
    ("<a href='x'", "Unclosed start tag at byte offset 0"),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b>a", "Can't find end tag corresponding to start tag b"),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b>a</b", "Unclosed end tag at byte offset 4"),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ('<a href="x>a</a>', "Unclosed start tag at byte offset 0"),
    ("<a href=a/b>a</a>", "Unexpected end of name token at byte offset 8"),
    ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ('<tg-time unix="soon">a</tg-time>', "Invalid date-time specified"),
    (
        "&#xD83D;",
        HALF.removeprefix("can't parse entities: "),
    ),
]


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_a_tag_becomes_its_entity(source: str, text: str, entities: list[Json]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(("source", "reason"), FAULTY)
def test_a_fault_is_named_with_its_place(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_comes_out_as_it_went_in_and_makes_no_entity(text: str) -> None:
    assert parse_html(escape(text, quote=True).replace("&#x27;", "&#39;")) == (text, [])


@given(st.text(st.sampled_from("<>/&;#ab =\"'\n😀")))
def test_any_input_is_either_read_or_refused_in_words(text: str) -> None:
    assert outcome(text).startswith(("read", "Bad Request: can't parse entities: "))


def outcome(text: str) -> str:
    try:
        parse_html(text)
    except ApiError as refusal:
        return refusal.description
    return "read"
